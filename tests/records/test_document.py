"""The document: what stands on its pages, that it conforms whatever was typed, and what is kept."""

import dataclasses
import datetime as dt
import hashlib
import json
import re
from io import BytesIO

import page
import pikepdf
import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.errors import DomainError
from core.models import AuditEvent, RecordView
from people.scope import scope_for
from records import pdf
from records.contexts.asked import Asked, reader_of
from records.contexts.content import Standing
from records.enums import DocumentKind, Reach, Reader
from records.models import Document
from records.services.documents import data_of, lay_out, make_document
from tests.records.factories import entry_of, evidence_of, small_framework
from tests.records.sample_record import evidence_item, record, remark

WHEN = dt.datetime(2026, 5, 1, 10, 30, tzinfo=dt.UTC)
FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 3, 31)
CHECK = "https://example.org/documents/check/"
HOSTILE = (
    "<script>alert(1)</script><img src='http://127.0.0.1:9/x.png'>"
    "</div></section></body><style>* { display: none }</style>"
    "{{ settings.SECRET_KEY }} {% include 'secret' %} &lt; ]]> url(file:///etc/passwd) "
    "\u202eright to left\u202c \x0b\x0c\x1b[31m \ufffe \U0001f600 \u05d0\u05d1 \u4e2d\u6587 "
    + "unbroken"
    * 200
)


def laid_out(content, **changes) -> pdf.Rendered:
    values = {"made_at": WHEN, "made_by": "Ben Hughes", "check_address": CHECK}
    return lay_out(content, **{**values, **changes})


def words_of(content: bytes) -> str:
    """Return the text of all pages in one line."""
    pages = pypdf.PdfReader(BytesIO(content)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def conforms(content: bytes) -> list[str]:
    """Return what is wrong by PDF/UA-1 and by PDF/A-3a."""
    return [
        f"{profile}: {failure.rule_id} {failure.message}"
        for profile in ("ua1", "3a")
        for failure in page.validate_pdf_bytes(content, profile=profile).failures
    ]


@pytest.fixture(scope="module")
def whole() -> pdf.Rendered:
    """A record with something of everything in it."""
    content = record()
    first, *others = content.cores
    area = dataclasses.replace(
        first.areas[0],
        evidence=(
            evidence_item(
                1,
                "A disputed finding.",
                standing=Standing.DISPUTED,
                standing_on=dt.date(2026, 4, 2),
                remarks=(remark("I did tell the client."),),
            ),
            evidence_item(
                2,
                "A withdrawn finding.",
                standing=Standing.WITHDRAWN,
                standing_on=dt.date(2026, 4, 3),
                standing_because="The wrong file.",
            ),
        ),
    )
    core = dataclasses.replace(first, areas=(area, *first.areas[1:]))
    return laid_out(dataclasses.replace(content, cores=(core, *others)))


def test_the_document_is_pdf_ua_and_pdf_a(whole):
    assert conforms(whole.content) == []


def test_the_document_without_evidence_is_valid_and_says_so():
    empty = laid_out(record(pieces=0, entries=False))
    assert conforms(empty.content) == []
    words = words_of(empty.content)
    assert "There is no evidence and no judgement in this document" in words
    assert "Nothing of this period has been signed off" in words


def test_the_cover_says_whose_record_what_period_and_which_framework(whole):
    cover = pypdf.PdfReader(BytesIO(whole.content)).pages[0].extract_text()
    for words in (
        "Northgate Advice",
        "Amira Haddad",
        "Caseworker",
        "1 January 2026 to 31 March 2026",
        "The example framework",
        "Ben Hughes",
    ):
        assert words in cover


def test_every_page_is_numbered_and_names_the_person(whole):
    pages = pypdf.PdfReader(BytesIO(whole.content)).pages
    assert len(pages) == whole.pages
    for number, one in enumerate(pages, start=1):
        text = one.extract_text()
        assert f"Page {number} of {whole.pages}" in text
        assert "Amira Haddad" in text


def test_the_contents_lead_to_the_parts(whole):
    reader = pypdf.PdfReader(BytesIO(whole.content))
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert titles == [
        "Contents",
        "Profile",
        "Evidence and judgements",
        "In their own words",
        "Sign-offs and signatures",
        "What this document may be used for, and how to check it",
    ]
    links = [a.get_object() for one in reader.pages for a in one.get("/Annots", [])]
    assert all(link["/Subtype"] == "/Link" for link in links)
    assert len(links) > 20


def test_a_disputed_finding_is_printed_with_the_reply_beside_it(whole):
    words = words_of(whole.content)
    finding, reply = words.index("A disputed finding."), words.index("I did tell the client.")
    assert "In dispute. The person disagreed on 2 April 2026." in words
    assert finding < reply < words.index("A withdrawn finding.")


def test_what_was_withdrawn_after_it_was_signed_is_never_printed_silently(whole):
    words = words_of(whole.content)
    assert "Withdrawn. It was withdrawn on 3 April 2026, after it was signed off" in words
    assert "The wrong file." in words


def test_the_notice_of_permitted_use_is_in_the_publishers_words(whole):
    words = words_of(whole.content)
    assert "Do not use it to assess performance." in words
    assert "It is not a check-list." in words
    assert "© Nobody 2026" in words


def test_signatures_are_printed_with_how_and_why_not(whole):
    words = words_of(whole.content)
    assert "Signed on screen, signed in as themselves" in words
    assert "Not signed, because" in words
    assert "A case is missing." in words


def test_how_to_check_it_is_printed_with_the_code_of_the_content():
    content = record(pieces=0, competencies=1)
    words = words_of(laid_out(content).content).replace(" ", "")
    assert content.digest in words
    assert CHECK in words


def test_pictures_have_a_title_and_tables_header_cells(whole):
    with pikepdf.open(BytesIO(whole.content)) as document:
        parts = [
            part
            for part in document.objects
            if isinstance(part, pikepdf.Dictionary) and "/S" in part
        ]
        figures = [part for part in parts if part.S == "/Figure"]
        assert len(figures) >= 6
        assert all(str(figure.get("/Alt", "")) for figure in figures)
        assert {"/Table", "/TH", "/TD", "/L", "/Link", "/H1", "/H2", "/H3", "/H4"} <= {
            str(part.S) for part in parts
        }


def test_no_heading_is_left_alone_at_the_foot_of_a_page(whole):
    headings = re.compile(r"^(Competency \d|Area \d\.\d|What it is about\.)$")
    for one in pypdf.PdfReader(BytesIO(whole.content)).pages:
        lines = [line.strip() for line in one.extract_text().splitlines() if line.strip()]
        body = [line for line in lines if not line.startswith(("Page ", "Amira Haddad"))]
        assert not headings.match(body[-1]), body[-3:]


def test_hostile_text_is_printed_as_text_and_breaks_nothing():
    content = laid_out(record(HOSTILE, pieces=1, name="<b>Name</b> & Co", competencies=1))
    assert conforms(content.content) == []
    words = words_of(content.content)
    assert "<script>alert(1)</script>" in words
    assert "{{ settings.SECRET_KEY }}" in words
    assert "root:" not in words
    assert "What this document may be used for" in words


def test_the_same_content_gives_the_same_bytes():
    content = record(pieces=1, competencies=1)
    assert laid_out(content) == laid_out(content)


def test_the_document_has_no_name_in_its_title(whole):
    assert pypdf.PdfReader(BytesIO(whole.content)).metadata.title == "Record of learning"


# Made, kept by its hash, and told


@pytest.fixture
def version(db):
    return small_framework()


@pytest.fixture
def asked(caseworker, version, today):
    """Return a function that asks for Amira's first quarter."""

    def asking(by, **options):
        scope = scope_for(by, today)
        values = {
            "person": caseworker,
            "version": version,
            "first": FIRST,
            "last": LAST,
            "scope": scope,
            "reader": reader_of(scope, caseworker.pk),
        }
        return Asked(**{**values, **options})

    return asking


def made(asked, by, kind=DocumentKind.RECORD_DATA):
    return make_document(asked=asked, kind=kind, by=by, check_address=CHECK)


def test_a_document_is_kept_by_its_hashes_and_told_in_the_trail(asked, hr, caseworker):
    result = made(asked(hr), hr, DocumentKind.RECORD_OF_LEARNING)
    document = Document.objects.get()
    assert document.sha256 == hashlib.sha256(result.content).hexdigest()
    assert document.pages == len(pypdf.PdfReader(BytesIO(result.content)).pages)
    event = AuditEvent.objects.get(act="record.exported")
    assert event.detail.data["sha256"] == document.sha256
    assert event.detail.data["as"] == Reader.HR


def test_the_person_sees_that_a_document_was_made(asked, hr, caseworker, sign_in):
    made(asked(hr), hr)
    assert RecordView.objects.get().sort == "record_of_learning"
    page_text = sign_in(caseworker).get(reverse("record_views")).content.decode()
    assert "Made a document of the record of learning" in page_text
    assert "Helen Marsh" in page_text


def test_the_data_is_the_content_with_its_hash_beside(asked, caseworker):
    result = made(asked(caseworker), caseworker)
    data = json.loads(result.content)
    assert data["content_sha256"] == result.document.content_sha256
    assert data["content"]["person"]["name"] == "Amira Haddad"
    assert data_of(record()).startswith(b'{"content":')


@pytest.mark.parametrize(
    ("span", "field"),
    [
        ({"first": LAST, "last": FIRST}, "last"),
        ({"last": dt.date(2090, 1, 1)}, "last"),
        ({"first": dt.date(2001, 1, 1)}, "first"),
    ],
    ids=["out of order", "not over", "too long"],
)
def test_a_period_that_cannot_be_is_refused(asked, caseworker, span, field):
    with pytest.raises(DomainError) as refused:
        made(asked(caseworker, **span), caseworker)
    assert refused.value.field == field
    assert not Document.objects.exists()


def test_a_framework_not_meant_for_development_is_refused_in_its_publishers_words(
    asked, caseworker, version
):
    other = small_framework("other", permitted=False)
    with pytest.raises(DomainError, match="Do not use it to develop people"):
        made(asked(caseworker, version=other), caseworker)


def test_the_person_gets_the_file_from_the_page(sign_in, caseworker, version, supervisor, today):
    entry_of(caseworker, "Words for myself.", on=dt.date(2026, 2, 3))
    evidence_of(caseworker, version.areas.first(), supervisor, on=dt.date(2026, 2, 3))
    answer = sign_in(caseworker).post(
        reverse("record_export", args=[caseworker.pk]),
        {
            "version": version.pk,
            "first": "2026-01-01",
            "last": "2026-03-31",
            "purpose": "development",
            "kind": "record_of_learning",
            "with_private": "on",
        },
    )
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        'attachment; filename="record-of-learning-2026-03-31.pdf"'
    )
    assert "no-store" in answer["Cache-Control"]
    assert "Words for myself." in words_of(answer.content)


@pytest.mark.parametrize("who", ["supervisor", "hr"])
def test_nobody_else_gets_private_words_by_asking_for_them(
    request, sign_in, caseworker, version, supervisor, who
):
    evidence_of(caseworker, version.areas.first(), supervisor, on=dt.date(2026, 2, 3))
    version.framework.adopted_on = FIRST
    version.framework.save()
    for reach in (Reach.PRIVATE, Reach.SUPERVISOR):
        entry_of(caseworker, f"Words that are {reach}.", on=dt.date(2026, 2, 3), reach=reach)
    answer = sign_in(request.getfixturevalue(who)).post(
        reverse("record_export", args=[caseworker.pk]),
        {
            "version": version.pk,
            "first": "2026-01-01",
            "last": "2026-03-31",
            "purpose": "development",
            "kind": "record_data",
            "with_private": "on",
        },
    )
    assert answer["Content-Type"] == "application/json"
    assert b"Words that are" not in answer.content


def test_a_limit_that_bites_is_told_kindly_on_the_page(
    sign_in, caseworker, version, supervisor, settings
):
    settings.PDF_LIMITS = {"cpu": 1, "wall": 0.05}
    evidence_of(caseworker, version.areas.first(), supervisor, on=dt.date(2026, 2, 3))
    answer = sign_in(caseworker).post(
        reverse("record_export", args=[caseworker.pk]),
        {
            "version": version.pk,
            "first": "2026-01-01",
            "last": "2026-03-31",
            "purpose": "development",
        },
    )
    assert answer.status_code == 422
    assert "Choose a shorter period" in answer.content.decode()
    assert not Document.objects.exists()


# Checked by whoever holds it


def test_anybody_can_check_a_file_and_learns_nobodys_name(client, asked, hr, organisation):
    result = made(asked(hr), hr)
    answer = client.post(
        reverse("document_check"), {"file": SimpleUploadedFile("x.json", result.content)}
    )
    words = answer.content.decode()
    assert "This file was made here" in words
    assert "Amira" not in words
    assert "Helen" not in words


def test_a_file_changed_by_one_byte_is_not_known(client, asked, hr, organisation):
    result = made(asked(hr), hr)
    changed = result.content[:-1] + b" "
    answer = client.post(reverse("document_check"), {"file": SimpleUploadedFile("x", changed)})
    assert "We do not know it" in answer.content.decode()


def test_a_printed_code_is_known_but_proves_less(client, asked, hr, organisation):
    document = made(asked(hr), hr).document
    code = " ".join(re.findall(".{8}", document.content_sha256)).upper()
    words = client.post(reverse("document_check"), {"code": code}).content.decode()
    assert "A document with this code was made here" in words
    assert "does not show that the paper" in words


def test_checking_nothing_asks_for_something(client, organisation):
    answer = client.post(reverse("document_check"), {"code": ""})
    assert answer.status_code == 422
    assert "Choose a file, or enter the code" in answer.content.decode()
