"""What assessment does in the job process."""

import datetime as dt

from assessments.services.attachment import discard_orphans
from assessments.services.reply_clock import stretch_reply_clocks
from core.jobs import each_minute


@each_minute
def tidy_files(now: dt.datetime) -> None:
    """Once a day delete stored files that no row names."""
    if (now.hour, now.minute) == (3, 30):
        discard_orphans(now=now)


@each_minute
def stop_reply_clocks(now: dt.datetime) -> None:
    """Once an hour stop the clock of the answer for people of whom an absence was noted."""
    if now.minute == 20:
        stretch_reply_clocks()
