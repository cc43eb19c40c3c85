"""The main job in a real browser: by mouse, by keyboard alone, and without JavaScript."""

import re
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from assessments.enums import ReviewState
from assessments.models import Evidence, FileReview, Judgement
from core.clock import today
from tests.assessments import factories
from tests.browser_kit import assert_accessible

NOTE = "The letter sets out the decision in words anybody can follow."
LACKING = "The last letter does not say by when an appeal has to be in."


@pytest.fixture
def cast(db, organisation, caseworker, supervisor, manager, hr):
    """The framework in use, the criteria, and a file of Amira's that nobody has reviewed."""
    factories.ombudsman_association()
    factories.default_criteria()
    factories.closed_file_of(caseworker, today())
    return SimpleNamespace(caseworker=caseworker, supervisor=supervisor, manager=manager, hr=hr)


def fill_date(page: Page, name: str) -> None:
    for part in ("day", "month", "year"):
        page.locator(f"[name={name}-{part}]").fill(str(getattr(today(), part)))


def button(page: Page, name: str):
    return page.get_by_role("button", name=name, exact=True)


def answer_every_criterion(page: Page) -> None:
    for row in page.locator("[data-criterion]").all():
        row.get_by_label("Met", exact=True).check()


def test_the_whole_job_by_mouse(page: Page, sign_in, cast):
    sign_in(cast.manager)
    page.goto("/reviews/")
    page.get_by_role("button", name="Ask for a review").click()
    page.get_by_label("Case reference").fill("HB-2041")
    assert_accessible(page)
    button(page, "Find the file").click()
    page.get_by_label(cast.caseworker.name).check()
    page.get_by_label("Who reviews it?").select_option(label=cast.supervisor.name)
    page.get_by_label("Chosen at random").check()
    page.get_by_label(re.compile("Caseworker Competency Framework")).check()
    assert_accessible(page)
    button(page, "Ask for this review").click()
    expect(page.get_by_text(f"{cast.supervisor.name} has been asked")).to_be_visible()

    sign_in(cast.supervisor)
    page.goto("/")
    page.get_by_role("link", name=re.compile("Review a case file of")).click()
    answer_every_criterion(page)
    page.locator("[data-criterion]").nth(3).get_by_label("Not met").check()
    comment = page.locator("#comment-accurate")
    expect(comment).to_be_visible()
    comment.fill("The time limit is wrong in the second letter.")
    button(page, "Add what you saw").last.click()
    expect(page.locator("#finding-1")).to_be_focused()
    page.locator("#finding-1").get_by_label("Good practice").check()
    page.locator("#finding-1-area").fill("imp")
    options = page.locator("#finding-1-area__listbox")
    expect(options.get_by_text("Open-minded: Impartial")).to_be_visible()
    options.get_by_text("Impactful: Clear").click()
    page.get_by_label("Uses plain language that is easy to understand").check()
    page.locator("#finding-1-note").fill(NOTE)
    button(page, "Add what you saw").last.click()
    page.locator("#finding-2").get_by_label("Improvement point").check()
    page.locator("#finding-2-area").fill("percep")
    page.locator("#finding-2-area__listbox").get_by_text("Analytical: Perceptive").click()
    page.get_by_label("Focuses on detail without considering the bigger picture").check()
    page.locator("#finding-2-note").fill(LACKING)
    assert_accessible(page, keyboard=False)
    button(page, "Check your answers").click()
    expect(page.get_by_text("Action needed.")).to_be_visible()
    fill_date(page, "reviewed_on")
    assert_accessible(page)
    button(page, "Finish the review").click()
    expect(page.get_by_text("The review is finished.", exact=False).first).to_be_visible()
    page.get_by_role("button", name="Give feedback and share").click()
    expect(page.locator("[name=note]")).to_have_value(re.compile(f"{NOTE}.*{LACKING}", re.S))
    fill_date(page, "given_on")
    page.get_by_label("In a meeting").check()
    assert_accessible(page)
    button(page, "Share with the caseworker").click()
    expect(page.get_by_text("The review is shared")).to_be_visible()
    assert_accessible(page)

    sign_in(cast.caseworker)
    page.goto("/")
    page.get_by_role("link", name="Read the feedback on your work and answer it").click()
    expect(page.get_by_role("heading", name="What happens next")).to_be_visible()
    page.get_by_label("Your words").fill("Thank you. I will name the time limit next time.")
    assert_accessible(page)
    button(page, "I have read this").click()
    expect(page.get_by_text("Your answer is recorded")).to_be_visible()

    sign_in(cast.supervisor)
    page.goto("/")
    page.get_by_role("link", name=re.compile("Close the review")).click()
    page.get_by_role("link", name=re.compile("show “Clear”")).click()
    page.get_by_label(re.compile(NOTE[:40])).check()
    page.get_by_label("Developing", exact=True).check()
    page.get_by_label("Why?").fill("Clear letters in this file and the two before.")
    fill_date(page, "on")
    assert_accessible(page)
    button(page, "Record this judgement").click()
    expect(page.get_by_text("Clear letters in this file")).to_be_visible()
    assert_accessible(page)
    assert FileReview.objects.get().state == ReviewState.ACKNOWLEDGED
    assert Evidence.objects.count() == 2
    assert Judgement.objects.get().degree.key == "developing"


def test_a_late_answer_does_not_take_away_what_was_ticked(page: Page, sign_in, cast):
    review = factories.assign_to_ben(cast)
    sign_in(cast.supervisor)
    page.goto(f"/reviews/{review.pk}/write/")
    button(page, "Add what you saw").last.click()
    expect(page.locator("#finding-1")).to_be_focused()
    held = []

    def hold_the_first(route):
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/behaviours/**", hold_the_first)
    area = page.locator("#finding-1-area")
    options = page.locator("#finding-1-area__listbox")
    area.fill("percep")
    options.get_by_text("Analytical: Perceptive").click()
    area.fill("clear")
    options.get_by_text("Impactful: Clear").click()
    tick = page.get_by_label("Uses plain language that is easy to understand")
    tick.check()
    with page.expect_response("**/behaviours/**") as answered:
        held[0].continue_()
    answered.value.finished()
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    expect(tick).to_be_checked()


def test_a_review_is_written_without_javascript(new_context, live_server_url, sign_in, cast):
    review = factories.assign_to_ben(cast)
    context = new_context(base_url=live_server_url, java_script_enabled=False)
    sign_in(cast.supervisor, context)
    page = context.new_page()
    page.goto(f"/reviews/{review.pk}/write/")
    answer_every_criterion(page)
    page.locator("#comment-accurate").fill("Accurate on the day.")
    page.locator("button[name=add][value='']").click()
    page.locator("#finding-1").get_by_label("Good practice").check()
    page.locator("#finding-1-area").select_option(label="Impactful: Clear")
    page.locator("#finding-1").get_by_role("button", name="Show its behaviours").click()
    page.get_by_label("Uses plain language that is easy to understand").check()
    page.locator("#finding-1-note").fill(NOTE)
    page.get_by_role("button", name="Check your answers").click()
    page.get_by_label("I looked again and there is nothing to add").check()
    fill_date(page, "reviewed_on")
    page.get_by_role("button", name="Finish the review").click()
    expect(page.get_by_text(NOTE)).to_be_visible()
    review.refresh_from_db()
    assert review.state == ReviewState.SUBMITTED


def test_the_list_of_reviews_stands_in_lines_on_a_narrow_screen(narrow: Page, sign_in, cast):
    factories.assign_to_ben(cast)
    sign_in(cast.supervisor)
    narrow.goto("/reviews/")
    name = narrow.get_by_role("cell", name=cast.caseworker.name).first
    assert name.evaluate("cell => getComputedStyle(cell).display") == "block"
    assert_accessible(narrow)


def test_a_review_is_written_by_keyboard_alone(page: Page, sign_in, cast):
    review = factories.assign_to_ben(cast)
    sign_in(cast.supervisor)
    page.goto(f"/reviews/{review.pk}/write/")
    keys = page.keyboard

    def tab_to(locator) -> None:
        for _turn in range(200):
            if locator.evaluate("element => element === document.activeElement"):
                return
            keys.press("Tab")
        raise AssertionError("the keyboard does not reach it")

    first = page.locator("#answer-questioning")
    tab_to(first)
    for row in page.locator("[data-criterion]").all():
        tab_to(row.locator("input[type=radio]").first)
        keys.press("Space")
        keys.press("ArrowDown")
        expect(row.locator("input[value=met]")).to_be_checked()
    tab_to(page.locator("button[name=add][value='']"))
    keys.press("Enter")
    expect(page.locator("#finding-1")).to_be_focused()
    tab_to(page.locator("#finding-1-sort"))
    keys.press("Space")
    tab_to(page.locator("#finding-1-area"))
    keys.type("clear")
    expect(page.locator("#finding-1-area__listbox").get_by_text("Clear")).to_be_visible()
    keys.press("ArrowDown")
    keys.press("Enter")
    box = page.get_by_label("Uses plain language that is easy to understand")
    expect(box).to_be_visible()
    tab_to(box)
    keys.press("Space")
    tab_to(page.locator("#finding-1-note"))
    keys.type(NOTE)
    tab_to(page.locator("button[name=check]"))
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Check your answers, then finish")).to_be_visible()
    tab_to(page.locator("[name=reviewed_on-day]"))
    for part in ("day", "month", "year"):
        tab_to(page.locator(f"[name=reviewed_on-{part}]"))
        keys.press("Control+A")
        keys.type(str(getattr(today(), part)))
    tab_to(page.locator("[name=looked_again]"))
    keys.press("Space")
    tab_to(button(page, "Finish the review"))
    keys.press("Enter")
    expect(page.get_by_text("The review is finished.", exact=False).first).to_be_visible()
    review.refresh_from_db()
    assert review.state == ReviewState.SUBMITTED
