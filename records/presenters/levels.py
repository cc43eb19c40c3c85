"""What is expected of a person at the levels of their posts, and the way to other levels."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.enums import Direction
from core.links import links_to
from frameworks.presenters import Uses, uses
from frameworks.tree import Asked, LevelNode, Tree, asked_at
from people.models import PostLevel


@dataclass(frozen=True)
class Expectation:
    """What is asked of the holder of a post under one framework.

    :ivar asked: None where the framework's current version no longer names the level.
    :ivar prefix: what begins the ids of this part of the page.
    """

    post: str
    level: str
    tree: Tree
    uses: Uses
    asked: Asked | None
    prefix: str


def expectations(held: Iterable[PostLevel], trees: Mapping[str, Tree]) -> list[Expectation]:
    """Return what is asked at each level that is held.

    :param trees: the current versions by the code of their framework.
    """
    return [
        Expectation(
            post=one.post.title,
            level=one.role_level.title,
            tree=trees[one.framework.code],
            uses=uses(trees[one.framework.code]),
            asked=asked_at(trees[one.framework.code], one.role_level.key),
            prefix=f"l{one.pk}-",
        )
        for one in held
        if one.framework.code in trees
    ]


@dataclass(frozen=True)
class Goal:
    """A level that a way may lead to; ``mine`` where a post of the reader has it."""

    level: LevelNode
    mine: bool


def goals(tree: Tree, held: Iterable[PostLevel]) -> list[Goal]:
    """Return the levels of a version, those that are held marked."""
    mine = {one.role_level.key for one in held if one.framework.code == tree.code}
    return [Goal(level, level.key in mine) for level in tree.roles.levels]


@dataclass(frozen=True)
class Seen:
    """A person's own evidence on one area: for and against, never netted off."""

    shows: int
    opposite: int
    latest: dt.date | None
    url: str


def seen_by_area(
    person_id: int, tree: Tree, evidence: Iterable[Mapping[str, Any]]
) -> dict[int, Seen]:
    """Return the evidence on each area of a version.

    :param evidence: rows of ``querysets.profile.evidence_by_area``.
    """
    link = links_to("evidence_list", person_id)
    rows = {(row["area_id"], row["direction"]): row for row in evidence}

    def seen(area_id: int) -> Seen:
        found = [rows.get((area_id, direction)) for direction in Direction]
        numbers = [row["number"] if row else 0 for row in found]
        latest = max((row["latest"] for row in found if row), default=None)
        return Seen(numbers[0], numbers[1], latest, link(area_id))

    return {area_id: seen(area_id) for area_id in tree.areas}
