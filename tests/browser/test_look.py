"""The look of the house in a real browser: statements, sign-in, errors, home, a form."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser_kit import (
    assert_accessible,
    assert_all_accessible,
    keyboard_faults,
    sideways_faults,
    violations,
)

PUBLIC = [
    "/accessibility/",
    "/privacy/",
    "/cookies/",
    "/account/sign-in/",
    "/account/password/reset/",
    "/account/password/reset/sent/",
    "/no-such-page/",
]
SIGNED_IN = ["/", "/search/", "/account/password/change/", "/account/sign-out/", "/no-such-page/"]


def test_pages_without_signing_in_are_for_everybody(page: Page, organisation):
    assert_all_accessible(page, PUBLIC)


def test_pages_behind_the_door_are_for_everybody(page: Page, supervisor, sign_in):
    sign_in(supervisor)
    assert_all_accessible(page, SIGNED_IN)


def test_a_wrong_password_is_said_first_and_nothing_is_given_away(page: Page, supervisor):
    page.goto("/account/sign-in/")
    page.get_by_label("Email address").fill(supervisor.email)
    page.get_by_label("Password", exact=True).fill("not the right words")
    page.get_by_role("button", name="Sign in").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("The email address or the password is not right")
    expect(page).to_have_title(re.compile(r"^Error: Sign in"))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.get_by_label("Email address")).to_have_value(supervisor.email)
    assert_accessible(page)


def test_an_error_leads_to_its_field_by_keyboard(page: Page, organisation):
    page.goto("/account/sign-in/")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Enter email address")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Email address")).to_be_focused()


def test_the_skip_link_goes_past_the_navigation(page: Page, supervisor, sign_in):
    sign_in(supervisor)
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main-content")).to_be_focused()


def test_no_page_breaks_its_own_security_policy(page: Page, supervisor, sign_in):
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    sign_in(supervisor)
    for path in ("/", "/account/password/change/"):
        page.goto(path, wait_until="networkidle")
    assert not [text for text in said if "Password forms should" not in text]


def test_the_focus_is_seen_in_forced_colours(page: Page, supervisor, sign_in):
    sign_in(supervisor)
    page.emulate_media(forced_colors="active")
    page.goto("/account/password/change/")
    assert keyboard_faults(page) == []


def test_the_menu_opens_on_a_narrow_screen(page: Page, supervisor, sign_in):
    sign_in(supervisor)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/")
    expect(page.get_by_role("link", name="Home", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("link", name="Home", exact=True)).to_be_visible()
    assert_accessible(page)


def test_signing_in_works_without_javascript(browser: Browser, live_server_url, supervisor):
    supervisor.set_password("four words not together")
    supervisor.save()
    context = browser.new_context(base_url=live_server_url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/account/sign-in/")
    page.get_by_label("Email address").fill(supervisor.email)
    page.get_by_label("Password", exact=True).fill("four words not together")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What waits for you")
    expect(page.get_by_role("link", name="Home", exact=True)).to_be_visible()
    assert sideways_faults(page) == []
    context.close()


def test_who_is_about_to_be_signed_out_is_warned_and_can_stay(page: Page, supervisor, sign_in):
    sign_in(supervisor)
    page.clock.install()
    page.goto("/")
    page.clock.fast_forward("27:00")
    warning = page.get_by_text("You will be signed out in 2 minutes")
    expect(warning).to_be_hidden()
    page.clock.fast_forward("01:30")
    expect(warning).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Stay signed in").click()
    expect(page.get_by_role("button", name="Stay signed in")).to_be_hidden()
    page.clock.fast_forward("30:30")
    expect(page.get_by_text("You have been signed out")).to_be_visible()
