"""Working days: Monday to Friday without bank holidays; a clock stops during absence.

Source: PRACTICE, "Right of reply" (ten working days, stopped by absence).
"""

import datetime as dt
from collections.abc import Iterable
from functools import cache

import holidays
from django.conf import settings

Period = tuple[dt.date, dt.date | None]


@cache
def bank_holidays(year: int) -> frozenset[dt.date]:
    """Return the bank holidays of this year where the organisation works.

    ``settings.BANK_HOLIDAYS_OF`` is the country's part as the library names it (ENG, SCT, WLS,
    NIR).
    """
    return frozenset(holidays.country_holidays("GB", subdiv=settings.BANK_HOLIDAYS_OF, years=year))


def is_working_day(day: dt.date) -> bool:
    """Say whether people work on this day."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def add_working_days(start: dt.date, days: int, *, absent: Iterable[Period] = ()) -> dt.date:
    """Return the day that many working days after ``start``, not counting days of absence.

    :param days: how many; not negative.
    :param absent: periods from a day to a day; None as the end means still away, and the clock
        then stands still to a horizon of two years, where the count is cut off.
    :raises ValueError: when ``days`` is negative.
    """
    if days < 0:
        raise ValueError("days must not be negative")
    horizon = start + dt.timedelta(days=730 + 2 * days)
    periods = [(begin, end or horizon) for begin, end in absent]
    day = start
    while days and day < horizon:
        day += dt.timedelta(days=1)
        away = any(begin <= day <= end for begin, end in periods)
        if is_working_day(day) and not away:
            days -= 1
    return day


def working_days_between(start: dt.date, end: dt.date, *, absent: Iterable[Period] = ()) -> int:
    """Return how many working days lie after ``start`` up to and with ``end``; 0 if none."""
    periods = [(begin, stop or end) for begin, stop in absent]
    count = 0
    day = start
    while day < end:
        day += dt.timedelta(days=1)
        if is_working_day(day) and not any(b <= day <= e for b, e in periods):
            count += 1
    return count


def working_days_ago(on: dt.date, days: int) -> dt.date:
    """Return the latest day whose ``days`` working days are over on a day.

    :raises ValueError: when ``days`` is negative.
    """
    if days < 0:
        raise ValueError("days must not be negative")
    day = on - dt.timedelta(days=1)
    while days:
        if is_working_day(day):
            days -= 1
        day -= dt.timedelta(days=1)
    return day
