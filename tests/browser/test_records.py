"""The record of learning in a real browser: judged, signed off, answered, exported as a PDF."""

import datetime as dt
import io
import re
from collections.abc import Callable
from hashlib import sha256
from types import SimpleNamespace

import pikepdf
import pytest
from playwright.sync_api import Locator, Page, expect

from assessments.models import Judgement
from records.models import Document, Signature, SignOff
from records.services.sign_off import sign_off_record
from tests.assessments.factories import review_at
from tests.browser_kit import (
    assert_accessible,
    assert_all_accessible,
    assert_whole_at_both_widths,
    open_by_keyboard,
    tab_to,
    type_into,
)

WHY = "Clear letters in this file and in the two before."
NOTE = "A year in which the letters became clear."
BECAUSE = "The second half of the year is not in it."


@pytest.fixture
def cast(db, organisation, caseworker, supervisor, manager, hr):
    """A review of Amira's file, shared and acknowledged; nothing judged, nothing signed off."""
    cast = SimpleNamespace(caseworker=caseworker, supervisor=supervisor, manager=manager, hr=hr)
    review_at(cast, "acknowledged")
    return cast


@pytest.fixture
def signed(cast, today) -> SignOff:
    """Ben has signed off the last year; Amira has not answered."""
    return sign_off_record(
        person=cast.caseworker,
        version=cast.caseworker.evidence.first().version,
        period_from=today - dt.timedelta(days=200),
        period_to=today,
        note=NOTE,
        by=cast.supervisor,
    )


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def link(page: Page, name: str) -> Locator:
    return page.get_by_role("link", name=name, exact=True)


def menu(page: Page, name: str) -> Locator:
    return page.get_by_role("navigation", name="Menu").get_by_role("link", name=name, exact=True)


def take_pdf(page: Page, press: Callable[[], None]) -> None:
    """Press what makes the PDF, and look at the file that the browser was given."""
    with page.expect_download() as waiting:
        press()
    name, content = waiting.value.suggested_filename, waiting.value.path().read_bytes()
    assert re.fullmatch(r"record-of-learning-\d{4}-\d\d-\d\d\.pdf", name)
    assert content.startswith(b"%PDF-")
    with pikepdf.open(io.BytesIO(content)) as document:
        assert len(document.pages) > 2
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang).startswith("en")
    assert Document.objects.known_by(sha256(content).hexdigest(), "").count() == 1


def test_judged_signed_off_signed_and_exported_by_mouse(page: Page, sign_in, cast):
    name = cast.caseworker.name
    sign_in(cast.supervisor)
    page.goto("/")
    menu(page, "My team").click()
    assert_whole_at_both_widths(page)
    link(page, f"Profile of {name}").click()
    assert_whole_at_both_widths(page)
    link(page, "Clear").first.click()
    assert_whole_at_both_widths(page)
    link(page, "Record a judgement").click()
    page.get_by_label(re.compile("The letter of 3 March")).check()
    page.get_by_label("Established", exact=True).check()
    page.get_by_label("Why?").fill(WHY)
    assert_whole_at_both_widths(page)
    button(page, "Record this judgement").click()
    expect(page.get_by_text(WHY)).to_be_visible()
    assert_whole_at_both_widths(page)

    menu(page, "My team").click()
    link(page, f"Record of learning of {name}").click()
    assert_whole_at_both_widths(page)
    button(page, "Sign off a period").click()
    assert_whole_at_both_widths(page)
    button(page, "Show what will be signed off").click()
    expect(page.get_by_text("Judged: established")).to_be_visible()
    page.get_by_label("A note to go with your signature").fill(NOTE)
    assert_whole_at_both_widths(page)
    button(page, "Sign off").click()
    expect(page.get_by_text("They have been asked to sign it too.")).to_be_visible()
    assert_whole_at_both_widths(page)

    sign_in(cast.caseworker)
    page.goto("/")
    link(page, "Read your signed-off record, and sign it or say why not").click()
    expect(page.get_by_text(WHY)).to_be_visible()
    page.get_by_label("I sign it").check()
    assert_whole_at_both_widths(page)
    button(page, "Give your answer").click()
    expect(page.get_by_text("Your answer is part of the record now.")).to_be_visible()
    assert_whole_at_both_widths(page)

    sign_in(cast.hr)
    page.goto("/")
    menu(page, "Records of learning").click()
    assert_whole_at_both_widths(page)
    page.get_by_label("Name", exact=True).fill(name.split()[0].lower())
    button(page, "Find").click()
    link(page, name).click()
    assert_whole_at_both_widths(page)
    button(page, "Make a document").click()
    assert_whole_at_both_widths(page)
    take_pdf(page, button(page, "Make the PDF").click)

    assert Judgement.objects.get().reason == WHY
    assert set(Signature.objects.values_list("signer", "signed")) == {
        (cast.supervisor.pk, True),
        (cast.caseworker.pk, True),
    }
    assert Document.objects.get().made_by == cast.hr


def test_not_signed_because_and_ones_own_export_by_mouse(page: Page, sign_in, cast, signed):
    sign_in(cast.caseworker)
    page.goto("/")
    link(page, "Read your signed-off record, and sign it or say why not").click()
    page.get_by_label("I do not sign it, because").check()
    button(page, "Give your answer").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.get_by_label("I do not sign it, because")).to_be_checked()
    assert_whole_at_both_widths(page)
    page.get_by_label("Your words").fill(BECAUSE)
    button(page, "Give your answer").click()
    expect(page.get_by_text("Not signed, because")).to_be_visible()
    expect(page.get_by_text(BECAUSE)).to_be_visible()
    link(page, "Record of learning").click()
    assert_whole_at_both_widths(page)
    button(page, "Make a document").click()
    page.get_by_label("Include my entries that are not in my record").check()
    assert_whole_at_both_widths(page)
    take_pdf(page, button(page, "Make the PDF").click)
    page.goto("/record/views/")
    expect(page.get_by_text(re.compile(r"Record of learning \(PDF\), \d+ pages"))).to_be_visible()


def test_judged_and_signed_off_by_keyboard_alone(page: Page, sign_in, cast):
    name = cast.caseworker.name
    sign_in(cast.supervisor)
    page.goto("/team/")
    open_by_keyboard(page, link(page, f"Profile of {name}"))
    open_by_keyboard(page, link(page, "Clear").first)
    open_by_keyboard(page, link(page, "Record a judgement"))
    tab_to(page, page.get_by_label(re.compile("The letter of 3 March")))
    page.keyboard.press("Space")
    tab_to(page, page.locator("[name=degree]").first)
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Established", exact=True)).to_be_checked()
    type_into(page, page.get_by_label("Why?"), WHY)
    open_by_keyboard(page, button(page, "Record this judgement"))
    expect(page.get_by_text(WHY)).to_be_visible()

    open_by_keyboard(page, menu(page, "My team"))
    open_by_keyboard(page, link(page, f"Record of learning of {name}"))
    open_by_keyboard(page, button(page, "Sign off a period"))
    open_by_keyboard(page, button(page, "Show what will be signed off"))
    type_into(page, page.get_by_label("A note to go with your signature"), NOTE)
    open_by_keyboard(page, button(page, "Sign off"))
    expect(page.get_by_text("They have been asked to sign it too.")).to_be_visible()
    assert SignOff.objects.get().note == NOTE


def test_answered_and_exported_by_keyboard_alone(page: Page, sign_in, cast, signed):
    sign_in(cast.caseworker)
    page.goto("/")
    waiting = "Read your signed-off record, and sign it or say why not"
    open_by_keyboard(page, link(page, waiting))
    tab_to(page, page.locator("[name=signed]").first)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    type_into(page, page.get_by_label("Your words"), BECAUSE)
    open_by_keyboard(page, button(page, "Give your answer"))
    expect(page.get_by_text("Not signed, because")).to_be_visible()
    open_by_keyboard(page, link(page, "Record of learning"))
    open_by_keyboard(page, button(page, "Make a document"))
    tab_to(page, button(page, "Make the PDF"))
    take_pdf(page, lambda: page.keyboard.press("Enter"))


def test_hr_finds_a_record_and_exports_it_by_keyboard_alone(page: Page, sign_in, cast, signed):
    sign_in(cast.hr)
    page.goto("/")
    open_by_keyboard(page, menu(page, "Records of learning"))
    type_into(page, page.get_by_label("Name", exact=True), "amira")
    page.keyboard.press("Enter")
    open_by_keyboard(page, link(page, cast.caseworker.name))
    open_by_keyboard(page, button(page, "Make a document"))
    tab_to(page, button(page, "Make the PDF"))
    take_pdf(page, lambda: page.keyboard.press("Enter"))


PAGES = {
    "supervisor": [
        "/people/{person}/record/",
        "/people/{person}/record/export/",
        "/people/{person}/record/sign-off/",
        "/people/{person}/record/sign-off/?{span}",
        "/sign-offs/{signed}/",
    ],
    "caseworker": [
        "/people/{person}/record/",
        "/people/{person}/record/export/",
        "/record/views/",
        "/sign-offs/{signed}/",
        "/sign-offs/{signed}/sign/",
    ],
    "hr": [
        "/records/people/",
        "/people/{person}/record/",
        "/people/{person}/record/export/",
        "/sign-offs/{signed}/",
        "/documents/check/",
    ],
}


@pytest.mark.parametrize("who", PAGES)
def test_every_page_of_the_record_is_for_everybody(who, page: Page, sign_in, cast, signed, today):
    version = cast.caseworker.evidence.first().version_id
    span = (
        f"version={version}&first-day=1&first-month=1&first-year={today.year - 1}"
        f"&last-day={today.day}&last-month={today.month}&last-year={today.year}"
    )
    sign_in(getattr(cast, who))
    assert_all_accessible(
        page,
        [
            address.format(person=cast.caseworker.pk, signed=signed.pk, span=span)
            for address in PAGES[who]
        ],
    )


def test_a_file_that_is_not_ours_is_said_to_be_unknown(page: Page, organisation):
    page.goto("/documents/check/")
    page.get_by_label("Or the code at the end").fill("0" * 64)
    button(page, "Check it").click()
    expect(page.get_by_role("heading", name="We do not know it")).to_be_visible()
    assert_accessible(page)
