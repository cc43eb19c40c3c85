"""The register: the list, one case file, and the forms that change it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.enums import HoldingPart
from cases.filters import CaseFileFilter
from cases.forms.case_file import (
    CaseFileAddForm,
    CaseFileChangeForm,
    HandOverForm,
    PartForm,
    initial_of,
)
from cases.models import CaseFile, HoldingAction
from cases.panels import panels_of
from cases.presenters.case_file import COLUMNS, case_rows, facts_of, periods
from cases.querysets import sees_every_case
from cases.services.case_file import add_case_file, change_case_file
from cases.services.holding import hand_over_case_file, note_part
from cases.views.base import case_file_for, may, need, posted
from core.errors import DomainError, Stale
from core.keyset import page_of
from core.submit import once_per_nonce
from people.models import User
from people.requests import Request

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def case_list(request: Request) -> HttpResponse:
    filtered = CaseFileFilter(
        request.GET or None,
        queryset=CaseFile.objects.visible_to(request.scope),
        people=User.objects.record_visible_to(request.scope)
        if not sees_every_case(request.scope)
        else User.objects.all(),
    )
    page = page_of(
        filtered.qs,
        told=lambda files: files.with_holder().values(*COLUMNS),
        day="opened_on",
        asked=request.GET,
    )
    context = {
        "filter_form": filtered.form,
        "filtered": bool(request.GET),
        "rows": case_rows(page.rows, request.scope),
        "page": page,
        "may_add": may(request, "cases.add_case_file"),
        "may_upload": may(request, "cases.upload_case_files"),
        "may_change_areas": may(request, "cases.change_service_areas"),
    }
    return render(request, "cases/case_list.html", context)


@require_safe
def case_detail(request: Request, pk: int) -> HttpResponse:
    case_file = case_file_for(request, pk)
    parts = list(
        case_file.holdings.visible_to(request.scope)
        .select_related("user")
        .order_by("-from_on", "-pk")
    )
    context = {
        "case_file": case_file,
        "facts": facts_of(case_file),
        "held": periods(part for part in parts if part.part == HoldingPart.HELD),
        "other_parts": periods(part for part in parts if part.part != HoldingPart.HELD),
        "actions": HoldingAction.objects.visible_to(request.scope)
        .filter(case_file=case_file)
        .select_related("told")
        .order_by("-opened_at", "-pk"),
        "panels": panels_of(case_file, request.scope, request.today),
        "may_change": may(request, "cases.change_case_file", case_file),
        "may_hand_over": case_file.closed_on is None
        and may(request, "cases.hand_over_case_file", case_file),
    }
    return render(request, "cases/case_detail.html", context)


@get_or_post
@once_per_nonce
def case_add(request: Request) -> HttpResponse:
    need(request, "cases.add_case_file")
    form = CaseFileAddForm(
        posted(request),
        scope=request.scope,
        today=request.today,
        back=reverse("case_list"),
    )
    if request.method == "POST" and form.is_valid():
        try:
            case_file = add_case_file(
                particulars=form.particulars,
                holder=form.cleaned_data["holder"],
                held_from=form.cleaned_data["held_from"],
                by=request.user,
                today=request.today,
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            messages.success(request, _("The case file is on the register."))
            return redirect("case_detail", case_file.pk)
    return render(request, "cases/case_add.html", {"form": form})


@get_or_post
@once_per_nonce
def case_change(request: Request, pk: int) -> HttpResponse:
    case_file = case_file_for(request, pk)
    need(request, "cases.change_case_file", case_file)
    form = CaseFileChangeForm(
        posted(request),
        initial=initial_of(case_file),
        today=request.today,
        back=reverse("case_detail", args=[pk]),
    )
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            change_case_file(
                case_file=case_file,
                particulars=form.particulars,
                seen_version=form.cleaned_data["version"],
                by=request.user,
                today=request.today,
            )
        except Stale as stale:
            form.add_domain_error(stale)
            form.go_on_from(version=stale.theirs.version)
            theirs = facts_of(stale.theirs)
        except DomainError as error:
            form.add_domain_error(error)
        else:
            messages.success(request, _("The register is changed."))
            return redirect("case_detail", pk)
    return render(
        request, "cases/case_change.html", {"form": form, "case_file": case_file, "theirs": theirs}
    )


@get_or_post
@once_per_nonce
def case_hand_over(request: Request, pk: int) -> HttpResponse:
    case_file = case_file_for(request, pk)
    need(request, "cases.hand_over_case_file", case_file)
    now = case_file.holdings.open().select_related("user").first()
    form = HandOverForm(
        posted(request),
        initial={"from_on": request.today, "seen": now.pk if now else None},
        scope=request.scope,
        now=now,
        back=reverse("case_detail", args=[pk]),
    )
    if request.method == "POST" and form.is_valid():
        try:
            taken = hand_over_case_file(
                case_file=case_file,
                to=form.cleaned_data["to"],
                from_on=form.cleaned_data["from_on"],
                seen_holding=form.cleaned_data["seen"],
                by=request.user,
                today=request.today,
            )
        except Stale as stale:
            form.add_domain_error(stale)
            form.go_on_from(seen=stale.theirs.pk if stale.theirs else "")
        except DomainError as error:
            form.add_domain_error(error)
        else:
            messages.success(request, _("%(name)s holds the case now.") % {"name": taken.user.name})
            return redirect("case_detail", pk)
    return render(
        request, "cases/case_hand_over.html", {"form": form, "case_file": case_file, "now": now}
    )


@get_or_post
@once_per_nonce
def case_part_add(request: Request, pk: int) -> HttpResponse:
    case_file = case_file_for(request, pk)
    need(request, "cases.change_case_file", case_file)
    form = PartForm(posted(request), scope=request.scope, back=reverse("case_detail", args=[pk]))
    if request.method == "POST" and form.is_valid():
        try:
            note_part(
                case_file=case_file,
                by=request.user,
                today=request.today,
                part=HoldingPart(form.cleaned_data.pop("part")),
                **form.cleaned_data,
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            messages.success(request, _("The part is noted."))
            return redirect("case_detail", pk)
    return render(request, "cases/case_part_add.html", {"form": form, "case_file": case_file})
