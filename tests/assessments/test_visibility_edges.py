"""Sight at the edges of its days: the last day of an assignment, the first of a line."""

import datetime as dt

import pytest

from assessments.enums import Direction, ReviewState
from assessments.models import Evidence, FileReview, Judgement
from assessments.querysets import (
    ASSIGNEE_DAYS,
    in_default_view,
    old_points_before,
    points_since,
)
from people.models import Line
from people.scope import scope_for
from tests.records.factories import evidence_of, judgement_of, review_of, small_framework

DAY = dt.timedelta(days=1)


@pytest.fixture
def area(db):
    return small_framework().areas.first()


def seen(model, user, today):
    return model.objects.visible_to(scope_for(user, today)).exists()


def test_twenty_working_days_are_four_weeks():
    assert ASSIGNEE_DAYS == 28


@pytest.mark.parametrize(("days", "reads"), [(0, True), (28, True), (29, False)])
def test_a_reviewer_reads_a_closed_review_for_four_weeks(
    caseworker, other_supervisor, today, days, reads
):
    review = review_of(caseworker, other_supervisor, shared=today - 40 * DAY)
    FileReview.objects.filter(pk=review.pk).update(state=ReviewState.CLOSED)
    FileReview.objects.filter(pk=review.pk).update(closed_at=noon(today - days * DAY))
    assert seen(FileReview, other_supervisor, today) is reads


def noon(day):
    return dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)


@pytest.mark.parametrize(("days", "reads"), [(0, True), (28, True), (29, False)])
def test_an_author_reads_evidence_for_four_weeks(
    caseworker, other_supervisor, area, today, days, reads
):
    evidence_of(caseworker, area, other_supervisor, on=today - days * DAY)
    assert seen(Evidence, other_supervisor, today) is reads


@pytest.mark.parametrize(("days", "reads"), [(0, True), (28, True), (29, False)])
def test_whoever_judged_reads_the_judgement_for_four_weeks(
    caseworker, other_supervisor, area, today, days, reads
):
    judgement_of(caseworker, area, other_supervisor, on=today - days * DAY)
    judgement = Judgement.objects.get()
    assert (today - judgement.at.date()).days == days
    assert seen(Judgement, other_supervisor, today) is reads


@pytest.mark.parametrize(("days", "reads"), [(1, False), (0, True), (-1, True)])
def test_a_supervisor_reads_what_was_recorded_from_the_day_they_took_over(
    caseworker, supervisor, manager, area, today, days, reads
):
    since = today - 5 * DAY
    Line.objects.filter(person=caseworker).update(from_on=since)
    evidence_of(caseworker, area, manager, on=since - days * DAY)
    judgement_of(caseworker, area, manager, on=since - days * DAY)
    review_of(caseworker, manager, shared=since - days * DAY)
    for model in (Evidence, Judgement, FileReview):
        assert seen(model, supervisor, today) is reads, model


def test_each_line_has_its_own_first_day(
    caseworker, supervisor, other_caseworker, area, today, other_supervisor
):
    """Two people of one supervisor, taken over on two days: each day is held against its person."""
    Line.objects.filter(person=caseworker).update(from_on=today - 2 * DAY)
    Line.objects.filter(person=other_caseworker).update(to_on=today - 9 * DAY)
    Line.objects.create(person=other_caseworker, supervisor=supervisor, from_on=today - 8 * DAY)
    early = evidence_of(other_caseworker, area, other_supervisor, on=today - 5 * DAY)
    evidence_of(caseworker, area, other_supervisor, on=today - 5 * DAY)
    visible = Evidence.objects.visible_to(scope_for(supervisor, today))
    assert list(visible) == [early]


@pytest.mark.parametrize(
    ("state", "sees"),
    [
        (ReviewState.SUBMITTED, True),
        (ReviewState.SHARED, False),
        (ReviewState.ACKNOWLEDGED, False),
        (ReviewState.DISPUTED, True),
        (ReviewState.CLOSED, False),
        (ReviewState.IN_PROGRESS, False),
    ],
)
def test_the_manager_reads_a_review_until_it_is_shared_and_while_it_is_disputed(
    caseworker, other_supervisor, manager, today, state, sees
):
    review_of(caseworker, other_supervisor, shared=today, state=state)
    assert seen(FileReview, manager, today) is sees


def test_what_is_left_to_do_is_neither_finished_nor_withdrawn_nor_somebody_elses(
    caseworker, supervisor, other_supervisor, today
):
    begun = review_of(caseworker, supervisor, state=ReviewState.IN_PROGRESS)
    asked = review_of(caseworker, supervisor, state=ReviewState.ASSIGNED)
    review_of(caseworker, supervisor, shared=today)
    review_of(caseworker, other_supervisor, state=ReviewState.ASSIGNED)
    gone = review_of(caseworker, supervisor, state=ReviewState.ASSIGNED)
    FileReview.objects.filter(pk=gone.pk).update(state=ReviewState.WITHDRAWN)
    to_do = FileReview.objects.mine_to_do(scope_for(supervisor, today))
    assert set(to_do) == {begun, asked}


@pytest.mark.parametrize(
    ("state", "counts"),
    [
        (ReviewState.SHARED, True),
        (ReviewState.ACKNOWLEDGED, True),
        (ReviewState.CLOSED, True),
        (ReviewState.DISPUTED, False),
        (ReviewState.WITHDRAWN, False),
    ],
)
def test_evidence_counts_by_the_state_of_its_review(
    caseworker, supervisor, area, today, state, counts
):
    review = review_of(caseworker, supervisor, shared=today)
    evidence_of(caseworker, area, supervisor, review=review, on=today)
    FileReview.objects.filter(pk=review.pk).update(state=state)
    assert Evidence.objects.counting().exists() is counts


@pytest.mark.parametrize(("withdrawn", "counts"), [("", True), ("It was another file.", False)])
def test_evidence_without_a_review_counts_until_it_is_withdrawn(
    caseworker, supervisor, area, today, withdrawn, counts
):
    evidence_of(caseworker, area, supervisor, on=today, withdrawn=withdrawn)
    assert Evidence.objects.counting().exists() is counts


@pytest.mark.parametrize("direction", list(Direction))
@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_point_to_improve_leaves_the_default_view_after_its_last_day(
    caseworker, supervisor, area, today, direction, days
):
    evidence_of(
        caseworker, area, supervisor, on=old_points_before(today) + days * DAY, direction=direction
    )
    shown = direction == Direction.SHOWS or days >= 0
    assert Evidence.objects.filter(in_default_view(today)).exists() is shown
    assert Evidence.objects.filter(points_since(None)).exists()


@pytest.mark.parametrize(
    ("on", "first"),
    [
        (dt.date(2026, 12, 31), dt.date(2024, 12, 31)),
        (dt.date(2026, 11, 30), dt.date(2024, 11, 30)),
        (dt.date(2026, 1, 1), dt.date(2024, 1, 1)),
        (dt.date(2028, 2, 29), dt.date(2026, 2, 28)),
        (dt.date(2026, 2, 28), dt.date(2024, 2, 28)),
    ],
)
def test_two_years_are_counted_by_the_calendar(on, first):
    assert old_points_before(on) == first
