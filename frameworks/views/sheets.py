"""A framework as a spreadsheet: download it; upload it, look at what it would change, apply it."""

import rules
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import DomainError
from core.keys import key_of
from core.models import ImportRun
from core.services import imports
from core.services.imports import Outcome
from core.submit import once_per_nonce
from frameworks.editing import draft_page
from frameworks.forms.sheet import SheetForm
from frameworks.models import Framework, Version
from frameworks.reading import Reading, framework_page
from frameworks.resources.version_sheet import (
    FORMATS,
    LIMITS,
    OPTIONAL,
    REQUIRED,
    faults_file,
    version_file,
)
from frameworks.services.comparing import sheet_document_of
from frameworks.services.version_import import apply_sheet, compare_sheet, draft_of, kind_of
from frameworks.sheet_lines import lines_of, sent_rows

PAGE = 50


@framework_page
def framework_sheet(request: HttpRequest, reading: Reading, ending: str) -> HttpResponse:
    """A published version as a file."""
    version = reading.version
    content = version_file(sheet_document_of(version), _known(ending))
    return _file(content, f"{version.framework.code}-{version.number}", ending)


@require_safe
@draft_page
def draft_sheet(request: HttpRequest, draft: Version, ending: str) -> HttpResponse:
    """A draft as a file, for reading and for others to look at."""
    content = version_file(sheet_document_of(draft), _known(ending))
    return _file(content, f"{draft.framework.code}-{draft.number}-draft", ending)


@require_http_methods(["GET", "HEAD", "POST"])
@once_per_nonce
def sheet_upload(request: HttpRequest, code: str) -> HttpResponse:
    """Upload a sheet of a framework; it is compared with the latest version."""
    version = _latest(request, code)
    framework, sent = version.framework, request.method == "POST"
    form = SheetForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        back=reverse("framework_register"),
    )
    if sent and form.is_valid():
        try:
            file = imports.read_file(
                form.cleaned_data["file"], required=REQUIRED, optional=OPTIONAL, limits=LIMITS
            )
            run = compare_sheet(framework=framework, file=file, by=request.user)
        except DomainError as error:
            form.add_domain_error(error)
        else:
            return redirect("sheet_detail", code, run.pk)
    earlier = ImportRun.objects.filter(kind=kind_of(framework), by_key=key_of(request.user))
    context = {
        "version": version,
        "draft": draft_of(framework),
        "form": form,
        "earlier": earlier.order_by("-pk")[:10],
    }
    return render(request, "frameworks/sheet_upload.html", context)


@require_safe
def sheet_detail(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What a sheet would change, row by row; or what it did."""
    version = _latest(request, code)
    run = _run(request, version.framework, pk)
    counts = imports.counts_of(run)
    outcome, after = _asked(request, counts)
    rows = list(run.rows.filter(outcome=outcome, number__gt=after).order_by("number")[: PAGE + 1])
    waits = run.state == ImportRun.State.COMPARED
    changing = any(counts[name] for name in (Outcome.NEW, Outcome.CHANGED, Outcome.GONE))
    context = {
        "version": version,
        "draft": draft_of(version.framework),
        "run": run,
        "counts": counts,
        "outcome": outcome,
        "lines": lines_of(rows[:PAGE]),
        "older": f"?outcome={outcome}&after={rows[PAGE - 1].number}" if len(rows) > PAGE else "",
        "first": f"?outcome={outcome}" if after else "",
        "waits": waits,
        "changing": changing,
        "may_apply": waits and changing and not counts[Outcome.WRONG],
    }
    return render(request, "frameworks/sheet_detail.html", context)


@require_POST
@once_per_nonce
def sheet_apply(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Make a draft of what was looked at, whole or not at all."""
    framework = _latest(request, code).framework
    run = _run(request, framework, pk)
    sha256 = request.POST.get("sha256", "")
    try:
        draft = apply_sheet(framework=framework, run=run, sha256=sha256, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("sheet_detail", code, pk)
    messages.success(request, _("Version %(number)s is a draft now.") % {"number": draft.number})
    return redirect("draft_detail", code)


@require_POST
@once_per_nonce
def sheet_abandon(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Throw a comparison away."""
    framework = _latest(request, code).framework
    try:
        imports.abandon(run=_run(request, framework, pk), by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("sheet_detail", code, pk)
    messages.success(request, _("The comparison is thrown away. The framework is as it was."))
    return redirect("sheet_upload", code)


@require_safe
def sheet_faults(request: HttpRequest, code: str, pk: int, ending: str) -> HttpResponse:
    """The sheet as it was sent, with a column of what is wrong in each row."""
    run = _run(request, _latest(request, code).framework, pk)
    if run.state == ImportRun.State.ABANDONED:
        raise Http404
    rows = run.rows.exclude(outcome=Outcome.GONE).order_by("number")
    content = faults_file(sent_rows(rows.iterator()), _known(ending))
    return _file(content, f"{code}-what-is-wrong", ending)


def _latest(request: HttpRequest, code: str) -> Version:
    """Return the latest published version of a framework to somebody who may change it."""
    if not rules.has_perm("frameworks.edit", request.scope):  # type: ignore[attr-defined]
        raise PermissionDenied
    version = Version.objects.of(code)
    if version is None:
        raise Http404
    return version


def _run(request: HttpRequest, framework: Framework, pk: int) -> ImportRun:
    """Return a comparison that the user made; every other one is not found."""
    return get_object_or_404(ImportRun, pk=pk, kind=kind_of(framework), by_key=key_of(request.user))


def _asked(request: HttpRequest, counts: dict[str, int]) -> tuple[str, int]:
    """Return the outcome that is shown, and after which row the page begins."""
    outcome = request.GET.get("outcome", "")
    if outcome not in counts:
        first = ("wrong", "changed", "new", "gone")
        outcome = next((name for name in first if counts[name]), "unchanged")
    after = request.GET.get("after", "") or "0"
    if not (after.isascii() and after.isdigit() and len(after) < 10):
        raise Http404
    return outcome, int(after)


def _known(ending: str) -> str:
    if ending not in FORMATS:
        raise Http404
    return ending


def _file(content: bytes, name: str, ending: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=FORMATS[ending].get_content_type(),
        headers={"Content-Disposition": f'attachment; filename="{name}.{ending}"'},
    )
