"""The pages of the journal: what each role gets, and that nothing typed is lost."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from assessments.querysets import old_points_before
from core.models import Draft, RecordView
from frameworks.enums import Purpose
from records.enums import Reach
from records.models import JournalEntry
from tests.records.factories import (
    entry_of,
    evidence_of,
    judgement_of,
    reply_to,
    review_of,
    signed_off,
    small_framework,
)

SENTENCE = "Nobody in the organisation can open this here. A court or the law can require it."
WORDS = "I rang the landlord before I had read the whole tenancy."


@pytest.fixture
def typed(today):
    """What a writer sends: the words, with all else as the page had it."""
    return {
        "text": WORDS,
        "kind": "reflection",
        "on-day": today.day,
        "on-month": today.month,
        "on-year": today.year,
        "reach": "private",
    }


@pytest.fixture
def opened(sign_in):
    """Return a page as text, with its status."""

    def read(user, route, *args, query=""):
        answer = sign_in(user).get(reverse(route, args=args) + query)
        return answer.status_code, answer.content.decode()

    return read


def test_an_empty_journal_says_how_it_fills_and_offers_to_write(opened, caseworker):
    status, html = opened(caseworker, "journal")

    assert status == 200
    assert "Your journal begins here" in html
    assert "Write a reflection" in html


def test_words_alone_make_a_private_entry(sign_in, caseworker, typed):
    client = sign_in(caseworker)

    answer = client.post(reverse("journal_write"), typed, follow=True)

    entry = JournalEntry.objects.get()
    assert (entry.text, entry.reach) == (WORDS, Reach.PRIVATE)
    html = answer.content.decode()
    assert SENTENCE in html
    assert "private" in html


def test_the_form_offers_everything_but_the_words_filled_in(opened, caseworker, today):
    _status, html = opened(caseworker, "journal_write")

    assert f'value="{today.year}"' in html
    assert 'value="private" checked' in html
    assert 'value="reflection" checked' in html


def test_a_double_click_makes_one_entry(sign_in, caseworker, typed):
    client = sign_in(caseworker)

    first = client.post(reverse("journal_write"), {**typed, "nonce": "abc"})
    second = client.post(reverse("journal_write"), {**typed, "nonce": "abc"})

    assert first["Location"] == second["Location"]
    assert JournalEntry.objects.count() == 1


def test_what_could_tell_a_client_is_warned_about_before_saving(sign_in, caseworker, typed):
    client = sign_in(caseworker)
    typed["text"] = "She lives at SW1A 1AA and asked me to ring 020 7946 0000."

    warned = client.post(reverse("journal_write"), typed)

    html = warned.content.decode()
    assert warned.status_code == 422
    assert "“SW1A 1AA” under “Your words” looks like a postcode." in html
    assert "She lives at" in html
    assert not JournalEntry.objects.exists()

    client.post(reverse("journal_write"), {**typed, "identifies_no_client": "on"})
    assert JournalEntry.objects.count() == 1


def test_errors_stand_beside_their_fields_and_everything_typed_is_kept(sign_in, caseworker, typed):
    typed |= {"on-day": "31", "on-month": "2", "hours": "many"}

    answer = sign_in(caseworker).post(reverse("journal_write"), typed)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "must be a real date" in html
    assert "Hours of learning must be a number" in html
    assert WORDS in html
    assert '<details class="govuk-details" open' in html


def test_an_unfinished_entry_comes_back_to_its_writer(sign_in, opened, caseworker, supervisor):
    Draft.objects.create(
        writer_key=f"people.user:{caseworker.pk}",
        form="journal_entry",
        record_key="",
        version=3,
        data={"text": ["Half a thought"], "on-day": ["1"], "on-month": ["5"], "on-year": ["2026"]},
        updated_at=dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC),
    )

    assert "Carry on with what you began" in opened(caseworker, "journal")[1]
    html = opened(caseworker, "journal_write")[1]
    assert "Half a thought" in html
    assert re.search(r'name="on-month"[^>]*value="5"', html)
    assert "Half a thought" not in opened(supervisor, "journal_write")[1]
    assert "Carry on" not in opened(supervisor, "person_journal", caseworker.pk)[1]


def test_saving_an_entry_throws_its_draft_away(sign_in, caseworker, typed):
    Draft.objects.create(
        writer_key=f"people.user:{caseworker.pk}",
        form="journal_entry",
        version=1,
        data={"text": ["Half a thought"]},
        updated_at=dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC),
    )

    sign_in(caseworker).post(reverse("journal_write"), typed)

    assert not Draft.objects.exists()


def test_a_reflection_on_a_review_names_it(sign_in, opened, caseworker, supervisor, typed):
    review = review_of(caseworker, supervisor, reference="NA-77")
    query = f"?review={review.pk}"
    assert "NA-77" in opened(caseworker, "journal_write", query=query)[1]

    sign_in(caseworker).post(reverse("journal_write") + query, typed)

    assert JournalEntry.objects.get().review == review


def test_a_reflection_on_anothers_or_an_unshared_review_is_not_found(
    opened, caseworker, other_caseworker, supervisor, other_supervisor
):
    anothers = review_of(other_caseworker, supervisor)
    unshared = review_of(caseworker, other_supervisor, state="submitted")

    for query in (f"?review={anothers.pk}", f"?review={unshared.pk}", "?review=x"):
        assert opened(caseworker, "journal_write", query=query)[0] == 404


def test_a_second_tab_is_told_and_both_texts_stay_on_the_page(sign_in, caseworker, typed):
    entry = entry_of(caseworker, "As it was")
    client = sign_in(caseworker)
    address = reverse("journal_change", args=[entry.pk])
    client.post(address, {**typed, "text": "From the first tab", "version": 1})

    refused = client.post(address, {**typed, "text": "From the second tab", "version": 1})

    html = refused.content.decode()
    assert refused.status_code == 422
    assert "From the first tab" in html
    assert "From the second tab" in html
    entry.refresh_from_db()
    assert entry.text == "From the first tab"

    client.post(address, {**typed, "text": "Both together", "version": 2})
    entry.refresh_from_db()
    assert entry.text == "Both together"


def test_the_writer_shares_and_deletes(sign_in, caseworker):
    entry = entry_of(caseworker)
    client = sign_in(caseworker)

    client.post(reverse("journal_share", args=[entry.pk]), {"reach": "supervisor"})
    entry.refresh_from_db()
    assert entry.reach == Reach.SUPERVISOR

    refused = client.post(reverse("journal_delete", args=[entry.pk]))
    assert refused.status_code == 422

    client.post(reverse("journal_share", args=[entry.pk]), {"reach": "private"})
    client.post(reverse("journal_delete", args=[entry.pk]))
    assert not JournalEntry.objects.exists()


def test_a_signed_entry_offers_no_way_to_change_it(sign_in, opened, caseworker, supervisor, typed):
    entry = entry_of(caseworker, reach=Reach.RECORD)
    signed_off(caseworker, supervisor, small_framework(), entry)

    html = opened(caseworker, "journal_entry", entry.pk)[1]
    assert "part of a signed record" in html
    assert reverse("journal_change", args=[entry.pk]) not in html

    answer = sign_in(caseworker).post(
        reverse("journal_change", args=[entry.pk]), {**typed, "version": 1}
    )
    assert answer.status_code == 422
    assert WORDS in answer.content.decode()


def test_a_supervisor_reads_a_shared_entry_and_may_not_change_it(
    sign_in, opened, caseworker, supervisor
):
    entry = entry_of(caseworker, WORDS, reach=Reach.SUPERVISOR)

    status, html = opened(supervisor, "journal_entry", entry.pk)

    assert status == 200
    assert WORDS in html
    for route in ("journal_change", "journal_share", "journal_delete"):
        assert reverse(route, args=[entry.pk]) not in html
        assert sign_in(supervisor).get(reverse(route, args=[entry.pk])).status_code == 403
    viewed = RecordView.objects.get()
    assert viewed.viewer_key == f"people.user:{supervisor.pk}"
    assert viewed.subject_key == f"people.user:{caseworker.pk}"


@pytest.mark.parametrize(
    "role",
    [
        "supervisor",
        "other_supervisor",
        "manager",
        "hr",
        "other_caseworker",
        "framework_admin",
        "organisation_admin",
        "data_protection_lead",
        "staff_representative",
    ],
)
def test_a_private_entry_is_not_found_by_anybody_else(role, request, sign_in, caseworker):
    entry = entry_of(caseworker, WORDS)
    client = sign_in(request.getfixturevalue(role))

    for route in ("journal_entry", "journal_change", "journal_share", "journal_delete"):
        absent = client.get(reverse(route, args=[entry.pk + 1000]))
        hidden = client.get(reverse(route, args=[entry.pk]))
        assert hidden.status_code == absent.status_code == 404
        assert WORDS not in hidden.content.decode()


def test_a_supervisor_opens_the_journal_of_their_own_people_only(
    opened, caseworker, other_caseworker, supervisor, manager, hr
):
    entry_of(caseworker, "Mine alone")
    entry_of(caseworker, "For Ben", reach=Reach.SUPERVISOR)

    status, html = opened(supervisor, "person_journal", caseworker.pk)

    assert status == 200
    assert "For Ben" in html
    assert "Mine alone" not in html
    assert "Write a reflection" not in html
    assert RecordView.objects.get().sort == "journal"
    assert opened(supervisor, "person_journal", other_caseworker.pk)[0] == 404
    for user in (manager, hr, other_caseworker):
        assert opened(user, "person_journal", caseworker.pk)[0] == 404


def test_ones_own_journal_leads_to_the_page_of_ones_own(sign_in, caseworker):
    answer = sign_in(caseworker).get(reverse("person_journal", args=[caseworker.pk]))

    assert answer["Location"] == reverse("journal")


def test_the_timeline_is_filtered_by_kind_area_and_dates(opened, caseworker, supervisor):
    version = small_framework()
    area = version.areas.first()
    entry_of(caseworker, "About the area", area=area, on=dt.date(2026, 5, 3))
    entry_of(caseworker, "About nothing", on=dt.date(2026, 6, 3))
    judgement_of(caseworker, area, supervisor, on=dt.date(2026, 5, 4), reason="Because")

    def shown(query):
        html = opened(caseworker, "journal", query=query)[1]
        return [text for text in ("About the area", "About nothing", "Because") if text in html]

    assert shown("?show=own") == ["About the area", "About nothing"]
    assert shown("?show=judgement") == ["Because"]
    assert shown(f"?area={area.pk}") == ["About the area", "Because"]
    assert shown("?first-day=1&first-month=6&first-year=2026") == ["About nothing"]
    assert shown("?last-day=31&last-month=5&last-year=2026") == ["About the area", "Because"]
    assert len(shown("?first-day=40&first-month=6&first-year=2026")) == 3
    assert len(shown("?older=nonsense&area=99999&show=")) == 3


def test_words_that_look_like_markup_are_shown_as_words(opened, caseworker):
    entry = entry_of(caseworker, "<script>alert(1)</script>")

    for route, args in (("journal", ()), ("journal_entry", (entry.pk,))):
        html = opened(caseworker, route, *args)[1]
        assert "<script>alert" not in html
        assert "&lt;script&gt;" in html


def test_page_titles_hold_no_words_of_the_writer_and_no_name(opened, caseworker, supervisor):
    entry = entry_of(caseworker, WORDS, reach=Reach.SUPERVISOR)

    for user, route, args in (
        (caseworker, "journal_entry", (entry.pk,)),
        (supervisor, "person_journal", (caseworker.pk,)),
        (supervisor, "person_profile", (caseworker.pk,)),
    ):
        title = opened(user, route, *args)[1].split("<title>")[1].split("</title>")[0]
        assert caseworker.name not in title
        assert "landlord" not in title


def a_year_of(caseworker, supervisor, other_supervisor, area, rows):
    for n in range(rows):
        day = dt.date(2026, 1, 5) + dt.timedelta(days=n)
        review = review_of(caseworker, other_supervisor, shared=day)
        evidence_of(caseworker, area, other_supervisor, review=review, on=day)
        reply_to(review)
        evidence_of(caseworker, area, supervisor, on=day)
        judgement_of(caseworker, area, supervisor, on=day)
        entry_of(caseworker, on=day, reach=Reach.SUPERVISOR)


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_my_journal_takes_ten_queries_at_most_however_long_it_is(
    rows, sign_in, organisation, caseworker, supervisor, other_supervisor, django_assert_num_queries
):
    area = small_framework().areas.first()
    a_year_of(caseworker, supervisor, other_supervisor, area, rows)
    client = sign_in(caseworker)
    client.get(reverse("journal"))

    with django_assert_num_queries(8):
        client.get(reverse("journal"))


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_journal_of_somebody_else_takes_ten_queries_at_most(
    rows, sign_in, organisation, caseworker, supervisor, other_supervisor, django_assert_num_queries
):
    area = small_framework().areas.first()
    a_year_of(caseworker, supervisor, other_supervisor, area, rows)
    client = sign_in(supervisor)
    client.get(reverse("person_journal", args=[caseworker.pk]))

    with django_assert_num_queries(9):
        client.get(reverse("person_journal", args=[caseworker.pk]))


def test_old_points_to_improve_are_left_out_of_the_journal_until_they_are_asked_for(
    opened, caseworker, supervisor, today
):
    area = small_framework().areas.first()
    old = old_points_before(today) - dt.timedelta(days=1)
    evidence_of(caseworker, area, supervisor, on=old, direction="opposite", statement="Bad then.")
    evidence_of(caseworker, area, supervisor, on=old, statement="Good then.")

    for user, route, args in (
        (caseworker, "journal", ()),
        (supervisor, "person_journal", (caseworker.pk,)),
    ):
        html = opened(user, route, *args, query="?show=others")[1]
        assert "Good then." in html
        assert "Bad then." not in html
        assert 'href="?show=others&amp;ages=all"' in html
        whole = opened(user, route, *args, query="?show=others&ages=all")[1]
        assert "Bad then." in whole
        assert 'name="ages" value="all"' in whole
        assert 'href="?show=others"' in whole


def test_the_next_page_of_a_journal_with_points_of_all_ages_shows_all_ages_too(
    opened, caseworker, supervisor, today
):
    area = small_framework().areas.first()
    old = old_points_before(today) - dt.timedelta(days=1)
    for _n in range(21):
        evidence_of(caseworker, area, supervisor, on=old, direction="opposite", statement="Bad.")

    html = opened(caseworker, "journal", query="?ages=all")[1]

    assert html.count("Bad.") == 20
    assert re.search(r'href="\?ages=all&amp;older=[^"]+"', html)


def test_what_was_made_under_a_framework_that_limits_its_use_says_so(
    caseworker, supervisor, other_supervisor, sign_in, organisation
):
    """In a line beside it, and once on the page in the publisher's words."""
    no = "Do not use it to assess performance."
    limited = small_framework("limited", uses={Purpose.PERFORMANCE_REVIEW: no})
    free = small_framework("free", uses={Purpose.PERFORMANCE_REVIEW: "Use it to review."})
    client = sign_in(caseworker)
    line = "Under The limited framework: not for performance review."
    evidence_of(caseworker, free.areas.first(), supervisor)
    page = client.get(reverse("journal")).content.decode()
    assert line not in page
    assert "fw-uses" not in page
    review = review_of(
        caseworker, other_supervisor, shared=dt.datetime.now(dt.UTC), versions=[limited]
    )
    evidence_of(caseworker, limited.areas.first(), other_supervisor, review=review)
    judgement_of(caseworker, limited.areas.first(), supervisor)
    page = client.get(reverse("journal")).content.decode()
    assert page.count(line) == 2
    assert page.count(no) == 1
