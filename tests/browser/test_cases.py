"""The register in a real browser: whole at every width, by keyboard, and without JavaScript."""

import datetime as dt

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cases.models import CaseFile, HoldingAction
from cases.resources.columns import COLUMNS
from core.cells import write_csv
from tests.browser_kit import assert_accessible, assert_all_accessible
from tests.cases.factories import (
    ConflictFactory,
    HoldingActionAnswerFactory,
    HoldingActionFactory,
    HoldingFactory,
    ServiceAreaFactory,
    compared_upload,
    held_file,
)


@pytest.fixture
def kept(organisation, caseworker, supervisor, manager):
    """A case with all that may stand on its page, a conflict, and a comparison."""
    area = ServiceAreaFactory(name="Welfare benefits", needs_functional_knowledge=True)
    case_file = held_file(caseworker, reference="HB/2026/0417", service_area=area)
    HoldingFactory(case_file=case_file, user=supervisor, part="approved")
    action = HoldingActionFactory(case_file=case_file, told=caseworker, opened_by=supervisor)
    HoldingActionAnswerFactory(holding_action=action, by=caseworker)
    ConflictFactory(user=caseworker, reference="HB/2026/0099")
    return {
        "case": case_file.pk,
        "action": action.pk,
        "area": area.pk,
        "run": compared_upload(manager, holder=caseworker).pk,
    }


OF_A_SUPERVISOR = [
    "/cases/",
    "/cases/?q=none",
    "/cases/add/",
    "/cases/{case}/",
    "/cases/{case}/change/",
    "/cases/{case}/hand-over/",
    "/cases/{case}/parts/add/",
    "/cases/{case}/holding-actions/add/",
    "/holding-actions/{action}/",
    "/conflicts/",
    "/conflicts/add/",
]
OF_THE_LEAD = [
    "/cases/uploads/",
    "/cases/uploads/{run}/",
    "/cases/uploads/{run}/?outcome=unchanged",
    "/service-areas/",
    "/service-areas/{area}/change/",
]


def test_every_page_of_a_supervisor_is_whole(page, sign_in, supervisor, kept):
    sign_in(supervisor)
    assert_all_accessible(page, [address.format(**kept) for address in OF_A_SUPERVISOR])


def test_every_page_of_the_lead_of_casework_is_whole(page, sign_in, manager, kept):
    sign_in(manager)
    assert_all_accessible(page, [address.format(**kept) for address in OF_THE_LEAD])


def test_a_page_with_errors_and_a_warning_is_whole(page, sign_in, supervisor, kept):
    sign_in(supervisor)
    page.goto(reverse("holding_action_add", args=[kept["case"]]))
    page.get_by_label("What happened").fill("Ring 07700 900123 about AB123456C.")
    page.get_by_role("button", name="Open holding action").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page.get_by_label("I have checked")).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_file_is_uploaded_looked_at_and_applied(
    scripts, new_context, live_server_url, sign_in, manager, caseworker, kept, tmp_path
):
    area = "Welfare benefits"
    day = dt.date(2026, 3, 2)
    (tmp_path / "cases.csv").write_bytes(
        write_csv(
            COLUMNS,
            [
                ["HB/2026/0901", area, "Complex", day, None, caseworker.email, day],
                ["HB/2026/0417", area, "Complex", day, None, caseworker.email, None],
            ],
        )
    )
    context = new_context(base_url=live_server_url, java_script_enabled=scripts)
    sign_in(manager, context)
    page = context.new_page()
    page.goto(reverse("case_list"))
    page.get_by_role("link", name="Upload case files").click()
    page.get_by_label("CSV or Excel file").set_input_files(tmp_path / "cases.csv")
    page.get_by_role("button", name="Compare with the register").click()
    expect(page.get_by_role("link", name="New: 1")).to_be_visible()
    page.get_by_role("link", name="Changed: 1").click()
    expect(page.get_by_text("was Straightforward")).to_be_visible()
    page.get_by_role("button", name="Apply to the register").click()
    expect(page.get_by_text("The register is up to date: 1 new, 1 changed.")).to_be_visible()
    assert CaseFile.objects.filter(reference="HB/2026/0901").exists()


def test_a_holding_action_is_answered_and_closed_by_keyboard(page, sign_in, caseworker, kept):
    sign_in(caseworker)
    page.goto("/")
    page.get_by_role("link", name="Take a holding action").focus()
    page.keyboard.press("Enter")
    asked = page.get_by_role("heading", name="Still to be answered")
    for answered, question in enumerate(
        ("Has the client been told?", "Does the insurer need", "Is there a time limit"), start=1
    ):
        expect(asked).to_be_visible()
        expect(page.get_by_role("button", name="Close the holding action")).to_have_count(0)
        page.get_by_label(question).focus()
        page.keyboard.press("Space")
        page.get_by_label("Your answer").focus()
        page.keyboard.type("Yes, this morning.")
        page.get_by_role("button", name="Save answer").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("Your answer is saved.")).to_be_visible()
        expect(page.get_by_text("Yes, this morning.")).to_have_count(answered)
    expect(asked).to_have_count(0)
    page.get_by_role("button", name="Close the holding action").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The holding action is closed.")).to_be_visible()
    assert HoldingAction.objects.get().closed_by == caseworker
    page.goto("/")
    expect(page.get_by_role("link", name="Take a holding action")).to_have_count(0)
