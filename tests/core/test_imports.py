"""Files in and out: read within limits, compared first, no live formula."""

import csv
import datetime as dt
import io
import time
import tracemalloc
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from core.cells import plain_text, safe_text, write_csv, write_xlsx
from core.errors import DomainError, Stale
from core.models import AuditEvent, ImportRun
from core.services.imports import (
    Compared,
    Outcome,
    abandon,
    begin_applying,
    counts_of,
    digest_of,
    discard_old_comparisons,
    keep_comparison,
    read_file,
)
from core.tables import FileFault, Limits

BEN = "people.user:8"
REQUIRED = ("Reference", "Service area")


def upload(content: bytes | str, name: str = "cases.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def book(*rows: list[object], **sheets: object) -> bytes:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def with_part(content: bytes, name: str, text: bytes) -> bytes:
    """Return an Excel file with one of its parts replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, text)
    return out.getvalue()


def sheet(rows: bytes) -> bytes:
    xml = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml'
        b'/2006/main"><sheetData>' + rows + b"</sheetData></worksheet>"
    )
    return with_part(book(["a"]), "xl/worksheets/sheet1.xml", xml)


def fault(content: bytes | str, **more) -> str:
    with pytest.raises(FileFault) as caught:
        read_file(upload(content), **more)
    assert caught.value.field == "file"
    return caught.value.message


# Reading


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_is_read_whatever_stands_between_its_cells(delimiter):
    text = f"reference{delimiter}SERVICE  AREA\r\nC1{delimiter}Housing\r\n\r\nC2{delimiter}Debt\r\n"
    table = read_file(upload(text), required=REQUIRED).table
    assert table.columns == REQUIRED
    assert [(row.number, row.values["Reference"]) for row in table.rows] == [(2, "C1"), (4, "C2")]


def test_an_excel_file_is_read_as_its_csv_would_be():
    content = book(
        ["Reference", "Service area", "Opened", "Weight"],
        ["C1", " Housing ", dt.datetime(2026, 11, 2), 3.0],
        [None, None, None, None],
        [1002, "Debt", dt.date(2026, 11, 3), 1.5],
    )
    table = read_file(upload(content, "cases.xlsx")).table
    assert [(row.number, list(row.values.values())) for row in table.rows] == [
        (2, ["C1", "Housing", "2026-11-02", "3"]),
        (4, ["1002", "Debt", "2026-11-03", "1.5"]),
    ]


def test_a_byte_order_mark_and_accents_are_read():
    table = read_file(upload("\ufeffReference,Service area\nC1,Café £5 – “quoted”\n")).table
    assert table.rows[0].values == {"Reference": "C1", "Service area": "Café £5 – “quoted”"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "The file is empty."),
        ("\n\n,,\n", "The file is empty."),
        ("Reference,Service area\n", "no rows under its column names"),
        ("Reference,Area\nC1,x\n", "no column named “Service area”"),
        ("Reference,Service area,Client\nC1,x,y\n", "not known: “Client”"),
        ("Reference,Service area,reference\nC1,x,C1\n", "two columns named “Reference”"),
        ("Reference,Service area\nC1,x,y\n", "Row 2 has “y” in a column without a name"),
        ('Reference,Service area\nC1,"x\n', "Row 2 cannot be read"),
        ("Reference,Service area\nC1,ok\nC2,caf\xe9\n".encode("latin-1"), "Row 3 has a character"),
        ("Reference\n".encode("utf-16"), "Save it as “CSV UTF-8”"),
        (b"Reference\x00,Service area\n", "Save it as “CSV UTF-8”"),
        (b"\xd0\xcf\x11\xe0 old", "old Excel file or has a password"),
        (b"PK\x03\x04 broken", "not an Excel file that can be read"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content, sentence):
    assert sentence in fault(content, required=REQUIRED)


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        (Limits(file_bytes=10), "larger than 0 MB"),
        (Limits(rows=2), "more than 2 rows"),
        (Limits(cells=5), "5 cells"),
        (Limits(columns=1), "more than 1 columns"),
        (Limits(cell_length=3), "Row 3, a: the text is longer than 3 characters"),
    ],
)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_beyond_its_limits_says_which(kind, limits, sentence):
    rows = [["a", "b"], ["1", "2"], ["long", "4"], ["5", "6"]]
    content = book(*rows) if kind == "xlsx" else "\n".join(",".join(row) for row in rows)
    assert sentence in fault(content, limits=limits)


def bomb(unpacked: int) -> bytes:
    row = b"<row>" + b"<c><v>1</v></c>" * 1000 + b"</row>"
    return sheet(row * (unpacked // len(row)))


def test_a_zip_bomb_is_refused_before_it_is_parsed():
    content = bomb(60 * 1024 * 1024)
    assert len(content) < 2 * 1024 * 1024
    tracemalloc.start()
    began = time.monotonic()
    assert "when it is unpacked" in fault(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.monotonic() - began < 2
    assert peak < 20 * 1024 * 1024


def test_a_bomb_of_cells_is_refused_before_it_is_parsed():
    assert "500,000 cells" in fault(bomb(20 * 1024 * 1024))


def test_a_bomb_that_lies_about_its_size_is_refused():
    content = bytearray(bomb(45 * 1024 * 1024))
    directory = content.rfind(b"xl/worksheets/sheet1.xml")
    content[directory - 22 : directory - 18] = (1000).to_bytes(4, "little")
    assert "not an Excel file that can be read" in fault(bytes(content))


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (b'<row r="1"><c r="XFD1"><v>1</v></c></row>', "more than 100 columns"),
        (b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>', "more than 20,000 rows"),
        (b'<row r="1"><c r="A1"><f>1+1</f></c></row>', "Paste them as values"),
        (b"<row><c><v>1</v></c>", "not an Excel file"),
    ],
    ids=["a cell far right", "a cell far down", "a formula without its value", "broken XML"],
)  # fmt: skip
def test_an_odd_sheet_is_refused(rows, sentence):
    assert sentence in fault(sheet(rows))


def test_entities_are_refused():
    xml = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>'
    content = with_part(book(["a"], ["1"]), "xl/worksheets/sheet1.xml", xml)
    assert "not an Excel file" in fault(content)


def test_entities_in_another_encoding_are_refused():
    xml = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "a">]><x/>'
    content = with_part(book(["a"], ["1"]), "xl/sharedStrings.xml", xml.encode("utf-16"))
    assert "not an Excel file" in fault(content)


# Writing

LIVE = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "=cmd|' /C calc'!A0", "＝1+1"]


@pytest.mark.parametrize("text", LIVE)
def test_no_cell_of_a_csv_is_a_live_formula(text):
    content = write_csv(["a"], [[text]]).decode("utf-8-sig")
    _header, (cell,) = csv.reader(io.StringIO(content, newline=""))
    assert cell == f"'{text}"


@pytest.mark.parametrize("text", LIVE)
def test_no_cell_of_an_excel_file_is_a_live_formula(text):
    content = write_xlsx(["a"], [[text]])
    cell = load_workbook(io.BytesIO(content)).active["A2"]
    assert cell.data_type == "s"
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert b"<f" not in package.read("xl/worksheets/sheet1.xml")


def test_a_column_name_is_no_live_formula_either():
    assert b"'=x" in write_csv(["=x"], [])


@pytest.mark.parametrize("text", ["", "plain", "it's", "'quoted'", "a=b", "1-1", *LIVE])
def test_a_text_comes_back_as_it_was(text):
    assert plain_text(safe_text(text)) == text


def test_numbers_and_dates_stay_what_they_are():
    content = write_xlsx(["a", "b"], [[-3, dt.date(2026, 11, 2)]])
    _names, (number, day) = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    assert (number, day.date()) == (-3, dt.date(2026, 11, 2))


def test_what_was_written_is_read_back():
    rows = [["=C1", "Housing"], ["-", "Debt\nand money"]]
    for content in (write_csv(REQUIRED, rows), write_xlsx(REQUIRED, rows)):
        table = read_file(upload(content), required=REQUIRED).table
        assert [list(row.values.values()) for row in table.rows] == rows


# Comparing and applying


@pytest.fixture
def file():
    return read_file(upload("Reference,Service area\nC1,Housing\nC2,Debt\n", "C:\\x\\cases.csv"))


def compared(*outcomes: Outcome) -> list[Compared]:
    return [Compared(number, outcome, {"n": number}) for number, outcome in enumerate(outcomes, 2)]


def kept(file, *outcomes: Outcome) -> ImportRun:
    return keep_comparison(
        kind="cases", file=file, compared=compared(*outcomes), target_digest="d1", by=BEN
    )


def test_a_comparison_is_kept_with_every_row(db, file):
    run = kept(file, Outcome.NEW, Outcome.UNCHANGED, Outcome.GONE)
    assert (run.file_name, run.state) == ("cases.csv", "compared")
    assert counts_of(run) == {"new": 1, "changed": 0, "unchanged": 1, "gone": 1, "wrong": 0}


@pytest.mark.parametrize("outcomes", [[Outcome.NEW], [Outcome.NEW] * 3])
def test_a_row_that_is_not_accounted_for_is_an_error(db, file, outcomes):
    with pytest.raises(DomainError, match="accounted for"):
        kept(file, *outcomes)
    assert not ImportRun.objects.exists()


def test_a_comparison_is_applied_once(db, file):
    run = kept(file, Outcome.NEW, Outcome.UNCHANGED)
    rows = begin_applying(run=run, target_digest="d1", by=BEN)
    assert [row.values for row in rows] == [{"n": 2}]
    with pytest.raises(DomainError, match="already been applied"):
        begin_applying(run=run, target_digest="d1", by=BEN)
    acts = AuditEvent.objects.order_by("id").values_list("act", flat=True)
    assert list(acts) == ["import.compared", "import.applied"]


def test_a_comparison_with_a_wrong_row_is_never_applied(db, file):
    run = kept(file, Outcome.NEW, Outcome.WRONG)
    with pytest.raises(DomainError, match="rows are wrong"):
        begin_applying(run=run, target_digest="d1", by=BEN)


def test_a_comparison_with_what_has_changed_since_is_refused(db, file):
    run = kept(file, Outcome.NEW, Outcome.NEW)
    with pytest.raises(Stale):
        begin_applying(run=run, target_digest="d2", by=BEN)
    run.refresh_from_db()
    assert run.state == "compared"


def test_an_abandoned_comparison_keeps_no_row(db, file):
    run = kept(file, Outcome.NEW, Outcome.NEW)
    abandon(run=run, by=BEN)
    assert (run.state, run.rows.count()) == ("abandoned", 0)
    with pytest.raises(DomainError):
        begin_applying(run=run, target_digest="d1", by=BEN)


def test_a_digest_tells_a_changed_target():
    first = digest_of([["C1", "Housing"], ["C2", "Debt"]])
    assert first == digest_of([["C1", "Housing"], ["C2", "Debt"]])
    assert first != digest_of([["C1", "Housing"], ["C2", "debt"]])
    assert first != digest_of([["C1", "Housing"]])


def test_the_rows_of_a_comparison_that_nobody_applied_are_thrown_away(db, file):
    run = kept(file, Outcome.NEW, Outcome.NEW)
    assert discard_old_comparisons(now=timezone.now() + dt.timedelta(days=6)) == 0
    assert discard_old_comparisons(now=timezone.now() + dt.timedelta(days=8)) == 2
    run.refresh_from_db()
    assert run.state == "abandoned"


def test_the_rows_of_an_applied_import_are_kept_for_90_days(db, file):
    run = kept(file, Outcome.NEW, Outcome.NEW)
    begin_applying(run=run, target_digest="d1", by=BEN)
    assert discard_old_comparisons(now=timezone.now() + dt.timedelta(days=89)) == 0
    assert discard_old_comparisons(now=timezone.now() + dt.timedelta(days=91)) == 2
    run.refresh_from_db()
    assert run.state == "applied"
