"""Read an uploaded CSV or Excel file as a table of texts, within limits, or say what is wrong.

Sizes are checked before anything is parsed: a small file can unpack to gigabytes.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.cells import plain_text
from core.errors import DomainError

FIELD = "file"


@dataclass(frozen=True)
class Limits:
    """How large a file may be. ``unzipped_bytes`` is for Excel files, which are packed.

    ``only_typed``: neither formulas, whose stored results may be old, nor merged cells.
    """

    file_bytes: int = 5 * 1024 * 1024
    unzipped_bytes: int = 40 * 1024 * 1024
    rows: int = 20_000
    columns: int = 100
    cells: int = 500_000
    cell_length: int = 10_000
    only_typed: bool = False


@dataclass(frozen=True)
class SourceRow:
    """One row: its number as the spreadsheet shows it, and its values by column."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True)
class Table:
    columns: tuple[str, ...]
    rows: tuple[SourceRow, ...]


class FileFault(DomainError):
    """An uploaded file cannot be read; the sentence says where and what to do about it."""

    def __init__(self, message: str) -> None:
        super().__init__(message, FIELD)


def to_table(
    lines: Iterable[tuple[int, Sequence[str]]],
    *,
    required: Sequence[str],
    optional: Sequence[str],
    limits: Limits,
) -> Table:
    """Return lines of cells as a table; the first line that is not empty names the columns.

    Names of columns are compared without regard to case and spaces around them. Empty lines
    are passed over.

    :raises FileFault: for a column that is missing, unknown or there twice, a row with more
        cells than columns, a cell or a file that is too long, or a file without rows.
    """
    filled = ((number, cells) for number, cells in lines if any(cells))
    try:
        _number, names = next(filled)
    except StopIteration:
        raise FileFault(_("The file is empty.")) from None
    columns = _columns(names, required, optional, limits)
    rows: list[SourceRow] = []
    cells_read = 0
    for number, cells in filled:
        cells_read += len(cells)
        if len(rows) >= limits.rows or cells_read > limits.cells:
            raise too_many(limits)
        rows.append(SourceRow(number, _values(number, cells, columns, limits)))
    if not rows:
        raise FileFault(_("The file has no rows under its column names."))
    return Table(tuple(column for column in columns if column), tuple(rows))


def too_many(limits: Limits) -> FileFault:
    """Return the fault of a file with too many rows or cells."""
    return FileFault(
        _(
            "The file has more than %(rows)s rows or %(cells)s cells, counting formatted empty "
            "ones. Delete what is not needed, or send it in parts."
        )
        % {"rows": f"{limits.rows:,}", "cells": f"{limits.cells:,}"}
    )


def _columns(
    names: Sequence[str], required: Sequence[str], optional: Sequence[str], limits: Limits
) -> list[str]:
    if len(names) > limits.columns:
        raise FileFault(_("The file has more than %(count)s columns.") % {"count": limits.columns})
    known = {_folded(name): name for name in [*required, *optional]}
    columns = [known.get(_folded(name), name.strip()) for name in names]
    named = [column for column in columns if column]
    missing = [name for name in required if name not in named]
    if missing:
        raise FileFault(
            _("The file has no column named %(names)s. Its columns are: %(columns)s.")
            % {"names": _listed(missing), "columns": _listed(named[:20])}
        )
    unknown = [column for column in named if known and _folded(column) not in known]
    if unknown:
        raise FileFault(
            _("The file has columns that are not known: %(names)s. Remove or rename them.")
            % {"names": _listed(unknown)}
        )
    twice = sorted({column for column in named if named.count(column) > 1})
    if twice:
        raise FileFault(_("The file has two columns named %(names)s.") % {"names": _listed(twice)})
    return columns


def _values(
    number: int, cells: Sequence[str], columns: Sequence[str], limits: Limits
) -> dict[str, str]:
    values = {column: "" for column in columns if column}
    for position, cell in enumerate(cells):
        text = plain_text(cell.strip())
        if not text:
            continue
        column = columns[position] if position < len(columns) else ""
        if not column:
            raise FileFault(
                _("Row %(row)s has “%(value)s” in a column without a name.")
                % {"row": number, "value": text[:40]}
            )
        if len(text) > limits.cell_length:
            raise FileFault(
                _("Row %(row)s, %(column)s: the text is longer than %(count)s characters.")
                % {"row": number, "column": column, "count": f"{limits.cell_length:,}"}
            )
        values[column] = text
    return values


def csv_lines(content: bytes, limits: Limits | None = None) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of a CSV file with their numbers; comma, semicolon or tab between cells.

    :raises FileFault: when it is not UTF-8 or not CSV, or has a formula where the limits want
        only what was typed.
    """
    only_typed = limits is not None and limits.only_typed
    text = _decoded(content)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if only_typed and any(cell.startswith("=") for cell in cells):
                raise FileFault(
                    _("Row %(row)s has a formula. Put its text in its place.") % {"row": number}
                )
            yield number, cells
    except csv.Error as error:
        raise FileFault(
            _("Row %(row)s cannot be read: its quotation marks do not pair up.")
            % {"row": number + 1}
        ) from error


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in content[:1000]:
        raise FileFault(_("The file is not CSV in UTF-8. Save it as “CSV UTF-8” and try again."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise FileFault(
            _(
                "Row %(row)s has a character that is not UTF-8. "
                "Save the file as “CSV UTF-8” and try again."
            )
            % {"row": row}
        ) from error


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name[:40]}”" for name in names)
