"""Erase the details of a person's trail, through the passage. The fixed parts stay."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from core.audit import DETAIL_ERASED
from core.closed_passage import passage
from core.keys import person_key
from core.models import AuditDetail, AuditEvent, SubjectSecret
from core.services import trail
from core.trail import Text


@transaction.atomic
def erase_details(
    *, person_id: int, by: Any, reason: str, before: dt.datetime | None = None
) -> AuditEvent | None:
    """Erase the details of the events about a person, and write which ones.

    :param before: only events older than this; all of them by default, and with them the
        person's secret, after which no hash in the trail can be tried against a guess.
    :returns: the event that names the erased ones; None where there was nothing to erase.
    """
    whose = person_key(person_id)
    details = AuditDetail.objects.filter(subject_key=whose)
    if before is not None:
        details = details.filter(event__at__lt=before)
    erased = sorted(details.values_list("event_id", flat=True))
    with passage(person_id=person_id, kind="core.auditdetail", reason=reason):
        details.delete()
        if before is None:
            SubjectSecret.objects.filter(subject_key=whose).delete()
    if not erased:
        return None
    # About nobody, so that the list of what was erased outlives the next erasure.
    return trail.record(
        DETAIL_ERASED,
        by=by,
        record=whose,
        detail={"events": list(_runs(erased)), "reason": Text(reason)},
    )


def _runs(numbers: Iterable[int]) -> Iterable[list[int]]:
    """Yield [first, last] for each run of numbers without a gap."""
    run: list[int] = []
    for number in numbers:
        if run and number == run[1] + 1:
            run[1] = number
        else:
            if run:
                yield run
            run = [number, number]
    if run:
        yield run
