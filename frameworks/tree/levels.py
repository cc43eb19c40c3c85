"""What is asked at a role level, and what is new at another: plain values, no queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from frameworks.enums import LevelTextSort

from .nodes import AreaNode, BehaviourLeaf, CoreNode, Tree
from .roles import LevelNode, LevelTextLeaf, ProfileNode, RuleNode


@dataclass(frozen=True)
class TextLine:
    """One text; its heading is "" where the text before it has the same."""

    key: str
    heading: str
    lines: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class TextBlock:
    """The texts of one band; where the print says "or", any one alternative is enough.

    :ivar whence: the printed name of the band; "" for texts for all.
    """

    whence: str
    alternatives: tuple[tuple[TextLine, ...], ...]


@dataclass(frozen=True)
class TextGroup:
    """The texts of one sort."""

    sort: str
    label: str
    blocks: tuple[TextBlock, ...]


@dataclass(frozen=True)
class Asked:
    """Everything that applies to somebody at a level.

    :ivar cores: the competencies with the behaviours that are for this level.
    """

    level: LevelNode
    groups: tuple[TextGroup, ...]
    cores: tuple[CoreNode, ...]
    rule: RuleNode | None
    profiles: tuple[ProfileNode, ...]


def asked_at(tree: Tree, level_key: str) -> Asked | None:
    """Return what applies at a level: its texts, those for all, and those it has in addition.

    None where the version names no such level.
    """
    level = tree.roles.level(level_key)
    if level is None:
        return None
    roles = tree.roles
    return Asked(
        level=level,
        groups=_groups(roles.texts_for(level_key)),
        cores=cores_at(tree, level_key),
        rule=next((rule for rule in roles.progression if rule.level_key == level_key), None),
        profiles=tuple(one for one in roles.profiles if one.level_key == level_key),
    )


def cores_at(tree: Tree, level_key: str) -> tuple[CoreNode, ...]:
    """Return the competencies that are asked at a level, with the behaviours that are for it.

    A competency that is part of somebody's role profile is asked at the level of that profile
    alone (PHSO: a criterion belongs to its role); any other at every level.
    """
    mine = {level_key, ""}
    named: dict[str, set[str]] = {}
    for profile in tree.roles.profiles:
        for part in profile.parts:
            named.setdefault(part.core_key, set()).add(profile.level_key)
    return tuple(
        replace(core, areas=tuple(_area_at(tree, area, level_key) for area in core.areas))
        for core in tree.cores
        if core.key not in named or named[core.key] & mine
    )


def _area_at(tree: Tree, area: AreaNode, level_key: str) -> AreaNode:
    return replace(
        area, behaviours=tuple(leaf for leaf in area.behaviours if tree.is_for(leaf, level_key))
    )


def _groups(texts: Iterable[LevelTextLeaf]) -> tuple[TextGroup, ...]:
    """Group texts, which come by sort and then as printed."""
    groups = []
    for _sort, in_sort in groupby(texts, key=lambda text: text.sort):
        leaves = list(in_sort)
        by_band = groupby(leaves, key=lambda text: text.band)
        blocks = tuple(
            TextBlock(band.title if band else "", _alternatives(list(run))) for band, run in by_band
        )
        groups.append(TextGroup(leaves[0].sort, leaves[0].sort_label, blocks))
    return tuple(groups)


def _alternatives(leaves: Sequence[LevelTextLeaf]) -> tuple[tuple[TextLine, ...], ...]:
    heading = ""
    found = []
    for _number, run in groupby(leaves, key=lambda text: text.alternative):
        texts = []
        for leaf in run:
            shown = "" if leaf.heading == heading else leaf.heading
            heading = leaf.heading
            texts.append(TextLine(leaf.key, shown, leaf.lines, leaf.note))
        found.append(tuple(texts))
    return tuple(found)


@dataclass(frozen=True)
class AreaStep:
    """One competency area on the way from a level to another.

    :ivar here: behaviours for the first level alone, ``there`` for the second alone, ``both``.
    :ivar beside: what the caller shows beside it.
    """

    area: AreaNode
    here: AreaNode
    there: AreaNode
    both: AreaNode
    beside: Any = None


@dataclass(frozen=True)
class TextStep:
    """The texts of one sort on the way."""

    label: str
    stays: tuple[TextGroup, ...]
    new: tuple[TextGroup, ...]
    no_longer: tuple[TextGroup, ...]

    @property
    def differs(self) -> bool:
        return bool(self.new or self.no_longer)


@dataclass(frozen=True)
class Step:
    """The way from a level to another of the same framework.

    :ivar before: the first level; None where somebody has none in this framework: all is new.
    :ivar same: areas that are asked in the same words, ``other`` in others, ``new`` at the
        second level alone, ``no_longer`` at the first alone.
    """

    before: LevelNode | None
    after: LevelNode
    same: tuple[AreaStep, ...]
    other: tuple[AreaStep, ...]
    new: tuple[AreaStep, ...]
    no_longer: tuple[AreaStep, ...]
    texts: tuple[TextStep, ...]

    @property
    def unchanged(self) -> tuple[TextStep, ...]:
        return tuple(text for text in self.texts if not text.differs)


def step_between(
    tree: Tree, before_key: str, after_key: str, beside: Mapping[int, Any] | None = None
) -> Step | None:
    """Return what stays, what is new and what is no longer asked from a level to another.

    :param before_key: "" where there is no level to start from.
    :param beside: by id of an area, what the caller shows beside it.

    None where the version names one of them not.
    """
    after = tree.roles.level(after_key)
    before = tree.roles.level(before_key) if before_key else None
    if after is None or (before_key and before is None):
        return None
    here = _areas(cores_at(tree, before_key)) if before_key else {}
    there = _areas(cores_at(tree, after_key))
    kept = beside or {}

    def step(area_id: int) -> AreaStep:
        return _area_step(here.get(area_id), there.get(area_id), kept.get(area_id))

    shared = [step(area_id) for area_id in there if area_id in here]
    return Step(
        before=before,
        after=after,
        same=tuple(one for one in shared if _same(one)),
        other=tuple(one for one in shared if not _same(one)),
        new=tuple(step(area_id) for area_id in there if area_id not in here),
        no_longer=tuple(step(area_id) for area_id in here if area_id not in there),
        texts=_text_steps(
            tree.roles.texts_for(before_key) if before_key else (), tree.roles.texts_for(after_key)
        ),
    )


def _areas(cores: Iterable[CoreNode]) -> dict[int, AreaNode]:
    return {area.id: area for core in cores for area in core.areas}


def _same(step: AreaStep) -> bool:
    return not step.here.behaviours and not step.there.behaviours


def _area_step(here: AreaNode | None, there: AreaNode | None, beside: Any) -> AreaStep:
    area = there or here
    assert area is not None  # noqa: S101  # nosec B101: one of the two has it
    ours = {leaf.id for leaf in here.behaviours} if here else set()
    theirs = {leaf.id for leaf in there.behaviours} if there else set()

    def only(ids: set[int], node: AreaNode | None) -> AreaNode:
        leaves: tuple[BehaviourLeaf, ...] = node.behaviours if node else ()
        return replace(area, behaviours=tuple(leaf for leaf in leaves if leaf.id in ids))

    return AreaStep(
        area=area,
        here=only(ours - theirs, here),
        there=only(theirs - ours, there),
        both=only(ours & theirs, there),
        beside=beside,
    )


def _text_steps(
    here: Sequence[LevelTextLeaf], there: Sequence[LevelTextLeaf]
) -> tuple[TextStep, ...]:
    """Compare the texts of two levels; a text is the same where its words are.

    A level of competency is the same only as the one printed statement that it is: the lines of
    an alternative belong together.
    """
    ours, theirs = {_words(one) for one in here}, {_words(one) for one in there}
    sorts = {one.sort: one.sort_label for one in (*there, *here)}
    return tuple(
        TextStep(
            label,
            stays=_groups(one for one in there if one.sort == sort and _words(one) in ours),
            new=_groups(one for one in there if one.sort == sort and _words(one) not in ours),
            no_longer=_groups(
                one for one in here if one.sort == sort and _words(one) not in theirs
            ),
        )
        for sort, label in sorts.items()
    )


def _words(text: LevelTextLeaf) -> tuple[str, ...]:
    if text.sort == LevelTextSort.COMPETENCY_STATEMENT:
        return (text.key,)
    return (text.sort, text.heading, *text.lines)
