"""The organisation's values and aims, and the competency areas that carry them."""

from typing import Any

import rules
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.drafted import filled
from core.errors import DomainError
from core.models import Draft
from core.services.drafts import discard_draft, draft_for
from core.submit import once_per_nonce
from frameworks.choices import trees_in_use
from frameworks.forms.values import EndValueForm, LinkForm, ValueForm
from frameworks.models import OrganisationValue, ValueLink
from frameworks.services.values import add_value, end_value, link_area, unlink_area
from frameworks.values import values_in_use

# Django hands the views its own request; ours carries the scope and the day besides.
Request = Any
LINK_FORM = "value_link"


@require_safe
def value_list(request: Request) -> HttpResponse:
    """Every value and aim, with the areas that carry it and why."""
    today = request.today
    ended = OrganisationValue.objects.filter(to_on__lt=today).order_by("-to_on", "pk")
    later = OrganisationValue.objects.filter(from_on__gt=today).order_by("from_on", "pk")
    context = {
        "alignment": values_in_use(today),
        "others": [*later[:50], *ended[:50]],
        "today": today,
        "may_keep": _may_keep(request),
    }
    return render(request, "frameworks/value_list.html", context)


@require_http_methods(["GET", "POST"])
@once_per_nonce
def value_add(request: Request) -> HttpResponse:
    """Add a value or an aim."""
    _refuse_unless_keeper(request)
    form = ValueForm(
        request.POST or None, initial={"from_on": request.today}, back=reverse("value_list")
    )
    if request.method == "POST" and form.is_valid():
        try:
            add_value(**form.cleaned_data, by=request.user, scope=request.scope)
        except DomainError as error:
            form.add_domain_error(error)
        else:
            messages.success(request, _("It is on the list."))
            return redirect("value_list")
    return _form(request, form, _("Add a value or an aim"))


@require_http_methods(["GET", "POST"])
@once_per_nonce
def value_end(request: Request, pk: int) -> HttpResponse:
    """End a value."""
    _refuse_unless_keeper(request)
    value = get_object_or_404(OrganisationValue, pk=pk)
    form = EndValueForm(
        request.POST or None, initial={"on": request.today}, back=reverse("value_list")
    )
    if request.method == "POST" and form.is_valid():
        try:
            end_value(value=value, on=form.cleaned_data["on"], by=request.user, scope=request.scope)
        except DomainError as error:
            form.add_domain_error(error)
        else:
            messages.success(request, _("Its last day is set."))
            return redirect("value_list")
    return _form(request, form, _("End a value or an aim"), value)


@require_http_methods(["GET", "POST"])
@once_per_nonce
def value_link(request: Request, pk: int) -> HttpResponse:
    """Say that an area carries a value, and why."""
    _refuse_unless_keeper(request)
    value = get_object_or_404(OrganisationValue, pk=pk)
    draft = draft_for(writer=request.user, form=LINK_FORM, record=value)
    empty = LinkForm(request.POST or None, trees=trees_in_use(), back=reverse("value_list"))
    form = filled(empty, draft)
    if request.method == "POST" and form.is_valid():
        tree, key = form.chosen()
        try:
            link_area(
                value=value,
                tree=tree,
                area_key=key,
                reason=form.cleaned_data["reason"],
                by=request.user,
                scope=request.scope,
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            discard_draft(writer=request.user, form=LINK_FORM, record=value)
            messages.success(request, _("The area is linked."))
            return redirect("value_list")
    return _form(request, form, _("Which area carries this?"), value, draft)


@require_POST
def value_unlink(request: Request, pk: int) -> HttpResponse:
    """Say that an area no longer carries a value."""
    _refuse_unless_keeper(request)
    link = get_object_or_404(ValueLink.objects.select_related("value", "framework"), pk=pk)
    unlink_area(link=link, by=request.user, scope=request.scope)
    messages.success(request, _("The link is taken out."))
    return redirect("value_list")


def _form(
    request: Request,
    form: Any,
    heading: str,
    value: OrganisationValue | None = None,
    draft: Draft | None = None,
) -> HttpResponse:
    context = {"form": form, "heading": heading, "value": value, "draft": draft}
    status = 422 if form.is_bound else 200
    return render(request, "frameworks/value_form.html", context, status=status)


def _may_keep(request: Request) -> bool:
    return bool(rules.has_perm("frameworks.keep_values", request.scope))


def _refuse_unless_keeper(request: Request) -> None:
    if not _may_keep(request):
        raise PermissionDenied
