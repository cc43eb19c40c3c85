"""The columns of a file of case files, and what may stand in them."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from cases import references
from core.tables import SourceRow

REFERENCE, AREA, KIND = "Reference", "Service area", "Kind of work"
OPENED, CLOSED, HELD_BY, HELD_FROM = "Opened on", "Closed on", "Held by", "Held from"
REQUIRED = (REFERENCE, AREA, KIND, OPENED)
OPTIONAL = (CLOSED, HELD_BY, HELD_FROM)
COLUMNS = (*REQUIRED, *OPTIONAL)


@dataclass(frozen=True)
class Known:
    """What the values of a file may be.

    :ivar areas: folded name or key -> id; ``area_names``: id -> name.
    :ivar kinds: folded label or value -> value; ``kind_names``: value -> label.
    :ivar people: e-mail address in lower case -> id; ``addresses``: id -> address.
    :ivar barred: (person id, reference key) and (person id, service area id): a conflict.
    :ivar today: no day of a file may lie after it.
    """

    areas: Mapping[str, int]
    area_names: Mapping[int, str]
    kinds: Mapping[str, str]
    kind_names: Mapping[str, str]
    people: Mapping[str, int]
    addresses: Mapping[int, str]
    barred: frozenset[tuple[int, str | int]]
    today: dt.date


@dataclass
class Row:
    """One row of the file, and what is wrong with it."""

    source: SourceRow
    faults: list[dict[str, str]] = field(default_factory=list)

    def text(self, column: str) -> str:
        """Return what stands in a column; "" where nothing does or the column is not there."""
        return " ".join(self.source.values.get(column, "").split())

    def wrong(self, column: str, expected: str) -> None:
        """Note that the value of a column is not what was expected."""
        self.faults.append({"column": column, "value": self.text(column), "expected": expected})


@dataclass(frozen=True)
class Said:
    """What a row says, read. ``holder`` is None where it is silent about who holds the case."""

    reference: str
    service_area: int
    kind: str
    opened_on: dt.date
    closed_on: dt.date | None
    holder: int | None
    held_from: dt.date | None


def read_row(row: Row, known: Known) -> Said | None:
    """Return what a row says; None when something in it cannot be read, which is noted on it."""
    reference = references.tidy(row.text(REFERENCE))
    if references.fault(reference):
        row.wrong(
            REFERENCE,
            _(
                "a case reference of at most %(most)s letters A to Z, numbers, spaces and . / _ : # ( ) -"
            )
            % {"most": references.LONGEST},
        )
    area = known.areas.get(folded(row.text(AREA)))
    if area is None:
        row.wrong(AREA, _one_of(known.area_names.values()))
    kind = known.kinds.get(folded(row.text(KIND)))
    if kind is None:
        row.wrong(KIND, _one_of(known.kind_names.values()))
    opened_on, closed_on = _day(row, OPENED, known.today), _day(row, CLOSED, known.today)
    if not row.text(OPENED):
        row.wrong(OPENED, _("the day the case was opened, such as 30/11/2026"))
    holder = known.people.get(row.text(HELD_BY).lower())
    if row.text(HELD_BY) and holder is None:
        row.wrong(HELD_BY, _("the e-mail address of somebody who works here or did"))
    held_from = _day(row, HELD_FROM, known.today)
    if row.text(HELD_FROM) and not row.text(HELD_BY):
        row.wrong(HELD_BY, _("the e-mail address of whoever held it from that day"))
    if row.faults or area is None or kind is None or opened_on is None:
        return None
    return Said(reference, area, kind, opened_on, closed_on, holder, held_from)


def _day(row: Row, column: str, today: dt.date) -> dt.date | None:
    text = row.text(column)
    if not text:
        return None
    day = read_day(text)
    if day is None:
        row.wrong(column, _("a date such as 30/11/2026, 30 November 2026 or 2026-11-30"))
    elif day > today:
        row.wrong(column, _("today or a day in the past"))
    return day


def _one_of(words: Iterable[str]) -> str:
    return _("one of: %(words)s") % {"words": ", ".join(words)}


def folded(text: str) -> str:
    """Return a word as it is compared: without regard to case, spaces and hyphens."""
    return re.sub(r"[\s_-]+", " ", text).strip().casefold()


_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ][0-9:.]+)?")
_UK = re.compile(r"([0-9]{1,2})([/.\-])([0-9]{1,2})\2([0-9]{4})(?: [0-9:.]+)?")
_WORDS = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?,?[ -]([0-9]{4})")
_EXCEL = re.compile(r"[2-7][0-9]{4}")
EXCEL_DAY_0 = dt.date(1899, 12, 30)


def read_day(text: str) -> dt.date | None:
    """Return the date that a cell holds, or None where it holds none.

    ISO (2026-11-30), as written in the United Kingdom (30/11/2026, 30.11.2026, 30 November 2026),
    and Excel's own count of days (46356). A time behind it is left out.
    """
    try:
        if found := _ISO.fullmatch(text):
            year, month, day = (int(part) for part in found.groups())
        elif found := _UK.fullmatch(text):
            day, month, year = int(found[1]), int(found[3]), int(found[4])
        elif found := _WORDS.fullmatch(text):
            day, month, year = int(found[1]), _month(found[2]), int(found[3])
        elif _EXCEL.fullmatch(text):
            return EXCEL_DAY_0 + dt.timedelta(days=int(text))
        else:
            return None
        return dt.date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int:
    for number, name in MONTHS.items():
        if str(name).casefold().startswith(word.casefold()) or word.casefold() == "sept" == (
            str(name)[:4].casefold()
        ):
            return int(number)
    raise ValueError(word)
