"""The pages of people in a real browser: for everybody, and taking somebody on by keyboard alone."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from core.models import Outbox
from people.models import User
from tests.browser_kit import assert_accessible, assert_all_accessible
from tests.factories import AbsenceFactory, AdjustmentFactory, CoverFactory, TeamFactory


@pytest.fixture
def amira(caseworker, supervisor, manager, today):
    """Somebody with everything that the pages can show."""
    CoverFactory(covered=supervisor, deputy=manager, from_on=today, to_on=today + timedelta(5))
    AbsenceFactory(user=caseworker, from_on=today + timedelta(9))
    AbsenceFactory(user=caseworker, from_on=today - timedelta(9), to_on=today - timedelta(2))
    AdjustmentFactory(user=caseworker, agreed_by=supervisor, agreed_at=timezone.now())
    AdjustmentFactory(user=caseworker, recorded_by=supervisor)
    return caseworker


PAGES = [
    "/people/",
    "/people/new/",
    "/people/{amira}/",
    "/people/{ben}/",
    "/people/{amira}/change/",
    "/people/{amira}/leave/",
    "/people/{amira}/posts/new/",
    "/people/{amira}/supervisor/",
    "/people/{ben}/cover/new/",
    "/people/{amira}/absences/new/",
    "/teams/",
    "/teams/new/",
    "/settings/",
]


def test_pages_of_the_organisation_admin_are_for_everybody(
    page: Page, amira, supervisor, housing, organisation, organisation_admin, sign_in
):
    TeamFactory(name="Homelessness prevention", parent=housing)
    sign_in(organisation_admin)
    assert_all_accessible(page, [path.format(amira=amira.pk, ben=supervisor.pk) for path in PAGES])


OF_ONES_OWN = ["/account/", "/people/{amira}/arrangements/"]


def test_ones_own_pages_are_for_everybody(page: Page, amira, organisation, sign_in):
    sign_in(amira)
    assert_all_accessible(page, [path.format(amira=amira.pk) for path in OF_ONES_OWN])


def test_proposing_an_adjustment_is_for_everybody(page: Page, amira, organisation, sign_in):
    sign_in(amira)
    page.goto(f"/people/{amira.pk}/adjustments/new/")
    page.get_by_role("button", name="Propose this").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert_accessible(page)


def test_somebody_is_taken_on_by_keyboard_and_sets_a_password(
    page: Page, housing, supervisor, organisation, organisation_admin, sign_in
):
    sign_in(organisation_admin)
    page.goto("/people/new/")
    page.get_by_label("Full name").focus()
    page.keyboard.type("Nia Bell")
    page.keyboard.press("Tab")
    page.keyboard.type("nia.bell@example.org")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nia Bell")
    page.get_by_role("link", name="Give a post").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Team").focus()
    page.keyboard.type("Housing")
    page.keyboard.press("Tab")
    page.keyboard.type("Caseworker")
    page.keyboard.press("Tab")
    page.keyboard.type("Volunteer")
    page.keyboard.press("Tab")
    page.keyboard.type("7.5")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Caseworker, Housing")).to_be_visible()
    page.get_by_role("button", name="Send an invitation").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The invitation is on its way")).to_be_visible()
    assert User.objects.get(email="nia.bell@example.org").posts.get().hours == 7.5

    link = re.search(r"http://\S+", Outbox.objects.get().body)[0]
    page.context.clear_cookies()
    page.goto(link)
    assert_accessible(page)
    page.get_by_label("Password", exact=True).fill("correct horse battery staple")
    page.keyboard.press("Enter")
    page.get_by_label("Email address").fill("nia.bell@example.org")
    page.get_by_label("Password", exact=True).fill("correct horse battery staple")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Nia Bell")).to_be_visible()
