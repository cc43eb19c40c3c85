"""The rows of a sheet that are no statement: role levels, bands, permitted uses, reasons.

Such a row says in the column *Row* what it is, and uses the columns after it. A sheet without any
of them leaves all of these as they are; with one, they are what the sheet says.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from frameworks.enums import Purpose
from frameworks.models import AdaptationReason, Band, PermittedUse, RoleLevel

from .framework_file import Document
from .reading import Misfit, shown
from .shapes import Choice, Key, Many, Shape, Whole, YesNo, text_of

ROW = "Row"
LEVEL, BAND, USE, REASON = "Role level", "Band", "Permitted use", "Reason"
YES, NO = "Yes", "No"

Item = dict[str, Any]


def _as_it_is(cell: str) -> Any:
    return cell


def _whole(cell: str) -> Any:
    return int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 6 else cell


def _keys(cell: str) -> list[str]:
    return [key.strip() for key in cell.split(",") if key.strip()]


def _yes_or_no(cell: str) -> bool:
    words = {YES.casefold(): True, NO.casefold(): False}
    if cell.casefold() not in words:
        raise Misfit("", shown(cell), _("Yes or No"))
    return words[cell.casefold()]


def _purpose(cell: str) -> str:
    for purpose in Purpose:
        if cell.casefold() in (purpose.value, str(purpose.label).casefold()):
            return purpose.value
    labels = ", ".join(str(label) for label in Purpose.labels)
    raise Misfit("", shown(cell), _("one of: %s") % labels)


def _shown_yes(value: Any) -> str:
    return YES if value else NO


def _shown_keys(value: Sequence[str]) -> str:
    return ", ".join(value)


def _shown_purpose(value: str) -> str:
    return str(Purpose(value).label)


@dataclass(frozen=True)
class Cell:
    """One cell of such a row: the field it is, what may stand in it, how it is read and shown."""

    of: str
    shape: Shape
    read: Callable[[str], Any] = _as_it_is
    show: Callable[[Any], str] = str


@dataclass(frozen=True)
class Sort:
    """One sort of such rows: the part of the document it is, its cells by column."""

    part: str
    identity: str
    cells: Mapping[str, Cell] = field(default_factory=dict)


ITEM_SORTS: dict[str, Sort] = {
    LEVEL: Sort(
        "role_levels",
        "key",
        {
            "Key": Cell("key", Key(40)),
            "Title": Cell("title", text_of(RoleLevel, "title")),
            "Grade": Cell("grade", text_of(RoleLevel, "grade")),
            "Rank": Cell("rank", Whole(1, 99), _whole),
        },
    ),
    BAND: Sort(
        "bands",
        "key",
        {
            "Key": Cell("key", Key(80)),
            "Title": Cell("title", text_of(Band, "title")),
            "Role levels": Cell("levels", Many(Key(40), least=1), _keys, _shown_keys),
            "In addition": Cell("in_addition", YesNo(), _yes_or_no, _shown_yes),
        },
    ),
    USE: Sort(
        "permitted_uses",
        "purpose",
        {
            "Purpose": Cell("purpose", Choice(Purpose.values), _purpose, _shown_purpose),
            "Permitted": Cell("permitted", YesNo(), _yes_or_no, _shown_yes),
            "Sentence": Cell("sentence", text_of(PermittedUse, "sentence")),
            "Note": Cell("note", text_of(PermittedUse, "note")),
        },
    ),
    REASON: Sort(
        "adaptations",
        "key",
        {
            "Key": Cell("key", Key()),
            "Reason": Cell("reason", text_of(AdaptationReason, "reason")),
        },
    ),
}
ITEM_COLUMNS: tuple[str, ...] = tuple(
    dict.fromkeys(column for sort in ITEM_SORTS.values() for column in sort.cells)
)


def sort_named(cell: str) -> str | None:
    """Return the sort of row that a cell of the column *Row* names; None: there is none such."""
    return next((name for name in ITEM_SORTS if name.casefold() == cell.casefold()), None)


def cells_of_item(name: str, item: Item) -> dict[str, str]:
    """Return the filled cells of an item, by column."""
    cells = {}
    for column, cell in ITEM_SORTS[name].cells.items():
        value = item[cell.of]
        if value or isinstance(value, bool):
            cells[column] = cell.show(value)
    return cells


def read_item(name: str, cells: Mapping[str, str], wrong: Callable[[str, str], None]) -> Item:
    """Return what a row of a sort says; what cannot be is told to ``wrong`` by column."""
    item: Item = {}
    for column, cell in ITEM_SORTS[name].cells.items():
        said = cells.get(column, "")
        try:
            item[cell.of] = cell.shape.read(cell.read(said), "") if said else _unsaid(cell)
        except Misfit as misfit:
            wrong(column, misfit.expected if said else _("text: this cell is needed here"))
    return item


def _unsaid(cell: Cell) -> Any:
    """Read an empty cell; a band that is not said to be in addition is not."""
    return False if cell.of == "in_addition" else cell.shape.absent("")


def items_of(document: Document, statements: Collection[str]) -> Iterator[tuple[str, Item]]:
    """Yield the items of a version; reasons only of what is no row: what was left out, say.

    :param statements: the keys of the core competencies, areas and behaviours of the version.
    """
    for name, sort in ITEM_SORTS.items():
        for item in document[sort.part]:
            if name == REASON and item["key"] in statements:
                continue
            said = {**item}
            if name == BAND:
                said["in_addition"] = bool(item["in_addition"])
            yield name, said


def identity_of(name: str, item: Item) -> str:
    return str(item.get(ITEM_SORTS[name].identity, ""))
