"""Harm is met before the review is finished; an action is proved and verified by another."""

import os
from types import SimpleNamespace

import pytest
from playwright.sync_api import Locator, Page, expect

from assessments.action_enums import ActionState
from assessments.models import Action
from cases.models import HoldingAction
from core.clock import today
from tests.assessments.action_factories import DONE, WHAT, below_standard_at
from tests.assessments.factories import review_at
from tests.browser_kit import assert_whole_at_both_widths, open_by_keyboard, type_into
from tests.cases.factories import HoldingFactory

NOTE = "The appeal ended yesterday and the file does not say so."


@pytest.fixture
def cast(organisation, caseworker, supervisor, manager):
    return SimpleNamespace(caseworker=caseworker, supervisor=supervisor, manager=manager)


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def looked_at(page: Page, name: str) -> None:
    """Look at a page at both widths; keep a picture where a folder for them is named."""
    assert_whole_at_both_widths(page)
    if folder := os.environ.get("COMPETENCY_ACTION_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_harm_opens_a_holding_action_before_its_review_is_finished(page: Page, sign_in, cast):
    review = review_at(cast, "assigned")
    HoldingFactory(case_file=review.case_file, user=cast.caseworker, from_on=today())
    sign_in(cast.supervisor)
    page.goto(f"/reviews/{review.pk}/write/")
    page.get_by_role("button", name="Add what you saw").first.click()
    page.get_by_label("Harm or risk to the client").first.check()
    page.get_by_label("What kind of problem").first.select_option("missed_deadline")
    page.get_by_label("What happened").first.fill(NOTE)
    page.get_by_label("The step taken now").first.fill("Ask the tribunal for more time today.")
    page.get_by_role("button", name="Record it and tell").first.click()
    expect(page.get_by_text("The step taken is recorded")).to_be_visible()
    action = HoldingAction.objects.get()
    review.refresh_from_db()
    assert review.submitted_at is None

    sign_in(cast.caseworker)
    page.goto("/holding-actions/policies/")
    looked_at(page, "policies")
    page.goto(f"/holding-actions/{action.pk}/")
    expect(page.get_by_text(NOTE)).to_be_visible()
    looked_at(page, "holding")


def test_an_action_is_proved_and_verified_by_another(page: Page, sign_in, cast, tmp_path):
    review = review_at(cast, "shared")
    sign_in(cast.supervisor)
    page.goto(f"/reviews/{review.pk}/")
    open_by_keyboard(page, page.get_by_role("link", name="Raise an action").first)
    type_into(page, page.get_by_label("What is to be done?"), WHAT)
    page.get_by_label("Repair of the file").check()
    page.get_by_label("Serious", exact=True).check()
    page.get_by_label("Who does it?").select_option(label=cast.caseworker.name)
    looked_at(page, "raise")
    button(page, "Raise this action").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What is to be done")
    looked_at(page, "raised")

    sign_in(cast.caseworker)
    page.goto("/")
    page.get_by_role("link", name="Do what was agreed").click()
    page.get_by_role("link", name="Add a file").click()
    wrong = tmp_path / "notes.pdf"
    wrong.write_text("This is no PDF.")
    page.get_by_label("The file").set_input_files(wrong)
    page.get_by_label("What does it show?").fill("The record with its time limit")
    button(page, "Add this file").click()
    expect(page.get_by_text("is not what its ending").first).to_be_visible()
    expect(page.get_by_label("What does it show?")).to_have_value("The record with its time limit")
    looked_at(page, "file")
    right = tmp_path / "notes.txt"
    right.write_text("The time limit stands on page 2.")
    page.get_by_label("The file").set_input_files(right)
    button(page, "Add this file").click()
    expect(page.get_by_role("link", name="The record with its time limit").first).to_be_visible()
    page.get_by_role("button", name="Say what was done").click()
    type_into(page, page.get_by_label("What was done, and where can it be seen?"), DONE)
    looked_at(page, "done")
    button(page, "Send it to be verified").click()
    expect(page.get_by_role("button", name="Verify or return")).to_have_count(0)

    sign_in(cast.supervisor)
    page.goto("/")
    page.get_by_role("link", name="Verify what Amira Haddad has done").click()
    page.get_by_role("button", name="Verify or return").click()
    page.get_by_label("Yes, I have looked and it was done").check()
    looked_at(page, "check")
    button(page, "Save").click()
    expect(page.get_by_text("Ben Hughes has verified it.")).to_be_visible()
    looked_at(page, "verified")
    page.goto("/actions/")
    looked_at(page, "list")
    assert Action.objects.get().state == ActionState.VERIFIED


def test_the_pages_of_a_criterion_not_met_again_and_again_are_for_everybody(
    page: Page, sign_in, cast
):
    row = below_standard_at(cast, "heard")
    sign_in(cast.supervisor)
    for act in ("", "bears/", "decide/"):
        page.goto(f"/below-standard/{row.pk}/{act}")
        looked_at(page, f"below-{act.strip('/') or 'page'}")
    sign_in(cast.caseworker)
    page.goto("/account/mail/")
    looked_at(page, "mail")
