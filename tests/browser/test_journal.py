"""The journal in a real browser: whole at every width, by keyboard alone, and nothing is lost."""

import datetime as dt

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from core.models import Draft
from frameworks.tree import forget_trees
from records.enums import Reach
from records.models import JournalEntry
from tests.browser_kit import assert_all_accessible
from tests.records.factories import (
    entry_of,
    evidence_of,
    judgement_of,
    reply_to,
    review_of,
    small_framework,
)

DAY = dt.date(2026, 5, 1)


@pytest.fixture
def kept(organisation, caseworker, supervisor, other_supervisor):
    """A review with evidence and a reply, an observation, two judgements and three entries."""
    forget_trees()
    areas = list(small_framework().areas.all())
    review = review_of(caseworker, other_supervisor, shared=DAY, reference="NA-77")
    evidence = evidence_of(caseworker, areas[0], other_supervisor, review=review, on=DAY)
    reply_to(review, "I agree.")
    evidence_of(caseworker, areas[1], supervisor, on=DAY, direction="opposite")
    judgement_of(caseworker, areas[0], supervisor, "Beginning", on=DAY)
    judgement_of(caseworker, areas[0], supervisor, "Established", on=DAY + dt.timedelta(days=60))
    entry = entry_of(caseworker, area=areas[0], review=review, on=DAY)
    entry_of(caseworker, reach=Reach.SUPERVISOR, on=DAY)
    entry_of(caseworker, reach=Reach.RECORD, on=DAY)
    return {"evidence": evidence.pk, "entry": entry.pk, "area": areas[0].pk}


OF_ONES_OWN = [
    "/journal/",
    "/journal/?show=own&first-day=40",
    "/journal/write/",
    "/journal/entries/{entry}/",
    "/journal/entries/{entry}/change/",
    "/journal/entries/{entry}/share/",
    "/journal/entries/{entry}/delete/",
    "/journal/profile/?since-day=1&since-month=6&since-year=2026",
    "/people/{person}/areas/{area}/evidence/",
    "/evidence/{evidence}/",
]


def test_every_page_of_ones_own_journal_is_whole(page, sign_in, caseworker, kept):
    sign_in(caseworker)
    assert_all_accessible(
        page, [address.format(person=caseworker.pk, **kept) for address in OF_ONES_OWN]
    )


OF_A_SUPERVISOR = ["/people/{person}/journal/", "/people/{person}/profile/"]


def test_every_page_a_supervisor_opens_is_whole(page, sign_in, supervisor, caseworker, kept):
    sign_in(supervisor)
    assert_all_accessible(
        page, [address.format(person=caseworker.pk, **kept) for address in OF_A_SUPERVISOR]
    )


def test_a_reflection_is_written_by_keyboard_alone(page: Page, sign_in, organisation, caseworker):
    sign_in(caseworker)
    page.goto(reverse("journal"))
    page.get_by_role("button", name="Write a reflection").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Your words").focus()
    page.keyboard.type("I rang before I had read the whole file.")
    page.get_by_role("button", name="Save", exact=True).focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("Your entry is saved. It is private.")).to_be_visible()
    expect(page.get_by_text("Nobody in the organisation can open this here.")).to_be_visible()
    assert JournalEntry.objects.get().reach == Reach.PRIVATE


def test_an_unfinished_reflection_waits_on_the_journal(
    page: Page, sign_in, organisation, caseworker
):
    sign_in(caseworker)
    page.goto(reverse("journal_write"))
    page.get_by_label("Your words").press_sequentially("Half a thought")
    expect(page.get_by_text("Saved at")).to_be_visible()
    assert Draft.objects.get().data["text"] == ["Half a thought"]

    page.goto(reverse("journal"))
    page.get_by_role("link", name="Carry on with what you began").click()
    expect(page.get_by_label("Your words")).to_have_value("Half a thought")
