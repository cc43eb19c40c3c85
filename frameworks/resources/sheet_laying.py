"""Lay the rows of a sheet over a framework document. Reads nothing, writes nothing."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.tables import SourceRow

from .framework_file import Document
from .reading import Misfit
from .version_sheet import (
    AREA_COLUMNS,
    BEHAVIOUR_COLUMNS,
    COLUMNS,
    CORE_COLUMNS,
    FIELDS,
    REPLACES,
    Cells,
    Line,
)

LONGEST_KEY = 120
WORDS_OF_A_KEY = 6


@dataclass
class Row:
    """One row of the sheet, read.

    ``core`` and ``area`` hold what the row says of them: only ``key`` where another row states
    their texts. ``behaviour`` is empty in the row of an area that has none.
    """

    number: int
    cells: Cells
    core: Line = field(default_factory=dict)
    area: Line = field(default_factory=dict)
    behaviour: Line = field(default_factory=dict)
    faults: list[dict[str, str]] = field(default_factory=list)

    @property
    def states_core(self) -> bool:
        return len(self.core) > 1

    @property
    def states_area(self) -> bool:
        return len(self.area) > 1

    def wrong(self, column: str, expected: str) -> None:
        """Note that a cell is not what was expected."""
        value = self.cells.get(column, "")
        self.faults.append({"column": column, "value": value, "expected": expected})


@dataclass(frozen=True)
class Laid:
    """The rows, each with its faults; where none has any, the document that they make."""

    rows: list[Row]
    document: Document | None


def lay(sources: Iterable[SourceRow], base: Document, used: Collection[str] = frozenset()) -> Laid:
    """Lay the rows of a sheet over a document.

    :param base: the document of the version that the sheet is about. All that the sheet has no
        column for stays as it is there; what replaces what is said anew.
    :param used: keys that earlier versions have used up: none of them is given to a new behaviour.
    """
    rows = [_read(source) for source in sources]
    _check_wholes(rows)
    _check_keys(rows, base, used)
    _check_bands(rows, base)
    _check_replaced(rows, base)
    if any(row.faults for row in rows):
        return Laid(rows, None)
    replacements = [
        {"old": row.behaviour["replaces"], "new": row.behaviour["key"], "reason": ""}
        for row in rows
        if row.behaviour.get("replaces")
    ]
    document = {**base, "core_competencies": _tree(rows), "replacements": replacements}
    return Laid(rows, document)


def _read(source: SourceRow) -> Row:
    cells = {name: source.values[name] for name in COLUMNS if source.values.get(name)}
    row = Row(source.number, cells)
    parts = {"core": row.core, "area": row.area, "behaviour": row.behaviour}
    columns = {"core": CORE_COLUMNS, "area": AREA_COLUMNS, "behaviour": BEHAVIOUR_COLUMNS}
    says = {
        part: any(name in cells for of, name in columns[part].items() if of != "key")
        for part in parts
    }
    full = {name: cells.get(name, "") for name in COLUMNS}
    for column in FIELDS:
        part, _dots, of = column.attribute.partition("__")
        if part not in parts or (of != "key" and not says[part]):
            continue
        name = column.column_name
        if of == "key" and part == "behaviour" and name not in cells:
            continue
        try:
            parts[part][of] = column.clean(full)
        except Misfit as misfit:
            row.wrong(name, _("something") if not misfit.expected else _expected(row, misfit, name))
    if row.behaviour and not says["behaviour"]:
        row.wrong(BEHAVIOUR_COLUMNS["text"], _("the text of this behaviour"))
    return row


def _expected(row: Row, misfit: Misfit, name: str) -> str:
    return misfit.expected if row.cells.get(name) else _("text: this cell is needed here")


def _check_wholes(rows: list[Row]) -> None:
    """Check that each core competency and area is stated, once, and stands in one place."""
    for part, columns in (("core", CORE_COLUMNS), ("area", AREA_COLUMNS)):
        stated: dict[str, Row] = {}
        first: dict[str, Row] = {}
        for row in rows:
            said = getattr(row, part)
            if "key" not in said:
                continue
            first.setdefault(said["key"], row)
            if len(said) > 1:
                _check_said_alike(row, said, stated.setdefault(said["key"], row), part, columns)
        for key, row in first.items():
            if key not in stated:
                row.wrong(columns["title"], _("its title, in one row of “%s”") % key)
    homes: dict[str, Row] = {}
    for row in rows:
        if "key" in row.area and "key" in row.core:
            home = homes.setdefault(row.area["key"], row)
            if home.core["key"] != row.core["key"]:
                row.wrong(
                    CORE_COLUMNS["key"],
                    _("“%(key)s”, under which row %(row)s has this area")
                    % {"key": home.core["key"], "row": home.number},
                )


def _check_said_alike(row: Row, said: Line, first: Row, part: str, columns: dict[str, str]) -> None:
    """Check that a second statement of a whole, where there is one, says the same."""
    there = getattr(first, part)
    for of, name in columns.items():
        if row is not first and of in said and of in there and said[of] != there[of]:
            row.wrong(
                name,
                _("what row %(row)s says of it, “%(text)s”, or nothing in all of its cells here")
                % {"row": first.number, "text": there[of][:60]},
            )


def _check_keys(rows: list[Row], base: Document, used: Collection[str]) -> None:
    """Check that no key is given twice; give one to each new behaviour that has none."""
    wholes = {row.core.get("key"): CORE_COLUMNS["key"] for row in rows}
    for row in rows:
        if "key" in row.area:
            if wholes.get(row.area["key"]) == CORE_COLUMNS["key"]:
                row.wrong(AREA_COLUMNS["key"], _("a key that no core competency has"))
            wholes.setdefault(row.area["key"], AREA_COLUMNS["key"])
    elsewhere = set(_keys_elsewhere(base))
    first: dict[str, Row] = {}
    for row in rows:
        for part, columns in (("core", CORE_COLUMNS), ("area", AREA_COLUMNS)):
            if getattr(row, part).get("key") in elsewhere:
                row.wrong(columns["key"], _("a key that no other text of the framework has"))
        key = row.behaviour.get("key")
        column = BEHAVIOUR_COLUMNS["key"]
        if key and (key in wholes or key in elsewhere):
            row.wrong(column, _("a key that no other text of the framework has"))
        elif not row.behaviour and "key" in row.area:
            key, column = f"area {row.area['key']}", AREA_COLUMNS["key"]
        if key and first.setdefault(key, row) is not row:
            row.wrong(column, _("a key of its own: row %s has it already") % first[key].number)
    taken = {*wholes, *elsewhere, *first, *_behaviours(base), *used}
    for row in rows:
        if row.behaviour and not row.behaviour.get("key") and "key" in row.area:
            row.behaviour["key"] = _new_key(row, taken)
            taken.add(row.behaviour["key"])


def _new_key(row: Row, taken: set[Any]) -> str:
    text = slugify(row.behaviour.get("text", "")[:LONGEST_KEY]).replace("_", "-")
    words = [word for word in text.split("-") if word][:WORDS_OF_A_KEY] or ["behaviour"]
    stem = f"{row.area['key']}.{'-'.join(words)}"[: LONGEST_KEY - 6].rstrip("-.")
    key, count = stem, 1
    while key in taken:
        count += 1
        key = f"{stem}-{count}"
    return key


def _check_bands(rows: list[Row], base: Document) -> None:
    bands = [band["key"] for band in base["bands"]]
    for row in rows:
        if row.behaviour.get("band") and row.behaviour["band"] not in bands:
            known = ", ".join(bands)
            expected = (
                _("one of: %s") % known if bands else _("nothing: this framework has no bands")
            )
            row.wrong(BEHAVIOUR_COLUMNS["band"], expected)


def _check_replaced(rows: list[Row], base: Document) -> None:
    """Check that what is replaced was there, and is left out."""
    there, kept = set(_behaviours(base)), {row.behaviour.get("key") for row in rows}
    for row in rows:
        old = row.behaviour.get("replaces")
        if not old:
            continue
        if row.behaviour.get("key") in there:
            row.wrong(REPLACES, _("nothing: only a new behaviour replaces another"))
        elif old not in there or old in kept:
            row.wrong(
                REPLACES,
                _("the key of a behaviour that the framework has and the sheet leaves out"),
            )


def _behaviours(base: Document) -> Iterator[str]:
    for core in base["core_competencies"]:
        for area in core["areas"]:
            yield from (behaviour["key"] for behaviour in area["behaviours"])


def _keys_elsewhere(base: Document) -> Iterator[str]:
    for name in ("introduction", "service_standards", "level_texts", "role_profiles"):
        yield from (one["key"] for one in base[name])


def _tree(rows: list[Row]) -> list[Line]:
    """Return the three levels in the order of the rows."""
    cores: dict[str, Line] = {}
    areas: dict[str, Line] = {}
    for row in rows:
        core = cores.setdefault(row.core["key"], {"areas": []})
        if row.states_core:
            core.update(row.core)
        if row.area["key"] not in areas:
            areas[row.area["key"]] = {"behaviours": []}
            core["areas"].append(areas[row.area["key"]])
        area = areas[row.area["key"]]
        if row.states_area:
            area.update(row.area)
        if row.behaviour:
            area["behaviours"].append(
                {of: value for of, value in row.behaviour.items() if of != "replaces"}
            )
    return list(cores.values())
