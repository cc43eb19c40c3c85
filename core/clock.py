"""Dates of work are dates in Europe/London, not instants."""

import datetime as dt

from django.utils import timezone


def today() -> dt.date:
    """Return the date of work now."""
    return timezone.localdate()
