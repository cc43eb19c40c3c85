"""What a sheet would change in a version, row by row. Reads nothing, writes nothing."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from core.services.imports import Compared, Outcome

from .framework_file import Document
from .sheet_items import (
    BAND,
    ITEM_COLUMNS,
    LEVEL,
    REASON,
    USE,
    cells_of_item,
    identity_of,
    items_of,
)
from .sheet_laying import Laid
from .sheet_rows import Row
from .version_sheet import (
    AREA_COLUMNS,
    BEHAVIOUR_COLUMNS,
    CORE_COLUMNS,
    FIELDS,
    Cells,
    Line,
    cells_of,
    keys_of,
    lines_of,
    with_reasons,
)

PLACE = "Place"
RENDER = {field.column_name: field.widget.render for field in FIELDS}


class Index:
    """The statements of a document by key, each with the key of what it stands in."""

    def __init__(self, competencies: Sequence[Line]) -> None:
        self.cores = {core["key"]: core for core in competencies}
        self.areas: dict[str, tuple[str, Line]] = {}
        self.behaviours: dict[str, tuple[str, Line]] = {}
        for core in competencies:
            for area in core["areas"]:
                self.areas[area["key"]] = (core["key"], area)
                for behaviour in area["behaviours"]:
                    self.behaviours[behaviour["key"]] = (area["key"], behaviour)

    def heading(self, area: str) -> str:
        """Return where an area stands: "Analytical › Methodical"."""
        core, found = self.areas[area]
        return f"{self.cores[core]['title']} › {found['title']}"


def compare(laid: Laid, base: Document) -> Iterator[Compared]:
    """Yield what becomes of each row of a sheet and of each statement that it leaves out."""
    if laid.document is None:
        for row in laid.rows:
            yield _not_compared(row)
        return
    # Where the sheet says nothing of reasons, those of the version are no difference.
    before = with_reasons(base) if laid.says_more else base["core_competencies"]
    old, new = Index(before), Index(laid.document["core_competencies"])
    moves = _moves(old, new)
    items = ItemIndex(base, keys_of(before))
    item_moves = items.moves([row for row in laid.rows if row.sort])
    for row in laid.rows:
        yield (items.compared(row, item_moves) if row.sort else _compared(row, old, new, moves))
    gone = [*_gone(before, old, new), *(items.gone(laid.rows) if laid.says_more else ())]
    for number, (cells, values) in enumerate(gone, start=laid.rows[-1].number + 1):
        yield Compared(number, Outcome.GONE, values=values, before=cells)


class ItemIndex:
    """The rows of a document that are no statement, as their cells, by sort and identity."""

    def __init__(self, base: Document, statements: set[str]) -> None:
        self.cells: dict[tuple[str, str], Cells] = {
            (name, identity_of(name, item)): cells_of_item(name, item)
            for name, item in items_of(base, statements)
        }

    def compared(self, row: Row, moves: dict[str, tuple[str, str]]) -> Compared:
        """Return what becomes of such a row."""
        identity = (row.sort, identity_of(row.sort, row.item))
        was, said = self.cells.get(identity, {}), cells_of_item(row.sort, row.item)
        columns = [name for name in ITEM_COLUMNS if was.get(name, "") != said.get(name, "")]
        before = {name: was.get(name, "") for name in columns}
        now = {name: said.get(name, "") for name in columns}
        _move(f"{row.sort} {identity[1]}", moves, before, now)
        outcome = Outcome.UNCHANGED
        if before or now:
            outcome = Outcome.CHANGED if was else Outcome.NEW
        values = {"cells": row.cells, "key": identity[1], "heading": row.sort, "now": now}
        return Compared(row.number, outcome, values=values, before=before)

    def moves(self, rows: Sequence[Row]) -> dict[str, tuple[str, str]]:
        """Return which of them stand in another order among those of their sort."""
        moved: dict[str, tuple[str, str]] = {}
        for name in (LEVEL, BAND, USE):
            there = [f"{name} {key}" for sort, key in self.cells if sort == name]
            here = [f"{name} {identity_of(name, row.item)}" for row in rows if row.sort == name]
            _reordered(there, here, moved)
        return moved

    def gone(self, rows: Sequence[Row]) -> Iterator[tuple[Cells, dict[str, Any]]]:
        """Yield what the sheet leaves out: cells, key and heading."""
        kept = {(row.sort, identity_of(row.sort, row.item)) for row in rows if row.sort}
        for (name, key), cells in self.cells.items():
            told_in_its_row = name == REASON and any(
                getattr(row, part).get("key") == key
                for row in rows
                for part in ("core", "area", "behaviour")
            )
            if (name, key) not in kept and not told_in_its_row:
                yield cells, {"key": key, "heading": name}


def _not_compared(row: Row) -> Compared:
    """Return a row of a sheet that is not compared, because some row of it is wrong."""
    names = (BEHAVIOUR_COLUMNS["key"], AREA_COLUMNS["key"], CORE_COLUMNS["key"])
    sent = next((row.cells[name] for name in (*names, "Key", "Purpose") if name in row.cells), "")
    values = {"cells": row.cells, "key": sent, "heading": "", "faults": row.faults}
    if not row.faults:
        return Compared(row.number, Outcome.UNCHANGED, values=values)
    return Compared(
        row.number,
        Outcome.WRONG,
        values=values,
        messages=[_sentence(fault) for fault in row.faults],
    )


def _key(row: Row) -> str:
    return str(row.behaviour.get("key") or row.area.get("key") or row.core.get("key") or "")


def _sentence(fault: dict[str, str]) -> str:
    words = {**fault, "value": fault["value"][:60], "expected": fault["expected"].rstrip(".")}
    if fault["value"]:
        return _("%(column)s is “%(value)s”. Expected: %(expected)s.") % words
    return _("%(column)s is empty. Expected: %(expected)s.") % words


def _compared(row: Row, old: Index, new: Index, moves: dict[str, tuple[str, str]]) -> Compared:
    before: Cells = {}
    now: Cells = {}
    area_key, core_key = row.area["key"], row.core["key"]
    known = area_key in old.areas
    if row.behaviour:
        known = row.behaviour["key"] in old.behaviours
        home, was = old.behaviours.get(row.behaviour["key"], (area_key, {}))
        _differ(BEHAVIOUR_COLUMNS, row.behaviour, was, before, now)
        _differ({"key": AREA_COLUMNS["key"]}, {"key": area_key}, {"key": home}, before, now)
        _move(row.behaviour["key"], moves, before, now)
    if row.states_area:
        home, was = old.areas.get(area_key, (core_key, {}))
        _differ(AREA_COLUMNS, row.area, was, before, now)
        _differ({"key": CORE_COLUMNS["key"]}, {"key": core_key}, {"key": home}, before, now)
        _move(area_key, moves, before, now)
    if row.states_core:
        _differ(CORE_COLUMNS, row.core, old.cores.get(core_key, {}), before, now)
        _move(core_key, moves, before, now)
    outcome = Outcome.UNCHANGED
    if before or now:
        outcome = Outcome.CHANGED if known else Outcome.NEW
    heading = new.heading(area_key)
    values = {"cells": row.cells, "key": _key(row), "heading": heading, "now": now}
    return Compared(row.number, outcome, values=values, before=before)


def _differ(columns: dict[str, str], said: Line, was: Line, before: Cells, now: Cells) -> None:
    """Note each field that is said otherwise, as the sheet would write it."""
    for of, name in columns.items():
        new, old = said.get(of) or "", was.get(of) or ""
        if new != old:
            now[name], before[name] = RENDER[name](new), RENDER[name](old)


def _move(key: str, moves: dict[str, tuple[str, str]], before: Cells, now: Cells) -> None:
    if key in moves:
        before[PLACE], now[PLACE] = moves[key]


def _gone(before: Sequence[Line], old: Index, new: Index) -> Iterator[tuple[Cells, dict[str, Any]]]:
    """Yield the row of each statement that the sheet leaves out: cells, key and heading."""
    for line in lines_of("", before):
        area, behaviour = line["area"]["key"], line["behaviour"].get("key")
        gone = [
            (CORE_COLUMNS, line["core"], line["core"]["key"] in new.cores),
            (AREA_COLUMNS, line["area"], area in new.areas),
            (BEHAVIOUR_COLUMNS, line["behaviour"], not behaviour or behaviour in new.behaviours),
        ]
        left_out = [part for part in gone if not part[2] and len(part[1]) > 1]
        if left_out:
            names = {name for columns, _said, _kept in left_out for name in columns.values()}
            cells = {name: cell for name, cell in cells_of(line).items() if name in names}
            yield cells, {"key": left_out[-1][1]["key"], "heading": old.heading(area)}


def _moves(old: Index, new: Index) -> dict[str, tuple[str, str]]:
    """Return the statements that stand in another order: key -> places before and now."""
    moved: dict[str, tuple[str, str]] = {}
    _reordered(list(old.cores), list(new.cores), moved)
    for key, core in new.cores.items():
        if key in old.cores:
            _reordered(_keys(old.cores[key]["areas"]), _keys(core["areas"]), moved)
    for key, (_core, area) in new.areas.items():
        if key in old.areas:
            there = old.areas[key][1]["behaviours"]
            _reordered(_keys(there), _keys(area["behaviours"]), moved)
    return moved


def _keys(lines: Sequence[Line]) -> list[str]:
    return [line["key"] for line in lines]


def _reordered(old: list[str], new: list[str], moved: dict[str, tuple[str, str]]) -> None:
    """Note the fewest keys of a list whose move explains its new order."""
    if old == new:
        return
    place = {key: number for number, key in enumerate(old)}
    both = [key for key in new if key in place]
    ends: list[int] = []
    lengths: list[int] = []
    for key in both:
        at = bisect_left(ends, place[key])
        ends[at : at + 1] = [place[key]]
        lengths.append(at + 1)
    wanted = len(ends)
    stay = set()
    for key, length in zip(reversed(both), reversed(lengths), strict=True):
        if length == wanted:
            stay.add(key)
            wanted -= 1
    now = {key: number for number, key in enumerate(new, start=1)}
    for key in both:
        if key not in stay:
            words = _("%(place)s of %(count)s")
            moved[key] = (
                words % {"place": place[key] + 1, "count": len(old)},
                words % {"place": now[key], "count": len(new)},
            )
