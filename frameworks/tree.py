"""A published version as plain values, kept by this process: it cannot change.

Everything that shows framework texts reads them here, so that a page asks the database for none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frameworks.enums import BehaviourKind, Purpose
from frameworks.models import Area, Behaviour, CoreCompetency, StandardSupport, Version

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
    sections: tuple[SectionLeaf, ...]
    uses: Mapping[str, Use]
    degrees: tuple[DegreeWord, ...]
    cores: tuple[CoreNode, ...]
    url: str
    about_url: str

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


_kept: dict[int, Tree] = {}


def tree_of(version_id: int) -> Tree:
    """Return a version's tree: from this process's keep, or read in 8 queries and kept.

    A draft is read afresh every time.

    :raises Version.DoesNotExist: there is no such version.
    """
    tree = _kept.get(version_id)
    if tree is None:
        version = Version.objects.select_related("framework").get(pk=version_id)
        tree = _read(version)
        if version.published_at is not None:
            _kept[version_id] = tree
    return tree


def forget_trees() -> None:
    """Forget every kept tree: for tests, whose versions come and go."""
    _kept.clear()


def _read(version: Version) -> Tree:
    code, number = version.framework.code, version.number
    return Tree(
        version_id=version.pk,
        code=code,
        number=number,
        title=version.title,
        publisher=version.publisher,
        year=version.year,
        source=version.source,
        copyright=version.copyright,
        summary=version.summary,
        note=version.note,
        degrees_note=version.degrees_note,
        digest=version.digest,
        labels=version.labels,
        limits=tuple(version.limits),
        derived_from_id=version.derived_from_id,
        sections=tuple(
            SectionLeaf(row.key, row.level, row.heading, tuple(row.text.splitlines()), row.note)
            for row in version.sections.all()
        ),
        uses={
            row.purpose: Use(row.purpose, row.permitted, row.sentence, row.note)
            for row in version.permitted_uses.all()
        },
        degrees=tuple(
            DegreeWord(row.pk, row.key, row.word, row.explanation, row.position)
            for row in version.degrees.all()
        ),
        cores=_cores(version),
        url=reverse("framework_version", args=[code, number]),
        about_url=reverse("framework_about", args=[code, number]),
    )


def _cores(version: Version) -> tuple[CoreNode, ...]:
    behaviours: dict[int, list[BehaviourLeaf]] = {}
    for leaf in Behaviour.objects.filter(version=version).order_by("position"):
        behaviours.setdefault(leaf.area_id, []).append(
            BehaviourLeaf(
                leaf.pk, leaf.key, leaf.kind, leaf.text, leaf.stem, leaf.printed_number, leaf.note
            )
        )
    areas = _areas_by_core(version, behaviours)
    standards = _standards_by_core(version)
    return tuple(
        CoreNode(
            id=core.pk,
            key=core.key,
            title=core.title,
            sentence=core.sentence,
            stem=core.stem,
            printed_number=core.printed_number,
            note=core.note,
            url=reverse(
                "competency_detail", args=[version.framework.code, version.number, core.key]
            ),
            areas=tuple(areas.get(core.pk, ())),
            standards=tuple(standards.get(core.pk, ())),
        )
        for core in CoreCompetency.objects.filter(version=version).order_by("position")
    )


def _areas_by_core(
    version: Version, behaviours: dict[int, list[BehaviourLeaf]]
) -> dict[int, list[AreaNode]]:
    areas: dict[int, list[AreaNode]] = {}
    rows: QuerySet[Area] = Area.objects.filter(version=version).select_related("core_competency")
    for area in rows.order_by("position"):
        node = AreaNode(
            id=area.pk,
            key=area.key,
            title=area.title,
            text=area.text,
            printed_number=area.printed_number,
            note=area.note,
            core_id=area.core_competency_id,
            core_title=area.core_competency.title,
            url=reverse("area_detail", args=[version.framework.code, version.number, area.key]),
            behaviours=tuple(behaviours.get(area.pk, ())),
        )
        areas.setdefault(area.core_competency_id, []).append(node)
    return areas


def _standards_by_core(version: Version) -> dict[int, list[StandardLeaf]]:
    standards: dict[int, list[StandardLeaf]] = {}
    supports = StandardSupport.objects.filter(service_standard__version=version).select_related(
        "service_standard"
    )
    for support in supports.order_by("service_standard__position"):
        row = support.service_standard
        standards.setdefault(support.core_competency_id, []).append(
            StandardLeaf(row.key, row.text, row.note)
        )
    return standards
