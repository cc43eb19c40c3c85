"""Making a document of somebody's record, and checking whether a document is ours."""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core.errors import DomainError
from frameworks.enums import Purpose
from people.requests import Request
from records import pdf
from records.contexts.asked import Asked, reader_of
from records.enums import DocumentKind, Reader
from records.forms.record import CheckForm, ExportForm
from records.models import Document
from records.querysets.people import people_with_open_record, versions_for
from records.services.documents import Made, make_document

YEAR = dt.timedelta(days=365)
FILE_ENDINGS = {
    DocumentKind.RECORD_OF_LEARNING: ("pdf", "application/pdf"),
    DocumentKind.RECORD_DATA: ("json", "application/json"),
}


@require_http_methods(["GET", "POST"])
def record_export(request: Request, pk: int) -> HttpResponse:
    """Choose a framework and a period, and get the document."""
    person = get_object_or_404(people_with_open_record(request.scope), pk=pk)
    reader = reader_of(request.scope, person.pk)
    if reader is None:
        raise Http404
    form = ExportForm(
        request.POST or None,
        own=reader == Reader.PERSON,
        versions=versions_for(person.pk, reader),
        today=request.today,
        initial={"first": request.today - YEAR, "last": request.today},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        asked = Asked(
            person=person,
            version=data["version"],
            first=data["first"],
            last=data["last"],
            scope=request.scope,
            reader=reader,
            with_private=data.get("with_private", False),
            with_older=data["with_older"],
            purpose=Purpose(data["purpose"]),
        )
        try:
            made = make_document(
                asked=asked,
                kind=_kind(request),
                by=request.user,
                check_address=request.build_absolute_uri(reverse("document_check")),
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            return _download(made)
    pdf.prepare()
    context = {"person": person, "own": reader == Reader.PERSON, "reader": reader, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "records/record_export.html", context, status=status)


def _kind(request: Request) -> DocumentKind:
    asked = request.POST.get("kind")
    return (
        DocumentKind.RECORD_DATA
        if asked == DocumentKind.RECORD_DATA
        else (DocumentKind.RECORD_OF_LEARNING)
    )


def _download(made: Made) -> HttpResponse:
    """Return the file. Its name tells nobody's name."""
    ending, content_type = FILE_ENDINGS[DocumentKind(made.document.kind)]
    name = f"record-of-learning-{made.document.period_to:%Y-%m-%d}.{ending}"
    return HttpResponse(
        made.content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@login_not_required
@csrf_exempt
@require_http_methods(["GET", "POST"])
def document_check(request: HttpRequest) -> HttpResponse:
    """Say whether a file, or a printed code, is of a document that was made here.

    Open to everybody. It changes nothing and asks nothing of the session, so it needs no token. Of
    a document of ours it tells the day it was made and the period, and nobody's name.
    """
    form = CheckForm(request.POST or None, request.FILES or None)
    checked = form.is_bound and form.is_valid()
    context = {
        "form": form,
        "checked": checked,
        "by_file": checked and form.file_digest,
        "document": Document.objects.known_by(form.file_digest, form.code_digest).first()
        if checked
        else None,
    }
    status = 422 if form.errors else 200
    return render(request, "records/document_check.html", context, status=status)
