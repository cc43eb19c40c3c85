"""What an uploaded file would do to the register, row by row. Reads nothing, writes nothing.

A row says of one case file its reference, service area, kind of work, days and holder. Where it
is silent about the holder, whoever holds the file stays.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases import references
from cases.resources.columns import (
    AREA,
    CLOSED,
    HELD_BY,
    HELD_FROM,
    KIND,
    OPENED,
    REFERENCE,
    Known,
    Row,
    Said,
    read_row,
)
from core.services.imports import Compared, Outcome
from core.tables import SourceRow


@dataclass(frozen=True)
class Held:
    """Who holds a file, or held it last. ``pk`` is None before it is on the register."""

    user: int
    from_on: dt.date
    to_on: dt.date | None
    pk: int | None = None


@dataclass(frozen=True)
class Stored:
    """A case file as the register has it.

    :ivar last: whoever holds it, or held it last.
    :ivar earlier_until: the last day of the holder before that one.
    :ivar first_part_on: the day the first of all who had a part in it began.
    """

    pk: int
    reference: str
    service_area: int
    kind: str
    opened_on: dt.date
    closed_on: dt.date | None
    version: int
    last: Held | None = None
    earlier_until: dt.date | None = None
    first_part_on: dt.date | None = None

    def state(self) -> list[Any]:
        """Return what must be the same when a comparison is applied, for its digest."""
        last = self.last
        held = [last.pk, last.user, str(last.from_on), str(last.to_on)] if last else None
        return [self.pk, self.version, held, str(self.first_part_on)]


def compare(
    rows: Iterable[SourceRow], stored: Mapping[str, Stored], known: Known
) -> Iterator[Compared]:
    """Yield what becomes of each row of a file: new, changed, unchanged or wrong.

    :param stored: the files of the register by reference key, at least those the rows name.
    """
    first_seen: dict[str, int] = {}
    for source in rows:
        row = Row(source)
        said = read_row(row, known)
        key = references.key_of_reference(row.text(REFERENCE))
        if first_seen.setdefault(key, source.number) != source.number and key:
            row.wrong(
                REFERENCE,
                _("one row for each case file; row %(row)s has this reference too")
                % {"row": first_seen[key]},
            )
        yield _compared(row, said, stored.get(key), known)


def gone(
    stored: Mapping[str, Stored], named: set[str], first_number: int, known: Known
) -> Iterator[Compared]:
    """Yield the files of the register that a file does not name. They are listed, never deleted.

    :param first_number: a number after the last row of the file.
    """
    for number, key in enumerate(sorted(stored.keys() - named), start=first_number):
        file = stored[key]
        yield Compared(number, Outcome.GONE, values={"shown": _shown(file, file.last, known)})


def _compared(row: Row, said: Said | None, now: Stored | None, known: Known) -> Compared:
    held = None
    if said is not None:
        _check_days(row, said, now)
        held = _held_after(row, said, now, known)
    if said is None or row.faults:
        return _wrong(row)
    shown = _shown(said, held, known) | ({REFERENCE: now.reference} if now else {})
    was = _shown(now, now.last, known) if now else {}
    before = {column: text for column, text in was.items() if text != shown[column]}
    if now and not before:
        return Compared(row.source.number, Outcome.UNCHANGED, values={"shown": shown})
    warning = references.warning(said.reference) if now is None else ""
    return Compared(
        row.source.number,
        Outcome.CHANGED if now else Outcome.NEW,
        values={
            "shown": shown,
            "reference": shown[REFERENCE],
            "service_area": said.service_area,
            "kind": said.kind,
            "opened_on": str(said.opened_on),
            "closed_on": _iso(said.closed_on),
            "version": now.version + 1 if now else 0,
            **_holding_values(now.last if now else None, held),
        },
        before=before,
        messages=[warning] if warning else [],
    )


def _check_days(row: Row, said: Said, now: Stored | None) -> None:
    if said.closed_on is not None and said.closed_on < said.opened_on:
        row.wrong(CLOSED, _("a day on or after the day it was opened"))
    first = now.first_part_on if now else None
    if first is not None and said.opened_on > first:
        row.wrong(
            OPENED,
            _("%(day)s or earlier: somebody had a part in the case then") % {"day": _words(first)},
        )


def _held_after(row: Row, said: Said, now: Stored | None, known: Known) -> Held | None:
    """Return who will hold the file, or have held it last; notes what does not fit."""
    last = now.last if now else None
    if said.holder is None:
        return _staying(row, said, now, last)
    if last is not None and last.user == said.holder:
        earliest = now.earlier_until if now else None
        held = Held(said.holder, said.held_from or last.from_on, said.closed_on, last.pk)
    else:
        earliest = (last.to_on or last.from_on) if last else None
        if last is not None and said.held_from is None:
            row.wrong(HELD_FROM, _("the day this person took the case over"))
        key = references.key_of_reference(said.reference)
        if {(said.holder, key), (said.holder, said.service_area)} & known.barred:
            row.wrong(HELD_BY, _("somebody else: this person is not for this case"))
        held = Held(said.holder, said.held_from or said.opened_on, said.closed_on)
    _check_held(row, said, held, earliest)
    return held


def _staying(row: Row, said: Said, now: Stored | None, last: Held | None) -> Held | None:
    """Return the holder who stays: their last day moves with the day the file closed."""
    if now is None or last is None:
        return None
    follows = last.to_on is None or last.to_on == now.closed_on
    to_on = said.closed_on if follows else last.to_on
    if to_on is not None and to_on < last.from_on:
        row.wrong(
            CLOSED,
            _("%(day)s or later: the holder took the case then") % {"day": _words(last.from_on)},
        )
    return Held(last.user, last.from_on, to_on, last.pk)


def _check_held(row: Row, said: Said, held: Held, earliest: dt.date | None) -> None:
    column = HELD_FROM if row.text(HELD_FROM) else HELD_BY
    if held.from_on < said.opened_on:
        row.wrong(column, _("held from the day it was opened, or later"))
    if said.closed_on is not None and held.from_on > said.closed_on:
        row.wrong(column, _("held from a day on or before the day it closed"))
    if earliest is not None and held.from_on < earliest:
        row.wrong(
            column,
            _("held from %(day)s or later, when the holder before took it or gave it up")
            % {"day": _words(earliest)},
        )


def _holding_values(last: Held | None, held: Held | None) -> dict[str, Any]:
    """Return which holding is written and which one ends, for whoever applies the row."""
    if held is None:
        return {"holding": None, "ends": None}
    ends = None
    if last is not None and held.pk is None and last.to_on is None:
        ends = [last.pk, last.user, str(max(last.from_on, held.from_on - dt.timedelta(days=1)))]
    holding = [held.pk, held.user, str(held.from_on), _iso(held.to_on)]
    return {"holding": holding, "ends": ends}


def _wrong(row: Row) -> Compared:
    sentences = []
    for fault in row.faults:
        words = {
            "column": fault["column"],
            "value": fault["value"][:60],
            "expected": fault["expected"].rstrip("."),
        }
        if fault["value"]:
            sentences.append(_("%(column)s is “%(value)s”. Expected: %(expected)s.") % words)
        else:
            sentences.append(_("%(column)s is empty. Expected: %(expected)s.") % words)
    return Compared(
        row.source.number,
        Outcome.WRONG,
        values={"shown": dict(row.source.values), "faults": row.faults},
        messages=sentences,
    )


def _shown(file: "Said | Stored", held: Held | None, known: Known) -> dict[str, str]:
    """Return a file in the words of the columns."""
    return {
        REFERENCE: file.reference,
        AREA: known.area_names[file.service_area],
        KIND: known.kind_names[file.kind],
        OPENED: str(file.opened_on),
        CLOSED: _iso(file.closed_on) or "",
        HELD_BY: known.addresses[held.user] if held else "",
        HELD_FROM: str(held.from_on) if held else "",
    }


def _iso(day: dt.date | None) -> str | None:
    return str(day) if day else None


def _words(day: dt.date) -> str:
    return date_format(day, "j F Y")
