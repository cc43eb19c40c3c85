"""The rows of a sheet, read one by one."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from core.tables import SourceRow

from .reading import Misfit
from .sheet_items import ITEM_COLUMNS, ITEM_SORTS, ROW, read_item, sort_named
from .version_sheet import (
    AREA_COLUMNS,
    BEHAVIOUR_COLUMNS,
    COLUMNS,
    CORE_COLUMNS,
    FIELDS,
    FRAMEWORK,
    Cells,
    Line,
)


@dataclass
class Row:
    """One row of the sheet, read.

    ``sort`` names what it is where it is no statement, and ``item`` holds what it says then.
    ``core`` and ``area`` hold what the row says of them: only ``key`` where another row states
    their texts. ``behaviour`` is empty in the row of an area that has none.
    """

    number: int
    cells: Cells
    core: Line = field(default_factory=dict)
    area: Line = field(default_factory=dict)
    behaviour: Line = field(default_factory=dict)
    sort: str = ""
    item: Line = field(default_factory=dict)
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
class Known:
    """What is known of a framework beside the document of its version.

    :ivar used: keys that its versions and its original have or had: none is given a second time.
    :ivar levels: its role levels as every version has them, by key: title, grade, rank.
    :ivar may_permit: whether it may permit a purpose in these words; None where it may any.
    """

    used: Collection[str] = frozenset()
    levels: Mapping[str, Line] = field(default_factory=dict)
    may_permit: Callable[[str, str], bool] | None = None


def read_row(source: SourceRow) -> Row:
    """Read a row; what is wrong with a cell is noted in it."""
    cells = {name: source.values[name] for name in COLUMNS if source.values.get(name)}
    row = Row(source.number, cells)
    if cells.get(ROW):
        _read_item(row)
        return row
    for name in ITEM_COLUMNS:
        if name in cells:
            row.wrong(name, _("nothing: that is for rows which say in “%s” what they are") % ROW)
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


def _read_item(row: Row) -> None:
    """Read a row that is no statement."""
    sort = sort_named(row.cells[ROW])
    if sort is None:
        row.sort = row.cells[ROW]
        row.wrong(ROW, _("one of: %s; nothing for a behaviour or area") % ", ".join(ITEM_SORTS))
        return
    row.sort = sort
    row.item.update(read_item(sort, row.cells, row.wrong))
    for name in row.cells:
        if name not in (FRAMEWORK, ROW, *ITEM_SORTS[sort].cells):
            row.wrong(name, _("nothing: a row of this sort has no such cell"))


def _expected(row: Row, misfit: Misfit, name: str) -> str:
    return misfit.expected if row.cells.get(name) else _("text: this cell is needed here")
