"""The renderer: conformance, the same bytes, nothing fetched, and the limits."""

import datetime as dt
import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from io import BytesIO

import page
import pikepdf
import pypdf
import pytest

from records import pdf

WHEN = dt.datetime(2026, 5, 1, 10, 30, tzinfo=dt.UTC)
CSS = "@page { size: A4 } body { font-family: 'Liberation Sans' }"
FLEX = '<div style="display:flex">' * 11
"""Nested flex boxes: 289 bytes with the word in them, and minutes of work."""


def a_page(body: str) -> str:
    return f'<!doctype html><html lang="en-GB"><head><title>-</title></head><body>{body}</body>'


def rendered(body: str, **kwargs: object) -> bytes:
    return pdf.render(a_page(body), CSS, title="A title", created_at=WHEN, **kwargs)


@pytest.fixture(scope="module")
def plain() -> bytes:
    return rendered(
        "<h1>Record</h1><h2>Part</h2><p>Words</p>"
        '<table><thead><tr><th scope="col">Area</th><th scope="col">Date</th></tr></thead>'
        '<tbody><tr><th scope="row">Fair</th><td>1 May</td></tr></tbody></table>'
        '<svg width="40" height="40" role="img"><title>A picture</title>'
        '<rect width="20" height="20"/></svg>'
    )


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine that notes whoever asks it for anything."""
    asked: list[str] = []

    class Noting(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Stay silent."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Noting) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_a_document_is_pdf_ua_and_pdf_a_in_one_file(plain, profile):
    report = page.validate_pdf_bytes(plain, profile=profile)
    assert [failure.message for failure in report.failures] == []
    assert report.is_compliant


def test_a_document_says_title_language_and_that_it_is_tagged(plain):
    with pikepdf.open(BytesIO(plain)) as document:
        assert document.docinfo["/Title"] == "A title"
        assert document.Root.Lang == "en-GB"
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")


def test_the_metadata_stream_can_be_read_without_inflating_it(plain):
    assert b"http://www.aiim.org/pdfua/ns/id/" in plain


def test_headings_become_bookmarks_and_tables_keep_their_header_cells(plain):
    reader = pypdf.PdfReader(BytesIO(plain))
    assert reader.outline[0].title == "Record"
    with pikepdf.open(BytesIO(plain)) as document:
        tags = {
            str(o.S) for o in document.objects if isinstance(o, pikepdf.Dictionary) and "/S" in o
        }
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure"} <= tags


def test_every_font_is_embedded(plain):
    with pikepdf.open(BytesIO(plain)) as document:
        fonts = [
            o
            for o in document.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
        ]
        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
        assert all("Liberation" in str(font.FontName) for font in fonts)


def test_the_same_arguments_give_the_same_bytes(plain):
    body = "<h1>Record</h1><p>The same words, in <b>bold</b> and <i>italic</i>.</p>"
    assert rendered(body) == rendered(body)


def test_nothing_is_fetched(listener, tmp_path):
    address, asked = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("a word that must not be printed")
    content = rendered(
        f'<h1>-</h1><img alt="-" src="{address}/a.png"><img alt="-" src="file://{secret}">'
        f'<link rel="stylesheet" href="{address}/b.css"><style>@import url({address}/c.css);'
        f"p {{ background: url({address}/d.png) }} @font-face {{ font-family: x; "
        f'src: url({address}/e.woff) }} </style><p style="font-family:x">Words</p>'
        f'<link rel="attachment" href="file://{secret}">'
        f'<object data="{address}/f.svg"></object>'
        f'<svg width="9" height="9"><title>-</title><image href="{address}/g.png"/></svg>'
    )
    assert asked == []
    assert b"a word that must not be printed" not in content
    with pikepdf.open(BytesIO(content)) as document:
        assert list(document.attachments) == []


@pytest.mark.parametrize(
    "limits", [pdf.Limits(cpu=1), pdf.Limits(wall=1.0)], ids=["processor time", "wall time"]
)
def test_a_text_that_would_take_minutes_meets_a_limit_of_time(limits):
    assert len(FLEX + "x") < 290
    with pytest.raises(pdf.DocumentTooLarge, match="Choose a shorter period"):
        rendered(FLEX + "x", limits=limits)


def test_a_document_that_would_take_all_memory_meets_the_limit_of_memory():
    with pytest.raises(pdf.DocumentTooLarge):
        rendered("<p>" + "word " * 700_000, limits=pdf.Limits(memory=248))


def test_a_document_is_made_after_one_met_a_limit():
    with pytest.raises(pdf.DocumentTooLarge):
        rendered(FLEX, limits=pdf.Limits(wall=0.2))
    assert rendered("<h1>Well</h1>").startswith(b"%PDF-1.7")


def test_the_process_that_answers_the_web_never_loads_the_renderer():
    code = "import sys, records.pdf; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


CARRIAGE_RETURN = """
import itertools, zlib, pydyf
from records.pdf import weasy

stream = next(
    pydyf.Stream([str(number).encode()])
    for number in itertools.count()
    if zlib.compress(str(number).encode(), 9).endswith(b"\\r")
)
other = pydyf.Stream([b"words " * 50])
weasy._compress(stream), weasy._compress(other)
assert "Filter" not in stream.extra and other.extra["Filter"] == "/FlateDecode"
"""


def test_no_stream_is_compressed_to_end_in_a_carriage_return():
    assert subprocess.run([sys.executable, "-c", CARRIAGE_RETURN], check=False).returncode == 0


def test_characters_that_no_font_has_are_printed_as_such_and_the_file_conforms():
    content = rendered("<h1>Name</h1><p>\u4e2d\u6587 \ufffe \x1b \ue000 and words</p>")
    for profile in ("ua1", "3a"):
        assert page.validate_pdf_bytes(content, profile=profile).is_compliant
    assert "\ufffd\ufffd" in pypdf.PdfReader(BytesIO(content)).pages[0].extract_text()
