"""A form with one field of every kind, by mouse, by keyboard and without JavaScript."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser_kit import assert_accessible

pytestmark = pytest.mark.urls("tests.look.urls")


@pytest.fixture
def form_page(page: Page, organisation) -> Page:
    page.goto("/sample/")
    return page


def test_a_form_of_every_field_is_for_everybody(form_page: Page):
    assert_accessible(form_page)


def test_a_form_full_of_errors_is_for_everybody(form_page: Page):
    form_page.get_by_role("button", name="Save").click()
    expect(form_page.locator(".govuk-error-summary")).to_be_focused()
    assert_accessible(form_page)


def test_each_error_leads_by_keyboard_to_where_it_is_mended(form_page: Page):
    form_page.get_by_label("Month").fill("13")
    form_page.get_by_label("Day").fill("3")
    form_page.get_by_label("Year").fill("2026")
    form_page.get_by_role("button", name="Save").click()
    summary = form_page.locator(".govuk-error-summary")
    for words, label in (
        ("Enter case reference", "Case reference"),
        ("Answer the question", "By post"),
        ("Select areas", "Impartial"),
        ("must be a real date", "Month"),
        ("Select level", "Level"),
        ("Select file", "File"),
    ):
        link = summary.get_by_role("link", name=re.compile(words))
        link.focus()
        form_page.keyboard.press("Enter")
        expect(form_page.get_by_label(label, exact=True)).to_be_focused()


def test_what_a_choice_asks_for_opens_with_it(form_page: Page):
    which = form_page.get_by_label("Which way")
    expect(which).to_be_hidden()
    form_page.get_by_label("Another way").check()
    expect(which).to_be_visible()


def test_what_is_left_of_a_long_text_is_counted(form_page: Page):
    form_page.get_by_label("What you saw").fill("x" * 150)
    expect(form_page.get_by_text("You have 50 characters remaining").first).to_be_visible()


def test_without_javascript_all_that_may_be_asked_is_there(browser: Browser, live_server_url):
    context = browser.new_context(base_url=live_server_url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/sample/")
    expect(page.get_by_label("Which way")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Enter case reference")).to_be_visible()
    context.close()
