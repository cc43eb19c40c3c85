"""A framework as a booklet, as data: which of its texts become which part of the document."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from frameworks import presenters
from frameworks.adaptations import Adaptations, adaptations_of
from frameworks.claims import caution_of
from frameworks.enums import BehaviourKind, LevelTextSort
from frameworks.presenters import Block, Uses
from frameworks.tree import AreaNode, BehaviourLeaf, CoreNode, ProfileNode, StandardLeaf, Tree


@dataclass(frozen=True)
class BandPart:
    """Behaviours that are written for the same role levels; "" where they are for all."""

    title: str
    behaviours: tuple[BehaviourLeaf, ...]


@dataclass(frozen=True)
class KindPart:
    heading: str
    bands: tuple[BandPart, ...]


@dataclass(frozen=True)
class AreaPart:
    area: AreaNode
    kinds: tuple[KindPart, ...]


@dataclass(frozen=True)
class CorePart:
    core: CoreNode
    areas: tuple[AreaPart, ...]
    standards: tuple[StandardLeaf, ...]


@dataclass(frozen=True)
class LevelText:
    """A text about role levels: its heading, whom it is for, its paragraphs and lists."""

    heading: str
    band: str
    blocks: tuple[Block, ...]
    note: str


@dataclass(frozen=True)
class LevelPart:
    """The texts of one sort: accountabilities, qualifications …"""

    heading: str
    texts: tuple[LevelText, ...]


@dataclass(frozen=True)
class ProfileSection:
    level: int
    heading: str
    blocks: tuple[Block, ...]
    note: str


@dataclass(frozen=True)
class ProfilePart:
    profile: ProfileNode
    sections: tuple[ProfileSection, ...]


@dataclass(frozen=True)
class Booklet:
    """The whole of a version, as its booklet prints it."""

    organisation: str
    in_use_since: dt.date | None
    tree: Tree
    uses: Uses
    caution: str
    introduction: tuple[presenters.Part, ...]
    cores: tuple[CorePart, ...]
    level_parts: tuple[LevelPart, ...]
    profiles: tuple[ProfilePart, ...]
    adaptations: Adaptations | None

    @property
    def graded(self) -> bool:
        """Say whether any of its role levels has a grade."""
        return any(level.grade for level in self.tree.roles.levels)


def booklet(tree: Tree, *, organisation: str, in_use_since: dt.date | None) -> Booklet:
    """Return a version as its booklet prints it: every word of it, and nobody's name."""
    return Booklet(
        organisation=organisation,
        in_use_since=in_use_since,
        tree=tree,
        uses=presenters.uses(tree),
        caution=caution_of(tree),
        introduction=presenters.parts(tree),
        cores=tuple(_core(tree, core) for core in tree.cores),
        level_parts=_level_parts(tree),
        profiles=tuple(_profile(profile) for profile in tree.roles.profiles),
        adaptations=adaptations_of(tree),
    )


def _core(tree: Tree, core: CoreNode) -> CorePart:
    return CorePart(
        core, tuple(AreaPart(area, kinds_of(tree, area)) for area in core.areas), core.standards
    )


def kinds_of(tree: Tree, area: AreaNode, level_key: str = "") -> tuple[KindPart, ...]:
    """Return an area's behaviours by kind, and within each by the role levels they are for.

    :param level_key: leave out what is written for other role levels; "" keeps all.
    """
    kinds = []
    for kind in BehaviourKind.values:
        leaves = [
            leaf for leaf in area.of_kind(kind) if not level_key or tree.is_for(leaf, level_key)
        ]
        if leaves:
            kinds.append(KindPart(str(tree.words[kind]), bands_of(leaves)))
    return tuple(kinds)


def bands_of(leaves: Iterable[BehaviourLeaf]) -> tuple[BandPart, ...]:
    """Return behaviours in printed order, those for the same role levels together."""
    return tuple(
        BandPart(title, tuple(some))
        for title, some in groupby(leaves, lambda leaf: leaf.band_title)
    )


def _level_parts(tree: Tree) -> tuple[LevelPart, ...]:
    def texts(sort: str) -> tuple[LevelText, ...]:
        return tuple(
            LevelText(
                text.heading,
                text.band.title if text.band else "",
                presenters.blocks(text.lines),
                text.note,
            )
            for text in tree.roles.texts
            if text.sort == sort
        )

    sorts = ((str(sort.label), texts(sort)) for sort in LevelTextSort)
    return tuple(LevelPart(heading, found) for heading, found in sorts if found)


def _profile(profile: ProfileNode) -> ProfilePart:
    return ProfilePart(
        profile,
        tuple(
            ProfileSection(part.level, part.heading, presenters.blocks(part.lines), part.note)
            for part in profile.parts
        ),
    )
