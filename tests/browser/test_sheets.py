"""A framework changed in a spreadsheet, in a real browser: download, change, upload, apply."""

import os

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import expect

from core.services.imports import read_file
from frameworks.models import Version
from frameworks.resources.version_sheet import COLUMNS, LIMITS, OPTIONAL, REQUIRED
from frameworks.services.adopting import adopt_framework
from frameworks.services.drafting import start_new_version
from frameworks.services.loading import load_frameworks
from frameworks.services.version_import import compare_sheet
from tests.browser_kit import assert_accessible, open_by_keyboard
from tests.frameworks.conftest import FIXTURE
from tests.frameworks.factories import BY
from tests.frameworks.sheet_kit import Rows, rows_of, sheet_of

CODE = "ombudsman-association"


@pytest.fixture
def published(organisation) -> Version:
    return load_frameworks(paths=[FIXTURE], by=BY)[0].version


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_word_is_changed_in_the_sheet_and_becomes_a_draft(
    scripts, new_context, live_server_url, sign_in, framework_admin, published, tmp_path
):
    context = new_context(
        base_url=live_server_url, java_script_enabled=scripts, accept_downloads=True
    )
    sign_in(framework_admin, context)
    page = context.new_page()
    page.goto("/loaded-frameworks/")
    page.get_by_role("link", name="Change in a spreadsheet").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    path = tmp_path / "framework.xlsx"
    download.value.save_as(path)
    assert download.value.suggested_filename == "ombudsman-association-1.xlsx"
    book = load_workbook(path)
    cell = book.active.cell(2, COLUMNS.index("Behaviour") + 1)
    assert cell.value == "Carries out tasks systematically"
    cell.value = "Carries out each task systematically"
    book.save(path)
    page.get_by_label("CSV or Excel file").set_input_files(path)
    page.get_by_role("button", name="Compare with the framework").click()
    expect(page.get_by_role("link", name="Changed: 1")).to_be_visible()
    expect(page.get_by_role("link", name="As it is: 156")).to_be_visible()
    expect(page.get_by_role("cell", name="Carries out tasks systematically")).to_be_visible()
    expect(page.get_by_role("cell", name="Carries out each task systematically")).to_be_visible()
    page.get_by_role("button", name="Make a draft of it").click()
    expect(page.get_by_text("Version 2 is a draft now.")).to_be_visible()
    draft = Version.objects.get(number=2)
    assert draft.published_at is None
    assert draft.behaviours.filter(text="Carries out each task systematically").exists()


@pytest.fixture
def compared(published) -> dict[str, Rows]:
    """Two sheets: one of new, changed and left out rows, one of wrong ones."""
    right = rows_of(published)
    right[0]["Behaviour"] = "Carries out each task systematically"
    right[1:3] = [right[2]]
    right.append({**right[-1], "Behaviour key": "", "Behaviour": "Learns from what went wrong"})
    wrong = rows_of(published)
    for row in wrong[:3]:
        row |= {"Kind": "Good", "Behaviour key": "Not a key"}
    return {"right": right, "wrong": wrong}


@pytest.mark.parametrize(
    ("sort", "outcome"),
    [("right", "changed"), ("right", "new"), ("right", "gone"), ("right", "unchanged"),
     ("wrong", "wrong")],
)  # fmt: skip
def test_every_list_of_a_comparison_is_whole(
    page, sign_in, framework_admin, published, compared, sort, outcome
):
    file = read_file(sheet_of(compared[sort]), required=REQUIRED, optional=OPTIONAL, limits=LIMITS)
    run = compare_sheet(framework=published.framework, file=file, by=framework_admin)
    sign_in(framework_admin)
    page.goto(f"{reverse('sheet_detail', args=[CODE, run.pk])}?outcome={outcome}")
    expect(page.locator("tbody tr").first).to_be_visible()
    if folder := os.environ.get("SHEET_SHOTS"):
        page.screenshot(path=f"{folder}/{outcome}.png", full_page=True)
        page.set_viewport_size({"width": 320, "height": 640})
        page.screenshot(path=f"{folder}/{outcome}-320.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 720})
    assert_accessible(page)


@pytest.mark.parametrize("drafted", [False, True], ids=["no draft", "a draft"])
def test_the_page_to_upload_on_is_whole(page, sign_in, framework_admin, published, drafted):
    if drafted:
        start_new_version(framework=published.framework, by=BY)
    sign_in(framework_admin)
    page.goto(reverse("sheet_upload", args=[CODE]))
    if folder := os.environ.get("SHEET_SHOTS"):
        page.screenshot(path=f"{folder}/upload-{drafted}.png", full_page=True)
    assert_accessible(page)


def test_a_file_that_is_no_sheet_is_refused_by_keyboard(
    page, sign_in, framework_admin, published, tmp_path
):
    (tmp_path / "other.csv").write_text("Name,Score\nAmira,5\n")
    sign_in(framework_admin)
    page.goto("/loaded-frameworks/")
    open_by_keyboard(page, page.get_by_role("link", name="Change in a spreadsheet"))
    page.get_by_label("CSV or Excel file").set_input_files(tmp_path / "other.csv")
    open_by_keyboard(page, page.get_by_role("button", name="Compare with the framework"))
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    assert_accessible(page)


def test_a_misspelt_word_is_mended_and_marked(page, published, today):
    adopt_framework(framework=published.framework, on=today, by=BY)
    page.goto("/frameworks/search/?q=imparshal")
    expect(page.get_by_text("No text holds “imparshal”; showing “impartial”.")).to_be_visible()
    expect(page.locator("mark", has_text="Impartial").first).to_be_visible()
    assert_accessible(page)
