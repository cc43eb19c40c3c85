"""Days away: dates only, no reason."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from core.services import trail
from people.models import Absence, User
from people.services.periods import check_free, check_order, lock
from people.services.seen import as_seen

OVERLAP = gettext_lazy("They are already recorded as away on some of these days.")


@transaction.atomic
def record_absence(
    *,
    by: Any,
    person: User,
    from_on: dt.date,
    to_on: dt.date | None = None,
    acting_for: Any = None,
) -> Absence:
    """Record that a person is away from a day, until a day or until they are back.

    :raises DomainError: where the dates are out of order or overlap another absence.
    """
    lock(person)
    check_order(from_on, to_on)
    check_free(Absence.objects.filter(user=person), from_on, to_on, str(OVERLAP), "from_on")
    absence = Absence.objects.create(user=person, from_on=from_on, to_on=to_on)
    _record("absence.recorded", by, absence, acting_for)
    return absence


@transaction.atomic
def change_absence(
    *,
    by: Any,
    absence: Absence,
    from_on: dt.date,
    to_on: dt.date | None,
    acting_for: Any = None,
    seen: str = "",
) -> Absence:
    """Change the dates of an absence; on return, its last day.

    :param seen: the digest of the absence as the writer had it before them.
    :raises Stale: where somebody else changed it since.
    :raises DomainError: where the dates are out of order or overlap another absence.
    """
    lock(absence.user)
    as_seen(seen, Absence.objects.filter(pk=absence.pk))
    check_order(from_on, to_on)
    others = Absence.objects.filter(user=absence.user_id).exclude(pk=absence.pk)
    check_free(others, from_on, to_on, str(OVERLAP), "from_on")
    Absence.objects.filter(pk=absence.pk).update(from_on=from_on, to_on=to_on)
    absence.refresh_from_db()
    _record("absence.changed", by, absence, acting_for)
    return absence


@transaction.atomic
def take_back_absence(*, by: Any, absence: Absence, acting_for: Any = None) -> None:
    """Take back an absence that was recorded by mistake."""
    _record("absence.taken_back", by, absence, acting_for)
    absence.delete()


def _record(act: str, by: Any, absence: Absence, acting_for: Any) -> None:
    trail.record(
        act,
        by=by,
        subject=f"people.user:{absence.user_id}",
        record=absence,
        detail={"from_on": absence.from_on, "to_on": absence.to_on},
        acting_for=acting_for,
    )
