"""Everything that a version says, statement by statement, read in one query.

What compares versions or checks a draft reads them here: a draft is not kept in memory, and its
whole tree takes many queries.
"""

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db.models import (
    CharField,
    F,
    IntegerField,
    Model,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frameworks.models import (
    AdaptationReason,
    Area,
    Band,
    BandLevel,
    Behaviour,
    CoreCompetency,
    Degree,
    LevelText,
    PermittedUse,
    ProfileSection,
    ProgressionRule,
    Replacement,
    RoleProfile,
    Section,
    ServiceStandard,
    StandardSupport,
    Version,
    VersionLevel,
)
from frameworks.progression import rule_lines, texts_of

IN_ADDITION = gettext_lazy("What is written for it is in addition to what stands before.")
FRONT = (
    "title",
    "publisher",
    "year",
    "source",
    "copyright",
    "summary",
    "limits",
    "labels",
    "degrees_note",
    "narrative",
    "levels_only",
    "note",
)


class Said(StrEnum):
    """What a statement is, in the order in which pages show them."""

    FRONT = "front"
    CORE = "core"
    AREA = "area"
    BEHAVIOUR = "behaviour"
    STANDARD = "standard"
    SUPPORT = "support"
    LEVEL = "level"
    BAND = "band"
    BAND_LEVEL = "band-level"
    LEVEL_TEXT = "level-text"
    RULE = "rule"
    PROFILE = "profile"
    PROFILE_PART = "profile-part"
    SECTION = "section"
    USE = "use"
    DEGREE = "degree"
    REPLACEMENT = "replacement"
    REASON = "reason"


#: Whose keys are their own only within what they stand in.
WITHIN_ANOTHER = (Said.PROFILE_PART, Said.BAND_LEVEL, Said.SUPPORT)


@dataclass(frozen=True)
class Statement:
    """One statement: what stands in no column of its sort is "" there.

    ``kind`` is a behaviour's kind, a text's sort, a section's level, "1" or "0" of a permitted
    use, the role level of a profile; ``band`` of a rule the keys of the statements that it reads;
    ``parent`` the key of what it stands in, of a role level in a
    band the band's, of a replacement the new key. ``number`` is printed, ``note`` the editor's.
    """

    sort: str
    key: str
    parent: str
    position: int
    kind: str
    band: str
    stem: str
    title: str
    text: str
    number: str
    note: str

    @property
    def words(self) -> str:
        """What it says, in one piece."""
        return ": ".join(filter(None, (self.stem, self.title, self.text)))

    @property
    def identity(self) -> tuple[str, str]:
        """What makes it the same statement in another version."""
        if self.sort in WITHIN_ANOTHER:
            return self.sort, f"{self.parent}/{self.key}"
        return self.sort, self.key


@dataclass(frozen=True)
class Statements:
    """The statements of one version."""

    version_id: int
    all: tuple[Statement, ...]

    @cached_property
    def by_sort(self) -> dict[str, list[Statement]]:
        found: dict[str, list[Statement]] = {sort.value: [] for sort in Said}
        for one in self.all:
            found[one.sort].append(one)
        return found

    @cached_property
    def by_key(self) -> dict[tuple[str, str], Statement]:
        return {
            one.identity: one for one in self.all if one.sort not in (Said.REPLACEMENT, Said.REASON)
        }

    @cached_property
    def within(self) -> dict[tuple[str, str], list[Statement]]:
        """The statements that stand in another, by sort and the key of that one."""
        found: dict[tuple[str, str], list[Statement]] = {}
        for one in self.all:
            if one.parent:
                found.setdefault((one.sort, one.parent), []).append(one)
        return found

    @cached_property
    def reasons(self) -> dict[str, str]:
        return {one.key: one.text for one in self.by_sort[Said.REASON]}

    @cached_property
    def replaced(self) -> dict[str, list[Statement]]:
        """The replacements by the old key."""
        found: dict[str, list[Statement]] = {}
        for one in self.by_sort[Said.REPLACEMENT]:
            found.setdefault(one.key, []).append(one)
        return found

    def get(self, sort: str, key: str) -> Statement | None:
        return self.by_key.get((sort, key))

    @cached_property
    def mark(self) -> str:
        """A short mark of everything that is said: another one as soon as anything changes."""
        return hashlib.sha256(repr(self.all).encode()).hexdigest()[:16]


def statements_of(version: Version, *, without: Collection[Said] = ()) -> Statements:
    """Return what a version says, in printed order, in one query.

    :param without: sorts to leave out, where a page has no need of thousands of behaviours.
    """
    first, *others = [rows for sort, rows in _readings(version.pk) if sort not in without]
    rows = first.union(*others, all=True)
    found = [
        _made({name.removeprefix("as_"): value for name, value in row.items()}) for row in rows
    ]
    order = {sort.value: place for place, sort in enumerate(Said)}
    found.sort(key=lambda one: (order[one.sort], one.position, one.key, one.parent))
    return Statements(version.pk, (*_front_of(version), *found))


def _made(row: dict[str, Any]) -> Statement:
    """Make a statement of a row; what is stored as data is put in words."""
    match row["sort"]:
        case Said.BAND:
            row["text"] = str(IN_ADDITION) if row["text"] == "1" else ""
        case Said.PROFILE:
            facts = [f"{fact['label']}: {fact['text']}" for fact in json.loads(row["stem"] or "[]")]
            row |= {"stem": "", "text": "\n".join(filter(None, [row["text"], *facts]))}
        case Said.RULE:
            alternatives = json.loads(row["text"])
            row["text"] = "\n".join(rule_lines(alternatives))
            row["band"] = " ".join(sorted(texts_of(alternatives)))
    return Statement(**row)


def _front_of(version: Version) -> Iterator[Statement]:
    """Yield what a version says of itself, a field at a time, under the field's name."""
    for place, name in enumerate(FRONT):
        value = getattr(version, name)
        if isinstance(value, bool):
            value = _("Yes") if value else ""
        if isinstance(value, dict):
            value = [f"{label}: {word}" for label, word in sorted(value.items())]
        if isinstance(value, list):
            value = "\n".join(value)
        if value:
            yield Statement(Said.FRONT, name, "", place, "", "", "", "", value, "", "")


def _readings(version_id: int) -> Iterator[tuple[Said, Any]]:
    read, numbered = _Reader(version_id), {"number": "printed_number", "note": "note"}
    yield read(CoreCompetency, Said.CORE, stem="stem", title="title", text="sentence", **numbered)
    yield read(
        Area, Said.AREA, parent="core_competency__key", title="title", text="text", **numbered
    )
    yield read(
        Behaviour, Said.BEHAVIOUR, parent="area__key", kind="kind", band="band__key", stem="stem",
        text="text", **numbered,
    )  # fmt: skip
    yield read(ServiceStandard, Said.STANDARD, text="text", note="note")
    yield read(
        StandardSupport, Said.SUPPORT, version="service_standard__version",
        key="core_competency__key", parent="service_standard__key", position=None,
        title="core_competency__title",
    )  # fmt: skip
    yield read(
        VersionLevel, Said.LEVEL, key="role_level__key", kind="role_level__grade",
        title="role_level__title",
    )  # fmt: skip
    yield read(Band, Said.BAND, title="title", text=Cast("in_addition", IntegerField()))
    yield read(
        BandLevel, Said.BAND_LEVEL, version="band__version", key="role_level__key",
        parent="band__key", position=None, title="role_level__title",
    )  # fmt: skip
    yield read(
        LevelText, Said.LEVEL_TEXT, kind="sort", band="band__key", title="heading", text="text",
        number="alternative", note="note",
    )  # fmt: skip
    yield read(
        ProgressionRule, Said.RULE, key="role_level__key", title="role_level__title",
        text="alternatives", note="note",
    )  # fmt: skip
    yield read(
        RoleProfile, Said.PROFILE, kind="role_level__key", stem="facts", title="title",
        text="dated", note="note",
    )  # fmt: skip
    yield read(
        ProfileSection, Said.PROFILE_PART, version="profile__version", parent="profile__key",
        kind="level", band="core_competency__key", title="heading", text="text", note="note",
    )  # fmt: skip
    yield read(Section, Said.SECTION, kind="level", title="heading", text="text", note="note")
    yield read(
        PermittedUse, Said.USE, key="purpose", kind=Cast("permitted", IntegerField()),
        text="sentence", note="note",
    )  # fmt: skip
    yield read(Degree, Said.DEGREE, title="word", text="explanation")
    yield read(
        Replacement, Said.REPLACEMENT, key="old_key", parent="new_key", position=None, text="reason"
    )
    yield read(AdaptationReason, Said.REASON, position=None, text="reason")


class _Reader:
    """Reads one model as rows of the same columns and the same types."""

    COLUMNS = ("key", "parent", "kind", "band", "stem", "title", "text", "number", "note")

    def __init__(self, version_id: int) -> None:
        self.version_id = version_id

    def __call__(
        self,
        model: type[Model],
        sort: Said,
        *,
        version: str = "version",
        position: str | None = "position",
        **named: Any,
    ) -> tuple[Said, Any]:
        named = {"key": "key"} | named
        columns: dict[str, Any] = {
            f"as_{name}": _text(named[name]) if name in named else _text(Value(""))
            for name in self.COLUMNS
        }
        place: Any = F(position) if position else Value(0)
        rows = (
            model._default_manager.filter(**{version: self.version_id})
            .order_by()
            .annotate(
                as_sort=Value(sort.value, CharField()),
                as_position=Cast(place, IntegerField()),
                **columns,
            )
        )
        # The models have columns of these names themselves, which an annotation may not take.
        return sort, rows.values("as_sort", "as_position", *columns)


def _text(value: Any) -> Any:
    expression = F(value) if isinstance(value, str) else value
    return Coalesce(Cast(expression, TextField()), Value("", TextField()))
