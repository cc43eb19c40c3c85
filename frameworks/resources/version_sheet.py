"""A version as a spreadsheet: a row for each behaviour, and for each area that has none.

The texts of a core competency and of an area stand once, in one of their rows; every row names
both by key. The order of the rows is the order of the framework. Behind them stand the rows that
are no statement (``sheet_items``): role levels, bands, permitted uses, reasons.

Reading, converting and writing a cell is carried by django-import-export; what may stand in it is
the shape of its field in a framework file, so a sheet can hold nothing that a file cannot.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from import_export import fields, resources, widgets
from import_export.formats.base_formats import Format

from core.cells import write_csv, write_xlsx
from core.tables import Limits
from frameworks.enums import BehaviourKind

from .framework_file import AREA, BEHAVIOUR, CORE_COMPETENCY, Document
from .reading import Misfit, shown
from .shapes import KeyOrNone, Shape, Text
from .sheet_items import ITEM_COLUMNS, ROW, cells_of_item, items_of

SHEET_NAME = "Framework"
FRAMEWORK, REPLACES, REASONS = "Framework", "Replaces", "What is wrong"
LIMITS = Limits(
    unzipped_bytes=20 * 1024 * 1024, rows=12_000, columns=40, cells=450_000, only_typed=True
)
WHY = Text(optional=True)
SHAPES: dict[str, dict[str, Shape]] = {
    "core": {**CORE_COMPETENCY.fields, "reason": WHY},
    "area": {**AREA.fields, "reason": WHY},
    "behaviour": {**BEHAVIOUR.fields, "replaces": KeyOrNone(), "reason": WHY},
}


class ShapeWidget(widgets.Widget):
    """Reads a cell by the shape of its field in a framework file."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> Any:
        """Return what the cell says.

        :raises Misfit: it is not what the field asks for.
        """
        return self.shape.read(value, "") if value else self.shape.absent("")


class KindWidget(ShapeWidget):
    """The kind of a behaviour, by its word on screen or in files."""

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> Any:
        for kind in BehaviourKind:
            if value.casefold() in (kind.value, str(kind.label).casefold()):
                return kind.value
        words = ", ".join(str(label) for label in BehaviourKind.labels)
        raise Misfit("", shown(value), _("one of: %s") % words)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return str(BehaviourKind(value).label) if value else ""


def column(name: str, part: str, of: str) -> fields.Field:
    """Return the column of one field of a core competency, an area or a behaviour."""
    widget = KindWidget if of == "kind" else ShapeWidget
    return fields.Field(f"{part}__{of}", name, widget(SHAPES[part][of]))


def of_item(name: str) -> fields.Field:
    """Return a column of the rows that are no statement (``sheet_items``)."""
    return fields.Field(f"item__{name}", name)


class VersionSheet(resources.Resource):
    """The columns of the sheet, in the order in which it is written. A file may have another."""

    framework = fields.Field("framework", FRAMEWORK)
    core_key = column("Core competency key", "core", "key")
    core_number = column("Core competency number", "core", "printed_number")
    core_title = column("Core competency", "core", "title")
    core_sentence = column("Core competency sentence", "core", "sentence")
    core_stem = column("Core competency stem", "core", "stem")
    core_note = column("Core competency note", "core", "note")
    area_key = column("Area key", "area", "key")
    area_number = column("Area number", "area", "printed_number")
    area_title = column("Area", "area", "title")
    area_text = column("Area text", "area", "text")
    area_note = column("Area note", "area", "note")
    behaviour_key = column("Behaviour key", "behaviour", "key")
    behaviour_kind = column("Kind", "behaviour", "kind")
    behaviour_band = column("Band", "behaviour", "band")
    behaviour_number = column("Behaviour number", "behaviour", "printed_number")
    behaviour_stem = column("Behaviour stem", "behaviour", "stem")
    behaviour_text = column("Behaviour", "behaviour", "text")
    behaviour_note = column("Behaviour note", "behaviour", "note")
    behaviour_replaces = column(REPLACES, "behaviour", "replaces")
    core_reason = column("Core competency reason", "core", "reason")
    area_reason = column("Area reason", "area", "reason")
    behaviour_reason = column("Behaviour reason", "behaviour", "reason")
    row = fields.Field("row", ROW)
    item_key = of_item("Key")
    item_title = of_item("Title")
    item_grade = of_item("Grade")
    item_rank = of_item("Rank")
    item_levels = of_item("Role levels")
    item_in_addition = of_item("In addition")
    item_purpose = of_item("Purpose")
    item_permitted = of_item("Permitted")
    item_sentence = of_item("Sentence")
    item_note = of_item("Note")
    item_reason = of_item("Reason")


class GuardedCSV(Format):
    """CSV in UTF-8 without a live formula (core.cells)."""

    def get_extension(self) -> str:
        return "csv"

    def get_content_type(self) -> str:
        return "text/csv"

    def export_data(self, dataset: Any, **kwargs: Any) -> bytes:
        return write_csv(dataset.headers, dataset)


class GuardedXLSX(Format):
    """Excel whose texts stay texts (core.cells)."""

    def get_extension(self) -> str:
        return "xlsx"

    def get_content_type(self) -> str:
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def export_data(self, dataset: Any, **kwargs: Any) -> bytes:
        return write_xlsx(dataset.headers, dataset, SHEET_NAME)


SHEET = VersionSheet()
FIELDS: tuple[fields.Field, ...] = tuple(SHEET.get_export_fields())
COLUMNS: tuple[str, ...] = tuple(SHEET.get_export_headers())
WHYS = ("Core competency reason", "Area reason", "Behaviour reason")
OPTIONAL = (REPLACES, *WHYS, ROW, *ITEM_COLUMNS, REASONS)
REQUIRED = tuple(name for name in COLUMNS if name not in OPTIONAL)
FORMATS: dict[str, Format] = {one.get_extension(): one for one in (GuardedCSV(), GuardedXLSX())}

Line = dict[str, Any]
Cells = dict[str, str]


def part_columns(part: str) -> dict[str, str]:
    """Return the columns of a part, by the names of its fields."""
    own = [field for field in FIELDS if field.attribute.startswith(f"{part}__")]
    return {field.attribute.removeprefix(f"{part}__"): field.column_name for field in own}


CORE_COLUMNS, AREA_COLUMNS, BEHAVIOUR_COLUMNS = map(part_columns, SHAPES)


def reference_of(document: Document) -> str:
    """Return what the first column says: ``ombudsman-association/1``."""
    return f"{document['framework']['code']}/{document['version']['number']}"


def lines_of(reference: str, competencies: Sequence[Line]) -> Iterator[Line]:
    """Yield the rows of a version, each as its parts; texts of a whole in its first row only."""
    for core in competencies:
        stated_core = core
        for area in core["areas"]:
            stated_area = area
            for behaviour in area["behaviours"] or [{}]:
                yield {
                    "framework": reference,
                    "core": stated_core,
                    "area": stated_area,
                    "behaviour": behaviour,
                }
                stated_core, stated_area = {"key": core["key"]}, {"key": area["key"]}


def with_reasons(document: Document) -> list[Line]:
    """Return the three levels of a document, each statement with the reason for its change."""
    why = {one["key"]: one["reason"] for one in document["adaptations"]}

    def told(said: Line, **within: Any) -> Line:
        return {**said, "reason": why.get(said["key"], ""), **within}

    return [
        told(
            core,
            areas=[
                told(area, behaviours=[told(leaf) for leaf in area["behaviours"]])
                for area in core["areas"]
            ],
        )
        for core in document["core_competencies"]
    ]


def keys_of(competencies: Sequence[Line]) -> set[str]:
    """Return the keys of core competencies, areas and behaviours."""
    areas = [area for core in competencies for area in core["areas"]]
    leaves = [leaf for area in areas for leaf in area["behaviours"]]
    return {one["key"] for one in (*competencies, *areas, *leaves)}


def all_lines_of(document: Document) -> Iterator[Line]:
    """Yield every row of a version: its statements, then what else the sheet says of it."""
    reference, competencies = reference_of(document), with_reasons(document)
    yield from lines_of(reference, competencies)
    for name, item in items_of(document, keys_of(competencies)):
        item_cells = cells_of_item(name, item)
        yield {"framework": reference, "row": name, "item": item_cells, **NO_STATEMENT}


NO_STATEMENT: Line = {"core": {}, "area": {}, "behaviour": {}}


def cells_of(line: Line) -> Cells:
    """Return the filled cells of a row, by column."""
    cells = zip(COLUMNS, SHEET.export_resource(line), strict=True)
    return {name: cell for name, cell in cells if cell}


def version_file(document: Document, ending: str) -> bytes:
    """Return a version as a file.

    :param document: of the version; of it the parts that a sheet has (``sheet_document_of``).
    :param ending: ``csv`` or ``xlsx``.
    """
    dataset = SHEET.export(all_lines_of(document))
    return FORMATS[ending].export_data(dataset)


def faults_file(rows: Iterator[tuple[Cells, str]], ending: str) -> bytes:
    """Return rows as they were sent, with a column of what is wrong with each."""
    columns = (*COLUMNS, REASONS)
    lines = ([*(cells.get(name, "") for name in COLUMNS), reasons] for cells, reasons in rows)
    if ending == "csv":
        return write_csv(columns, lines)
    return write_xlsx(columns, lines, SHEET_NAME)
