"""Write in a draft: add, reword, reorder, drop and put back its statements.

Each act is one function and one event. What is typed comes as plain values; see
``frameworks.parts.stated_by``.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError, Stale
from core.services import trail
from frameworks.enums import Meaning
from frameworks.models import (
    AdaptationReason,
    Band,
    CoreCompetency,
    ProfileSection,
    Replacement,
    RoleLevel,
    StandardSupport,
    Version,
    VersionLevel,
)
from frameworks.parts import CORE, STANDARD, Sort, bases_of, mark_of, previous_of, stated_by

from .drafting import locked_draft
from .part_keys import new_key

Stated = Mapping[str, Any]


@transaction.atomic
def add_part(*, draft: Version, sort: Sort, stated: Stated, reason: str = "", by: Any) -> Any:
    """Add a statement at the end of those beside which it stands.

    :param stated: its columns; what it stands in and what it names as keys (``stated_by``).
    :param reason: why the organisation adds it; kept with the version and shown with it.
    :returns: the row; its key is made from its words.
    :raises DomainError: the draft is gone, or what it is to stand in.
    """
    draft = locked_draft(draft)
    columns = _columns(draft, sort, stated)
    key = new_key(
        sort=sort,
        draft=draft,
        words=str(stated[sort.leading]),
        parent_key=str(stated.get("parent", "")),
    )
    row = sort.new(draft, key, **columns)
    row.position = sort.last_beside(row) + 1
    row.save()
    _write_cores(draft, sort, row, stated)
    _keep_reason(draft, sort, key, reason)
    _record(draft, sort, row, "added", by)
    return row


@transaction.atomic
def reword_part(
    *,
    draft: Version,
    sort: Sort,
    key: str,
    stated: Stated,
    seen: str,
    by: Any,
    meaning: str = Meaning.SAME,
    reason: str = "",
) -> Any:
    """Put a statement in other words, or elsewhere.

    One that means the same keeps its key, and what was recorded under it joins by itself. Where
    the meaning changes it gets a new key, and a replacement leads from the old one to it.

    :param seen: ``mark_of`` the row when it was read.
    :raises Stale: somebody changed it since, or left it out (``theirs`` is the row, or None).
    :raises DomainError: a changed meaning without a reason; the draft is gone.
    Source: issue "Frameworks", 4: changed meaning makes a new item with *replaced by*.
    """
    draft = locked_draft(draft)
    row = _row(draft, sort, key)
    if mark_of(sort, row) != seen:
        raise Stale(_("Somebody changed this since you opened it."), theirs=row)
    if not sort.keyed:
        # Its key is its own only where it stands, so there it stays.
        stated = {**stated, "parent": getattr(row, sort.parent).key}
    columns = _columns(draft, sort, stated)
    if sort.keyed and meaning == Meaning.CHANGED and stands_in_a_base(draft, sort, key):
        if not reason:
            raise DomainError(_("Say why the meaning changes."), field="reason")
        row.key = new_key(
            sort=sort,
            draft=draft,
            words=str(stated[sort.leading]),
            parent_key=str(stated.get("parent", "")),
        )
        previous = previous_of(draft)
        if previous and sort.at(previous, key).exists():
            Replacement.objects.create(version=draft, old_key=key, new_key=row.key, reason=reason)
        _keep_reason(draft, sort, key, reason)
    moved = any(
        getattr(row, name) != columns.get(name, getattr(row, name)) for name in _places(sort)
    )
    for name, value in columns.items():
        setattr(row, name, value)
    if moved:
        row.position = sort.last_beside(row) + 1
    row.save()
    _write_cores(draft, sort, row, stated)
    _keep_reason(draft, sort, row.key, reason)
    _record(draft, sort, row, "reworded", by)
    return row


@transaction.atomic
def move_part(*, draft: Version, sort: Sort, key: str, up: bool, by: Any) -> bool:
    """Put a statement one place up or down; returns False where it is first or last already.

    :raises Stale: somebody left it out meanwhile.
    """
    draft = locked_draft(draft)
    row = _row(draft, sort, key)
    rows = list(sort.siblings(row))
    at = rows.index(row)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return False
    places = [one.position for one in rows]
    rows.insert(to, rows.pop(at))
    renumber(sort, rows, places)
    _record(draft, sort, row, "moved", by)
    return True


@transaction.atomic
def drop_part(
    *, draft: Version, sort: Sort, key: str, reason: str = "", seen: str | None = None, by: Any
) -> None:
    """Leave a statement out, with all that stands in it.

    :param reason: why the organisation leaves it out; kept where its original has it.
    :param seen: ``mark_of`` the row when it was read; None: whatever it says.
    :raises Stale: somebody left it out already (``theirs`` is None), or gave it other words.
    """
    draft = locked_draft(draft)
    row = _row(draft, sort, key)
    if seen is not None and mark_of(sort, row) != seen:
        raise Stale(_("Somebody changed this since you opened it."), theirs=row)
    if sort is CORE:
        # A part of a role profile stays whole; it only no longer names the competency.
        ProfileSection.objects.filter(core_competency=row).update(core_competency=None)
    _record(draft, sort, row, "dropped", by)
    row.delete()
    if not sort.keyed:
        return
    Replacement.objects.filter(version=draft, new_key=key).delete()
    AdaptationReason.objects.filter(version=draft, key=key).delete()
    if stands_in_a_base(draft, sort, key):
        _keep_reason(draft, sort, key, reason)


def stands_in_a_base(draft: Version, sort: Sort, key: str) -> bool:
    """Say whether the version before a draft, or its original, has a statement of this key."""
    return any(sort.at(base, key).exists() for base in bases_of(draft))


def _row(draft: Version, sort: Sort, key: str) -> Any:
    row = sort.at(draft, key).first()
    if row is None:
        raise Stale(_("Somebody left this out since you opened it."), theirs=None)
    return row


def _columns(draft: Version, sort: Sort, stated: Stated) -> dict[str, Any]:
    columns = {name: stated[name] for name in sort.fields}
    if sort.parent:
        columns[sort.parent] = _parent(draft, sort, str(stated["parent"]))
    for name, column in sort.named.items():
        columns[column] = _named(draft, name, str(stated.get(name, "")))
    return columns


def _parent(draft: Version, sort: Sort, key: str) -> Any:
    model: Any = sort.model._meta.get_field(sort.parent).related_model
    parent = model.objects.filter(version=draft, key=key).first()
    if parent is None:
        raise DomainError(_("Choose where it stands. The place was left out."), field="parent")
    return parent


def _named(draft: Version, name: str, key: str) -> Any:
    """Return what a statement names by its key: a band, a role level, a core competency."""
    if not key:
        return None
    rows: Any = {
        "band": Band.objects.filter(version=draft),
        "role_level": RoleLevel.objects.filter(
            pk__in=VersionLevel.objects.filter(version=draft).values("role_level")
        ),
        "core": CoreCompetency.objects.filter(version=draft),
    }[name]
    found = rows.filter(key=key).first()
    if found is None:
        gone = {
            "band": _("Choose whom it is for. That band was removed."),
            "role_level": _("Choose the role level again. That one was taken out."),
            "core": _("Choose the core competency again. That one was left out."),
        }
        raise DomainError(gone[name], field=name)
    return found


def _places(sort: Sort) -> tuple[str, ...]:
    return tuple(name for name in (sort.parent, *sort.beside) if name)


def renumber(sort: Sort, rows: list[Any], places: list[int]) -> None:
    """Give rows these positions; degrees, whose positions are unique, by way of free ones."""
    changed = [
        (row, place) for row, place in zip(rows, places, strict=True) if row.position != place
    ]
    free = max(places, default=0) + len(rows)
    for step, (row, _place) in enumerate(changed, start=1):
        row.position = free + step
    sort.model._default_manager.bulk_update([row for row, _place in changed], ["position"])
    for row, place in changed:
        row.position = place
        row.save(update_fields=["position"])


def _write_cores(draft: Version, sort: Sort, row: Any, stated: Stated) -> None:
    if sort is not STANDARD:
        return
    wanted = list(stated["cores"])
    if not wanted or stated_by(sort, row)["cores"] == wanted:
        return
    cores = {core.key: core for core in CoreCompetency.objects.filter(version=draft)}
    row.supports.all().delete()
    StandardSupport.objects.bulk_create(
        StandardSupport(service_standard=row, core_competency=cores[key])
        for key in wanted
        if key in cores
    )


def _keep_reason(draft: Version, sort: Sort, key: str, reason: str) -> None:
    if reason and sort.keyed:
        AdaptationReason.objects.update_or_create(
            version=draft, key=key, defaults={"reason": reason}
        )


def _record(draft: Version, sort: Sort, row: Any, what: str, by: Any) -> None:
    trail.record(
        f"framework.part_{what}",
        by=by,
        record=row,
        detail={
            "framework": draft.framework.code,
            "number": draft.number,
            "sort": sort.name.value,
            "key": sort.address(row),
        },
    )
