"""The sorts of statement that a draft is made of, and how each is read from its rows."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frameworks.enums import PartSort
from frameworks.models import (
    Area,
    Behaviour,
    CoreCompetency,
    Degree,
    LevelText,
    Section,
    ServiceStandard,
    Version,
)


@dataclass(frozen=True)
class Sort:
    """One sort of statement.

    :param fields: the columns that are written as they are typed, the leading one first.
    :param parent: the column of what it stands in; "" where it stands in the version alone.
    :param beside: the columns that rows share which are put in order among themselves.
    """

    name: PartSort
    model: type[Model]
    fields: tuple[str, ...]
    leading: str
    parent: str = ""
    beside: tuple[str, ...] = ()
    prefix: str = ""
    longest_key: int = 120
    titles: Mapping[str, str | Promise] = field(default_factory=dict)

    def rows(self, version: Version) -> "QuerySet[Any]":
        """Return the rows of this sort in a version, in printed order."""
        rows = self.model._default_manager.filter(version=version).order_by("position")
        related = [name for name in (self.parent, *_related(self.model)) if name]
        return rows.select_related(*related) if related else rows

    def siblings(self, row: Any) -> "QuerySet[Any]":
        """Return the rows that a row is put in order among, itself too."""
        same = {name: getattr(row, name) for name in (self.parent, *self.beside) if name}
        return self.model._default_manager.filter(version_id=row.version_id, **same).order_by(
            "position", "pk"
        )


def _related(model: type[Model]) -> tuple[str, ...]:
    return ("band",) if model in (Behaviour, LevelText) else ()


CORE = Sort(
    PartSort.CORE,
    CoreCompetency,
    ("title", "sentence", "stem", "printed_number", "note"),
    "title",
    titles={"add": _("Add a core competency"), "change": _("Change a core competency")},
)
AREA = Sort(
    PartSort.AREA,
    Area,
    ("title", "text", "printed_number", "note"),
    "title",
    parent="core_competency",
    titles={"add": _("Add a competency area"), "change": _("Change a competency area")},
)
BEHAVIOUR = Sort(
    PartSort.BEHAVIOUR,
    Behaviour,
    ("kind", "text", "stem", "printed_number", "note"),
    "text",
    parent="area",
    beside=("kind",),
    titles={"add": _("Add a behaviour"), "change": _("Change a behaviour")},
)
STANDARD = Sort(
    PartSort.STANDARD,
    ServiceStandard,
    ("text", "note"),
    "text",
    prefix="standard.",
    titles={"add": _("Add a service standard"), "change": _("Change a service standard")},
)
SECTION = Sort(
    PartSort.SECTION,
    Section,
    ("heading", "level", "text", "note"),
    "heading",
    longest_key=80,
    titles={"add": _("Add a part of the introduction"), "change": _("Change the introduction")},
)
DEGREE = Sort(
    PartSort.DEGREE,
    Degree,
    ("word", "explanation"),
    "word",
    longest_key=40,
    titles={"add": _("Add a degree"), "change": _("Change a degree")},
)
LEVEL_TEXT = Sort(
    PartSort.LEVEL_TEXT,
    LevelText,
    ("sort", "heading", "text", "note"),
    "text",
    beside=("sort",),
    prefix="level.",
    titles={
        "add": _("Add a text about role levels"),
        "change": _("Change a text about role levels"),
    },
)
#: The sort of what stands in a statement.
WITHIN = {CORE.name: AREA, AREA.name: BEHAVIOUR}
#: The sorts under which something may be recorded, so that another may stand in its place.
REPLACED = (CORE, AREA, BEHAVIOUR, STANDARD)
SORTS: dict[str, Sort] = {
    sort.name.value: sort for sort in (CORE, AREA, BEHAVIOUR, STANDARD, SECTION, DEGREE, LEVEL_TEXT)
}


def stated_by(sort: Sort, row: Any) -> dict[str, Any]:
    """Return what a row says, as forms ask for it and services write it.

    ``parent`` and ``band`` are keys, ``cores`` the keys of the competencies that a standard
    stands under.
    """
    stated = {name: getattr(row, name) for name in sort.fields}
    if sort.parent:
        stated["parent"] = getattr(row, sort.parent).key
    if "band" in _related(sort.model):
        stated["band"] = row.band.key if row.band else ""
    if sort is STANDARD:
        supports = row.supports.order_by("id").select_related("core_competency")
        stated["cores"] = [support.core_competency.key for support in supports]
    return stated


def mark_of(sort: Sort, row: Any) -> str:
    """Return a short mark of what a row says: another one as soon as anything of it changes."""
    said = json.dumps([row.key, stated_by(sort, row)], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def words_of(sort: Sort, row: Any) -> str:
    """Return the words by which a row is named on a page, without its lines."""
    return str(getattr(row, sort.leading)).split("\n")[0]


def previous_of(draft: Version) -> Version | None:
    """Return the published version before a draft; of a first one what it is derived from."""
    before = Version.objects.published().filter(
        framework=draft.framework_id, number__lt=draft.number
    )
    return before.order_by("-number").first() or draft.derived_from


def bases_of(draft: Version) -> list[Version]:
    """Return the versions whose statements a draft can take back: the one before, the original."""
    found = [previous_of(draft), draft.derived_from]
    return [base for n, base in enumerate(found) if base and base not in found[:n]]
