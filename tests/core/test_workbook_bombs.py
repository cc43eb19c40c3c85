"""Small Excel files that unpack to much: refused quickly, and in little memory."""

import io
import json
import os
import subprocess
import sys
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from core.services.imports import read_file
from core.tables import FileFault, Limits

MB = 1024 * 1024
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET, STYLES, TEXTS = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"
BOMBS = {
    "300 MB": (SHEET, 300, "<worksheet {}><sheetData>", "<row/>", "</sheetData></worksheet>"),
    "empty rows": (SHEET, 39, "<worksheet {}><sheetData>", "<row/>", "</sheetData></worksheet>"),
    "styles": (STYLES, 39, "<styleSheet {}><cellXfs>", "<xf/>", "</cellXfs></styleSheet>"),
    "texts": (TEXTS, 39, "<sst {}>", "<si><t/></si>", "</sst>"),
    "one text": (TEXTS, 39, "<sst {}><si><t>", "x", "</t></si></sst>"),
    "nested": (SHEET, 39, "<worksheet {}><sheetData>", "<a>", ""),
}
# Reads each file named; prints what it says of each, and the most memory of the process in MB.
READ = """
import json, sys
import django
django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from core.services.imports import read_file
from core.tables import FileFault
said = []
for path in sys.argv[1:]:
    try:
        read_file(SimpleUploadedFile("x.xlsx", open(path, "rb").read()))
        said.append("")
    except FileFault as fault:
        said.append(fault.message)
most = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(json.dumps([said, int(most[0]) / 1024]))
"""


def book(*rows: list[object]) -> Workbook:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    return workbook


def saved(workbook: Workbook) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def bomb(name: str) -> bytes:
    part, size, head, unit, tail = BOMBS[name]
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(book(["a"], ["x"])))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for kept in old.infolist():
            if kept.filename != part:
                new.writestr(kept, old.read(kept))
        with new.open(part, "w") as stream:
            stream.write(b'<?xml version="1.0"?>' + head.format(NAMESPACE).encode())
            for _turn in range(size):
                stream.write(unit.encode() * (MB // len(unit)))
            stream.write(tail.encode())
    assert len(out.getvalue()) < MB
    return out.getvalue()


def test_no_bomb_takes_300_mb(tmp_path):
    paths = []
    for name in BOMBS:
        paths.append(tmp_path / f"{name}.xlsx")
        paths[-1].write_bytes(bomb(name))
    done = subprocess.run(
        [sys.executable, "-c", READ, *map(str, paths)],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "competency_site.settings.test"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    said, memory = json.loads(done.stdout)
    refused = dict(zip(BOMBS, said, strict=True))
    assert "larger than 40 MB" in refused.pop("300 MB")
    assert refused.pop("one text") == ""  # large, and no more than that
    assert all("20,000 rows or 500,000 cells" in sentence for sentence in refused.values())
    assert memory < 300


def typed_fault(content: bytes) -> str:
    with pytest.raises(FileFault) as caught:
        read_file(SimpleUploadedFile("x", content), limits=Limits(only_typed=True))
    return caught.value.message


def test_formulas_are_named_where_only_typed_cells_are_wanted():
    content = saved(book(["a"], *(["x", f"=1+{number}"] for number in range(12))))
    assert "formulas: B2, B3, B4, B5, B6, B7, B8, B9, B10, B11 and 2 more." in typed_fault(content)


def test_merged_cells_are_named_where_only_typed_cells_are_wanted():
    workbook = book(["a", "b"], ["x", "y"])
    workbook.active.merge_cells("A2:B3")
    assert "merged cells: A2:B3." in typed_fault(saved(workbook))


def test_a_text_that_looks_like_a_formula_is_none_in_an_excel_file():
    workbook = book(["a"], ["x"])
    workbook.active["A2"].value = "=1+1"
    workbook.active["A2"].data_type = "s"
    file = read_file(SimpleUploadedFile("x", saved(workbook)), limits=Limits(only_typed=True))
    assert file.table.rows[0].values == {"a": "=1+1"}


def test_a_formula_in_a_csv_is_named_by_its_row():
    assert "Row 3 has a formula." in typed_fault(b"a,b\nx,y\nx,=1+1\n")
    guarded = SimpleUploadedFile("x", b"a,b\nx,'=1+1\n")
    file = read_file(guarded, limits=Limits(only_typed=True))
    assert file.table.rows[0].values["b"] == "=1+1"
