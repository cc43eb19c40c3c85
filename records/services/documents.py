"""Making a document out of a record: built, laid out, hashed, kept by its hash, and told."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.services.trail import record
from core.services.views_log import note_view
from frameworks.services.permitted_uses import refuse_unless_permitted
from people.models import User
from records import pdf
from records.contexts.asked import Asked
from records.contexts.content import RecordOfLearning
from records.contexts.profile_picture import picture_of
from records.contexts.record_of_learning import record_of_learning
from records.digest import canonical_json
from records.enums import DocumentKind, Reader
from records.models import Document

LONGEST_YEARS = 10


@dataclass(frozen=True)
class Made:
    """A document that was made, and the bytes of its file. The bytes are kept nowhere."""

    document: Document
    content: bytes


def make_document(*, asked: Asked, kind: DocumentKind, by: User, check_address: str) -> Made:
    """Make a record of learning as a PDF or as data, and keep that it was made.

    The file itself is not kept: its hash is, so that whoever holds it can ask whether it is ours.
    The person sees that it was made, when, and by whom.

    :param check_address: where a reader can check the document; printed in it.
    :raises DomainError: a period that is out of order, too long or not over, or a framework whose
        publisher does not permit what the document is for.
    :raises records.pdf.RenderingFailed: it could not be laid out within the limits.
    """
    _check(asked)
    content = record_of_learning(asked)
    made_at = timezone.now()
    if kind == DocumentKind.RECORD_DATA:
        file, pages = data_of(content), 0
    else:
        laid_out = lay_out(content, made_at=made_at, made_by=by.name, check_address=check_address)
        file, pages = laid_out.content, laid_out.pages
    document = Document(
        person=asked.person,
        kind=kind,
        version=asked.version,
        period_from=asked.first,
        period_to=asked.last,
        made_by=by,
        made_at=made_at,
        content_sha256=content.digest,
        sha256=hashlib.sha256(file).hexdigest(),
        pages=pages,
    )
    _keep(document, asked)
    return Made(document=document, content=file)


def lay_out(
    content: RecordOfLearning, *, made_at: dt.datetime, made_by: str, check_address: str
) -> pdf.Rendered:
    """Lay a record of learning out as a PDF. The same arguments give the same bytes."""
    html = render_to_string(
        "print/record_of_learning.html",
        {
            "record": content,
            "pictures": [picture_of(core, content.framework.degrees) for core in content.cores],
            "made_at": made_at,
            "made_by": made_by,
            "digest": content.digest,
            "check_address": check_address,
        },
    )
    return pdf.render_document(
        html,
        stylesheet(),
        title=_("Record of learning"),
        created_at=made_at,
        limits=pdf.Limits(**settings.PDF_LIMITS),
    )


def data_of(content: RecordOfLearning) -> bytes:
    """Return a record of learning as JSON, with the hash of its content beside the content."""
    return canonical_json({"content": content.as_data(), "content_sha256": content.digest})


@cache
def stylesheet() -> str:
    """Return the stylesheet of printed documents, as text: the renderer fetches nothing."""
    return Path(settings.ROOT, "static", "print", "print.css").read_text()


def _check(asked: Asked) -> None:
    if asked.last < asked.first:
        raise DomainError(_("The last day must be the same as or after the first day."), "last")
    if asked.last > asked.scope.on:
        raise DomainError(_("The last day must be today or in the past."), "last")
    if asked.last.year - asked.first.year > LONGEST_YEARS:
        raise DomainError(
            _("Choose a period of %(years)s years or less.") % {"years": LONGEST_YEARS}, "first"
        )
    refuse_unless_permitted(asked.version, asked.purpose)


@transaction.atomic
def _keep(document: Document, asked: Asked) -> None:
    document.save(force_insert=True)
    record(
        "record.exported",
        by=document.made_by,
        subject=document.person,
        record=document,
        detail={
            "kind": str(document.kind),
            "as": str(asked.reader),
            "version": document.version_id,
            "purpose": str(asked.purpose),
            "period_from": document.period_from,
            "period_to": document.period_to,
            "private_too": asked.reader == Reader.PERSON and asked.with_private,
            "older_too": asked.with_older,
            "content_sha256": document.content_sha256,
            "sha256": document.sha256,
        },
    )
    note_view(
        viewer=document.made_by,
        person=document.person,
        sort="record_of_learning",
        on=asked.scope.on,
        record=document,
    )
