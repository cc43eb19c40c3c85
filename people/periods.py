"""Periods with a first and a last day, the last included; an open end is no last day."""

import datetime as dt

from django.db.models import Q


def in_force(on: dt.date, prefix: str = "") -> Q:
    """Return the condition that a period is in force on a day.

    :param on: the day, a date in Europe/London.
    :param prefix: look-up path to the row that holds ``from_on`` and ``to_on``, e.g. ``posts__``.
    """
    return Q(**{f"{prefix}from_on__lte": on}) & (
        Q(**{f"{prefix}to_on__isnull": True}) | Q(**{f"{prefix}to_on__gte": on})
    )


def overlapping(first: dt.date, last: dt.date | None, prefix: str = "") -> Q:
    """Return the condition that a period shares a day with ``first`` to ``last`` (None: open)."""
    ends_later = Q(**{f"{prefix}to_on__isnull": True}) | Q(**{f"{prefix}to_on__gte": first})
    return ends_later & (Q(**{f"{prefix}from_on__lte": last}) if last else Q())
