"""Put another statement of a draft in the place of one: two become one."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core.errors import DomainError, Stale
from core.services import trail
from frameworks.models import (
    AdaptationReason,
    ProfileSection,
    Replacement,
    ServiceStandard,
    StandardSupport,
    Version,
)
from frameworks.parts import BEHAVIOUR, CORE, WITHIN, Sort, mark_of, previous_of

from .drafting import locked_draft


def may_replace(sort: Sort, row: Any, other: Any) -> bool:
    """Say whether one statement may take the place of another.

    Both are of one sort and, of behaviours, of one kind: what shows an area never becomes what
    shows the opposite.
    """
    if row.pk == other.pk:
        return False
    return sort is not BEHAVIOUR or row.kind == other.kind


@transaction.atomic
def replace_part(
    *, draft: Version, sort: Sort, key: str, into: str, reason: str, seen: str, by: Any
) -> Any:
    """Leave a statement out and say that another one of the draft stands in its place.

    What stands in it moves to the other: the areas of a core competency, the behaviours of an
    area. What was recorded under it in the version before is read under the other, one step on.

    :param into: the key of the other statement.
    :param seen: ``mark_of`` the statement when it was read.
    :returns: the other statement.
    :raises Stale: somebody changed it since, or left it out (``theirs`` is the row, or None).
    :raises DomainError: beside ``into``: the other was left out, or is of another kind; beside
        ``reason``: there is none; the draft is gone.
    Source: issue "Frameworks", 4: changed meaning makes a new item with *replaced by*.
    """
    draft = locked_draft(draft)
    row = sort.rows(draft).filter(key=key).first()
    if row is None:
        raise Stale(_("Somebody left this out since you opened it."), theirs=None)
    if mark_of(sort, row) != seen:
        raise Stale(_("Somebody changed this since you opened it."), theirs=row)
    other = sort.rows(draft).filter(key=into).first()
    if other is None:
        raise DomainError(
            _("Choose the statement again. The one you chose was left out."), field="into"
        )
    if not may_replace(sort, row, other):
        raise DomainError(
            _("Choose another statement of the same kind: it takes the place of this one."),
            field="into",
        )
    if not reason:
        raise DomainError(_("Say why the other takes its place."), field="reason")
    _move_within(sort, row, other)
    _move_what_names(sort, row, other)
    _lead_on(draft, sort, key, into, reason)
    trail.record(
        "framework.part_replaced",
        by=by,
        record=row,
        detail={
            "framework": draft.framework.code,
            "number": draft.number,
            "sort": sort.name.value,
            "key": key,
            "into": into,
        },
    )
    row.delete()
    return other


def _lead_on(draft: Version, sort: Sort, key: str, into: str, reason: str) -> None:
    """Say what leads where; what led to the statement that goes leads to the other now."""
    AdaptationReason.objects.filter(version=draft, key=key).delete()
    for earlier in Replacement.objects.filter(version=draft, new_key=key).exclude(old_key=into):
        Replacement.objects.update_or_create(
            version=draft, old_key=earlier.old_key, new_key=into, defaults={"reason": reason}
        )
    Replacement.objects.filter(version=draft, new_key=key).delete()
    previous = previous_of(draft)
    if previous and sort.rows(previous).filter(key=key).exists():
        Replacement.objects.update_or_create(
            version=draft, old_key=key, new_key=into, defaults={"reason": reason}
        )
        AdaptationReason.objects.create(version=draft, key=key, reason=reason)


def _move_within(sort: Sort, row: Any, other: Any) -> None:
    within = WITHIN.get(sort.name)
    if within is None:
        return
    inner: Any = within.model
    held = inner._default_manager.filter(**{within.parent: other})
    last = held.aggregate(last=Max("position"))["last"] or 0
    moving = list(inner._default_manager.filter(**{within.parent: row}).order_by("position"))
    for place, one in enumerate(moving, start=last + 1):
        setattr(one, within.parent, other)
        one.position = place
    inner._default_manager.bulk_update(moving, [within.parent, "position"])


def _move_what_names(sort: Sort, row: Any, other: Any) -> None:
    """Let service standards and parts of role profiles name the other competency instead."""
    if sort is not CORE:
        return
    ProfileSection.objects.filter(core_competency=row).update(core_competency=other)
    standards = ServiceStandard.objects.filter(supports__core_competency=row)
    StandardSupport.objects.bulk_create(
        StandardSupport(service_standard=standard, core_competency=other)
        for standard in standards.exclude(supports__core_competency=other)
    )
