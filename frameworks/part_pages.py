"""What the pages of a draft's statements share."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from frameworks.editing import LastChange, last_change, last_drop
from frameworks.forms.parts import PartForm
from frameworks.models import Version
from frameworks.parts import AREA, BEHAVIOUR, CORE, Sort, bases_of, stated_by


@dataclass(frozen=True)
class Theirs:
    """What another framework admin made of a statement while somebody had it open."""

    change: LastChange | None
    lines: tuple[tuple[str, str], ...]


def choices_of(draft: Version, kind: Sort) -> dict[str, Any]:
    choices: dict[str, Any] = {}
    if kind is AREA:
        choices["parent"] = [(core.key, core.title) for core in CORE.rows(draft)]
    if kind is BEHAVIOUR:
        choices["parent"] = [
            (area.key, f"{area.core_competency.title} › {area.title}") for area in AREA.rows(draft)
        ]
    if "band" in {field.name for field in kind.model._meta.get_fields()}:
        bands = [(band.key, band.title) for band in draft.bands.all()]
        choices["band"] = [("", _("Everybody")), *bands]
    if kind.name == "standard":
        choices["cores"] = [(core.key, core.title) for core in CORE.rows(draft)]
    return choices


def left_out_of(draft: Version, kind: Sort, within: Sort, key: str) -> list[Any]:
    """Return what the versions before have within a statement and the draft has nowhere."""
    there = set(within.rows(draft).values_list("key", flat=True))
    found: dict[str, Any] = {}
    above = {f"{within.parent}__key": key}
    bases = [base.pk for base in bases_of(draft)]
    rows: Any = within.model._default_manager.filter(version__in=bases, **above)
    for row in sorted(rows, key=lambda row: (bases.index(row.version_id), row.position)):
        if row.key not in there:
            found.setdefault(row.key, row)
    return list(found.values())


def in_a_base(draft: Version, kind: Sort, key: str) -> Any:
    bases = [base.pk for base in bases_of(draft)]
    rows: Any = kind.model._default_manager.filter(version__in=bases, key=key)
    return min(rows, key=lambda row: bases.index(row.version_id), default=None)


def theirs_of(draft: Version, kind: Sort, key: str, row: Any) -> Theirs:
    if row is None:
        return Theirs(last_drop(draft, key), ())
    stated = stated_by(kind, row)
    asked = PartForm(sort=kind.name, choices={}, back="").fields
    lines = tuple(
        (str(asked[name].label), ", ".join(value) if isinstance(value, list) else str(value))
        for name, value in stated.items()
        if value and name in asked
    )
    return Theirs(last_change(row), lines)


def address_of(draft: Version, kind: Sort, parent: str) -> str:
    """Return the page on which a statement is listed."""
    code = draft.framework.code
    above = {AREA.name: CORE, BEHAVIOUR.name: AREA}.get(kind.name)
    if above and parent:
        return reverse("part_detail", args=[code, above.name.value, parent])
    return reverse("draft_detail", args=[code])


def back_to(draft: Version, kind: Sort, row: Any) -> HttpResponse:
    parent = getattr(row, kind.parent).key if kind.parent else ""
    return HttpResponseRedirect(f"{address_of(draft, kind, parent)}#{row.key}")
