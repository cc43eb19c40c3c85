"""Who looked at whose record: one row per viewer, person, sort, record and day."""

import datetime as dt
from typing import Any

from django.db import connection
from django.utils import timezone

from core.keys import key_of
from core.models import RecordView

NOTE_VIEW = """
    INSERT INTO core_recordview
        (viewer_key, subject_key, sort, record_key, day, first_at, times, shown_from)
    VALUES (%s, %s, %s, %s, %s, %s, 1, %s)
    ON CONFLICT (viewer_key, subject_key, sort, record_key, day) DO UPDATE SET
        times = core_recordview.times + 1,
        shown_from = COALESCE(core_recordview.shown_from, excluded.shown_from)
"""


def note_view(
    *, viewer: Any, person: Any, sort: str, on: dt.date, record: Any = None, shown: bool = True
) -> None:
    """Note that somebody looked at a person's record today; nothing for one's own.

    One statement, whether or not it is the first look of the day.

    :param viewer: who looked; ``person``: whose record it is (model instances or keys).
    :param sort: the sort of record, e.g. ``"review"``, ``"journal"``.
    :param record: the record opened, where one was.
    :param shown: False while the record named is not yet shared: the row appears to the person
        only when :func:`show_views` is called for it.
    """
    if key_of(viewer) == key_of(person):
        return
    now = timezone.now()
    adapt = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(
            NOTE_VIEW,
            [
                key_of(viewer),
                key_of(person),
                sort,
                key_of(record),
                connection.ops.adapt_datefield_value(on),
                adapt(now),
                adapt(now) if shown else None,
            ],
        )


def show_views(*, record: Any) -> int:
    """Let the person see who looked at this record before it was shared; how many rows."""
    return RecordView.objects.filter(record_key=key_of(record), shown_from__isnull=True).update(
        shown_from=timezone.now()
    )
