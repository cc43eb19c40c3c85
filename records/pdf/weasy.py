"""WeasyPrint, imported here and nowhere else, and only in the rendering process."""

import datetime as dt
import logging
import os
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

for _name in ("weasyprint", "fontTools"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

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
    ``created_at`` too, so that the same arguments give the same bytes.
    """
    moment = created_at.astimezone(dt.UTC).replace(microsecond=0)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(moment.timestamp()))
    fonts = FontConfiguration()
    fetcher = URLFetcher(allowed_protocols={"data"})
    document = HTML(string=html, url_fetcher=fetcher).render(
        stylesheets=[CSS(string=css, url_fetcher=fetcher, font_config=fonts)], font_config=fonts
    )
    document.metadata.title = title
    document.metadata.created = document.metadata.modified = moment.isoformat()
    content = document.write_pdf(pdf_variant="pdf/a-3a", finisher=_say_ua)
    return content, len(document.pages)


def _say_ua(document: Any, pdf: Any) -> None:
    """Say in the XMP stream that the file is PDF/UA-1 too, and leave the stream readable."""
    number = int(pdf.catalog["Metadata"].split()[0])
    stream = pdf.objects[number]
    stream.compress = False
    stream.stream = [part.replace(b"</rdf:RDF>", UA_DESCRIPTIONS) for part in stream.stream]


def _warm_up() -> None:
    """Read fonts and the default stylesheet once, so that no fork has to."""
    lay_out(
        '<!doctype html><html lang="en"><title>-</title><h1>-</h1><p><b>-</b> <i>-</i>',
        "body { font-family: 'Liberation Sans' }",
        title="-",
        created_at=dt.datetime(2000, 1, 1, tzinfo=dt.UTC),
    )


_warm_up()
