"""The journal as a timeline: what stands in it, in which order, for whom, in how many queries."""

import datetime as dt

import pytest

from assessments.enums import Direction, ReviewState, Source
from people.models import Line
from records.enums import Reach
from records.querysets.timeline import OTHERS, OWN, Place, Rank, Wanted, timeline_page
from tests.records.factories import (
    entry_of,
    evidence_of,
    judgement_of,
    reply_to,
    review_of,
    small_framework,
)

DAY = dt.date(2026, 5, 1)
ALL = Wanted()


@pytest.fixture
def version(db):
    return small_framework()


@pytest.fixture
def area(version):
    return version.areas.first()


@pytest.fixture
def read(caseworker, scope_of):
    """Return one page of Amira's timeline as a user sees it."""

    def page_of(user=caseworker, size=20, wanted=ALL, **places):
        return timeline_page(
            person_id=caseworker.pk, scope=scope_of(user), wanted=wanted, size=size, **places
        )

    return page_of


def told(page):
    return [(Rank(row["rank"]).name.lower(), row["said"]) for row in page.rows]


@pytest.fixture
def one_of_each(caseworker, supervisor, other_supervisor, area):
    """A review with evidence and a reply, an observation, a judgement and a reflection."""
    review = review_of(caseworker, other_supervisor, shared=DAY, reference="NA-77")
    evidence_of(caseworker, area, other_supervisor, review=review, on=DAY, statement="In the file")
    reply_to(review, "I agree.")
    evidence_of(caseworker, area, supervisor, on=DAY, statement="At the desk")
    judgement_of(caseworker, area, supervisor, on=DAY)
    entry_of(caseworker, "My own words", on=DAY)
    return review


def test_an_empty_timeline_is_a_page_without_rows(read):
    page = read()

    assert (page.rows, page.older, page.newer) == ([], None, None)


def test_the_newest_day_stands_first_and_within_a_day_the_answer_above_what_it_answers(
    read, caseworker, one_of_each
):
    entry_of(caseworker, "The day after", on=DAY + dt.timedelta(days=1))
    entry_of(caseworker, "The day before", on=DAY - dt.timedelta(days=1))

    assert told(read()) == [
        ("entry", "The day after"),
        ("entry", "My own words"),
        ("reply", "I agree."),
        ("judgement", "Seen in three files this quarter."),
        ("evidence", "At the desk"),
        ("review", ""),
        ("entry", "The day before"),
    ]


def test_evidence_of_a_review_stands_under_that_review(read, one_of_each):
    page = read()

    assert [row["said"] for row in page.under_reviews[one_of_each.pk]] == ["In the file"]
    review = next(row for row in page.rows if row["rank"] == Rank.REVIEW)
    assert review["ref"] == "NA-77"


def test_evidence_of_a_review_stands_by_itself_where_reviews_are_not_shown(read, one_of_each):
    page = read(wanted=Wanted(ranks=frozenset({Rank.EVIDENCE})))

    assert {row["said"] for row in page.rows} == {"In the file", "At the desk"}
    assert page.under_reviews == {}


def test_an_area_shows_what_stands_on_it_and_no_reviews(
    read, caseworker, supervisor, version, area, one_of_each
):
    evidence_of(caseworker, version.areas.last(), supervisor, on=DAY, statement="Elsewhere")

    page = read(wanted=Wanted(area_id=area.pk))

    assert {sort for sort, _ in told(page)} == {"evidence", "judgement"}
    assert "Elsewhere" not in {said for _, said in told(page)}


def test_a_period_includes_both_its_days(read, caseworker):
    for days in (-2, -1, 0, 1, 2):
        entry_of(caseworker, str(days), on=DAY + dt.timedelta(days=days))

    page = read(wanted=Wanted(first=DAY - dt.timedelta(days=1), last=DAY + dt.timedelta(days=1)))

    assert [row["said"] for row in page.rows] == ["1", "0", "-1"]


def test_own_words_and_others_are_told_apart(read, one_of_each):
    own = read(wanted=Wanted(ranks=OWN))
    others = read(wanted=Wanted(ranks=OTHERS))

    assert {sort for sort, _ in told(own)} == {"entry", "reply"}
    assert {sort for sort, _ in told(others)} == {"review", "judgement", "evidence"}


def test_a_review_appears_on_the_day_it_was_shared_in_london(read, caseworker, supervisor):
    review_of(caseworker, supervisor, shared=dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC))

    assert read().rows[0]["day"] == dt.date(2026, 7, 1)


def test_pages_follow_one_another_without_a_gap_or_a_repeat_both_ways(
    read, caseworker, supervisor, area
):
    for n in range(4):
        day = DAY + dt.timedelta(days=n // 2)
        entry_of(caseworker, f"entry {n}", on=day)
        evidence_of(caseworker, area, supervisor, on=day, statement=f"evidence {n}")
        judgement_of(caseworker, area, supervisor, on=day, reason=f"judgement {n}")
    whole = [row["said"] for row in read(size=50).rows]
    assert len(whole) == 12

    page, seen, pages = read(size=5), [], []
    while True:
        seen += [row["said"] for row in page.rows]
        pages.append(page)
        if not page.older:
            break
        page = read(size=5, older_than=page.older)
    assert seen == whole
    assert pages[0].newer is None

    back = read(size=5, newer_than=pages[-1].newer)
    assert [row["said"] for row in back.rows] == whole[5:10]
    first = read(size=5, newer_than=back.newer)
    assert [row["said"] for row in first.rows] == whole[:5]
    assert first.newer is None
    assert first.older is not None


def test_a_place_is_read_back_from_its_address_and_nonsense_is_none():
    place = Place(DAY, Rank.REPLY, 12)

    assert Place.read(str(place)) == place
    for nonsense in ("", "1.2", "20261301.1.1", "20260501.9.1", "20260501.1.x", "20260501.1.1.1"):
        assert Place.read(nonsense) is None


def test_a_review_not_yet_shared_is_in_nobodys_timeline(
    read, caseworker, supervisor, other_supervisor
):
    review_of(caseworker, other_supervisor, state=ReviewState.SUBMITTED)
    review_of(caseworker, other_supervisor, state=ReviewState.ASSIGNED)

    for user in (caseworker, supervisor, other_supervisor):
        assert read(user).rows == []


def test_the_supervisor_sees_all_but_what_is_private(read, caseworker, supervisor, one_of_each):
    entry_of(caseworker, "Shared words", reach=Reach.SUPERVISOR)

    sorts = told(read(supervisor))

    assert ("entry", "Shared words") in sorts
    assert ("entry", "My own words") not in sorts
    assert {sort for sort, _ in sorts} == {"entry", "reply", "judgement", "evidence", "review"}


def test_a_new_supervisor_sees_what_was_made_since_they_took_over(
    read, caseworker, supervisor, other_supervisor, area, today
):
    since = today - dt.timedelta(days=5)
    Line.objects.filter(person=caseworker).update(to_on=since - dt.timedelta(days=1))
    Line.objects.create(person=caseworker, supervisor=other_supervisor, from_on=since)
    before = since - dt.timedelta(days=10)
    old = review_of(caseworker, supervisor, shared=before)
    reply_to(old, "Of before")
    evidence_of(caseworker, area, supervisor, on=before, review=old, statement="Of before")
    evidence_of(caseworker, area, supervisor, on=before, statement="Of before")
    judgement_of(caseworker, area, supervisor, on=before, reason="Of before")
    evidence_of(caseworker, area, supervisor, on=today, statement="Of since")

    page = read(other_supervisor)

    assert told(page) == [("evidence", "Of since")]
    assert page.under_reviews == {}


@pytest.mark.parametrize(
    "role", ["manager", "hr", "other_caseworker", "framework_admin", "organisation_admin", "leaver"]
)
def test_everybody_else_sees_an_empty_timeline(role, request, read, one_of_each):
    page = read(request.getfixturevalue(role))

    assert page.rows == []
    assert page.under_reviews == {}


def test_withdrawn_evidence_says_since_when(read, caseworker, supervisor, area):
    evidence_of(caseworker, area, supervisor, on=DAY, withdrawn="It was another file.")

    assert read().rows[0]["withdrawn_at"] is not None


def test_evidence_tells_its_source_and_direction(read, caseworker, supervisor, area):
    evidence_of(
        caseworker, area, supervisor, source=Source.PEER, direction=Direction.OPPOSITE, on=DAY
    )

    row = read().rows[0]

    assert (row["extra"], row["word"], row["by_name"]) == ("peer", "opposite", supervisor.name)


@pytest.mark.parametrize("rows", [1, 3, 60])
def test_a_page_takes_two_queries_however_many_rows_there_are(
    rows,
    read,
    caseworker,
    supervisor,
    other_supervisor,
    area,
    scope_of,
    django_assert_num_queries,
):
    for n in range(rows):
        day = DAY + dt.timedelta(days=n)
        review = review_of(caseworker, other_supervisor, shared=day)
        evidence_of(caseworker, area, other_supervisor, review=review, on=day)
        reply_to(review)
        evidence_of(caseworker, area, supervisor, on=day)
        judgement_of(caseworker, area, supervisor, on=day)
        entry_of(caseworker, on=day)
    scope = scope_of(caseworker)

    with django_assert_num_queries(2):
        timeline_page(person_id=caseworker.pk, scope=scope, wanted=Wanted(), size=20)


def test_points_to_improve_seen_before_a_day_are_left_out_by_themselves_and_under_a_review(
    read, caseworker, supervisor, other_supervisor, area
):
    before = DAY - dt.timedelta(days=1)
    review = review_of(caseworker, other_supervisor, shared=before)
    for on, word in ((before, "old"), (DAY, "new")):
        for direction in Direction:
            words = f"{word} {direction}"
            evidence_of(caseworker, area, supervisor, on=on, direction=direction, statement=words)
    evidence_of(
        caseworker, area, other_supervisor, on=before, review=review, statement="good in it"
    )
    evidence_of(
        caseworker,
        area,
        other_supervisor,
        on=before,
        review=review,
        direction=Direction.OPPOSITE,
        statement="bad in it",
    )

    page = read(wanted=Wanted(points_from=DAY))

    assert [said for _, said in told(page)] == ["new opposite", "new shows", "old shows", ""]
    assert [row["said"] for row in page.under_reviews[review.pk]] == ["good in it"]
    whole = read()
    assert "old opposite" in {said for _, said in told(whole)}
    assert len(whole.under_reviews[review.pk]) == 2
