"""What the pages of a draft's statements share."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from frameworks.editing import LastChange, last_change, last_drop
from frameworks.forms.parts import PartForm
from frameworks.models import Version
from frameworks.parts import (
    ABOVE,
    AREA,
    BEHAVIOUR,
    CORE,
    PROFILE,
    PROFILE_PART,
    STANDARD,
    Sort,
    bases_of,
    stated_by,
)

#: More areas than this are asked for by core competency first: nobody finds one in such a list.
MOST_AREAS = 200


@dataclass(frozen=True)
class Theirs:
    """What another framework admin made of a statement while somebody had it open."""

    change: LastChange | None
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Choices:
    """What a statement may stand in and name.

    :ivar by_field: the choices of a form by its fields, each by key.
    :ivar cores: where a draft has more areas than a list can hold: the core competencies, one of
        which is chosen first; ``chosen`` is that one.
    """

    by_field: dict[str, Any]
    cores: list[tuple[str, str]] = field(default_factory=list)
    chosen: str = ""


def choices_of(draft: Version, kind: Sort, parent: str = "", of: str = "") -> Choices:
    """Return what a statement of a sort may stand in and name.

    :param parent: the key of what it stands in now, which is always among them.
    :param of: the key of the core competency whose areas are wanted, where there are many.
    """
    if kind is BEHAVIOUR:
        return _choices_of_behaviour(draft, parent, of)
    return Choices(_named_choices(draft, kind))


def _choices_of_behaviour(draft: Version, parent: str, of: str) -> Choices:
    areas = [
        (row.core_competency.key, row.key, f"{row.core_competency.title} › {row.title}")
        for row in AREA.rows(draft).order_by("core_competency__position", "position")
    ]
    named = _named_choices(draft, BEHAVIOUR)
    if len(areas) <= MOST_AREAS:
        return Choices({**named, "parent": [(key, words) for _core, key, words in areas]})
    here = next((core for core, key, _words in areas if key == parent), areas[0][0])
    wanted = of if of in {core for core, _key, _words in areas} else here
    kept = [(key, words) for core, key, words in areas if core == wanted or key == parent]
    return Choices({**named, "parent": kept}, _cores(draft), wanted)


def _named_choices(draft: Version, kind: Sort) -> dict[str, Any]:
    choices: dict[str, Any] = {}
    if kind is AREA:
        choices["parent"] = _cores(draft)
    if kind is PROFILE_PART:
        choices["parent"] = [(profile.key, profile.title) for profile in PROFILE.rows(draft)]
        choices["core"] = [("", _("None: it is text")), *_cores(draft)]
    if kind is PROFILE:
        named = draft.named_levels.select_related("role_level")
        levels = [(one.role_level.key, one.role_level.title) for one in named]
        choices["role_level"] = [("", _("None")), *levels]
    if "band" in kind.named:
        bands = [(band.key, band.title) for band in draft.bands.all()]
        choices["band"] = [("", _("Everybody")), *bands]
    if kind is STANDARD:
        choices["cores"] = _cores(draft)
    return choices


def _cores(draft: Version) -> list[tuple[str, str]]:
    return [(core.key, core.title) for core in CORE.rows(draft)]


def left_out_of(draft: Version, kind: Sort, within: Sort, key: str) -> list[Any]:
    """Return what the versions before have within a statement and the draft has nowhere."""
    bases, by = bases_of(draft), within.addressed_by
    rows = within.rows(*bases).filter(**{f"{within.parent}__key": key})
    gone = rows.exclude(**{f"{by}__in": within.rows(draft).order_by().values(by)})
    found: dict[str, Any] = {}
    for row in _nearest_first(within, gone, bases):
        found.setdefault(within.address(row), row)
    return list(found.values())


def in_a_base(draft: Version, kind: Sort, address: str) -> Any:
    """Return a statement as the version before has it, or the original; None: neither has it."""
    bases = bases_of(draft)
    rows = kind.rows(*bases).filter(**{kind.addressed_by: address})
    return next(iter(_nearest_first(kind, rows, bases)), None)


def _nearest_first(kind: Sort, rows: Iterable[Any], bases: list[Version]) -> list[Any]:
    """Put rows in order: those of the version before, as printed, then those of the original."""
    order = [base.pk for base in bases]
    return sorted(rows, key=lambda row: (order.index(kind.version_of(row)), row.position))


def theirs_of(draft: Version, kind: Sort, address: str, row: Any) -> Theirs:
    """Return what somebody else made of a statement; of one that is gone, who left it out."""
    if row is None:
        return Theirs(last_drop(draft, address), ())
    stated = stated_by(kind, row)
    asked = PartForm(sort=kind.name, choices={}, back="").fields
    lines = tuple(
        (str(asked[name].label), _shown(asked[name].prepare_value(value)))
        for name, value in stated.items()
        if value and name in asked
    )
    return Theirs(last_change(row), lines)


def _shown(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def address_of(draft: Version, kind: Sort, parent: str) -> str:
    """Return the page on which a statement is listed."""
    code, above = draft.framework.code, ABOVE.get(kind.name)
    if above and parent:
        return reverse("part_detail", args=[code, above.name.value, parent])
    return reverse("draft_detail", args=[code])


def back_to(draft: Version, kind: Sort, row: Any) -> HttpResponse:
    """Lead back to a statement where it is listed."""
    parent = getattr(row, kind.parent).key if kind.parent else ""
    return HttpResponseRedirect(f"{address_of(draft, kind, parent)}#{kind.address(row)}")
