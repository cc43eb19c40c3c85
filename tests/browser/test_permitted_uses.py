"""Permitted uses, links between frameworks, values and aims, and a talk, in a real browser."""

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.models import FileReview
from core.clock import today
from frameworks.enums import Purpose
from frameworks.models import OrganisationValue
from frameworks.services.adopting import adopt_framework
from frameworks.services.loading import load_frameworks
from supervision.models import CapabilitySheet
from supervision.services.capability import open_sheet
from tests.assessments import factories as reviews
from tests.browser_kit import assert_accessible, assert_whole_at_both_widths, tab_to, type_into
from tests.frameworks.factories import BY, CONTENT, publish
from tests.records.factories import evidence_of, small_framework

ALIGNED = {"purpose": "role_alignment", "permitted": True, "sentence": "Align roles by it."}
SUPPORT = {
    Purpose.CAPABILITY_SUPPORT: "Where capability issues exist it can support dialogue.",
    Purpose.PERFORMANCE_REVIEW: "Do not use it to assess performance.",
}


@pytest.fixture
def supporting(db):
    version = small_framework("support", uses=SUPPORT)
    version.framework.adopted_on = dt.date(2024, 1, 2)
    version.framework.save()
    return version


def test_a_value_is_added_and_linked(page: Page, sign_in, organisation, framework_admin):
    publish(permitted_uses=[*CONTENT["permitted_uses"], ALIGNED])
    sign_in(framework_admin)
    page.goto(reverse("value_list"))
    assert_whole_at_both_widths(page)
    page.get_by_role("button", name="Add a value or an aim").click()
    page.get_by_role("button", name="Add it to the list").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert_whole_at_both_widths(page)
    page.get_by_label("Aim", exact=True).check()
    page.get_by_label("In the organisation’s own words").fill("Nobody waits ten days.")
    page.get_by_role("button", name="Add it to the list").click()
    page.get_by_role("link", name="Link an area").click()
    assert_whole_at_both_widths(page)
    page.get_by_label("Which competency area carries it?").select_option(
        value="example/analytical.curious"
    )
    page.get_by_label("Why?").fill("Whoever asks at once need not ask again.")
    page.get_by_role("button", name="Link this area").click()
    expect(page.get_by_text("Whoever asks at once")).to_be_visible()
    assert_whole_at_both_widths(page)
    assert OrganisationValue.objects.get().links.count() == 1


def test_a_talk_is_opened_by_mouse(
    page: Page, sign_in, organisation, caseworker, supervisor, supporting
):
    sign_in(supervisor)
    page.goto(reverse("person_plan", args=[caseworker.pk]))
    page.get_by_role("link", name="Capability support").click()
    assert_whole_at_both_widths(page)
    page.get_by_role("button", name="Open a sheet under “The support framework”").click()
    assert_whole_at_both_widths(page)
    page.get_by_label("No", exact=True).check()
    page.get_by_label("Area 1.1").check()
    page.get_by_role("button", name="Open this with them").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Conversation sheet")
    assert_whole_at_both_widths(page)


def test_a_talk_is_written_in_by_keyboard_alone(
    page: Page, sign_in, organisation, caseworker, supervisor, supporting, scope_of
):
    sheet = open_sheet(
        person=caseworker,
        version=supporting,
        areas=[supporting.areas.first()],
        bears=False,
        bearing="",
        by=supervisor,
        scope=scope_of(supervisor),
    )
    sign_in(caseworker)
    page.goto(reverse("capability_detail", args=[sheet.pk]))
    tab_to(page, page.get_by_role("button", name="Add my words"))
    page.keyboard.press("Enter")
    type_into(page, page.get_by_label("What do you want to say?"), "The phone is hard.")
    tab_to(page, page.get_by_role("button", name="Add my words"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("The phone is hard.")).to_be_visible()
    assert_accessible(page)
    page.goto(reverse("capability_agree", args=[sheet.pk]))
    assert_whole_at_both_widths(page)
    page.goto(reverse("capability_list", args=[caseworker.pk]))
    assert_whole_at_both_widths(page)
    assert CapabilitySheet.objects.get().words.count() == 1


def test_pages_read_for_a_purpose_are_whole(
    page: Page, sign_in, organisation, caseworker, supervisor
):
    version = small_framework(
        "both",
        uses={
            Purpose.SUPERVISION: "Use it in supervision.",
            Purpose.PERFORMANCE_REVIEW: "Use it to review performance.",
        },
    )
    row = evidence_of(caseworker, version.areas.first(), supervisor)
    sign_in(supervisor)
    page.goto(reverse("evidence_list", args=[caseworker.pk, row.area_id]))
    expect(page.get_by_text("Explained the two options")).to_be_visible()
    assert_whole_at_both_widths(page)
    page.get_by_role("link", name="Read for performance review").click()
    expect(page.get_by_text("Explained the two options")).to_have_count(0)
    page.goto(reverse("judgement_add", args=[caseworker.pk, row.area_id]))
    assert_whole_at_both_widths(page)
    page.goto(reverse("evidence_detail", args=[row.pk]))
    assert_whole_at_both_widths(page)


def test_a_review_that_its_publisher_forbids_is_refused_in_the_publishers_words(
    page: Page, sign_in, organisation, caseworker, supervisor, manager
):
    """Housing Ombudsman for a review of performance; Citizens Advice about a caseworker."""
    reviews.ombudsman_association()
    reviews.default_criteria()
    file = reviews.closed_file_of(caseworker, today())
    folder = Path(settings.ROOT) / "fixtures"
    codes = ("housing-ombudsman", "citizens-advice-casework-supervision")
    for loaded in load_frameworks(paths=[folder / f"{code}.json" for code in codes], by=BY):
        adopt_framework(framework=loaded.version.framework, on=dt.date(2024, 1, 2), by=BY)
    sign_in(supervisor)
    page.goto(reverse("review_assign", args=[file.pk]))
    page.get_by_label(caseworker.name).check()
    page.get_by_label("Who reviews it?").select_option(label=manager.name)
    page.get_by_label("Chosen at random").check()
    housing = page.get_by_label("Competency Definitions")
    advice = page.get_by_label("Casework supervision: competences")
    housing.check()
    page.get_by_label("Performance review").check()
    page.get_by_role("button", name="Ask for this review").click()
    errors = page.locator(".govuk-error-summary")
    expect(errors).to_contain_text("It is not intended to be used to assess performance")
    assert_whole_at_both_widths(page)
    expect(page.get_by_label("Performance review")).to_be_checked()
    page.get_by_label("Personal development").check()
    housing.uncheck()
    advice.check()
    page.get_by_role("button", name="Ask for this review").click()
    expect(errors).to_contain_text("is about people at these levels only")
    assert not FileReview.objects.exists()


def test_areas_of_two_frameworks_are_linked_and_evidence_is_carried(
    page: Page, sign_in, organisation, framework_admin, caseworker, supervisor
):
    here, there = small_framework("here"), small_framework("there")
    for version in (here, there):
        adopt_framework(framework=version.framework, on=dt.date(2024, 1, 2), by=BY)
    evidence_of(caseworker, here.areas.get(key="area-1-1"), supervisor)
    sign_in(framework_admin)
    page.goto(reverse("framework_register"))
    page.get_by_role("link", name="Links between frameworks").click()
    page.get_by_role("button", name="Link two areas").click()
    page.get_by_role("button", name="Link these two areas").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert_whole_at_both_widths(page)
    page.get_by_label("This area").select_option(value="here/area-1-1")
    page.get_by_label("is part of").check()
    page.get_by_label("The other area, of another framework").select_option(value="there/area-2-1")
    page.get_by_label("Why?").fill("One is a side of the other.")
    page.get_by_role("button", name="Link these two areas").click()
    expect(page.get_by_text("One is a side of the other.")).to_be_visible()
    assert_whole_at_both_widths(page)
    sign_in(caseworker)
    page.goto(f"{reverse('my_profile')}?version={there.pk}")
    assert_whole_at_both_widths(page)
    page.get_by_role("link", name="which is part of this area: 1 shows it").first.click()
    expect(page.get_by_text("Explained the two options")).to_be_visible()
    assert_whole_at_both_widths(page)
    sign_in(framework_admin)
    page.goto(reverse("map_list"))
    page.get_by_role("link", name="End this link").click()
    page.get_by_label("Why does it end?").fill("It is not.")
    page.get_by_role("button", name="End this link").click()
    expect(page.get_by_text("No areas are linked.")).to_be_visible()
    assert_whole_at_both_widths(page)
