"""WeasyPrint, imported here and nowhere else, and only in the rendering process."""

import datetime as dt
import logging
import os
import zlib
from typing import Any

import pydyf
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

for _name in ("weasyprint", "fontTools"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

REPLACEMENT = "\ufffd"

#: PDF/A asks that an XMP schema which is not its own be described in the file itself; then one
#: file may say that it is PDF/A-3a and PDF/UA-1 (ISO 19005-3, 6.6.2.3.2; ISO 14289-1, 5).
UA_DESCRIPTIONS = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about=""\
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"\
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the document conforms to\
</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property>\
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


def lay_out(html: str, css: str, *, title: str, created_at: dt.datetime) -> tuple[bytes, int]:
    """Return the PDF of a finished page, PDF/UA-1 and PDF/A-3a in one file, and its pages.

    ``data:`` is the only address that is ever opened. Time stamps within the fonts come from
    ``created_at`` too, so that the same arguments give the same bytes. Characters that no font
    here has are printed as U+FFFD: both standards forbid the empty box that would stand for them.
    """
    moment = created_at.astimezone(dt.UTC).replace(microsecond=0)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(moment.timestamp()))
    document, content = _written(html, css, title, moment.isoformat())
    missing = {codepoint for font in document.fonts.values() for codepoint in font.missing}
    if missing:
        html = html.translate(dict.fromkeys(missing, REPLACEMENT))
        document, content = _written(html, css, title, moment.isoformat())
    return content, len(document.pages)


def _written(html: str, css: str, title: str, moment: str) -> tuple[Any, bytes]:
    fonts = FontConfiguration()
    fetcher = URLFetcher(allowed_protocols={"data"})
    document = HTML(string=html, url_fetcher=fetcher).render(
        stylesheets=[CSS(string=css, url_fetcher=fetcher, font_config=fonts)], font_config=fonts
    )
    document.metadata.title = title
    document.metadata.created = document.metadata.modified = moment
    return document, document.write_pdf(
        pdf_variant="pdf/a-3a", uncompressed_pdf=True, finisher=_finish
    )


def _finish(document: Any, pdf: Any) -> None:
    """Say what the file is, and make it small."""
    for thing in pdf.objects:
        if not isinstance(thing, pydyf.Stream):
            continue
        if thing.extra.get("Type") == "/Metadata":
            _say_ua(thing)
        else:
            _compress(thing)


def _say_ua(stream: pydyf.Stream) -> None:
    """Say in the XMP stream that the file is PDF/UA-1 too, and leave the stream readable."""
    stream.stream = [part.replace(b"</rdf:RDF>", UA_DESCRIPTIONS) for part in stream.stream]


def _compress(stream: pydyf.Stream) -> None:
    """Compress a stream, unless the result would end in a carriage return.

    With the line feed that follows it, that byte reads as the end of the line, and the length that
    the stream states is wrong by one (ISO 19005-3, 6.1.7.1). It happens to one stream in 256.
    """
    content = stream.data.partition(b"stream\n")[2].removesuffix(b"\nendstream")
    small = zlib.compress(content, 9)
    if "Filter" not in stream.extra and not small.endswith(b"\r"):
        stream.stream = [small]
        stream.extra["Filter"] = "/FlateDecode"


def _warm_up() -> None:
    """Read fonts and the default stylesheet once, so that no fork has to."""
    lay_out(
        '<!doctype html><html lang="en"><title>-</title><h1>-</h1><p><b>-</b> <i>-</i>',
        "body { font-family: 'Liberation Sans' }",
        title="-",
        created_at=dt.datetime(2000, 1, 1, tzinfo=dt.UTC),
    )


_warm_up()
