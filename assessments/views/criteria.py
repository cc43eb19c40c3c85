"""Criteria sets: read by everybody; drafted, published and withdrawn by the lead of casework."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.forms.criteria import CriteriaWithdrawForm, CriterionForm, PublishForm
from assessments.models import CriteriaSet, Criterion, SetVersion
from assessments.presenters.criteria import differences, lines_by_group, sets_page
from assessments.services.criteria_draft import (
    add_criterion,
    change_criterion,
    discard_criteria_draft,
    leave_out_criterion,
    move_criterion,
    publish_criteria,
    start_criteria_draft,
    withdraw_criteria,
)
from core.drafted import filled
from core.errors import DomainError, Stale
from core.models import Draft
from core.services.drafts import discard_draft, draft_for
from core.submit import once_per_nonce
from frameworks.choices import trees_in_use
from frameworks.tree import Tree
from people.access import require
from people.enums import Role
from people.requests import Request
from people.views.acts import Page, perform

lead_only = require(Role.LEAD_OF_CASEWORK)


def _titles(trees: list[Tree]) -> dict[str, str]:
    return {area.key: area.title for tree in trees for core in tree.cores for area in core.areas}


def _criteria(*versions: SetVersion | None) -> dict[int, list[Criterion]]:
    """Return the criteria of these versions with their areas, by version; two queries."""
    keys = [version.pk for version in versions if version]
    found: dict[int, list[Criterion]] = {key: [] for key in keys}
    for criterion in Criterion.objects.filter(set_version__in=keys).prefetch_related("areas"):
        found[criterion.set_version_id].append(criterion)
    return found


def _address(version: SetVersion) -> str:
    return reverse("criteria_detail", args=[version.pk])


def _draft(pk: int) -> SetVersion:
    return get_object_or_404(SetVersion.objects.drafts().select_related("criteria_set"), pk=pk)


def _criterion(pk: int) -> Criterion:
    rows = Criterion.objects.filter(set_version__published_at__isnull=True)
    return get_object_or_404(rows.select_related("set_version__criteria_set"), pk=pk)


@require_safe
def criteria_list(request: Request) -> HttpResponse:
    """Every set: what is in force, what is announced, and what was."""
    context = {
        "rows": sets_page(request.scope),
        "may_change": request.scope.has(Role.LEAD_OF_CASEWORK),
    }
    return render(request, "assessments/criteria_list.html", context)


@require_safe
def criteria_detail(request: Request, pk: int) -> HttpResponse:
    """One version: its criteria by group, and what changed against the one before."""
    versions = SetVersion.objects.visible_to(request.scope).select_related(
        "criteria_set", "published_by", "withdrawn_by"
    )
    version = get_object_or_404(versions, pk=pk)
    before = (
        SetVersion.objects.standing()
        .filter(criteria_set=version.criteria_set_id, number__lt=version.number)
        .order_by("-number")
        .first()
    )
    titles = _titles(trees_in_use())
    of = _criteria(version, before)
    criteria = of[version.pk]
    context = {
        "version": version,
        "before": before,
        "groups": lines_by_group(criteria, titles),
        "differences": differences(of[before.pk], criteria, titles) if before else [],
        "is_draft": version.published_at is None,
        "is_to_come": bool(version.from_on and version.from_on > request.today)
        and version.withdrawn_at is None,
        "may_change": request.scope.has(Role.LEAD_OF_CASEWORK),
    }
    return render(request, "assessments/criteria_detail.html", context)


@lead_only
@require_POST
@once_per_nonce
def criteria_start(request: Request, pk: int) -> HttpResponse:
    """Begin the next version of a set."""
    criteria_set = get_object_or_404(CriteriaSet, pk=pk)
    try:
        draft = start_criteria_draft(
            criteria_set=criteria_set, by=request.user, scope=request.scope
        )
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("criteria_list")
    return redirect(_address(draft))


def _write(
    request: Request,
    form: CriterionForm,
    draft: Draft,
    version: SetVersion,
    save: Any,
    heading: str,
) -> HttpResponse:
    """Show the form of a criterion; save it; where another lead was faster, keep both texts."""
    form = filled(form, draft)
    if request.method == "POST" and form.is_valid():
        try:
            save(form)
        except Stale as stale:
            form.add_domain_error(stale)
            form.data = request.POST.copy()
            form.data["edits"] = str(stale.theirs.edits)
        except DomainError as error:
            form.add_domain_error(error)
        else:
            discard_draft(writer=draft.writer_key, form=draft.form, record=draft.record_key)
            messages.success(request, _("The criterion is saved."))
            return redirect(_address(version))
    form.helper.form_tag = False
    page = Page(
        heading=heading,
        back=_address(version),
        done="",
        about=_("%(name)s, version %(number)s")
        % {"name": version.criteria_set.name, "number": version.number},
    )
    context = {"form": form, "page": page, "theirs": [], "draft": draft}
    status = 422 if form.is_bound else 200
    return render(request, "people/act.html", context, status=status)


@lead_only
@require_http_methods(["GET", "POST"])
@once_per_nonce
def criterion_add(request: Request, pk: int) -> HttpResponse:
    """Add a criterion to a draft."""
    version = _draft(pk)
    groups = list(dict.fromkeys(version.criteria.values_list("group", flat=True)))
    form = CriterionForm(request.POST or None, trees=trees_in_use(), groups=groups)

    def save(form: CriterionForm) -> None:
        add_criterion(draft=version, wording=form.wording(), by=request.user, scope=request.scope)

    draft = draft_for(writer=request.user, form="criterion.add", record=version)
    return _write(request, form, draft, version, save, _("Add a criterion"))


@lead_only
@require_http_methods(["GET", "POST"])
@once_per_nonce
def criterion_change(request: Request, pk: int) -> HttpResponse:
    """Change a criterion of a draft."""
    criterion = _criterion(pk)
    version = criterion.set_version
    groups = list(dict.fromkeys(version.criteria.values_list("group", flat=True)))
    now = {
        "text": criterion.text,
        "group": criterion.group,
        "help_text": criterion.help_text,
        "critical": criterion.critical,
        "areas": list(criterion.areas.values_list("area_key", flat=True)),
        "edits": criterion.edits,
    }
    form = CriterionForm(request.POST or None, trees=trees_in_use(), groups=groups, initial=now)

    def save(form: CriterionForm) -> None:
        change_criterion(
            criterion=criterion,
            edits=form.cleaned_data["edits"] or 0,
            wording=form.wording(),
            by=request.user,
            scope=request.scope,
        )

    draft = draft_for(writer=request.user, form="criterion.change", record=criterion)
    return _write(request, form, draft, version, save, _("Change a criterion"))


def _act(request: Request, version: SetVersion, act: Any, done: str) -> HttpResponse:
    try:
        act(by=request.user, scope=request.scope)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, done)
    return redirect(_address(version))


@lead_only
@require_POST
@once_per_nonce
def criterion_move(request: Request, pk: int) -> HttpResponse:
    """Put a criterion one place up or down."""
    criterion = _criterion(pk)
    act = partial(move_criterion, criterion=criterion, up="up" in request.POST)
    return _act(request, criterion.set_version, act, _("The criterion is moved."))


@lead_only
@require_POST
@once_per_nonce
def criterion_leave_out(request: Request, pk: int) -> HttpResponse:
    """Leave a criterion out of a draft."""
    criterion = _criterion(pk)
    act = partial(leave_out_criterion, criterion=criterion)
    return _act(request, criterion.set_version, act, _("The criterion is left out."))


@lead_only
@require_POST
@once_per_nonce
def criteria_discard(request: Request, pk: int) -> HttpResponse:
    """Throw a draft away."""
    try:
        discard_criteria_draft(draft=_draft(pk), by=request.user, scope=request.scope)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The draft is discarded. Nothing published has changed."))
    return redirect("criteria_list")


@lead_only
@require_http_methods(["GET", "POST"])
@once_per_nonce
def criteria_publish(request: Request, pk: int) -> HttpResponse:
    """Publish a draft from a day on."""
    version = _draft(pk)
    page = Page(
        heading=_("Publish this version"),
        about=_("%(name)s, version %(number)s")
        % {"name": version.criteria_set.name, "number": version.number},
        back=_address(version),
        done=_("The version is published. Everybody reads it until its day comes."),
        lead=_("A published version never changes. Reviews that run stay on their version."),
    )
    save = partial(publish_criteria, draft=version, by=request.user, scope=request.scope)
    draft = draft_for(writer=request.user, form="criteria.publish", record=version)
    form = PublishForm(request.POST or None, today=request.today)
    return perform(request, form, save, page, draft=draft)


@lead_only
@require_http_methods(["GET", "POST"])
@once_per_nonce
def criteria_withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw an announced version before its day."""
    to_come = SetVersion.objects.to_come(request.today).select_related("criteria_set")
    version = get_object_or_404(to_come, pk=pk)
    page = Page(
        heading=_("Withdraw an announced version"),
        about=_("%(name)s, version %(number)s")
        % {"name": version.criteria_set.name, "number": version.number},
        back=_address(version),
        done=_("The version is withdrawn. The one before stays in force."),
    )
    save = partial(withdraw_criteria, version=version, by=request.user, scope=request.scope)
    draft = draft_for(writer=request.user, form="criteria.withdraw", record=version)
    return perform(request, CriteriaWithdrawForm(request.POST or None), save, page, draft=draft)
