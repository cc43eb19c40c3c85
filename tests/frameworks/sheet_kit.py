"""Sheets as a framework admin sends them: the export of a version, with changes."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from core.cells import write_csv, write_xlsx
from core.models import ImportRun
from core.services.imports import counts_of, read_file
from frameworks.models import Version
from frameworks.resources.version_sheet import (
    COLUMNS,
    LIMITS,
    OPTIONAL,
    REQUIRED,
    all_lines_of,
    cells_of,
    lines_of,
    reference_of,
)
from frameworks.services.comparing import document_of, sheet_document_of
from frameworks.services.version_import import compare_sheet

Rows = list[dict[str, str]]


def rows_of(version: Version) -> Rows:
    """Return the statements of a version's export, each row as its filled cells."""
    document = document_of(version)
    return [
        cells_of(line) for line in lines_of(reference_of(document), document["core_competencies"])
    ]


def all_rows_of(version: Version) -> Rows:
    """Return every row of a version's export, also those that are no statement."""
    return [cells_of(line) for line in all_lines_of(sheet_document_of(version))]


def sheet_of(rows: Rows, ending: str = "csv", columns: tuple[str, ...] = COLUMNS) -> Any:
    """Return rows as an uploaded file."""
    write = write_csv if ending == "csv" else write_xlsx
    lines = [[row.get(name, "") for name in columns] for row in rows]
    return SimpleUploadedFile(f"sheet.{ending}", write(columns, lines))


def compared(version: Version, rows: Rows, by: Any, ending: str = "csv") -> ImportRun:
    """Compare rows with the framework of a version, as uploading them does."""
    file = read_file(sheet_of(rows, ending), required=REQUIRED, optional=OPTIONAL, limits=LIMITS)
    return compare_sheet(framework=version.framework, file=file, by=by)


def changed(version: Version, change: Callable[[Rows], Any], by: Any) -> ImportRun:
    """Compare the export of a version after a change to its rows."""
    rows = rows_of(version)
    change(rows)
    return compared(version, rows, by)


def counted(run: ImportRun) -> dict[str, int]:
    """Return the outcomes that a comparison has."""
    return {name: count for name, count in counts_of(run).items() if count}


def told(run: ImportRun) -> list[str]:
    """Return what a comparison says is wrong, row by row."""
    return [
        f"{row.number}: {message}"
        for row in run.rows.order_by("number")
        for message in row.messages
    ]
