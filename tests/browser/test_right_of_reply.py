"""Two people review one file blind and agree; the caseworker disagrees; somebody else decides."""

import os
from types import SimpleNamespace

import pytest
from playwright.sync_api import Locator, Page, expect

from assessments.enums import ReviewState
from assessments.models import Evidence, FileReview
from core.clock import today
from frameworks.tree import tree_of
from people.scope import scope_for
from tests.assessments import factories
from tests.browser_kit import assert_whole_at_both_widths, type_into


@pytest.fixture
def cast(db, organisation, caseworker, supervisor, manager, other_supervisor):
    return SimpleNamespace(
        caseworker=caseworker,
        supervisor=supervisor,
        manager=manager,
        other_supervisor=other_supervisor,
    )


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def picture(page: Page, name: str) -> None:
    """Keep a picture of a page where a folder for them is named."""
    if folder := os.environ.get("COMPETENCY_REPLY_SHOTS"):
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})


def test_two_blind_reviews_an_agreed_outcome_and_a_dispute_decided(page: Page, sign_in, cast):
    review = factories.review_at(cast, "assigned")
    tree = tree_of(review.versions.get().pk)

    sign_in(cast.manager)
    page.goto("/second-looks/")
    assert_whole_at_both_widths(page)
    picture(page, "looks")
    page.get_by_role("link", name="Ask for a second review").click()
    type_into(page, page.get_by_label("Why should it be reviewed twice?"), "A hard letter.")
    assert_whole_at_both_widths(page)
    page.get_by_label("Who reviews it a second time?").select_option(label="Dilys Price")
    button(page, "Ask for a second review").click()
    expect(page.get_by_text("The second reviewer has been asked.")).to_be_visible()

    ben, dilys = ((u, scope_for(u, today())) for u in (cast.supervisor, cast.other_supervisor))
    factories.submit(review, by=ben[0], scope=ben[1], trees=[tree])
    sign_in(cast.supervisor)
    page.goto(f"/reviews/{review.pk}/")
    expect(page.get_by_text("You have finished. This is what you wrote")).to_be_visible()
    assert_whole_at_both_widths(page)
    sign_in(cast.other_supervisor)
    page.goto("/")
    page.get_by_role("link", name="a second time, blind").click()
    expect(page.get_by_text(factories.LACKING)).to_have_count(0)
    content = factories.second_content(review, tree)
    factories.submit(review, by=dilys[0], scope=dilys[1], trees=[tree], content=content)

    sign_in(cast.supervisor)
    page.goto(f"/reviews/{review.pk}/")
    expect(page.get_by_text("They gave the same answer to")).to_be_visible()
    assert_whole_at_both_widths(page)
    picture(page, "both")
    button(page, "Write the agreed outcome").click()
    expect(page.get_by_text("They differ: choose an answer")).to_be_visible()
    assert_whole_at_both_widths(page)
    picture(page, "agree")
    page.locator("input[name=answer-plain-language][value=partly_met]").check()
    button(page, "Check your answers").click()
    type_into(page, page.get_by_label("How did you come to this outcome?"), "We read it again.")
    assert_whole_at_both_widths(page)
    picture(page, "check")
    button(page, "Propose this outcome").click()

    sign_in(cast.other_supervisor)
    page.goto("/")
    page.get_by_role("link", name="Agree the outcome of two reviews").click()
    button(page, "Answer the proposed outcome").click()
    page.get_by_label("Yes, it stands").check()
    assert_whole_at_both_widths(page)
    button(page, "Answer").click()
    expect(page.get_by_text("The outcome is agreed.")).to_be_visible()
    review.refresh_from_db()
    factories.share(review, by=ben[0], scope=ben[1])

    sign_in(cast.caseworker)
    page.goto(f"/reviews/{review.pk}/")
    page.get_by_text("This file was reviewed twice").click()
    assert_whole_at_both_widths(page)
    picture(page, "shared")
    type_into(page, page.get_by_label("Your words"), factories.DISAGREES)
    button(page, "I disagree, because of the words above").click()
    expect(page.get_by_text("While that is open it is counted nowhere")).to_be_visible()

    sign_in(cast.supervisor)
    page.goto("/")
    page.get_by_role("link", name="Talk with Amira Haddad").click()
    button(page, "Record your talk on the facts").click()
    type_into(page, page.get_by_label("What did you both say"), "We looked at the signature.")
    assert_whole_at_both_widths(page)
    button(page, "Record the talk").click()
    assert_whole_at_both_widths(page)
    picture(page, "dispute")

    factories.dispute_decider(cast, review)
    sign_in(factories.decider_of(review))
    page.goto("/")
    page.get_by_role("link", name="Decide a dispute of Amira Haddad").click()
    button(page, "Decide").click()
    page.get_by_role("link", name="Write what the review should say").click()
    assert_whole_at_both_widths(page)
    note = page.locator("textarea[name=finding-2-note]")
    note.fill("The time limit stands on page 2.")
    button(page, "Check your answers").click()
    expect(page.get_by_label("It is changed")).to_be_checked()
    type_into(page, page.get_by_label("What are your reasons?"), "Page 2 names it.")
    assert_whole_at_both_widths(page)
    picture(page, "decide")
    button(page, "Decide").click()
    assert FileReview.objects.get().state == ReviewState.DECIDED
    assert Evidence.objects.counting().filter(statement="The time limit stands on page 2.").exists()

    sign_in(cast.caseworker)
    page.goto("/")
    page.get_by_role("link", name="Read the decision").click()
    expect(page.get_by_text("Page 2 names it.")).to_be_visible()
    assert_whole_at_both_widths(page)
    button(page, "I have read this").click()
    expect(button(page, "I have read this")).to_have_count(0)
    page.goto("/disputes/")
    assert_whole_at_both_widths(page)
