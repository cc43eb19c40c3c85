"""What waits for whoever is signed in: one list over all apps, soonest first, in one query.

An app with work for people has a module ``waiting`` with

- ``waiting_for(scope, on)``: a ``values()`` queryset with exactly the columns `COLUMNS`;
- ``WORDS``: text_key -> the one thing to do, as a verb and its object ("Read your new feedback").
  It may hold ``%(subject)s``.

One with figures that a role steers by has a module ``figures`` with ``figures_for(scope, on)``,
which gives `core.figures.Figure` for the roles of this scope; they are shown under the list.

``url_name`` is reversed with ``object_id`` where that is not null. ``about`` is what tells one row
from the next with the same words: a reference, a date, or "".
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.urls import reverse

from assessments.models import Action
from cases.models import HoldingAction
from core.figures import Figure
from core.parts import Sql, day_of, rows_of, sql_of
from people.enums import Role
from people.scope import Scope

APPS = ("assessments", "supervision", "records", "cases", "frameworks", "people")
COLUMNS = ("sort", "subject_name", "since", "due", "url_name", "object_id", "text_key", "about")
PAGE = 25


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: what to do, about whom, since when, by when, and where.

    ``subject_name`` is "" where the text already says it.
    """

    text: str
    about: str
    subject_name: str
    since: dt.date | None
    due: dt.date | None
    href: str
    overdue: bool


@dataclass(frozen=True)
class Page:
    """Part of the list, with the addresses of the parts before and after it ("" for none)."""

    items: list[Waiting]
    previous_href: str
    next_href: str


@cache
def _modules(name: str = "waiting") -> tuple[Any, ...]:
    found = (f"{app}.{name}" for app in APPS)
    return tuple(import_module(module) for module in found if find_spec(module))


@cache
def _words() -> dict[str, Any]:
    return {key: text for module in _modules() for key, text in module.WORDS.items()}


def _rows(scope: Scope, on: dt.date, start: int) -> list[dict[str, Any]]:
    parts = list(_parts(scope, on))
    if not parts:
        return []
    union = " UNION ALL ".join(part.text for part in parts)
    params = [value for part in parts for value in part.params]
    found = rows_of(
        f"SELECT * FROM ({union}) waiting"  # noqa: S608
        " ORDER BY due IS NULL, due, since, sort, object_id LIMIT %s OFFSET %s",
        [*params, PAGE + 1, start],
    )
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in found]
    for row in rows:
        row["since"], row["due"] = day_of(row["since"]), day_of(row["due"])
    return rows


def _parts(scope: Scope, on: dt.date) -> Iterator[Sql]:
    """Give what waits in each app, where anything can."""
    for module in _modules():
        with suppress(EmptyResultSet):
            yield sql_of(module.waiting_for(scope, on))


def _waiting(rows: list[dict[str, Any]], on: dt.date) -> Iterator[Waiting]:
    words = _words()
    for row in rows:
        word = str(words[row["text_key"]])
        args = [row["object_id"]] if row["object_id"] is not None else []
        yield Waiting(
            text=word % {"subject": row["subject_name"]},
            about=row["about"] or "",
            subject_name="" if "%(subject)s" in word else row["subject_name"] or "",
            since=row["since"],
            due=row["due"],
            href=reverse(row["url_name"], args=args),
            overdue=bool(row["due"] and row["due"] < on),
        )


def waiting_page(scope: Scope, on: dt.date, page: str = "") -> Page:
    """Return one page of what waits for this user, soonest due first, what has no date last.

    ``page`` is what the address says, "2" or later; anything else is the first. One query.
    """
    number = max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 5 else 1
    rows = _rows(scope, on, (number - 1) * PAGE)
    return Page(
        items=list(_waiting(rows[:PAGE], on)),
        previous_href=f"?page={number - 1}" if number > 1 else "",
        next_href=f"?page={number + 1}" if len(rows) > PAGE else "",
    )


def figures(scope: Scope, on: dt.date) -> list[Figure]:
    """Return the figures of all apps for the roles of this scope, in the order of the apps."""
    return [figure for module in _modules("figures") for figure in module.figures_for(scope, on)]


def overdue_by_team(scope: Scope, on: dt.date) -> list[tuple[str, int]] | None:
    """Return, for HR, how many actions of each team are past their time limit; None for others.

    Holding and corrective actions. Teams without any are left out. One query.
    """
    if not scope.has(Role.HR):
        return None
    holding = HoldingAction.objects.overdue_counts(on)
    late: Counter[str] = Counter()
    for team, number in holding.union(Action.objects.overdue_counts(on), all=True):
        late[team] += number
    return sorted(late.items(), key=lambda row: (row[0] == "", row[0]))
