"""The parts of a version as plain values, in printed order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frameworks.enums import BehaviourKind, Purpose

from .roles import Roles

OUR_WORDS = {
    "core_competency": _("Core competency"),
    "core_competencies": _("Core competencies"),
    "area": _("Competency area"),
    "areas": _("Competency areas"),
    "behaviour": _("Indicative behaviour"),
    "behaviours": _("Indicative behaviours"),
    "effective": _("Effective behaviours"),
    "ineffective": _("Ineffective behaviours"),
    "prerequisite": _("Prerequisites"),
    "service_standards": _("Service standards"),
}


@dataclass(frozen=True)
class BehaviourLeaf:
    id: int
    key: str
    kind: str
    text: str
    stem: str
    printed_number: str
    note: str
    band_key: str = ""
    band_title: str = ""


@dataclass(frozen=True)
class AreaNode:
    id: int
    key: str
    title: str
    text: str
    printed_number: str
    note: str
    core_id: int
    core_title: str
    url: str
    behaviours: tuple[BehaviourLeaf, ...]

    def of_kind(self, kind: str) -> tuple[BehaviourLeaf, ...]:
        return tuple(behaviour for behaviour in self.behaviours if behaviour.kind == kind)

    @property
    def effective(self) -> tuple[BehaviourLeaf, ...]:
        return self.of_kind(BehaviourKind.EFFECTIVE)

    @property
    def ineffective(self) -> tuple[BehaviourLeaf, ...]:
        return self.of_kind(BehaviourKind.INEFFECTIVE)

    @property
    def prerequisites(self) -> tuple[BehaviourLeaf, ...]:
        return self.of_kind(BehaviourKind.PREREQUISITE)


@dataclass(frozen=True)
class StandardLeaf:
    key: str
    text: str
    note: str


@dataclass(frozen=True)
class CoreNode:
    id: int
    key: str
    title: str
    sentence: str
    stem: str
    printed_number: str
    note: str
    url: str
    areas: tuple[AreaNode, ...]
    standards: tuple[StandardLeaf, ...]

    @cached_property
    def standard_keys(self) -> frozenset[str]:
        return frozenset(standard.key for standard in self.standards)


@dataclass(frozen=True)
class SectionLeaf:
    key: str
    level: int
    heading: str
    lines: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Use:
    purpose: str
    permitted: bool
    sentence: str
    note: str

    @property
    def label(self) -> str:
        return str(Purpose(self.purpose).label)


@dataclass(frozen=True)
class DegreeWord:
    id: int
    key: str
    word: str
    explanation: str
    position: int


@dataclass(frozen=True)
class Tree:
    """One published version: what it says of itself, its three levels, its standards."""

    version_id: int
    code: str
    number: int
    title: str
    publisher: str
    year: str
    source: str
    copyright: str
    summary: str
    note: str
    degrees_note: str
    digest: str
    labels: Mapping[str, str]
    limits: tuple[str, ...]
    derived_from_id: int | None
    # Why an adapted statement differs from its original, by its key.
    reasons: Mapping[str, str]
    narrative: bool
    levels_only: bool
    sections: tuple[SectionLeaf, ...]
    uses: Mapping[str, Use]
    degrees: tuple[DegreeWord, ...]
    cores: tuple[CoreNode, ...]
    url: str
    about_url: str
    has_roles: bool
    read_roles: Callable[[], Roles]

    @cached_property
    def roles(self) -> Roles:
        """What the version says of role levels: read when first asked for, then kept."""
        return self.read_roles()

    def is_for(self, leaf: BehaviourLeaf, level_key: str) -> bool:
        """Say whether a behaviour is written for a role level: for its band, or for all."""
        return not leaf.band_key or level_key in self.roles.band(leaf.band_key).level_keys

    @cached_property
    def words(self) -> dict[str, str | Promise]:
        """The framework's own words for its parts; ours where it has none."""
        return {name: self.labels.get(name) or word for name, word in OUR_WORDS.items()}

    @cached_property
    def areas(self) -> dict[int, AreaNode]:
        """The areas by id, in printed order."""
        return {area.id: area for core in self.cores for area in core.areas}

    @cached_property
    def behaviours(self) -> dict[int, BehaviourLeaf]:
        """The behaviours by id, in printed order."""
        return {leaf.id: leaf for area in self.areas.values() for leaf in area.behaviours}

    @cached_property
    def area_by_key(self) -> dict[str, AreaNode]:
        return {area.key: area for area in self.areas.values()}

    @cached_property
    def behaviour_by_key(self) -> dict[str, tuple[AreaNode, BehaviourLeaf]]:
        return {leaf.key: (area, leaf) for area in self.areas.values() for leaf in area.behaviours}

    @cached_property
    def core_by_key(self) -> dict[str, CoreNode]:
        return {core.key: core for core in self.cores}

    @cached_property
    def degree_by_id(self) -> dict[int, DegreeWord]:
        return {degree.id: degree for degree in self.degrees}
