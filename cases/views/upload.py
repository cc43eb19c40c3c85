"""Bring the register up to date from a file: compare, look, apply or throw away."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.forms.upload import WHOLE, ApplyForm, UploadForm
from cases.models import ServiceArea
from cases.presenters.upload import error_lines, preview_rows, template_lines
from cases.resources.columns import COLUMNS, OPTIONAL, REQUIRED
from cases.services.upload import KINDS, apply_upload, compare_upload
from cases.views.base import need, posted
from core.cells import write_csv, write_xlsx
from core.errors import DomainError, Stale
from core.keys import key_of
from core.models import ImportRow, ImportRun
from core.services import imports
from core.submit import once_per_nonce
from people.requests import Request

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def run_for(request: Request, pk: int) -> ImportRun:
    """Return a comparison that the user made; every other one is not found."""
    need(request, "cases.upload_case_files")
    return get_object_or_404(ImportRun, pk=pk, kind__in=KINDS, by_key=key_of(request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@once_per_nonce
def upload_add(request: Request) -> HttpResponse:
    need(request, "cases.upload_case_files")
    form = UploadForm(
        posted(request),
        request.FILES if request.method == "POST" else None,
        back=reverse("case_list"),
    )
    if request.method == "POST" and form.is_valid():
        try:
            run = compare_upload(
                file=imports.read_file(
                    form.cleaned_data["file"], required=REQUIRED, optional=OPTIONAL
                ),
                whole=form.cleaned_data["extent"] == WHOLE,
                by=request.user,
                today=request.today,
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            return redirect("upload_detail", run.pk)
    earlier = ImportRun.objects.filter(kind__in=KINDS, by_key=key_of(request.user))
    context = {
        "form": form,
        "areas": ServiceArea.objects.all(),
        "earlier": earlier.order_by("-pk")[:10],
    }
    return render(request, "cases/upload_add.html", context)


@require_safe
def upload_detail(request: Request, pk: int) -> HttpResponse:
    run = run_for(request, pk)
    return _page(request, run)


@require_POST
@once_per_nonce
def upload_apply(request: Request, pk: int) -> HttpResponse:
    run = run_for(request, pk)
    form = ApplyForm(request.POST, warnings=_warned(run).count())
    if not form.is_valid():
        return _page(request, run, form)
    try:
        counts = apply_upload(run=run, by=request.user)
    except Stale as stale:
        messages.error(request, stale.message)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(
            request,
            _("The register is up to date: %(new)s new, %(changed)s changed.") % counts,
        )
    return redirect("upload_detail", pk)


@require_POST
@once_per_nonce
def upload_abandon(request: Request, pk: int) -> HttpResponse:
    run = run_for(request, pk)
    try:
        imports.abandon(run=run, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("upload_detail", pk)
    messages.success(request, _("The comparison is thrown away. The register is as it was."))
    return redirect("upload_add")


@require_safe
def upload_errors(request: Request, pk: int) -> HttpResponse:
    run = run_for(request, pk)
    wrong = run.rows.filter(outcome=ImportRow.Outcome.WRONG).order_by("number")
    columns = [_("Row"), _("Column"), _("Value"), _("Expected")]
    return _file(write_csv(columns, error_lines(wrong.iterator())), "errors.csv", "text/csv")


@require_safe
def upload_template(request: Request, ending: str) -> HttpResponse:
    need(request, "cases.upload_case_files")
    lines = template_lines(ServiceArea.objects.all(), request.user, request.today)
    if ending == "csv":
        return _file(write_csv(COLUMNS, lines), "case-files.csv", "text/csv")
    return _file(write_xlsx(COLUMNS, lines, _("Case files")), "case-files.xlsx", XLSX)


def _file(content: bytes, name: str, content_type: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _warned(run: ImportRun) -> Any:
    return run.rows.exclude(messages=[]).exclude(outcome=ImportRow.Outcome.WRONG)


def _page(request: Request, run: ImportRun, form: ApplyForm | None = None) -> HttpResponse:
    counts = imports.counts_of(run)
    outcome = request.GET.get("outcome", "")
    if outcome not in counts:
        outcome = next((name for name in ("wrong", "new", "changed") if counts[name]), "unchanged")
    after = request.GET.get("after", "")
    if after and not (after.isascii() and after.isdigit() and len(after) < 10):
        raise Http404
    rows = list(
        run.rows.filter(outcome=outcome, number__gt=int(after or 0)).order_by("number")[: PAGE + 1]
    )
    waits = run.state == ImportRun.State.COMPARED
    warned = list(_warned(run).order_by("number")[:PAGE]) if waits else []
    may_apply = waits and not counts["wrong"] and bool(counts["new"] or counts["changed"])
    if form is None and may_apply:
        form = ApplyForm(warnings=len(warned))
    context = {
        "run": run,
        "counts": counts,
        "outcome": outcome,
        "columns": COLUMNS,
        "rows": preview_rows(rows[:PAGE]),
        "older": f"?outcome={outcome}&after={rows[PAGE - 1].number}" if len(rows) > PAGE else "",
        "first": f"?outcome={outcome}" if after else "",
        "waits": waits,
        "may_apply": may_apply,
        "warned": warned,
        "form": form,
    }
    return render(request, "cases/upload_detail.html", context)
