"""A person's profile by competency: as a picture and as a table, from the same rows.

Nothing here reckons a degree, a total or an order of people. Evidence for and against an area
stand side by side and are never netted off (DOMAIN, section 1; MODEL, "Decisions in it").
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from assessments.enums import Direction
from assessments.models import Judgement
from frameworks.tree import AreaNode, CoreNode, Tree

STEP = 44
INSET = 14


@dataclass(frozen=True)
class Track:
    """The degrees of a framework as stations on a line: where each stands in a drawing."""

    stations: tuple[int, ...]

    @property
    def width(self) -> int:
        return (self.stations[-1] if self.stations else 0) + INSET

    @property
    def end(self) -> int:
        return self.stations[-1] if self.stations else INSET


@dataclass(frozen=True)
class Mark:
    """One assessor's latest judgement of an area, and theirs on the day compared with."""

    word: str
    by: str
    on: dt.date
    x: int
    was: str = ""
    was_x: int | None = None
    is_new: bool = False

    @property
    def changed(self) -> bool:
        return bool(self.was) and self.was != self.word


@dataclass(frozen=True)
class Pile:
    """The evidence of one direction: how many pieces, the latest day, how many are new."""

    number: int = 0
    latest: dt.date | None = None
    new: int = 0


NONE = Pile()


@dataclass(frozen=True)
class Cell:
    """One competency area of one person."""

    area: AreaNode
    url: str
    marks: tuple[Mark, ...]
    shows: Pile
    opposite: Pile

    @property
    def latest(self) -> dt.date | None:
        """The day of the latest evidence, for or against."""
        days = [pile.latest for pile in (self.shows, self.opposite) if pile.latest]
        return max(days, default=None)

    @property
    def unseen(self) -> bool:
        """No evidence yet, which is not a low mark."""
        return not self.marks and self.latest is None


@dataclass(frozen=True)
class Row:
    """One core competency with its areas."""

    core: CoreNode
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Profile:
    tree: Tree
    track: Track
    rows: tuple[Row, ...]
    since: dt.date | None

    @property
    def empty(self) -> bool:
        return all(cell.unseen for row in self.rows for cell in row.cells)


def profile_of(
    *,
    person_id: int,
    tree: Tree,
    evidence: Iterable[Mapping[str, Any]],
    judgements: Iterable[Judgement],
    earlier: Iterable[Judgement] = (),
    since: dt.date | None = None,
) -> Profile:
    """Return the profile of a person under one framework version.

    :param evidence: rows of ``evidence_by_area``.
    :param judgements: the latest of each assessor and area, ``earlier`` those on the day
        ``since``.
    """
    places = {degree.id: n for n, degree in enumerate(tree.degrees)}
    track = Track(tuple(INSET + STEP * n for n in range(len(tree.degrees))))
    piles = {
        (row["area_id"], row["direction"]): Pile(row["number"], row["latest"], row["new"])
        for row in evidence
    }
    before = {(judgement.area_id, judgement.by_id): judgement for judgement in earlier}
    marks: dict[int, list[Mark]] = {}
    for judgement in judgements:
        was = before.get((judgement.area_id, judgement.by_id))
        marks.setdefault(judgement.area_id, []).append(
            Mark(
                word=judgement.degree.word,
                by=judgement.by.name,
                on=judgement.on,
                x=track.stations[places[judgement.degree_id]],
                was=was.degree.word if was else "",
                was_x=track.stations[places[was.degree_id]] if was else None,
                is_new=bool(since and judgement.on > since),
            )
        )
    return Profile(
        tree=tree,
        track=track,
        since=since,
        rows=tuple(
            Row(
                core,
                tuple(
                    Cell(
                        area=area,
                        url=reverse("evidence_list", args=[person_id, area.id]),
                        marks=tuple(marks.get(area.id, ())),
                        shows=piles.get((area.id, Direction.SHOWS), NONE),
                        opposite=piles.get((area.id, Direction.OPPOSITE), NONE),
                    )
                    for area in core.areas
                ),
            )
            for core in tree.cores
        ),
    )
