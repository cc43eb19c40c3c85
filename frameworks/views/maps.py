"""Links between the competency areas of two frameworks."""

from typing import Any

import rules
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.drafted import filled
from core.errors import DomainError
from core.models import Draft
from core.services.drafts import discard_draft, draft_for
from core.submit import once_per_nonce
from frameworks.choices import trees_in_use
from frameworks.forms.maps import EndMapLinkForm, MapLinkForm
from frameworks.maps import links_between_frameworks, shown_link
from frameworks.models import MapLink
from frameworks.services.maps import end_map_link, link_areas

# Django hands the views its own request; ours carries the scope and the day besides.
Request = Any
LINK_FORM, END_FORM = "map_link", "map_link_end"


@require_safe
def map_list(request: Request) -> HttpResponse:
    """Every link between areas of two frameworks, with its reason."""
    context = {
        "links": links_between_frameworks(),
        "may_keep": rules.has_perm("frameworks.keep_maps", request.scope),
    }
    return render(request, "frameworks/map_list.html", context)


@require_http_methods(["GET", "POST"])
@once_per_nonce
def map_add(request: Request) -> HttpResponse:
    """Link two areas."""
    _refuse_unless_keeper(request)
    draft = draft_for(writer=request.user, form=LINK_FORM)
    form = filled(
        MapLinkForm(request.POST or None, trees=trees_in_use(), back=reverse("map_list")), draft
    )
    if request.method == "POST" and form.is_valid():
        here, there = form.places()
        try:
            link_areas(
                here=here,
                there=there,
                relation=form.cleaned_data["relation"],
                reason=form.cleaned_data["reason"],
                on=request.today,
                by=request.user,
                scope=request.scope,
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            discard_draft(writer=request.user, form=LINK_FORM)
            messages.success(request, _("The two areas are linked."))
            return redirect("map_list")
    return _form(request, form, _("Link two areas"), draft)


@require_http_methods(["GET", "POST"])
@once_per_nonce
def map_end(request: Request, pk: int) -> HttpResponse:
    """End a link, with a reason."""
    _refuse_unless_keeper(request)
    link = get_object_or_404(MapLink.objects.standing(), pk=pk)
    draft = draft_for(writer=request.user, form=END_FORM, record=link)
    form = filled(EndMapLinkForm(request.POST or None, back=reverse("map_list")), draft)
    if request.method == "POST" and form.is_valid():
        try:
            end_map_link(
                link=link,
                reason=form.cleaned_data["reason"],
                on=request.today,
                by=request.user,
                scope=request.scope,
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            discard_draft(writer=request.user, form=END_FORM, record=link)
            messages.success(request, _("The link has ended."))
            return redirect("map_list")
    return _form(request, form, _("End a link between two areas"), draft, link)


def _form(
    request: Request, form: Any, heading: str, draft: Draft, link: MapLink | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "draft": draft,
        "one": shown_link(link) if link else None,
    }
    status = 422 if form.is_bound else 200
    return render(request, "frameworks/map_form.html", context, status=status)


def _refuse_unless_keeper(request: Request) -> None:
    if not rules.has_perm("frameworks.keep_maps", request.scope):
        raise PermissionDenied
