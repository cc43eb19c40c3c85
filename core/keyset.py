"""Pages of a long list by the place they end at: *older*, *newer*, and no total.

A place is the sort day and the id of a row, so a page costs the same wherever it is in the list,
and no row is shown twice or left out when others arrive in between.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

OLDER, NEWER = "older", "newer"


@dataclass(frozen=True)
class Place:
    """Where a row stands in the list."""

    day: dt.date
    pk: int

    def __str__(self) -> str:
        return f"{self.day:%Y%m%d}.{self.pk}"

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """Return the place written in an address, or None where it is none."""
        day, _dot, pk = text.partition(".")
        if not (len(day) == 8 and day.isascii() and pk.isascii() and pk.isdigit() and len(pk) < 19):
            return None
        try:
            return cls(dt.date.fromisoformat(f"{day[:4]}-{day[4:6]}-{day[6:]}"), int(pk))
        except ValueError:
            return None


@dataclass(frozen=True)
class Page:
    """The rows of one page, latest first, and the queries of the pages beside it ("" for none)."""

    rows: list[Any]
    older: str
    newer: str


Told = Callable[[Any], QuerySet[Any, Any]]


def page_of(
    rows: QuerySet[Any, Any], *, told: Told, day: str, asked: Mapping[str, Any], size: int = 50
) -> Page:
    """Return the page that an address asks for, in one query.

    :param rows: all that may be listed, without what is told of them.
    :param told: gives rows their columns, as ``values()`` with ``pk`` and the sort day among
        them. Only the rows of the page are joined to what is told of them.
    :param day: the name of the field that holds the sort day.
    :param asked: the query of the address; ``older`` or ``newer`` holds a place, what else there
        is (the filters) goes on into the addresses of the pages beside. What is no place gives
        the first page.
    """
    older, newer = (Place.read(str(asked.get(name, ""))) for name in (OLDER, NEWER))
    older = None if newer else older
    sign = "" if newer else "-"
    beyond = rows.order_by(f"{sign}{day}", f"{sign}pk")
    if place := newer or older:
        beyond = beyond.filter(_beyond(place, day, "gt" if newer else "lt"))
    here = rows.model._default_manager.filter(pk__in=beyond.values("pk")[: size + 1])
    found = list(told(here).order_by(f"{sign}{day}", f"{sign}pk"))
    more, found = len(found) > size, found[:size]
    if newer:
        found.reverse()
    kept = [
        (name, value)
        for name, value in (asked.items() if not hasattr(asked, "lists") else _each(asked))
        if name not in (OLDER, NEWER) and value
    ]

    def address(name: str, row: Mapping[str, Any]) -> str:
        return "?" + urlencode([*kept, (name, str(Place(row[day], row["pk"])))])

    return Page(
        rows=found,
        older=address(OLDER, found[-1]) if found and (more or newer) else "",
        newer=address(NEWER, found[0]) if found and (older or (newer and more)) else "",
    )


def _each(asked: Any) -> list[tuple[str, Any]]:
    return [(name, value) for name, values in asked.lists() for value in values]


def _beyond(place: Place, day: str, side: str) -> Q:
    """The outer condition lets the database start at the place in an index on the day."""
    return Q(**{f"{day}__{side}e": place.day}) & (
        Q(**{f"{day}__{side}": place.day}) | Q(**{f"pk__{side}": place.pk})
    )
