"""Read an Excel file without trusting it: a zip of XML that may unpack to anything."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from core.cells import text_of
from core.tables import FileFault, Limits, too_many

OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # .xls, and .xlsx under a password
MOST_PARTS = 1000
# Elements of a part that is no sheet and holds no texts of cells: styles, names, relations.
MOST_ELEMENTS = 50_000
TAGS_A_CELL = 8  # the opening and closing tags of a cell, its value and the runs of its text

ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
CELL = re.compile(rb"<(?:\w+:)?c(?=[\s>/])(?:[^>]*?\sr=[\"']([A-Z]+)\d+[\"'])?")
FORMULA_WITHOUT_VALUE = re.compile(rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?:\s[^>]*)?/>)\s*</(?:\w+:)?c>")

FORMULA = re.compile(
    rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Z]{1,3}\d{1,7})[\"'][^>]*>\s*<(?:\w+:)?f[\s>/]"
)
ANY_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref=[\"']([A-Z0-9:]{1,21})[\"']")
MOST_NAMED = 10


def xlsx_lines(content: bytes, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of the first sheet of an Excel file, with the numbers Excel shows.

    :raises FileFault: when it is no Excel file, too large unpacked, or has too many cells;
        this is found out before it is parsed.
    """
    if content.startswith(OLD_EXCEL):
        raise FileFault(
            _("The file is an old Excel file or has a password. Save it as .xlsx without one.")
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_parts(package, limits)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _unreadable() from error
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of decorations that it leaves out
        yield from _parsed(content, limits)


def _parsed(content: bytes, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True)
        number = 0
        while (row := next(rows, None)) is not None:
            number += 1
            if number > limits.rows + 1:
                raise too_many(limits)
            yield number, [text_of(value) for value in row]
    except FileFault:
        raise
    except Exception as error:  # whatever the parser trips over in a broken file
        raise _unreadable() from error


def _check_parts(package: zipfile.ZipFile, limits: Limits) -> None:
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > limits.unzipped_bytes:
        raise FileFault(
            _("The file is larger than %(size)s MB when it is unpacked.")
            % {"size": limits.unzipped_bytes // 1024 // 1024}
        )
    cells = 0
    for part in parts:
        if not part.filename.lower().endswith((".xml", ".rels")):
            continue
        # zipfile reads no more than the size that the part declares, which was counted above.
        xml = package.read(part)
        if b"<!" in xml.replace(b"<!--", b"").replace(b"<![CDATA[", b"") or b"\x00" in xml:
            raise _unreadable()
        _check_elements(part.filename, xml, limits)
        if part.filename.startswith("xl/worksheets/"):
            cells += _check_cells(xml, limits)
    if cells > limits.cells:
        raise too_many(limits)


def _check_elements(name: str, xml: bytes, limits: Limits) -> None:
    """Refuse a part of more elements than a file within the limits needs: each becomes objects.

    Forty megabytes of empty rows or styles are a few kilobytes packed and gigabytes parsed.
    """
    sheet = name.startswith("xl/worksheets/")
    if sheet:
        most = limits.cells * TAGS_A_CELL + limits.rows * 2 + MOST_ELEMENTS
    elif name == "xl/sharedStrings.xml":
        most = limits.cells * TAGS_A_CELL
    else:
        most = MOST_ELEMENTS
    if xml.count(b"<") > most or (sheet and sum(1 for _row in ROW.finditer(xml)) > limits.rows + 1):
        raise too_many(limits)


def _check_cells(xml: bytes, limits: Limits) -> int:
    """Return the number of cells of a sheet."""
    if limits.only_typed:
        _check_typed(xml)
    if FORMULA_WITHOUT_VALUE.search(xml):
        raise FileFault(
            _("The file has formulas whose results are not stored. Paste them as values first.")
        )
    count = 0
    for count, found in enumerate(CELL.finditer(xml), start=1):
        letters = found.group(1)
        far = letters and (
            len(letters) > 3 or column_index_from_string(letters.decode()) > limits.columns
        )
        if far:
            raise FileFault(
                _("The file has more than %(count)s columns.") % {"count": limits.columns}
            )
        if count > limits.cells:
            break
    return count


def _check_typed(xml: bytes) -> None:
    """Refuse formulas and merged cells, naming the first of them."""
    if ANY_FORMULA.search(xml):
        formulas = [found.group(1).decode() for found in FORMULA.finditer(xml)]
        raise FileFault(
            _("The file has formulas: %(cells)s. Put their texts in their place.")
            % {"cells": _named(formulas) or _("in cells without a name")}
        )
    merged = [found.group(1).decode() for found in MERGED.finditer(xml)]
    if merged:
        raise FileFault(
            _("The file has merged cells: %(cells)s. Unmerge them.") % {"cells": _named(merged)}
        )


def _named(cells: list[str]) -> str:
    more = _(" and %(count)s more") % {"count": len(cells) - MOST_NAMED}
    return ", ".join(cells[:MOST_NAMED]) + (more if len(cells) > MOST_NAMED else "")


def _unreadable() -> FileFault:
    return FileFault(_("The file is not an Excel file that can be read. Save it as .xlsx again."))
