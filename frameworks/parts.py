"""The sorts of statement that a draft is made of, and how each is read from its rows."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, Model, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frameworks.enums import PartSort
from frameworks.models import (
    Area,
    Behaviour,
    CoreCompetency,
    Degree,
    LevelText,
    ProfileSection,
    RoleProfile,
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
    :param version_path: where the version is, seen from a row; a row that holds it itself has a
        key of its own in it, any other one only within its parent.
    :param named: what a row names by key beside its parent, under the name that forms have for it.
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
    version_path: str = "version"
    named: Mapping[str, str] = field(default_factory=dict)

    @property
    def keyed(self) -> bool:
        """Whether a key says which statement of a version it is."""
        return self.version_path == "version"

    @property
    def addressed_by(self) -> str:
        """The column that says which row an address names."""
        return "key" if self.keyed else "address"

    def rows(self, *versions: Version) -> "QuerySet[Any]":
        """Return the rows of this sort in a version or several, in printed order."""
        rows = self.model._default_manager.filter(**{f"{self.version_path}__in": versions})
        if not self.keyed:
            rows = rows.annotate(address=Concat(f"{self.parent}__key", Value(":"), "key"))
        related = [name for name in (self.parent, *self.named.values()) if name]
        rows = rows.order_by("position")
        return rows.select_related(*related) if related else rows

    def at(self, version: Version, address: str) -> "QuerySet[Any]":
        """Return the row of a version that an address names, if there is one."""
        return self.rows(version).filter(**{self.addressed_by: address})

    def address(self, row: Any) -> str:
        """Return how addresses name a row: its key, behind its parent's where it needs that."""
        return str(row.key if self.keyed else f"{getattr(row, self.parent).key}:{row.key}")

    def version_of(self, row: Any) -> int:
        """Return the id of the version that a row belongs to."""
        return int(row.version_id if self.keyed else getattr(row, self.parent).version_id)

    def new(self, version: Version, key: str, **columns: Any) -> Any:
        """Return a new row of a version, which is not stored yet."""
        own = {"version": version} if self.keyed else {}
        return self.model(key=key, position=0, **own, **columns)

    def siblings(self, row: Any) -> "QuerySet[Any]":
        """Return the rows that a row is put in order among, itself too."""
        same = {name: getattr(row, name) for name in (self.parent, *self.beside) if name}
        return self._within(row, same).order_by("position", "pk")

    def last_beside(self, row: Any) -> int:
        """Return the last position beside which a row stands, whatever its kind."""
        same = {self.parent: getattr(row, self.parent)} if self.parent else {}
        return self._within(row, same).aggregate(last=Max("position"))["last"] or 0

    def _within(self, row: Any, same: dict[str, Any]) -> "QuerySet[Any]":
        own = {} if self.parent else {"version_id": row.version_id}
        return self.model._default_manager.filter(**own, **same)


BAND = {"band": "band"}


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
    named=BAND,
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
    named=BAND,
    titles={
        "add": _("Add a text about role levels"),
        "change": _("Change a text about role levels"),
    },
)
PROFILE = Sort(
    PartSort.PROFILE,
    RoleProfile,
    ("title", "dated", "facts", "note"),
    "title",
    prefix="profile.",
    titles={"add": _("Add a role profile"), "change": _("Change a role profile")},
    named={"role_level": "role_level"},
)
PROFILE_PART = Sort(
    PartSort.PROFILE_PART,
    ProfileSection,
    ("heading", "level", "text", "note"),
    "heading",
    parent="profile",
    titles={
        "add": _("Add a part of a role profile"),
        "change": _("Change a part of a role profile"),
    },
    version_path="profile__version",
    named={"core": "core_competency"},
)
#: The sort of what stands in a statement.
WITHIN = {CORE.name: AREA, AREA.name: BEHAVIOUR, PROFILE.name: PROFILE_PART}
#: The sort of what a statement stands in.
ABOVE = {
    within.name: above
    for above, within in ((CORE, AREA), (AREA, BEHAVIOUR), (PROFILE, PROFILE_PART))
}
#: The sorts under which something may be recorded, so that another may stand in its place.
REPLACED = (CORE, AREA, BEHAVIOUR, STANDARD)
SORTS: dict[str, Sort] = {
    sort.name.value: sort
    for sort in (
        CORE,
        AREA,
        BEHAVIOUR,
        STANDARD,
        SECTION,
        DEGREE,
        LEVEL_TEXT,
        PROFILE,
        PROFILE_PART,
    )
}


def stated_by(sort: Sort, row: Any) -> dict[str, Any]:
    """Return what a row says, as forms ask for it and services write it.

    ``parent`` and what a row names (``band``, ``role_level``, ``core``) are keys, ``cores`` the keys
    of the competencies that a standard stands under.
    """
    stated = {name: getattr(row, name) for name in sort.fields}
    if sort.parent:
        stated["parent"] = getattr(row, sort.parent).key
    for name, column in sort.named.items():
        there = getattr(row, column)
        stated[name] = there.key if there else ""
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
