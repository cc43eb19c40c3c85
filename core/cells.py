"""Cells of spreadsheets: written so that none is a live formula, and read back as they were."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

# What Excel, LibreOffice or Numbers may take for the start of a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def looks_live(text: str) -> bool:
    """Say whether a spreadsheet might take this text for a formula."""
    return text.startswith(FORMULA_STARTS)


def safe_text(text: str) -> str:
    """Return a text as it may stand in a CSV: an apostrophe keeps a formula from living."""
    return f"'{text}" if looks_live(text) else text


def plain_text(text: str) -> str:
    """Return a text that :func:`safe_text` wrote as it was before."""
    return text[1:] if text.startswith("'") and looks_live(text[1:]) else text


def text_of(value: Any) -> str:
    """Return the value of a cell as text: dates as 2026-11-30, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value).strip()


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a CSV file that Excel opens in UTF-8; no cell of it is a live formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in [columns, *rows]:
        writer.writerow([safe_text(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str = "") -> bytes:
    """Return an Excel file; texts stay texts, whatever they begin with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31] or None)
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, column, bold=True) for column in columns])
    for row in rows:
        sheet.append([None if value in (None, "") else _cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> WriteOnlyCell:
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = looks_live(value)
    if bold:
        cell.font = Font(bold=True)
    return cell
