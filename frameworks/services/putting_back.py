"""Put back into a draft what the version before it, or its original, has."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.services import trail
from frameworks.models import (
    AdaptationReason,
    ProfileSection,
    Replacement,
    ServiceStandard,
    StandardSupport,
    Version,
)
from frameworks.parts import CORE, STANDARD, WITHIN, Sort, bases_of

from .drafting import locked_draft
from .parts import renumber


@transaction.atomic
def put_back(*, draft: Version, sort: Sort, key: str, by: Any) -> Any:
    """Give a statement the words it has in the version before, or in the original.

    One that was left out comes back in its place, with what stands in it; one that was
    reworded gets its words again. The reason for the change goes.

    :raises DomainError: neither has such a statement, or what it stands in was left out.
    """
    draft = locked_draft(draft)
    theirs = next((row for base in bases_of(draft) for row in sort.at(base, key)), None)
    if theirs is None:
        raise DomainError(_("The version before has no such statement."))
    row = _put_back(draft, sort, theirs)
    trail.record(
        "framework.part_put_back",
        by=by,
        record=row,
        detail={
            "framework": draft.framework.code,
            "number": draft.number,
            "sort": sort.name.value,
            "key": key,
        },
    )
    return row


def _put_back(draft: Version, sort: Sort, theirs: Any) -> Any:
    columns = {name: getattr(theirs, name) for name in sort.fields}
    if sort.parent:
        columns[sort.parent] = _parent(draft, sort, theirs)
    for name, column in sort.named.items():
        columns[column] = _named(draft, name, getattr(theirs, column))
    row, missing = sort.at(draft, sort.address(theirs)).first(), False
    if row is None:
        row = sort.new(draft, theirs.key)
        last = sort.rows(draft).last()
        row.position = (last.position if last else 0) + 1
        missing = True
    for name, value in columns.items():
        setattr(row, name, value)
    row.save()
    if missing:
        _put_in_order(sort, row, theirs)
    if not sort.keyed:
        return row
    AdaptationReason.objects.filter(version=draft, key=theirs.key).delete()
    replaced = Replacement.objects.filter(version=draft, old_key=theirs.key)
    stood_in = set(replaced.values_list("new_key", flat=True)) if missing else set()
    replaced.delete()
    _put_back_cores(draft, sort, row, theirs)
    if missing and sort is CORE:
        _put_back_what_names(draft, row, theirs, stood_in)
    _put_back_within(draft, sort, row, theirs, stood_in)
    return row


def _put_in_order(sort: Sort, row: Any, theirs: Any) -> None:
    """Put a row behind the nearest one that stands before it in the version it comes from."""
    before = [one.key for one in sort.siblings(theirs) if one.position < theirs.position]
    rows = [one for one in sort.siblings(row) if one.pk != row.pk]
    at = max((n for n, one in enumerate(rows, start=1) if one.key in before), default=0)
    places = sorted([*(one.position for one in rows), row.position])
    renumber(sort, [*rows[:at], row, *rows[at:]], places)


def _parent(draft: Version, sort: Sort, theirs: Any) -> Any:
    above = getattr(theirs, sort.parent)
    found = type(above).objects.filter(version=draft, key=above.key).first()
    if found is None:
        raise DomainError(_("Put back “%s” first: it stands in it.") % above)
    return found


def _named(draft: Version, name: str, theirs: Any) -> Any:
    """Return what a statement names, as the draft has it; of a part of a profile also nothing."""
    if theirs is None:
        return None
    if name == "role_level":
        level = draft.named_levels.filter(role_level__key=theirs.key).first()
        if level is None:
            raise DomainError(_("Put back the role level “%s” first: it is for it.") % theirs)
        return level.role_level
    found = type(theirs).objects.filter(version=draft, key=theirs.key).first()
    if found is None and name == "band":
        raise DomainError(_("Add the band “%s” first: it is written for it.") % theirs)
    return found


def _put_back_cores(draft: Version, sort: Sort, row: Any, theirs: Any) -> None:
    if sort is not STANDARD:
        return
    keys = [support.core_competency.key for support in theirs.supports.all()]
    cores = CORE.rows(draft).filter(key__in=keys)
    row.supports.all().delete()
    StandardSupport.objects.bulk_create(
        StandardSupport(service_standard=row, core_competency=core) for core in cores
    )


def _put_back_what_names(draft: Version, row: Any, theirs: Any, stood_in: set[str]) -> None:
    """Let what named a core competency name it again: service standards, parts of profiles."""
    named = theirs.supports.values("service_standard__key")
    StandardSupport.objects.bulk_create(
        StandardSupport(service_standard=standard, core_competency=row)
        for standard in ServiceStandard.objects.filter(version=draft, key__in=named)
    )
    for part in ProfileSection.objects.filter(core_competency=theirs).select_related("profile"):
        ours = ProfileSection.objects.filter(
            profile__version=draft, profile__key=part.profile.key, key=part.key
        ).filter(Q(core_competency=None) | Q(core_competency__key__in=stood_in))
        ours.update(core_competency=row)


def _put_back_within(draft: Version, sort: Sort, row: Any, theirs: Any, stood_in: set[str]) -> None:
    """Put back what stood in a statement: what was left out, and what moved to its replacement."""
    within = WITHIN.get(sort.name)
    if within is None:
        return
    there = {within.address(one): one for one in within.rows(draft)}
    for inner in within.rows(theirs.version).filter(**{within.parent: theirs}):
        ours = there.get(within.address(inner))
        if ours is None:
            _put_back(draft, within, inner)
        elif getattr(ours, within.parent).key in stood_in:
            setattr(ours, within.parent, row)
            ours.position = inner.position
            ours.save(update_fields=[within.parent, "position"])
