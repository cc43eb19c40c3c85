"""Days of work are days in Europe/London, not instants."""

import datetime as dt

from django.utils import timezone


def today() -> dt.date:
    """Return the date it is now in the organisation's time zone."""
    return timezone.localdate()
