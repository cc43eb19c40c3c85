"""Lay the rows of a sheet over a framework document. Reads nothing, writes nothing."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.tables import SourceRow

from .framework_file import Document
from .sheet_item_checks import check_items
from .sheet_items import ROW
from .sheet_rows import Known, Row, read_row
from .version_sheet import (
    AREA_COLUMNS,
    BEHAVIOUR_COLUMNS,
    CORE_COLUMNS,
    REPLACES,
    WHYS,
    Line,
)

LONGEST_KEY = 120
WORDS_OF_A_KEY = 6


@dataclass(frozen=True)
class Laid:
    """The rows, each with its faults; where none has any, the document that they make."""

    rows: list[Row]
    document: Document | None
    says_more: bool = False


def lay(sources: Iterable[SourceRow], base: Document, known: Known | None = None) -> Laid:
    """Lay the rows of a sheet over a document.

    :param base: the document of the version that the sheet is about. All that the sheet has no
        column for stays as it is there; what replaces what is said anew.

    Where no row is of a sort of its own, and no reason is given, then role levels, bands, permitted
    uses and reasons stay as they are.
    """
    known = known or Known()
    rows = [read_row(source) for source in sources]
    statements = [row for row in rows if not row.sort]
    items = [row for row in rows if row.sort]
    says_more = bool(items) or any(name in row.cells for row in rows for name in WHYS)
    _check_wholes(statements)
    _check_keys(statements, base, known.used)
    parts = check_items(items, statements, base, known) if says_more else {}
    _check_bands(statements, {**base, **parts})
    _check_replaced(statements, base)
    if not statements:
        rows[0].wrong(ROW, _("rows of core competencies, areas and behaviours as well"))
    if any(row.faults for row in rows):
        return Laid(rows, None, says_more)
    replacements = [
        {"old": row.behaviour["replaces"], "new": row.behaviour["key"], "reason": ""}
        for row in statements
        if row.behaviour.get("replaces")
    ]
    tree = _tree(statements)
    document = {**base, **parts, "core_competencies": tree, "replacements": replacements}
    return Laid(rows, document, says_more)


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
            core.update(_without_reason(row.core))
        if row.area["key"] not in areas:
            areas[row.area["key"]] = {"behaviours": []}
            core["areas"].append(areas[row.area["key"]])
        area = areas[row.area["key"]]
        if row.states_area:
            area.update(_without_reason(row.area))
        if row.behaviour:
            said = _without_reason(row.behaviour)
            said.pop("replaces", None)
            area["behaviours"].append(said)
    return list(cores.values())


def _without_reason(said: Line) -> Line:
    return {of: value for of, value in said.items() if of != "reason"}
