"""Working days and periods, day by day at their edges."""

import datetime as dt

import pytest
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st

from people.models import Absence
from people.periods import in_force, overlapping
from people.working_days import (
    add_working_days,
    bank_holidays,
    is_working_day,
    working_days_between,
)

FRIDAY = dt.date(2026, 11, 20)


def after(days: int, start: dt.date = FRIDAY) -> dt.date:
    return start + dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (dt.date(2026, 11, 20), True),
        (dt.date(2026, 11, 21), False),
        (dt.date(2026, 11, 22), False),
        (dt.date(2026, 11, 23), True),
        (dt.date(2026, 12, 25), False),
        (dt.date(2026, 12, 28), False),  # Boxing Day was a Saturday
        (dt.date(2026, 4, 6), False),  # Easter Monday
    ],
)
def test_people_work_from_monday_to_friday_but_on_no_bank_holiday(day, works):
    assert is_working_day(day) is works


def test_bank_holidays_are_those_of_the_year_and_the_country():
    assert dt.date(2026, 8, 31) in bank_holidays(2026)
    assert dt.date(2026, 11, 30) not in bank_holidays(2026), "St Andrew's Day is Scotland's"
    assert {day.year for day in bank_holidays(2026)} == {2026}


@pytest.mark.parametrize(
    ("days", "end"), [(0, FRIDAY), (1, after(3)), (5, after(7)), (6, after(10)), (10, after(14))]
)
def test_the_days_counted_begin_after_the_first_and_leave_weekends_out(days, end):
    assert add_working_days(FRIDAY, days) == end


def test_bank_holidays_do_not_count():
    assert add_working_days(dt.date(2026, 12, 24), 1) == dt.date(2026, 12, 29)


def test_a_negative_number_is_refused_and_none_is_none():
    with pytest.raises(ValueError, match="days must not be negative"):
        add_working_days(FRIDAY, -1)
    assert add_working_days(dt.date(2026, 11, 21), 0) == dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("first", "last", "end"),
    [
        (after(3), after(3), after(4)),  # the Monday alone
        (after(3), after(5), after(6)),  # Monday to Wednesday, both counted
        (after(-9), after(0), after(3)),  # over on the day it begins
        (after(-9), after(3), after(4)),
        (after(4), after(9), after(3)),  # away only afterwards
    ],
)
def test_the_clock_stands_still_from_the_first_to_the_last_day_away(first, last, end):
    assert add_working_days(FRIDAY, 1, absent=[(first, last)]) == end


def test_several_absences_stop_the_clock_each_for_its_days():
    absent = [(after(3), after(3)), (after(5), after(5))]
    assert add_working_days(FRIDAY, 2, absent=absent) == after(6)


def test_who_is_still_away_is_waited_for_to_a_horizon_of_two_years():
    assert add_working_days(FRIDAY, 10, absent=[(after(1), None)]) == after(750)
    assert add_working_days(FRIDAY, 0, absent=[(after(1), None)]) == FRIDAY


@pytest.mark.parametrize(
    ("end", "days"),
    [(after(-1), 0), (after(0), 0), (after(2), 0), (after(3), 1), (after(7), 5), (after(14), 10)],
)
def test_the_days_between_leave_out_the_first_and_count_the_last(end, days):
    assert working_days_between(FRIDAY, end) == days


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (after(3), after(3), 4),
        (after(3), after(4), 3),
        (after(7), after(7), 4),
        (after(8), after(9), 5),
        (after(4), None, 1),
        (after(7), None, 4),
    ],
)
def test_the_days_between_leave_absence_out_from_its_first_to_its_last_day(first, last, days):
    assert working_days_between(FRIDAY, after(7), absent=[(first, last)]) == days


@given(st.dates(dt.date(2024, 1, 1), dt.date(2027, 1, 1)), st.integers(0, 60))
def test_counting_forward_and_counting_between_agree(start, days):
    end = add_working_days(start, days)
    assert working_days_between(start, end) == days


# Periods


def found(condition: Q) -> bool:
    return Absence.objects.filter(condition).exists()


@pytest.fixture
def week(caseworker):
    """Away from Monday to Friday."""
    return Absence.objects.create(user=caseworker, from_on=after(3), to_on=after(7))


@pytest.mark.parametrize(("day", "there"), [(2, False), (3, True), (7, True), (8, False)])
def test_a_period_is_in_force_on_its_first_and_its_last_day(week, day, there):
    assert found(in_force(after(day))) is there


def test_a_period_without_end_is_in_force_from_its_first_day_on(caseworker):
    Absence.objects.create(user=caseworker, from_on=after(3), to_on=None)
    assert [found(in_force(after(day))) for day in (2, 3, 900)] == [False, True, True]


@pytest.mark.parametrize(
    ("first", "last", "shared"),
    [
        (0, 2, False),
        (0, 3, True),
        (4, 5, True),
        (7, 9, True),
        (8, 9, False),
        (0, None, True),
        (7, None, True),
        (8, None, False),
    ],
)
def test_periods_overlap_where_they_share_a_day(week, first, last, shared):
    condition = overlapping(after(first), None if last is None else after(last))
    assert found(condition) is shared


@pytest.mark.parametrize(("last", "shared"), [(2, False), (3, True), (9, True), (None, True)])
def test_a_period_without_end_is_shared_by_whatever_ends_after_it_began(caseworker, last, shared):
    Absence.objects.create(user=caseworker, from_on=after(3), to_on=None)
    assert found(overlapping(after(0), None if last is None else after(last))) is shared
