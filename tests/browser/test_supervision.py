"""The plan and the team board in a real browser, by mouse and by keyboard alone."""

import datetime as dt
import re
from types import SimpleNamespace

import pytest
from playwright.sync_api import Locator, Page, expect

from supervision.models import PlanItem
from tests.assessments.factories import review_at
from tests.browser_kit import (
    assert_accessible,
    assert_all_accessible,
    assert_whole_at_both_widths,
    open_by_keyboard,
    tab_to,
    type_into,
)
from tests.factories import CoverFactory, person
from tests.supervision.factories import plan_item_of

WORDS = "Name the time limit in the first line of every decision letter."
BETTER = "Name the time limit in the first line, and again at the end."


@pytest.fixture
def cast(db, organisation, caseworker, supervisor, manager):
    """A review that was shared with Amira, and nothing on her plan."""
    cast = SimpleNamespace(caseworker=caseworker, supervisor=supervisor, manager=manager)
    cast.review = review_at(cast, "acknowledged")
    return cast


@pytest.fixture
def planned(cast, today):
    """Amira's plan: something overdue, something open, something done."""
    area = cast.caseworker.evidence.first().area
    return SimpleNamespace(
        overdue=plan_item_of(cast.caseworker, "Late", by_when=today - dt.timedelta(days=3)),
        open=plan_item_of(cast.caseworker, WORDS, area=area),
        done=plan_item_of(cast.caseworker, "Done already", done_on=today),
    )


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def menu(page: Page, name: str) -> Locator:
    return page.get_by_role("navigation", name="Menu").get_by_role("link", name=name, exact=True)


def link(page: Page, name: str) -> Locator:
    return page.get_by_role("link", name=name, exact=True)


def test_a_finding_goes_on_the_plan_is_changed_ticked_off_and_read_by_mouse(
    page: Page, sign_in, cast
):
    sign_in(cast.caseworker)
    page.goto(f"/reviews/{cast.review.pk}/")
    page.get_by_role("link", name="Add to my plan").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Add to my plan")
    button(page, "Add it").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert_whole_at_both_widths(page)
    page.get_by_label("What will you do?").fill(WORDS)
    button(page, "Add it").click()
    expect(page.get_by_text("It is on your plan.")).to_be_visible()
    assert_whole_at_both_widths(page)
    page.get_by_role("link", name=re.compile("^Change")).click()
    page.get_by_label("What will you do?").fill(BETTER)
    assert_whole_at_both_widths(page)
    button(page, "Save the changes").click()
    expect(page.get_by_text(BETTER).first).to_be_visible()
    page.get_by_role("button", name=re.compile("^Done")).click()
    expect(page.get_by_role("heading", name="Done in the last year")).to_be_visible()
    assert_whole_at_both_widths(page)
    item = PlanItem.objects.get()
    assert item.finding is not None
    assert item.done_on is not None

    sign_in(cast.supervisor)
    page.goto("/")
    menu(page, "My team").click()
    assert_whole_at_both_widths(page)
    page.get_by_role("link", name=f"on the plan of {cast.caseworker.name}").click()
    expect(page.get_by_text(BETTER).first).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Open again"))).to_be_hidden()
    assert_whole_at_both_widths(page)


def test_a_plan_is_kept_by_keyboard_alone(page: Page, sign_in, cast):
    sign_in(cast.caseworker)
    page.goto("/")
    open_by_keyboard(page, menu(page, "My plan"))
    open_by_keyboard(page, button(page, "Add to my plan"))
    type_into(page, page.get_by_label("What will you do?"), WORDS)
    open_by_keyboard(page, button(page, "Add it"))
    expect(page.get_by_text("It is on your plan.")).to_be_visible()
    open_by_keyboard(page, page.get_by_role("link", name=re.compile("^Change")))
    type_into(page, page.get_by_label("What will you do?"), BETTER)
    open_by_keyboard(page, button(page, "Save the changes"))
    open_by_keyboard(page, page.get_by_role("button", name=re.compile("^Done")))
    open_by_keyboard(page, page.get_by_role("button", name=re.compile("^Open again")))
    open_by_keyboard(page, page.get_by_role("link", name=re.compile("^Take it off")))
    open_by_keyboard(page, button(page, "Take it off"))
    expect(page.get_by_text("It is off your plan.")).to_be_visible()
    assert not PlanItem.objects.exists()


def test_the_team_board_leads_to_every_part_of_a_persons_record_by_keyboard(
    page: Page, sign_in, cast, planned
):
    name = cast.caseworker.name
    leads = {
        name: f"/people/{cast.caseworker.pk}/journal/",
        f"2 open on the plan of {name}": f"/people/{cast.caseworker.pk}/plan/",
        f"Profile of {name}": f"/people/{cast.caseworker.pk}/profile/",
        f"Record of learning of {name}": f"/people/{cast.caseworker.pk}/record/",
    }
    sign_in(cast.supervisor)
    for text, address in leads.items():
        page.goto("/team/")
        tab_to(page, link(page, text))
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{address}")


PAGES = {
    "supervisor": [
        "/team/",
        "/people/{person}/plan/",
    ],
    "manager": [
        "/team/",
    ],
    "caseworker": [
        "/plan/",
        "/plan/add/",
        "/plan/{open}/change/",
        "/plan/{done}/change/",
        "/plan/{open}/remove/",
    ],
}


@pytest.mark.parametrize("who", PAGES)
def test_every_page_of_supervision_is_for_everybody(
    who, page: Page, sign_in, cast, planned, housing, today
):
    person("Zoe Adams", team=housing, supervisor=cast.supervisor)
    CoverFactory(covered=cast.supervisor, deputy=cast.manager, from_on=today, to_on=today)
    sign_in(getattr(cast, who))
    assert_all_accessible(
        page,
        [
            address.format(person=cast.caseworker.pk, open=planned.open.pk, done=planned.done.pk)
            for address in PAGES[who]
        ],
    )


def test_a_board_without_people_says_why(page: Page, sign_in, organisation, other_supervisor):
    sign_in(other_supervisor)
    page.goto("/team/")
    expect(page.get_by_text("Nobody is in your team yet")).to_be_visible()
    assert_accessible(page)
