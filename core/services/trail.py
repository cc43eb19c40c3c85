"""Write what was done into the trail, in the transaction of the act."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.keys import key_of
from core.models import AuditDetail, AuditEvent, SubjectSecret
from core.trail import clean_detail, detail_hmac


@dataclass(frozen=True)
class Touched:
    """One person touched by a bulk act, with the record and the detail that concern them."""

    subject: Any = None
    record: Any = None
    detail: Mapping[str, Any] | None = None


def record(
    act: str,
    *,
    by: Any,
    subject: Any = None,
    record: Any = None,
    detail: Mapping[str, Any] | None = None,
    acting_for: Any = None,
) -> AuditEvent:
    """Write one event of one act. Call it inside the act's own transaction.

    :param act: what was done, e.g. ``"review.shared"``.
    :param by: the actor (a model instance or a key).
    :param subject: the person it is about.
    :param record: the record it was done to.
    :param detail: fields as values; free text wrapped in :class:`core.trail.Text` is hashed.
    :param acting_for: the person for whom a deputy acted.
    :raises ValueError: for free text that is not wrapped.
    """
    touched = Touched(subject=subject, record=record, detail=detail)
    return record_many(act, by=by, touched=[touched], acting_for=acting_for)[0]


def record_many(
    act: str, *, by: Any, touched: Iterable[Touched], acting_for: Any = None
) -> list[AuditEvent]:
    """Write one event for each person touched by a bulk act, in one statement.

    :param touched: who was touched; see :func:`record` for the other parameters.
    :returns: the events, in the order given.
    """
    rows = list(touched)
    # Without a savepoint: an act whose event cannot be written is undone as a whole.
    with transaction.atomic(savepoint=False):
        known = _secrets({key_of(row.subject) for row in rows if row.detail})
        now, actor, instead_of = timezone.now(), key_of(by), key_of(acting_for)
        events, details = [], []
        for row in rows:
            event = AuditEvent(
                at=now,
                actor_key=actor,
                acting_for_key=instead_of,
                act=act,
                subject_key=key_of(row.subject),
                record_key=key_of(row.record),
            )
            events.append(event)
            if row.detail:
                details.append((event, _detail(event, row.detail, known[event.subject_key])))
        AuditEvent.objects.bulk_create(events)
        for event, detail in details:
            detail.event = event
        AuditDetail.objects.bulk_create([detail for _event, detail in details])
    return events


def _detail(event: AuditEvent, said: Mapping[str, Any], secret: str) -> AuditDetail:
    """Return the erasable part of an event, and put its HMAC into the fixed part."""
    data = clean_detail(said, secret)
    detail = AuditDetail(subject_key=event.subject_key, salt=secrets.token_hex(16), data=data)
    event.detail_hmac = detail_hmac(data, detail.salt, secret)
    return detail


def _secrets(subjects: set[str]) -> dict[str, str]:
    """Return the secret of each subject; makes those that do not exist yet."""
    if not subjects:
        return {}
    known = _stored_secrets(subjects)
    missing = subjects - set(known)
    if missing:
        SubjectSecret.objects.bulk_create(
            [
                SubjectSecret(subject_key=key, secret=secrets.token_hex(32))
                for key in sorted(missing)
            ],
            ignore_conflicts=True,
        )
        known |= _stored_secrets(missing)
    return known


def _stored_secrets(subjects: set[str]) -> dict[str, str]:
    return dict(
        SubjectSecret.objects.filter(subject_key__in=subjects).values_list("subject_key", "secret")
    )
