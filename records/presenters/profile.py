"""A person's profile by competency: as a picture and as a table, from the same rows.

Nothing here reckons a degree, a total or an order of people. Evidence for and against an area
stand side by side and are never netted off (DOMAIN, section 1; MODEL, "Decisions in it").
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.enums import Direction
from assessments.models import Judgement
from core.links import links_to
from frameworks.tree import AreaNode, CoreNode, Tree
from records.presenters.carried import CarriedLine
from records.presenters.profile_words import LONG, SHORT, ProfileWords

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

    @cached_property
    def line(self) -> SafeString:
        """The empty line with its stations: the ground of every drawing."""
        line = '<line class="app-track__line" x1="14" y1="14" x2="{}" y2="14"></line>'
        circle = '<circle class="app-track__station" cx="{}" cy="14" r="4"></circle>'
        circles = format_html_join("", circle, ((x,) for x in self.stations))
        return format_html(line, self.end) + circles


@dataclass(frozen=True)
class Mark:
    """One assessor's latest judgement of an area, and theirs on the day compared with.

    :ivar title: the mark in words; ``said`` who judged and when, ``change`` what was before. The
        last two stand in the picture shortly, in the table in full.
    """

    word: str
    by: str
    on: dt.date
    x: int
    title: str
    said: str
    said_in_full: str
    change: str = ""
    change_in_full: str = ""
    was: str = ""
    was_x: int | None = None
    is_new: bool = False

    @property
    def changed(self) -> bool:
        return bool(self.was) and self.was != self.word


@dataclass(frozen=True)
class Pile:
    """The evidence of one direction: how many pieces, the latest day, how many are new."""

    number: int
    latest: dt.date | None
    new: int
    said: str


@dataclass(frozen=True)
class Cell:
    """One competency area of one person."""

    area: AreaNode
    url: str
    marks: tuple[Mark, ...]
    shows: Pile
    opposite: Pile
    latest_said: str
    none: str
    none_title: str
    carried: tuple[CarriedLine, ...] = ()

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
        return all(cell.unseen and not cell.carried for row in self.rows for cell in row.cells)


def profile_of(
    *,
    person_id: int,
    tree: Tree,
    evidence: Iterable[Mapping[str, Any]],
    judgements: Iterable[Judgement],
    earlier: Iterable[Judgement] = (),
    since: dt.date | None = None,
    query: str = "",
    carried: Mapping[int, tuple[CarriedLine, ...]] | None = None,
) -> Profile:
    """Return the profile of a person under one framework version.

    :param query: the query with which the evidence behind each cell is read.

    :param evidence: rows of ``evidence_by_area``.
    :param judgements: the latest of each assessor and area, ``earlier`` those on the day
        ``since``.
    :param carried: what is read at each area from elsewhere (``carried_lines``).
    """
    maker = _Maker(person_id, tree, since, query)
    marks = maker.marks(judgements, earlier)
    found = {(row["area_id"], row["direction"]): row for row in evidence}

    def cell(area: AreaNode) -> Cell:
        piles = (maker.pile(found.get((area.id, direction))) for direction in Direction)
        made = maker.cell(area, tuple(marks.get(area.id, ())), *piles)
        lines = (carried or {}).get(area.id)
        if lines is None:
            return made
        return replace(made, carried=lines, none=made.none if made.latest else maker.not_judged)

    rows = tuple(Row(core, tuple(cell(area) for area in core.areas)) for core in tree.cores)
    return Profile(tree=tree, track=maker.track, since=since, rows=rows)


class _Maker:
    """Makes the cells of one profile: routes and sentences are looked up once for all."""

    def __init__(self, person_id: int, tree: Tree, since: dt.date | None, asked: str) -> None:
        self.tree = tree
        self.since = since
        self.link = links_to("evidence_list", person_id)
        self.asked = asked
        self.track = Track(tuple(INSET + STEP * n for n in range(len(tree.degrees))))
        self.places = {
            degree.id: x for degree, x in zip(tree.degrees, self.track.stations, strict=True)
        }
        self.short, self.long = ProfileWords(since, SHORT), ProfileWords(since, LONG)
        self.unseen, self.not_judged = _("No evidence yet"), _("Not judged yet")
        self.uncounted = _("No evidence that counts now")
        self.title_unseen = _("%(area)s: no evidence yet")
        self.title_not_judged = _("%(area)s: evidence, not judged yet")

    def marks(
        self, judgements: Iterable[Judgement], earlier: Iterable[Judgement]
    ) -> dict[int, list[Mark]]:
        """Return the marks by area, in the order of the judgements."""
        before = {(judgement.area_id, judgement.by_id): judgement for judgement in earlier}
        marks: dict[int, list[Mark]] = {}
        for judgement in judgements:
            was = before.get((judgement.area_id, judgement.by_id))
            marks.setdefault(judgement.area_id, []).append(self._mark(judgement, was))
        return marks

    def _mark(self, judgement: Judgement, was: Judgement | None) -> Mark:
        word, by, on = judgement.degree.word, judgement.by.name, judgement.on
        other = was.degree.word if was and was.degree.word != word else ""
        is_new = bool(self.since and on > self.since)
        area = self.tree.areas[judgement.area_id].title

        def change(words: ProfileWords) -> str:
            if other:
                return words.changed(other)
            return words.first_judged() if is_new and was is None else ""

        return Mark(
            word=word,
            by=by,
            on=on,
            x=self.places[judgement.degree_id],
            title=self.short.title(area, word, by, other),
            said=self.short.judged(by, on),
            said_in_full=self.long.judged(by, on),
            change=change(self.short),
            change_in_full=change(self.long),
            was=was.degree.word if was else "",
            was_x=self.places[was.degree_id] if was else None,
            is_new=is_new,
        )

    def pile(self, row: Mapping[str, Any] | None) -> Pile:
        number, latest, new = (row["number"], row["latest"], row["new"]) if row else (0, None, 0)
        return Pile(number, latest, new, self.long.pile(number, latest, new))

    def cell(self, area: AreaNode, marks: tuple[Mark, ...], shows: Pile, opposite: Pile) -> Cell:
        latest = max((pile.latest for pile in (shows, opposite) if pile.latest), default=None)
        title = self.title_not_judged if latest else self.title_unseen
        return Cell(
            area=area,
            url=self.link(area.id) + self.asked,
            marks=marks,
            shows=shows,
            opposite=opposite,
            latest_said=self._latest_said(latest, bool(marks)),
            none=self.not_judged if latest else self.unseen,
            none_title=title % {"area": area.title},
        )

    def _latest_said(self, latest: dt.date | None, judged: bool) -> str:
        if latest:
            return self.short.latest(latest)
        return self.uncounted if judged else ""
