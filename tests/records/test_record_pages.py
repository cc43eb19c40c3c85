"""The pages of the record of learning: who sees what on them, and what an act on them does."""

import datetime as dt

import pytest
from django.urls import reverse

from assessments.enums import ReviewState
from core.models import AuditEvent, RecordView, Submission
from core.services.views_log import note_view
from frameworks.tree import tree_of
from people.enums import Role
from records.enums import Reach, SignedAs
from records.models import SignOff
from records.services.sign_off import sign_off_record
from tests.factories import person
from tests.records.factories import (
    entry_of,
    evidence_of,
    judgement_of,
    review_of,
    small_framework,
)

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 3, 31)
INSIDE = dt.date(2026, 2, 10)
SPAN = "?version={}&first=2026-01-01&last=2026-03-31"


@pytest.fixture
def version(db):
    return small_framework()


@pytest.fixture
def area(version):
    return version.areas.first()


@pytest.fixture
def evidence(caseworker, area, supervisor):
    return evidence_of(caseworker, area, supervisor, on=INSIDE, statement="Seen in a call.")


@pytest.fixture
def signed(caseworker, version, supervisor, evidence):
    return sign_off_record(
        person=caseworker,
        version=version,
        period_from=FIRST,
        period_to=LAST,
        note="A good quarter.",
        by=supervisor,
    )


def text(answer) -> str:
    return answer.content.decode()


def to_sign_off(caseworker, version) -> str:
    return reverse("record_sign_off", args=[caseworker.pk]) + SPAN.format(version.pk)


# Signing off


def test_the_supervisor_sees_exactly_what_will_be_closed(
    sign_in, caseworker, supervisor, other_supervisor, version, area, evidence
):
    judgement_of(
        caseworker, area, supervisor, on=INSIDE, reason="Clear twice.", rests_on=(evidence,)
    )
    entry_of(caseworker, "For the record.", on=INSIDE, reach=Reach.RECORD)
    entry_of(caseworker, "For myself.", on=INSIDE)
    review = review_of(caseworker, other_supervisor, shared=INSIDE, state=ReviewState.DISPUTED)
    evidence_of(
        caseworker, area, other_supervisor, on=INSIDE, review=review, statement="Disputed words."
    )
    page = text(sign_in(supervisor).get(to_sign_off(caseworker, version)))
    for words in ("Seen in a call.", "Clear twice.", "For the record."):
        assert words in page
    assert "For myself." not in page
    assert "Disputed words." not in page
    assert "in dispute" in page


def test_signing_off_on_the_page_closes_and_leads_to_the_signed_record(
    sign_in, caseworker, supervisor, version, evidence
):
    browser = sign_in(supervisor)
    page = browser.get(to_sign_off(caseworker, version))
    answer = browser.post(
        to_sign_off(caseworker, version),
        {"seen": page.context["shown"].digest, "note": "Well done."},
    )
    signed = SignOff.objects.get()
    assert answer.status_code == 302
    assert answer.url == reverse("sign_off_detail", args=[signed.pk])
    assert signed.note == "Well done."


def test_what_changed_while_the_page_was_open_is_shown_again_with_the_note_kept(
    sign_in, caseworker, supervisor, version, area, evidence
):
    browser = sign_in(supervisor)
    seen = browser.get(to_sign_off(caseworker, version)).context["shown"].digest
    evidence_of(caseworker, area, supervisor, on=INSIDE, statement="Came in meanwhile.")
    answer = browser.post(to_sign_off(caseworker, version), {"seen": seen, "note": "My long note."})
    assert answer.status_code == 422
    assert not SignOff.objects.exists()
    for words in ("since you opened this page", "Came in meanwhile.", "My long note."):
        assert words in text(answer)
    again = browser.post(
        to_sign_off(caseworker, version),
        {"seen": answer.context["shown"].digest, "note": "My long note."},
    )
    assert again.status_code == 302


def test_a_double_click_makes_one_sign_off(sign_in, caseworker, supervisor, version, evidence):
    browser = sign_in(supervisor)
    seen = browser.get(to_sign_off(caseworker, version)).context["shown"].digest
    sent = {"seen": seen, "note": "", "nonce": "n" * 32}
    first, second = (browser.post(to_sign_off(caseworker, version), sent) for _ in range(2))
    assert first.url == second.url
    assert SignOff.objects.count() == Submission.objects.count() == 1


def test_a_period_in_the_future_is_refused_beside_its_field(
    sign_in, caseworker, supervisor, version, today
):
    url = reverse("record_sign_off", args=[caseworker.pk])
    later = today + dt.timedelta(days=40)
    answer = sign_in(supervisor).get(f"{url}?version={version.pk}&first=2026-01-01&last={later}")
    assert "Last day must be today or in the past" in text(answer)
    assert "shown" not in answer.context


# Reading and answering


def test_the_person_signs_on_the_page(sign_in, caseworker, signed):
    url = reverse("record_sign", args=[signed.pk])
    browser = sign_in(caseworker)
    assert "Seen in a call." in text(browser.get(url))
    answer = browser.post(url, {"signed": "no", "note": "A case is missing."})
    assert answer.status_code == 302
    signature = signed.signatures.get(signed_as=SignedAs.PERSON)
    assert (signature.signed, signature.note) == (False, "A case is missing.")


def test_not_signed_without_a_reason_is_refused_beside_the_words(sign_in, caseworker, signed):
    answer = sign_in(caseworker).post(reverse("record_sign", args=[signed.pk]), {"signed": "no"})
    assert answer.status_code == 422
    assert "Say why you do not sign this record." in text(answer)


def test_what_waits_for_the_person_goes_once_they_answered(sign_in, caseworker, signed):
    browser = sign_in(caseworker)
    url = reverse("record_sign", args=[signed.pk])
    assert url in text(browser.get(reverse("home")))
    browser.post(url, {"signed": "yes", "note": ""})
    assert url not in text(browser.get(reverse("home")))


def test_hr_reads_what_is_signed_and_nothing_else_of_the_person(
    sign_in, hr, caseworker, area, supervisor, signed
):
    evidence_of(caseworker, area, supervisor, on=INSIDE, statement="After the signing.")
    entry_of(caseworker, "For Ben alone.", on=INSIDE, reach=Reach.SUPERVISOR)
    browser = sign_in(hr)
    detail = text(browser.get(reverse("sign_off_detail", args=[signed.pk])))
    whole = detail + text(browser.get(reverse("record_detail", args=[caseworker.pk])))
    assert "Seen in a call." in detail
    assert "After the signing." not in whole
    assert "For Ben alone." not in whole


def test_titles_of_pages_name_nobody(sign_in, supervisor, caseworker, version, signed):
    browser = sign_in(supervisor)
    for route, pk in (
        ("record_detail", caseworker.pk),
        ("record_export", caseworker.pk),
        ("record_sign_off", caseworker.pk),
        ("sign_off_detail", signed.pk),
    ):
        page = text(browser.get(reverse(route, args=[pk])))
        title = page[page.index("<title>") : page.index("</title>")]
        assert caseworker.name not in title


# Finding people


def test_hr_finds_people_by_name_without_a_name_in_an_address(sign_in, hr, caseworker, supervisor):
    browser = sign_in(hr)
    answer = browser.post(reverse("record_people"), {"name": "amira", "team": ""})
    assert answer.url == reverse("record_people")
    page = text(browser.get(answer.url))
    assert "Amira Haddad" in page
    assert "Ben Hughes" not in page


def test_hr_finds_people_by_team(sign_in, hr, caseworker, other_caseworker, debt):
    browser = sign_in(hr)
    browser.post(reverse("record_people"), {"name": "", "team": debt.pk})
    page = text(browser.get(reverse("record_people")))
    assert "Chidi Eze" in page
    assert "Amira Haddad" not in page


def test_the_list_says_who_has_a_signed_record(sign_in, hr, signed, other_caseworker):
    page = text(sign_in(hr).get(reverse("record_people")))
    assert "Until 31 March 2026" in page
    assert "None yet" in page


# Who looked


def test_the_person_sees_who_opened_their_record(sign_in, caseworker, hr, supervisor, signed):
    sign_in(hr).get(reverse("record_detail", args=[caseworker.pk]))
    sign_in(supervisor).get(reverse("sign_off_detail", args=[signed.pk]))
    page = text(sign_in(caseworker).get(reverse("record_views")))
    for words in ("Helen Marsh", "Ben Hughes", "A signed-off record", "Record of learning"):
        assert words in page


def test_a_look_at_what_is_not_shared_yet_does_not_show(
    sign_in, caseworker, supervisor, other_supervisor, today
):
    review = review_of(caseworker, other_supervisor, state=ReviewState.SUBMITTED)
    note_view(
        viewer=supervisor,
        person=caseworker,
        sort="review",
        record=review,
        shown=False,
        on=today,
    )
    assert RecordView.objects.exists()
    assert "Ben Hughes" not in text(sign_in(caseworker).get(reverse("record_views")))


def test_nobody_sees_who_looked_at_somebody_else(sign_in, caseworker, hr, other_caseworker, signed):
    sign_in(hr).get(reverse("record_detail", args=[caseworker.pk]))
    assert "Helen Marsh" not in text(sign_in(other_caseworker).get(reverse("record_views")))


def test_ones_own_look_is_no_look(sign_in, caseworker, signed):
    sign_in(caseworker).get(reverse("record_detail", args=[caseworker.pk]))
    assert not RecordView.objects.exists()


# Constant queries


@pytest.mark.parametrize("many", [1, 3])
def test_pages_ask_the_same_number_of_questions_for_one_and_for_three(
    sign_in,
    hr,
    caseworker,
    supervisor,
    other_supervisor,
    version,
    area,
    organisation,
    many,
    django_assert_num_queries,
):
    for number in range(many):
        review = review_of(caseworker, other_supervisor, shared=INSIDE)
        piece = evidence_of(caseworker, area, other_supervisor, on=INSIDE, review=review)
        judgement_of(caseworker, area, supervisor, on=INSIDE, rests_on=(piece,))
        signed = sign_off_record(
            person=caseworker,
            version=version,
            period_from=FIRST,
            period_to=LAST,
            note="",
            by=supervisor,
        )
        person(f"Casey {number}", Role.CASEWORKER)
    browsers = {"hr": sign_in(hr), "person": sign_in(caseworker), "supervisor": sign_in(supervisor)}
    pages = [
        ("hr", reverse("record_people"), 6),
        ("hr", reverse("record_detail", args=[caseworker.pk]), 9),
        ("person", reverse("record_views"), 7),
        ("supervisor", reverse("sign_off_detail", args=[signed.pk]), 14),
        ("supervisor", reverse("record_export", args=[caseworker.pk]), 7),
    ]
    for who, url, _queries in pages:
        browsers[who].get(url)
    tree_of(version.pk)
    for who, url, queries in pages:
        with django_assert_num_queries(queries, info=url):
            assert browsers[who].get(url).status_code == 200


def test_reading_a_record_leaves_an_event_only_where_something_was_done(
    sign_in, hr, caseworker, signed
):
    before = AuditEvent.objects.count()
    sign_in(hr).get(reverse("record_detail", args=[caseworker.pk]))
    assert AuditEvent.objects.count() == before
