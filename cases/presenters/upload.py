"""An upload in the words and rows of its pages and files."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.formats import date_format

from cases.enums import WorkKind
from cases.models import ServiceArea
from cases.resources.columns import CLOSED, COLUMNS, HELD_FROM, OPENED, REFERENCE
from core.models import ImportRow
from people.models import User

DAYS = (OPENED, CLOSED, HELD_FROM)
LAYOUT = {REFERENCE: "app-reference"} | dict.fromkeys(DAYS, "app-nowrap")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a row; ``was`` is what the register has where the two differ.

    ``layout``: the class of its cell.
    """

    column: str
    text: str
    was: str
    changed: bool
    layout: str


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row of the file: its number as the spreadsheet shows it, and what becomes of it."""

    number: int
    reference: str
    cells: list[Cell]
    messages: list[str]


def preview_rows(rows: Iterable[ImportRow]) -> list[PreviewRow]:
    """Return rows of a comparison as the page shows them."""
    return [
        PreviewRow(
            number=row.number,
            reference=row.values["shown"].get(REFERENCE, ""),
            cells=[
                Cell(
                    column=column,
                    text=_shown(column, row.values["shown"].get(column, "")),
                    was=_shown(column, row.before.get(column, "")),
                    changed=column in row.before,
                    layout=LAYOUT.get(column, ""),
                )
                for column in COLUMNS
            ],
            messages=row.messages,
        )
        for row in rows
    ]


def _shown(column: str, text: str) -> str:
    if column not in DAYS or not text:
        return text
    try:
        return date_format(dt.date.fromisoformat(text), "j M Y")
    except ValueError:
        return text


def error_lines(rows: Iterable[ImportRow]) -> Iterator[list[str | int]]:
    """Yield the lines of the file of errors: row, column, value, and what was expected."""
    for row in rows:
        for fault in row.values["faults"]:
            yield [row.number, fault["column"], fault["value"], fault["expected"]]


def template_lines(
    areas: Iterable[ServiceArea], user: User, today: dt.date
) -> list[list[str | dt.date | None]]:
    """Return two example lines of a file of case files: one open, one closed."""
    names = [area.name for area in areas] or [""]
    first = today - dt.timedelta(days=28)
    return [
        [
            "CASE-0001",
            names[0],
            str(WorkKind.STRAIGHTFORWARD.label),
            first,
            None,
            user.email,
            first,
        ],
        ["CASE-0002", names[-1], str(WorkKind.COMPLEX.label), first, today, user.email, first],
    ]
