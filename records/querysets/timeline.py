"""The journal as a timeline: one union over what was written by and about a person.

Two queries a page, however many rows there are: which rows (day, rank, id), then what they say.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from django.db.models import BigIntegerField, CharField, DateField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, TruncDate

from assessments.models import Evidence, FileReview, Judgement, Reply
from records.models import JournalEntry

if TYPE_CHECKING:
    from people.scope import Scope


class Rank(IntEnum):
    """What a row is. Within one day the later sort of thing stands first: a reply above the
    review it answers."""

    REVIEW = 1
    EVIDENCE = 2
    JUDGEMENT = 3
    REPLY = 4
    ENTRY = 5


OWN = frozenset({Rank.REPLY, Rank.ENTRY})
OTHERS = frozenset({Rank.REVIEW, Rank.EVIDENCE, Rank.JUDGEMENT})
WITHOUT_AREA = frozenset({Rank.REVIEW, Rank.REPLY})


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
            return cls(dt.datetime.strptime(day, "%Y%m%d").date(), Rank(int(rank)), int(row))  # noqa: DTZ007
        except ValueError:
            return None


@dataclass(frozen=True)
class Wanted:
    """What of a timeline is asked for. Empty: all of it."""

    ranks: frozenset[Rank] = frozenset(Rank)
    area_id: int | None = None
    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def shown(self) -> frozenset[Rank]:
        """The sorts of rows shown: reviews and replies stand on no single area."""
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
}


NO_ID = Cast(Value(None), BigIntegerField())
NO_TEXT = Value("", CharField())

COLUMNS: dict[Rank, dict[str, Any]] = {
    Rank.REVIEW: {
        "by_name": F("reviewer__name"),
        "area_title": NO_TEXT,
        "word": F("state"),
        "said": NO_TEXT,
        "extra": NO_TEXT,
        "ref": F("case_file__reference"),
        "about_area": NO_ID,
        "about_review": F("id"),
        "review_state": F("state"),
        "withdrawn_at": Cast(Value(None), DateField()),
    },
    Rank.EVIDENCE: {
        "by_name": F("author__name"),
        "area_title": F("area__title"),
        "word": F("direction"),
        "said": F("statement"),
        "extra": F("source"),
        "ref": F("review__case_file__reference"),
        "about_area": F("area_id"),
        "about_review": F("review_id"),
        "review_state": F("review__state"),
        "withdrawn_at": TruncDate("withdrawal__at"),
    },
    Rank.JUDGEMENT: {
        "by_name": F("by__name"),
        "area_title": F("area__title"),
        "word": F("degree__word"),
        "said": F("reason"),
        "extra": NO_TEXT,
        "ref": NO_TEXT,
        "about_area": F("area_id"),
        "about_review": NO_ID,
        "review_state": NO_TEXT,
        "withdrawn_at": Cast(Value(None), DateField()),
    },
    Rank.REPLY: {
        "by_name": F("by__name"),
        "area_title": NO_TEXT,
        "word": F("sort"),
        "said": F("text"),
        "extra": NO_TEXT,
        "ref": F("review__case_file__reference"),
        "about_area": NO_ID,
        "about_review": F("review_id"),
        "review_state": F("review__state"),
        "withdrawn_at": Cast(Value(None), DateField()),
    },
    Rank.ENTRY: {
        "by_name": F("person__name"),
        "area_title": F("area__title"),
        "word": F("kind"),
        "said": F("text"),
        "extra": F("reach"),
        "ref": F("review__case_file__reference"),
        "about_area": F("area_id"),
        "about_review": F("review_id"),
        "review_state": NO_TEXT,
        "withdrawn_at": Cast(Value(None), DateField()),
    },
}
MODELS = {
    Rank.REVIEW: FileReview,
    Rank.EVIDENCE: Evidence,
    Rank.JUDGEMENT: Judgement,
    Rank.REPLY: Reply,
    Rank.ENTRY: JournalEntry,
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
    branches = [
        _places(rank, queryset, wanted, older_than, newer_than)
        for rank, queryset in _visible(person_id, scope, wanted).items()
    ]
    if not branches:
        return TimelinePage()
    sign = "" if newer_than else "-"
    rows = list(
        branches[0]
        .union(*branches[1:], all=True)
        .order_by(f"{sign}day", f"{sign}rank", f"{sign}id")[: size + 1]
    )
    places = [Place(day, rank, row) for day, rank, row in rows[:size]]
    more = len(rows) > size
    if newer_than:
        places.reverse()
    page = _page_of(places, scope)
    if places:
        page.older = places[-1] if (more or newer_than) else None
        page.newer = places[0] if (older_than or (newer_than and more)) else None
    return page


def _visible(person_id: int, scope: "Scope", wanted: Wanted) -> dict[Rank, QuerySet[Any]]:
    """Return, by rank, the rows about this person that the scope may see and asked for.

    Evidence from a review that stands in the same timeline is shown under that review.
    """
    reviews = FileReview.objects.visible_to(scope).filter(person=person_id, shared_at__isnull=False)
    evidence = Evidence.objects.visible_to(scope).filter(person=person_id)
    if Rank.REVIEW in wanted.shown:
        evidence = evidence.filter(
            Q(review__isnull=True) | ~Q(review__in=reviews.order_by().values("pk"))
        )
    rows: dict[Rank, QuerySet[Any]] = {
        Rank.REVIEW: reviews,
        Rank.EVIDENCE: evidence,
        Rank.JUDGEMENT: Judgement.objects.visible_to(scope).filter(person=person_id),
        Rank.REPLY: Reply.objects.filter(by=person_id, review__in=reviews.order_by().values("pk")),
        Rank.ENTRY: JournalEntry.objects.visible_to(scope).filter(person=person_id),
    }
    return {rank: queryset for rank, queryset in rows.items() if rank in wanted.shown}


def _places(
    rank: Rank,
    queryset: QuerySet[Any],
    wanted: Wanted,
    older_than: Place | None,
    newer_than: Place | None,
) -> QuerySet[Any, tuple[dt.date, int, int]]:
    rows = queryset.order_by().annotate(day=DAY[rank], rank=Value(int(rank), BigIntegerField()))
    if wanted.area_id:
        rows = rows.filter(area=wanted.area_id)
    if wanted.first:
        rows = rows.filter(day__gte=wanted.first)
    if wanted.last:
        rows = rows.filter(day__lte=wanted.last)
    if older_than:
        rows = rows.filter(_beyond(rank, older_than, "lt"))
    elif newer_than:
        rows = rows.filter(_beyond(rank, newer_than, "gt"))
    return rows.values_list("day", "rank", "id")


def _beyond(rank: Rank, place: Place, way: str) -> Q:
    """Return the condition that a row of this rank lies before (lt) or after (gt) a place."""
    beyond = Q(**{f"day__{way}": place.day})
    if rank == place.rank:
        return beyond | Q(day=place.day, **{f"id__{way}": place.id})
    if (rank < place.rank) == (way == "lt"):
        return beyond | Q(day=place.day)
    return beyond


def _page_of(places: list[Place], scope: "Scope") -> TimelinePage:
    """Read what the rows at these places say, with the evidence that stands under each review."""
    ids = {rank: [p.id for p in places if p.rank == rank] for rank in Rank}
    branches = [
        _told(rank, MODELS[rank].objects.filter(pk__in=ids[rank]))  # type: ignore[attr-defined]
        for rank in Rank
        if ids[rank]
    ]
    if ids[Rank.REVIEW]:
        under = Evidence.objects.visible_to(scope).filter(review__in=ids[Rank.REVIEW])
        branches.append(_told(Rank.EVIDENCE, under))
    if not branches:
        return TimelinePage()
    told = {Place(row["day"], row["rank"], row["id"]): row for row in _union(branches)}
    page = TimelinePage(rows=[told[place] for place in places if place in told])
    listed = set(places)
    for place in sorted(told):
        row = told[place]
        if place.rank == Rank.EVIDENCE and place not in listed:
            page.under_reviews.setdefault(row["about_review"], []).append(row)
    return page


def _told(rank: Rank, queryset: QuerySet[Any]) -> QuerySet[Any, dict[str, Any]]:
    columns = COLUMNS[rank]
    return (
        queryset.order_by()
        .annotate(day=DAY[rank], rank=Value(int(rank), BigIntegerField()), **columns)
        .values("id", "day", "rank", *columns)
    )


def _union(branches: Iterable[QuerySet[Any, dict[str, Any]]]) -> Iterable[dict[str, Any]]:
    first, *others = branches
    return first.union(*others, all=True) if others else first
