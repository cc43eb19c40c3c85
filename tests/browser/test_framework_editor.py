"""A framework admin, as a new user would: adapts a framework, publishes, adopts, moves posts."""

import re

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Page, expect

from frameworks.models import Version
from frameworks.services.drafting import start_new_version
from frameworks.services.loading import load_frameworks
from tests.browser_kit import assert_accessible, assert_all_accessible
from tests.frameworks.conftest import FIXTURE
from tests.frameworks.factories import BY, ROLES, publish

ORDER = "Carries out tasks systematically"


@pytest.fixture
def loaded(organisation) -> Version:
    return load_frameworks(paths=[FIXTURE], by=BY)[0].version


def reword(page: Page, old: str, new: str, why: str) -> None:
    page.locator(".fw-row").filter(has_text=old).get_by_role("link", name="Change").click()
    page.get_by_label("Behaviour", exact=True).fill(new)
    page.get_by_label("Why").fill(why)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(f"“{new}” is saved.")).to_be_visible()


def change_cells(sheet: Worksheet, words: dict[str, str]) -> None:
    """Write other words in the cells of a sheet that hold these, as somebody would by hand."""
    for row in sheet.iter_rows():
        for cell in row:
            cell.value = words.get(cell.value, cell.value)


def test_from_the_printed_framework_to_ones_own_second_version(
    page: Page, loaded, framework_admin, caseworker, sign_in, tmp_path
):
    sign_in(framework_admin)
    page.goto("/loaded-frameworks/")
    page.get_by_role("link", name="Adapt it as our own").click()
    page.get_by_label("Title of your framework").fill("Our framework")
    page.get_by_label("Who publishes it").fill("Example Advice")
    page.get_by_role("button", name="Start the draft").click()
    assert_accessible(page)
    page.get_by_role("link", name="Analytical", exact=True).click()
    page.get_by_role("link", name="Methodical", exact=True).click()
    assert_accessible(page)
    reword(page, ORDER, "Works step by step", "Plainer words.")
    second = page.locator(".fw-row").nth(1).locator(".fw-row__words").inner_text()
    reword(page, second, "Plans each case", "Our cases are long.")

    up = page.get_by_role("button", name=re.compile("Move up.*Plans each case"))
    up.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".fw-row").first).to_contain_text("Plans each case")

    page.get_by_role("link", name="Draft", exact=True).click()
    page.get_by_role("button", name="Compare, check and publish").click()
    expect(page.locator(".fw-difference").filter(has_text="Works step by step")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Publish version 1").click()
    expect(page.get_by_text("From now on it never changes.")).to_be_visible()

    page.get_by_role("link", name=re.compile("Start using it.*Our framework")).click()
    page.get_by_role("button", name="Start using it").click()
    page.goto("/framework/our-framework/1/about/")
    adaptations = page.locator("section").filter(has=page.locator("#adaptations"))
    expect(adaptations).to_contain_text("Works step by step")
    expect(adaptations).to_contain_text(ORDER)
    expect(adaptations).to_contain_text("Plainer words.")

    page.goto("/loaded-frameworks/")
    page.get_by_role("link", name=re.compile("Change in a spreadsheet.*Our framework")).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    path = tmp_path / "our-framework.xlsx"
    download.value.save_as(path)
    book = load_workbook(path)
    change_cells(
        book.active, {"Works step by step": "Works in steps", "Plainer words.": "Shorter."}
    )
    book.save(path)
    page.get_by_label("CSV or Excel file").set_input_files(path)
    page.get_by_role("button", name="Compare with the framework").click()
    expect(page.get_by_role("link", name="Changed: 1")).to_be_visible()
    expect(page.get_by_role("link", name="Left out: 0")).to_be_visible()
    expect(page.get_by_role("cell", name="Shorter.")).to_be_visible()
    page.get_by_role("button", name="Make a draft of it").click()
    expect(page.get_by_text("Version 2 is a draft now.")).to_be_visible()
    page.get_by_role("button", name="Compare, check and publish").click()
    expect(page.locator(".fw-difference")).to_have_count(1)
    page.get_by_role("button", name="Publish version 2").click()
    page.get_by_role("link", name=re.compile("Put it in use.*Our framework")).click()
    expect(page.get_by_text("People record under version 1 today.")).to_be_visible()
    expect(page.get_by_text("Housing")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Put it in use").click()
    expect(page.get_by_text("People record under version 2 from")).to_be_visible()
    page.goto("/framework/our-framework/2/changes/")
    expect(page.locator("ins").first).to_be_visible()
    assert_accessible(page)


OF_A_DRAFT = [
    "front/",
    "uses/development/",
    "levels/add/",
    "add/behaviour/?in=analytical.methodical",
    "area/analytical.methodical/change/",
    "area/analytical.methodical/leave-out/",
    "discard/",
    "behaviour/analytical.methodical.carries-out-tasks-systematically/replaced-by/?q=case",
]
OF_A_DRAFT_WITH_ROLES = [
    "",
    "profile/profile.leader/",
    "profile/profile.leader/change/",
    "profile-part/profile.leader:purpose/change/",
    "rules/l1/",
    "rules/l1/1/2/",
]


def test_pages_of_a_draft_are_for_everybody(page: Page, loaded, framework_admin, sign_in):
    roles = publish(**ROLES).framework
    for framework in (loaded.framework, roles):
        start_new_version(framework=framework, by=BY)
    sign_in(framework_admin)
    assert_all_accessible(
        page,
        [
            *(f"/framework-drafts/{loaded.framework.code}/{path}" for path in OF_A_DRAFT),
            *(f"/framework-drafts/{roles.code}/{path}" for path in OF_A_DRAFT_WITH_ROLES),
        ],
    )
