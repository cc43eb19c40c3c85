"""A month is planned, drawn, started and objected to in a real browser."""

import os
from types import SimpleNamespace

import pytest
from playwright.sync_api import Locator, Page, expect

from assessments.models import Objection, Round
from people.enums import Role
from tests.assessments.factories import default_criteria, ombudsman_association
from tests.assessments.round_factories import files_of
from tests.browser_kit import assert_whole_at_both_widths, open_by_keyboard, tab_to, type_into
from tests.factories import person


@pytest.fixture
def cast(db, organisation, caseworker, supervisor, manager, other_caseworker):
    """Files that Amira and Chidi held last month; criteria and a framework to review against."""
    files_of(caseworker)
    files_of(other_caseworker)
    ombudsman_association()
    default_criteria()
    lead = person("Lou Park", Role.LEAD_OF_CASEWORK)
    return SimpleNamespace(caseworker=caseworker, manager=manager, lead=lead)


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def picture(page: Page, name: str) -> None:
    """Keep a picture of a page where a folder for them is named."""
    if folder := os.environ.get("COMPETENCY_ROUND_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_a_month_is_planned_drawn_started_and_a_reviewer_objected_to(page: Page, sign_in, cast):
    sign_in(cast.lead)
    page.goto("/rounds/")
    open_by_keyboard(page, page.get_by_role("button", name="Plan a round", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text("Plan a round of file reviews")
    assert_whole_at_both_widths(page)
    picture(page, "plan")
    tab_to(page, button(page, "Plan this round"))
    page.keyboard.press("Enter")
    page.locator("table a").first.click()
    expect(page.get_by_text("If it were drawn now")).to_be_visible()
    assert_whole_at_both_widths(page)
    picture(page, "planned")
    tab_to(page, button(page, "Draw the files"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="How the sample was chosen")).to_be_visible()
    assert_whole_at_both_widths(page)
    picture(page, "drawn")
    page.get_by_role("link", name="Drawn files and their reviewers").click()
    assert_whole_at_both_widths(page)
    picture(page, "files")
    page.go_back()
    page.get_by_role("button", name="Start the round", exact=True).click()
    page.get_by_role("checkbox").first.check()
    assert_whole_at_both_widths(page)
    button(page, "Start the round").click()
    expect(page.get_by_text("The round is on.")).to_be_visible()

    sign_in(cast.caseworker)
    page.goto("/")
    page.get_by_role("link", name="Read that a round of file reviews is on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How your work is sampled")
    assert_whole_at_both_widths(page)
    picture(page, "mine")
    page.get_by_role("link", name="Object").first.click()
    type_into(page, page.get_by_label("Why should this person not review"), "We are neighbours.")
    assert_whole_at_both_widths(page)
    button(page, "Object to this reviewer").click()
    expect(page.get_by_text("your objection waits for a decision")).to_be_visible()
    button(page, "I have read this").click()
    expect(button(page, "I have read this")).to_have_count(0)

    sign_in(cast.lead)
    page.goto("/")
    page.get_by_role("link", name="Decide an objection of Amira Haddad").click()
    page.get_by_label("Uphold it").check()
    type_into(page, page.get_by_label("Your reason"), "Neighbours should not review each other.")
    assert_whole_at_both_widths(page)
    picture(page, "decide")
    button(page, "Decide").click()
    objection = Objection.objects.get()
    assert objection.upheld
    round_ = Round.objects.get()
    assert not round_.drawn.filter(person=cast.caseworker, reviewer=objection.reviewer).exists()


def test_a_monitoring_level_is_set_and_read_by_the_person(page: Page, sign_in, cast):
    sign_in(cast.manager)
    page.goto("/monitoring/")
    assert_whole_at_both_widths(page)
    picture(page, "levels")
    page.get_by_role("link", name="Set a level for Amira Haddad").click()
    assert_whole_at_both_widths(page)
    page.get_by_label("Enhanced").check()
    page.get_by_label("Returning after time away").check()
    type_into(page, page.get_by_label("In your words"), "Back after a year; we look together.")
    button(page, "Set this level").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("the raised level ends")
