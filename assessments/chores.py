"""What assessment does in the job process."""

import datetime as dt

from assessments.services.attachment import discard_orphans
from core.jobs import each_minute


@each_minute
def tidy_files(now: dt.datetime) -> None:
    """Once a day delete stored files that no row names."""
    if (now.hour, now.minute) == (3, 30):
        discard_orphans(now=now)
