"""Who looked at my record."""

import datetime as dt

import pytest
from django.utils import timezone

from core.models import RecordView
from core.services.views_log import note_view, show_views

AMIRA, BEN = "people.user:7", "people.user:8"
DAY = dt.date(2026, 11, 2)
REVIEW = "assessments.filereview:3"


def test_looking_twice_on_a_day_is_one_row(db):
    for _ in range(2):
        note_view(viewer=BEN, person=AMIRA, sort="journal", on=DAY)
    row = RecordView.objects.get()
    assert (row.viewer_key, row.subject_key, row.day, row.times) == (BEN, AMIRA, DAY, 2)
    assert row.first_at <= timezone.now()


@pytest.mark.parametrize("looks", [1, 2])
def test_noting_a_look_is_one_statement(db, django_assert_num_queries, looks):
    for _ in range(looks - 1):
        note_view(viewer=BEN, person=AMIRA, sort="journal", on=DAY)
    with django_assert_num_queries(1):
        note_view(viewer=BEN, person=AMIRA, sort="journal", on=DAY)


@pytest.mark.parametrize(
    "other",
    [
        {"viewer": "people.user:9"},
        {"person": "people.user:9"},
        {"sort": "review"},
        {"record": REVIEW},
        {"on": DAY + dt.timedelta(days=1)},
    ],
)
def test_another_viewer_person_sort_record_or_day_is_another_row(db, other):
    look = {"viewer": BEN, "person": AMIRA, "sort": "journal", "on": DAY}
    note_view(**look)
    note_view(**look | other)
    assert RecordView.objects.count() == 2


def test_a_look_at_ones_own_record_is_not_noted(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        note_view(viewer=AMIRA, person=AMIRA, sort="journal", on=DAY)


def test_a_look_at_what_is_not_shared_yet_appears_when_it_is(db):
    note_view(viewer=BEN, person=AMIRA, sort="review", record=REVIEW, on=DAY, shown=False)
    assert RecordView.objects.get().shown_from is None
    assert show_views(record=REVIEW) == 1
    assert RecordView.objects.get().shown_from is not None


def test_a_look_after_sharing_on_the_same_day_shows_the_row(db):
    look = {"viewer": BEN, "person": AMIRA, "sort": "review", "record": REVIEW, "on": DAY}
    note_view(**look, shown=False)
    note_view(**look)
    shown_from = RecordView.objects.get().shown_from
    assert shown_from is not None
    note_view(**look, shown=False)
    assert RecordView.objects.get().shown_from == shown_from
