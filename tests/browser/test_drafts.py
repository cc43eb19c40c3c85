"""Nothing typed is lost, in a real browser."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from core.models import Draft, Outbox


@pytest.fixture(autouse=True)
def long_form(settings):
    settings.ROOT_URLCONF = "tests.browser.draft_page"


@pytest.fixture
def form(page: Page, sign_in, caseworker) -> Page:
    sign_in(caseworker)
    page.goto("/long-form/")
    return page


def words(page: Page):
    return page.get_by_label("Your words")


def test_a_form_saves_itself_after_a_short_rest(form):
    words(form).press_sequentially("I learned")
    expect(form.get_by_text("Saved at")).to_be_visible()
    assert Draft.objects.get().data == {"words": ["I learned"]}
    form.reload()
    expect(words(form)).to_have_value("I learned")


def test_a_form_saves_itself_at_the_latest_after_ten_seconds_of_typing(form):
    words(form).press_sequentially("x" * 120, delay=100)
    assert Draft.objects.exists()


def test_leaving_the_page_saves_it(form):
    words(form).press_sequentially("half a thou")
    form.goto("/cookies/")
    form.goto("/long-form/")
    expect(words(form)).to_have_value("half a thou")


def test_both_texts_are_on_the_page_after_another_tab_saved(form, context):
    other = context.new_page()
    other.goto("/long-form/")
    words(other).fill("from the other tab")
    expect(other.get_by_text("Saved at")).to_be_visible()
    words(form).fill("from this tab")
    expect(form.get_by_text("changed in another tab")).to_be_visible()
    expect(form.get_by_text("from the other tab", exact=True)).to_be_visible()
    expect(words(form)).to_have_value("from this tab")
    form.get_by_role("button", name="Save what is on this page instead").click()
    expect(form.get_by_text("Saved at")).to_be_visible()
    assert Draft.objects.get().data == {"words": ["from this tab"]}


def test_what_is_typed_after_the_session_ended_comes_back(form, sign_in, caseworker):
    words(form).fill("before")
    expect(form.get_by_text("Saved at")).to_be_visible()
    Session.objects.all().delete()
    words(form).fill("before and after")
    expect(form.get_by_text("You have been signed out")).to_be_visible()
    sign_in(caseworker)
    form.goto("/long-form/")
    expect(words(form)).to_have_value("before and after")


def test_a_form_sent_after_the_session_ended_comes_back(form, sign_in, caseworker):
    words(form).fill("sent too late")
    Session.objects.all().delete()
    form.get_by_role("button", name="Send").click()
    expect(form.get_by_role("heading", name="Sign in")).to_be_visible()
    assert not Outbox.objects.exists()
    sign_in(caseworker)
    form.goto("/long-form/")
    expect(words(form)).to_have_value("sent too late")


def test_a_sent_form_leaves_no_draft_behind(form):
    words(form).fill("done")
    form.get_by_role("button", name="Send").click()
    form.wait_for_url("**/cookies/")
    form.wait_for_timeout(2500)
    assert not Draft.objects.exists()
    assert Outbox.objects.get().body == "done"


def test_a_double_click_makes_one_record(form):
    words(form).fill("once")
    form.get_by_role("button", name="Send").dblclick()
    form.wait_for_url("**/cookies/")
    form.wait_for_timeout(500)
    assert Outbox.objects.count() == 1


def test_a_form_is_saved_without_a_script(new_context, live_server_url, sign_in, caseworker):
    context = new_context(base_url=live_server_url, java_script_enabled=False)
    sign_in(caseworker, into=context)
    page = context.new_page()
    page.goto("/long-form/")
    words(page).fill("no script")
    page.get_by_role("button", name="Save for later").click()
    expect(words(page)).to_have_value("no script")
    assert Draft.objects.get().version == 1
