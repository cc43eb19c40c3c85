"""Let the demonstration's acts happen on their own days.

Services ask ``timezone.now()``; while a year is played it answers with the moment played.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Make it this moment for everything inside."""
    real = timezone.now
    timezone.now = lambda: moment.astimezone(dt.UTC)
    try:
        yield
    finally:
        timezone.now = real


def moment_of(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """Return a moment of a day in the organisation's time zone."""
    return dt.datetime(
        day.year, day.month, day.day, hour, minute, tzinfo=timezone.get_default_timezone()
    )
