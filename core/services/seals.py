"""Seal the trail: append a hash over the events since the last seal, in the order of ids."""

import datetime as dt

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Max
from django.utils import timezone

from core.models import AuditEvent, AuditSeal
from core.seals import mark
from core.trail import FIXED, seal_digest, sealed_line

LOCK_MILLISECONDS = 200
MOST_EVENTS = 10_000


def seal_events(*, now: dt.datetime | None = None) -> int:
    """Seal every event that is committed; how many were sealed.

    On PostgreSQL ids are given before transactions commit, so the highest safe id is read
    under a SHARE lock, which waits 200 ms at most for whoever is writing and is let go at once.
    Where it is not had in time nothing is sealed: the next minute tries again.
    """
    last = _last_safe_id()
    sealed = 0
    while last is not None and (count := _seal_some(last, now or timezone.now())):
        sealed += count
    return sealed


def _last_safe_id() -> int | None:
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute(f"SET LOCAL lock_timeout = {LOCK_MILLISECONDS}")
                    cursor.execute("LOCK TABLE core_auditevent IN SHARE MODE")
                    cursor.execute("SET LOCAL lock_timeout = DEFAULT")
            return AuditEvent.objects.aggregate(last=Max("id"))["last"]
    except OperationalError:
        return None


def _seal_some(last: int, now: dt.datetime) -> int:
    """Append one seal over the next events up to this id; 0 when there are none left."""
    before = AuditSeal.objects.order_by("last_id").last()
    events = list(
        AuditEvent.objects.filter(id__gt=before.last_id if before else 0, id__lte=last)
        .order_by("id")
        .values(*FIXED)[:MOST_EVENTS]
    )
    if not events:
        return 0
    lines = [sealed_line(event) for event in events]
    previous = before.digest if before else ""
    seal = AuditSeal(
        first_id=events[0]["id"],
        last_id=events[-1]["id"],
        digest=seal_digest(previous, lines),
        marks=b"".join(mark(e["id"], line) for e, line in zip(events, lines, strict=True)),
        previous=previous,
        at=now,
    )
    try:
        with transaction.atomic():
            seal.save(force_insert=True)
    except IntegrityError:  # Another process sealed them meanwhile; the chain cannot fork.
        return 0
    return len(events)
