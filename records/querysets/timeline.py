"""The journal as a timeline: one union over what was written by and about a person.

Two queries a page, however many rows there are: which rows (day, rank, id), then what they say.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import F, QuerySet
from django.db.models.functions import TruncDate

from assessments.models import CaseCheck, Evidence, FileReview, Judgement, Reply, WellDone
from assessments.querysets import points_since
from core.parts import Sql, day_for, day_of, rows_of, sql_of
from records.models import JournalEntry
from records.querysets.timeline_words import Rank, words_of

if TYPE_CHECKING:
    from people.scope import Scope


OWN = frozenset({Rank.REPLY, Rank.ENTRY})
OTHERS = frozenset({Rank.REVIEW, Rank.EVIDENCE, Rank.JUDGEMENT, Rank.CASE_CHECK, Rank.WELL_DONE})
WITHOUT_AREA = frozenset({Rank.REVIEW, Rank.REPLY, Rank.CASE_CHECK})
LARGEST_ID = 2**63


@dataclass(frozen=True, order=True)
class Place:
    """A place in the timeline: the key by which it is paged."""

    day: dt.date
    rank: int
    id: int

    def __str__(self) -> str:
        return f"{self.day:%Y%m%d}.{self.rank}.{self.id}"

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """Return the place written in an address, or None where it is none."""
        try:
            day, rank, row = text.split(".")
            place = cls(dt.datetime.strptime(day, "%Y%m%d").date(), Rank(int(rank)), int(row))  # noqa: DTZ007
        except ValueError:
            return None
        return place if 0 < place.id < LARGEST_ID else None


@dataclass(frozen=True)
class Wanted:
    """What of a timeline is asked for. Empty: all of it.

    :ivar points_from: improvement points seen before this day are left out. None: all ages.
    """

    ranks: frozenset[Rank] = frozenset(Rank)
    area_id: int | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    points_from: dt.date | None = None

    @property
    def shown(self) -> frozenset[Rank]:
        """The sorts of rows shown: reviews, replies and case checks stand on no single area."""
        return self.ranks - WITHOUT_AREA if self.area_id else self.ranks


@dataclass
class TimelinePage:
    """One page, newest first, with the places to go on from."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    under_reviews: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    older: Place | None = None
    newer: Place | None = None


DAY = {
    Rank.REVIEW: TruncDate("shared_at"),
    Rank.EVIDENCE: F("on"),
    Rank.JUDGEMENT: F("on"),
    Rank.REPLY: TruncDate("at"),
    Rank.ENTRY: F("on"),
    Rank.CASE_CHECK: F("on"),
    Rank.WELL_DONE: F("on"),
}


def timeline_page(
    *,
    person_id: int,
    scope: "Scope",
    wanted: Wanted,
    size: int,
    older_than: Place | None = None,
    newer_than: Place | None = None,
) -> TimelinePage:
    """Return one page of a person's timeline as this scope may see it.

    :param older_than: the last place of the page before; ``newer_than`` the first of the page
        after. At most one of them.
    """
    union = _union(person_id, scope, wanted)
    if union is None:
        return TimelinePage()
    rows = _places(union, wanted, size + 1, older_than, newer_than)
    more, places = len(rows) > size, rows[:size]
    if newer_than:
        places.reverse()
    page = _page_of(places, scope, wanted)
    if places:
        page.older = places[-1] if (more or newer_than) else None
        page.newer = places[0] if (older_than or (newer_than and more)) else None
    return page


def _parts(person_id: int, scope: "Scope", wanted: Wanted) -> dict[Rank, QuerySet[Any]]:
    """Return, by rank, the rows about this person that the scope may see.

    Replies are seen with their review: see `_union`.
    """
    reviews = FileReview.objects.visible_to(scope).filter(shared_at__isnull=False)
    points = points_since(wanted.points_from)
    return {
        Rank.REVIEW: reviews.filter(person=person_id),
        Rank.EVIDENCE: Evidence.objects.visible_to(scope).filter(points, person=person_id),
        Rank.JUDGEMENT: Judgement.objects.visible_to(scope).filter(person=person_id),
        Rank.REPLY: Reply.objects.filter(by=person_id),
        Rank.ENTRY: JournalEntry.objects.visible_to(scope).filter(person=person_id),
        Rank.CASE_CHECK: CaseCheck.objects.visible_to(scope).filter(person=person_id),
        Rank.WELL_DONE: WellDone.objects.visible_to(scope).filter(person=person_id),
    }


def _union(person_id: int, scope: "Scope", wanted: Wanted) -> Sql | None:
    """Return day, rank and id of every row wanted that the scope may see; None for no sort.

    The reviews are found once, as ``seen``: their replies are seen with them, and evidence from a
    review that stands in the same timeline is shown under that review.
    """
    parts = _parts(person_id, scope, wanted)
    branches: list[Sql] = []
    seen = sql_of(parts[Rank.REVIEW].values("id", day=DAY[Rank.REVIEW]))
    for rank in sorted(wanted.shown):
        if rank == Rank.REVIEW:
            branches.append(Sql("SELECT day, 1 AS rank, id FROM seen"))
            continue
        rows, columns, where = parts[rank], ["id"], ""
        if wanted.area_id:
            rows = rows.filter(area=wanted.area_id)
        if rank == Rank.REPLY:
            columns, where = ["id", "review_id"], "WHERE review_id IN (SELECT id FROM seen)"
        elif rank == Rank.EVIDENCE and Rank.REVIEW in wanted.shown:
            columns = ["id", "review_id"]
            where = "WHERE review_id IS NULL OR review_id NOT IN (SELECT id FROM seen)"
        part = sql_of(rows.values(*columns, day=DAY[rank]))
        text = f"SELECT day, {int(rank)} AS rank, id FROM ({part.text}) part {where}"  # noqa: S608
        branches.append(Sql(text, part.params))
    if not branches:
        return None
    text = " UNION ALL ".join(branch.text for branch in branches)
    params = (value for branch in branches for value in branch.params)
    return Sql(f"WITH seen AS ({seen.text}) {text}", (*seen.params, *params))


def _places(
    union: Sql, wanted: Wanted, size: int, older_than: Place | None, newer_than: Place | None
) -> list[Place]:
    """Return the places that follow, going back from the newest or from ``older_than``, or
    forward from ``newer_than``."""
    asked: list[tuple[str, tuple[Any, ...]]] = []
    if wanted.first:
        asked.append(("day >= %s", (day_for(wanted.first),)))
    if wanted.last:
        asked.append(("day <= %s", (day_for(wanted.last),)))
    for place, sign in ((older_than, "<"), (newer_than, ">")):
        if place:
            key = (day_for(place.day), int(place.rank), place.id)
            asked.append((f"(day, rank, id) {sign} (%s, %s, %s)", key))
    where = " AND ".join(condition for condition, _values in asked)
    way = "ASC" if newer_than else "DESC"
    rows = rows_of(
        f"SELECT day, rank, id FROM ({union.text}) line {where and 'WHERE ' + where}"  # noqa: S608
        f" ORDER BY day {way}, rank {way}, id {way} LIMIT %s",
        (*union.params, *(value for _condition, values in asked for value in values), size),
    )
    return [Place(day_of(day), rank, row) for day, rank, row in rows]


def _page_of(places: list[Place], scope: "Scope", wanted: Wanted) -> TimelinePage:
    """Read what the rows at these places say, with the evidence that stands under each review."""
    ids = {rank: [place.id for place in places if place.rank == rank] for rank in Rank}
    under: QuerySet[Evidence] | None = None
    reviews = ids[Rank.REVIEW]
    if reviews:
        under = Evidence.objects.visible_to(scope).filter(
            points_since(wanted.points_from), review__in=reviews
        )
    words = words_of(ids, under)
    page = TimelinePage()
    for place in places:
        row = words.pop((Rank(place.rank), place.id), None)
        if row:
            page.rows.append({**row, "day": place.day})
    for _key, row in sorted(words.items()):
        page.under_reviews.setdefault(row["about_review"], []).append(row)
    return page
