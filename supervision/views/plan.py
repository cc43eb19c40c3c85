"""The development plan: its person writes it and ticks it off, their supervisor reads it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.models import FileReview, Finding
from core.drafted import filled
from core.errors import DomainError, Stale
from core.services.drafts import discard_draft, draft_for
from core.services.views_log import note_view
from core.submit import once_per_nonce
from frameworks.choices import with_version
from people.choices import trees_for
from people.models import User
from people.requests import Request
from supervision.forms.plan import PlanItemForm, in_a_month
from supervision.models import PlanItem
from supervision.presenters.plan import plan_of
from supervision.services.plan import (
    add_plan_item,
    change_plan_item,
    finish_plan_item,
    remove_plan_item,
    reopen_plan_item,
)

PLAN_FORM = "plan"


@require_GET
def plan(request: Request) -> HttpResponse:
    """My own plan."""
    return _plan(request, request.user)


@require_GET
def person_plan(request: Request, pk: int) -> HttpResponse:
    """The plan of somebody I supervise."""
    if pk == request.user.pk:
        return redirect("plan")
    person = get_object_or_404(User.objects.in_care_of(request.scope), pk=pk)
    note_view(viewer=request.user, person=person, sort="plan", on=request.today)
    return _plan(request, person)


def _plan(request: Request, person: User) -> HttpResponse:
    items = (
        PlanItem.objects.visible_to(request.scope)
        .filter(person=person)
        .of_now(request.today)
        .select_related("area", "finding__sheet__review__case_file")
        .order_by("by_when", "pk")
    )
    context = {
        "person": person,
        "own": person.pk == request.user.pk,
        "plan": plan_of(items, request.scope),
    }
    return render(request, "supervision/plan_read.html", context)


@require_http_methods(["GET", "POST"])
@once_per_nonce
def plan_add(request: Request) -> HttpResponse:
    """Put something on my plan: from a finding on my work, or from anywhere."""
    finding = _finding(request)
    trees = trees_for(request.user.pk, request.today)
    initial: dict[str, Any] = {"by_when": in_a_month(request.today)}
    if finding:
        initial["area"] = str(finding.area_id)
        trees = with_version(trees, finding.area.version_id)
    draft = draft_for(writer=request.user, form=PLAN_FORM, record=finding or "")
    form = filled(PlanItemForm(request.POST or None, initial=initial, trees=trees), draft)
    if request.method == "POST" and form.is_valid():
        try:
            add_plan_item(by=request.user, planned=form.planned(), finding=finding)
        except DomainError as error:
            form.add_domain_error(error)
        else:
            discard_draft(writer=request.user, form=PLAN_FORM, record=finding or "")
            messages.success(request, _("It is on your plan."))
            return redirect("plan")
    context = {"form": form, "finding": finding, "draft": draft}
    return _answer(request, "supervision/plan_add.html", context)


@require_http_methods(["GET", "POST"])
@once_per_nonce
def plan_change(request: Request, pk: int) -> HttpResponse:
    """Change something on my plan."""
    item = _mine(request, pk)
    trees = trees_for(request.user.pk, request.today)
    if item.area:
        trees = with_version(trees, item.area.version_id)
    initial = {
        "text": item.text,
        "area": str(item.area_id or ""),
        "by_when": item.by_when,
        "version": item.version,
    }
    draft = draft_for(writer=request.user, form=PLAN_FORM, record=item)
    form = filled(PlanItemForm(request.POST or None, initial=initial, trees=trees), draft)
    theirs = None
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            change_plan_item(by=request.user, item=item, version=version, planned=form.planned())
        except Stale as stale:
            theirs = stale.theirs
            form.add_domain_error(stale)
            form.data = {**form.data.dict(), "version": theirs.version}  # type: ignore[attr-defined]
        except DomainError as error:
            form.add_domain_error(error)
        else:
            discard_draft(writer=request.user, form=PLAN_FORM, record=item)
            messages.success(request, _("Your plan is changed."))
            return redirect("plan")
    context = {"form": form, "item": item, "theirs": theirs, "draft": draft}
    return _answer(request, "supervision/plan_change.html", context)


@require_POST
def plan_done(request: Request, pk: int) -> HttpResponse:
    """Tick something off."""
    finish_plan_item(by=request.user, item=_mine(request, pk))
    messages.success(request, _("Done. It stays on your plan for a year."))
    return redirect("plan")


@require_POST
def plan_reopen(request: Request, pk: int) -> HttpResponse:
    """Take a tick back."""
    reopen_plan_item(by=request.user, item=_mine(request, pk))
    messages.success(request, _("It is open again."))
    return redirect("plan")


@require_http_methods(["GET", "POST"])
def plan_remove(request: Request, pk: int) -> HttpResponse:
    """Take something off my plan, after asking once."""
    item = _mine(request, pk)
    refused = ""
    if request.method == "POST":
        try:
            remove_plan_item(by=request.user, item=item)
            discard_draft(writer=request.user, form=PLAN_FORM, record=f"supervision.planitem:{pk}")
        except DomainError as error:
            refused = error.message
        else:
            messages.success(request, _("It is off your plan."))
            return redirect("plan")
    context = {"item": item, "refused": refused}
    status = 422 if refused else 200
    return render(request, "supervision/plan_remove.html", context, status=status)


def _mine(request: Request, pk: int) -> PlanItem:
    """Return an item of the user: 404 where it may not be seen, 403 where it is another's."""
    item = get_object_or_404(
        PlanItem.objects.visible_to(request.scope).select_related("area"), pk=pk
    )
    if item.person_id != request.user.pk:
        raise PermissionDenied
    return item


def _finding(request: Request) -> Finding | None:
    """Return the finding that the address names: of a review shared with the user, else 404."""
    asked = request.GET.get("finding", "")
    if not asked:
        return None
    mine = FileReview.objects.visible_to(request.scope).filter(person=request.user)
    return get_object_or_404(
        Finding.objects.filter(sheet__review__in=mine).select_related(
            "area", "sheet__review__case_file"
        ),
        pk=asked if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0,
    )


def _answer(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, status=422 if context["form"].is_bound else 200)
