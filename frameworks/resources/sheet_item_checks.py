"""Check the rows of a sheet that are no statement, and put them together."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from .framework_file import Document
from .sheet_items import BAND, ITEM_SORTS, LEVEL, REASON, USE, identity_of
from .sheet_rows import Known, Row
from .version_sheet import AREA_COLUMNS, BEHAVIOUR_COLUMNS, CORE_COLUMNS

WHY_COLUMNS = (
    ("core", CORE_COLUMNS["reason"]),
    ("area", AREA_COLUMNS["reason"]),
    ("behaviour", BEHAVIOUR_COLUMNS["reason"]),
)


def check_items(
    items: Sequence[Row], statements: Sequence[Row], base: Document, known: Known
) -> Document:
    """Return the parts of a document that these rows make; faults are noted in the rows.

    :param statements: the other rows: each may give the reason for its own change.
    """
    by_sort = {name: [row for row in items if row.sort == name] for name in ITEM_SORTS}
    for name, rows in by_sort.items():
        _check_once(name, rows)
    _check_levels(by_sort[LEVEL], known)
    _check_band_levels(by_sort[BAND], by_sort[LEVEL])
    _check_uses(by_sort[USE], known)
    reasons = _reasons(statements)
    _check_reasons(by_sort[REASON], reasons, statements, base, known)
    parts: Document = {
        ITEM_SORTS[name].part: [row.item for row in rows] for name, rows in by_sort.items()
    }
    parts["bands"] = [
        {**band, "in_addition": band.get("in_addition") or None} for band in parts["bands"]
    ]
    parts["adaptations"] = sorted(
        [*parts["adaptations"], *({"key": key, "reason": why} for key, why in reasons.items())],
        key=lambda one: str(one.get("key", "")),
    )
    return parts


def _check_once(name: str, rows: Iterable[Row]) -> None:
    column = next(
        column
        for column, cell in ITEM_SORTS[name].cells.items()
        if cell.of == ITEM_SORTS[name].identity
    )
    first: dict[str, Row] = {}
    for row in rows:
        key = identity_of(name, row.item)
        if key and first.setdefault(key, row) is not row:
            row.wrong(column, _("it only once: row %s has it already") % first[key].number)


def _check_levels(rows: Iterable[Row], known: Known) -> None:
    """A role level is of the framework, not of a version: posts hold it under its name."""
    for row in rows:
        there = known.levels.get(row.item.get("key", ""))
        if there is None:
            continue
        for column, cell in ITEM_SORTS[LEVEL].cells.items():
            if cell.of in row.item and row.item[cell.of] != there[cell.of]:
                row.wrong(
                    column,
                    _("“%s”, as the role level is called in every version") % there[cell.of],
                )


def _check_band_levels(bands: Iterable[Row], levels: Iterable[Row]) -> None:
    named = [row.item["key"] for row in levels if "key" in row.item]
    for band in bands:
        odd = [key for key in band.item.get("levels", ()) if key not in named]
        if odd:
            known = ", ".join(named) or _("there is none")
            band.wrong("Role levels", _("keys of role levels of this sheet: %s") % known)


def _check_uses(rows: Iterable[Row], known: Known) -> None:
    for row in rows:
        item = row.item
        if known.may_permit is None or not item.get("permitted") or "purpose" not in item:
            continue
        if not known.may_permit(item["purpose"], item.get("sentence", "")):
            row.wrong(
                "Permitted",
                _("No: the original’s publisher does not permit it in these words"),
            )


def _reasons(statements: Iterable[Row]) -> dict[str, str]:
    """Return the reasons that statements give in their own rows, by key."""
    found: dict[str, str] = {}
    for row in statements:
        for part, _column in WHY_COLUMNS:
            said: dict[str, Any] = getattr(row, part)
            if said.get("reason") and said.get("key"):
                found[said["key"]] = said["reason"]
    return found


def _check_reasons(
    rows: Iterable[Row],
    given: dict[str, str],
    statements: Iterable[Row],
    base: Document,
    known: Known,
) -> None:
    keys = {getattr(row, part).get("key") for row in statements for part, _column in WHY_COLUMNS}
    keys |= {one["key"] for one in base["adaptations"]} | set(known.used)
    for row in rows:
        key = row.item.get("key")
        if key in given:
            row.wrong("Key", _("nothing here: the statement gives its reason in its own row"))
        elif key and key not in keys:
            row.wrong("Key", _("the key of a statement of this framework or of its original"))
