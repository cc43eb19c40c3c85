"""Write what was done into the trail, in the transaction of the act."""

from typing import Any

from django.utils import timezone

from core.keys import key_of
from core.models import AuditDetail, AuditEvent


def record(
    act: str,
    *,
    by: Any,
    subject: Any = None,
    record: Any = None,
    detail: dict[str, Any] | None = None,
    acting_for: Any = None,
) -> AuditEvent:
    """Write one event of one act. Call it inside the act's own transaction.

    :param act: what was done, e.g. ``"review.shared"``.
    :param by: the actor (a model instance or a key).
    :param subject: the person it is about.
    :param record: the record it was done to.
    :param detail: fields as values; free text wrapped in :class:`core.trail.Text` is hashed.
    """
    event = AuditEvent.objects.create(
        at=timezone.now(),
        actor_key=key_of(by),
        acting_for_key=key_of(acting_for),
        act=act,
        subject_key=key_of(subject),
        record_key=key_of(record),
    )
    if detail:
        AuditDetail.objects.create(event=event, subject_key=event.subject_key, data=detail)
    return event
