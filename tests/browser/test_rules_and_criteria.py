"""A rule and a criterion are changed, a live case is checked and praised, in a real browser."""

import datetime as dt
import os
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from assessments.models import CaseCheck, SetVersion, WellDone
from core.models import DatedSetting
from tests.assessments.factories import default_criteria, ombudsman_association
from tests.browser_kit import assert_whole_at_both_widths, tab_to, type_into
from tests.cases.factories import CaseFileFactory, HoldingFactory


@pytest.fixture
def cast(db, organisation, caseworker, supervisor, manager, other_supervisor, today):
    ombudsman_association()
    default_criteria()
    file = CaseFileFactory(reference="HB-77", opened_on=today - dt.timedelta(days=30))
    HoldingFactory(case_file=file, user=caseworker, from_on=file.opened_on)
    return SimpleNamespace(caseworker=caseworker, supervisor=supervisor, manager=manager, file=file)


def picture(page: Page, name: str) -> None:
    """Keep a picture of a page, wide and narrow, where a folder for them is named."""
    if folder := os.environ.get("COMPETENCY_RULE_SHOTS"):
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 720})


def test_rules_and_criteria_are_changed_by_the_lead_and_read_by_everybody(page: Page, sign_in, cast):  # fmt: skip
    sign_in(cast.manager)
    page.goto("/rules/")
    assert_whole_at_both_widths(page)
    page.get_by_role("link", name="Change “Files a month at the enhanced level”").click()
    page.get_by_label("What should it be?").fill("5")
    type_into(page, page.get_by_label("Why is it changed?"), "Six left no time to talk.")
    assert_whole_at_both_widths(page)
    tab_to(page, page.get_by_role("button", name="Announce this change"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("The change is announced.")).to_be_visible()
    assert DatedSetting.objects.get().value == 5
    picture(page, "rules")

    page.goto("/criteria/")
    assert_whole_at_both_widths(page)
    page.get_by_role("button", name="Draft the next version").click()
    page.locator("button[name=down]").first.click()
    page.get_by_role("link", name="Dates are recorded").click()
    page.get_by_label("The criterion").fill("Every date stands beside what it is the date of")
    assert_whole_at_both_widths(page)
    picture(page, "criterion")
    page.get_by_role("button", name="Save this criterion").click()
    expect(page.get_by_text("The criterion is saved.")).to_be_visible()
    assert_whole_at_both_widths(page)
    picture(page, "criteria")
    page.get_by_role("button", name="Publish from a day").click()
    type_into(page, page.get_by_label("Why do the criteria change?"), "It was read in two ways.")
    page.get_by_role("button", name="Publish this version").click()
    expect(page.get_by_text("The version is published.")).to_be_visible()
    assert SetVersion.objects.filter(from_on__isnull=False).exists()

    sign_in(cast.caseworker)
    page.goto("/")
    expect(page.get_by_role("heading", name="Rules that will change")).to_be_visible()
    assert_whole_at_both_widths(page)
    picture(page, "home")


def test_a_live_case_is_checked_restricted_and_something_well_done_is_said(page: Page, sign_in, cast):  # fmt: skip
    sign_in(cast.supervisor)
    page.goto(f"/cases/{cast.file.pk}/")
    page.get_by_role("link", name="Check this case").click()
    page.get_by_label("Advice is accurate and complete").check()
    type_into(page, page.get_by_label("The guidance you gave"), "Ask for the agreement first.")
    assert_whole_at_both_widths(page)
    picture(page, "check")
    page.get_by_role("button", name="Put it into their journal").click()
    expect(page.get_by_role("link", name="Guidance by Ben Hughes")).to_be_visible()
    assert CaseCheck.objects.exists()
    page.goto(f"/people/{cast.caseworker.pk}/well-done/")
    page.get_by_label("In a line, what was done well?").fill("Rang 07700 900123 at once.")
    page.get_by_role("button", name="Say well done").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("looks like a telephone number")
    assert_whole_at_both_widths(page)
    picture(page, "well-done")
    page.get_by_label("In a line, what was done well?").fill("Rang the council at once.")
    page.get_by_role("button", name="Say well done").click()
    expect(page.get_by_text("Rang the council at once.")).to_be_visible()
    assert WellDone.objects.exists()

    sign_in(cast.caseworker)
    page.goto("/journal/")
    expect(page.get_by_text("Ask for the agreement first.")).to_be_visible()
    assert_whole_at_both_widths(page)
    page.get_by_role("link", name="Case check of HB-77").click()
    assert_whole_at_both_widths(page)

    sign_in(cast.manager)
    page.goto(f"/cases/{cast.file.pk}/")
    page.get_by_role("link", name="Restrict this case").click()
    type_into(page, page.get_by_label("Why is this case restricted?"), "It is a colleague’s case.")
    page.get_by_role("button", name="Restrict this case").click()
    page.get_by_role("link", name="Name a reviewer for this case").click()
    page.get_by_label("Who may review it?").select_option(label="Dilys Price")
    assert_whole_at_both_widths(page)
    page.get_by_role("button", name="Name this person").click()
    expect(page.get_by_text("Dilys Price, from")).to_be_visible()
    assert_whole_at_both_widths(page)
    picture(page, "restricted")
