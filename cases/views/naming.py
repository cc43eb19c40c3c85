"""Restricted cases and named reviewers: the lead of casework's pages."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cases.forms.naming import NameReviewerForm, RestrictForm
from cases.models import CaseSight, Restriction
from cases.services.naming import end_restriction, end_sight, name_reviewer, restrict_case
from cases.views.base import case_file_for, need, posted
from core.errors import DomainError
from core.services.drafts import draft_for
from core.submit import once_per_nonce
from people.requests import Request
from people.views.acts import Page, perform


@require_http_methods(["GET", "POST"])
@once_per_nonce
def case_restrict(request: Request, pk: int) -> HttpResponse:
    """Let only named people review a case."""
    case_file = case_file_for(request, pk)
    need(request, "cases.restrict_case_file")
    page = Page(
        heading=_("Restrict this case"),
        about=case_file.reference,
        back=reverse("case_detail", args=[pk]),
        done=_("The case is restricted. Name who may review it."),
        lead=_("Only people you name can be given it to review, by hand or by a draw."),
    )
    save = partial(restrict_case, case_file=case_file, by=request.user, scope=request.scope)
    draft = draft_for(writer=request.user, form="case.restrict", record=case_file)
    form = RestrictForm(posted(request), today=request.today)
    return perform(request, form, save, page, draft=draft)


@require_http_methods(["GET", "POST"])
@once_per_nonce
def case_name_reviewer(request: Request, pk: int) -> HttpResponse:
    """Name somebody who may review a case between two days."""
    case_file = case_file_for(request, pk)
    need(request, "cases.restrict_case_file")
    page = Page(
        heading=_("Name a reviewer for this case"),
        about=case_file.reference,
        back=reverse("case_detail", args=[pk]),
        done=_("They may review this case between these days."),
        lead=_(
            "It clears somebody for a restricted case, and lets an external reviewer see the "
            "review of this case and of no other. It makes nobody independent who is not."
        ),
    )
    save = partial(name_reviewer, case_file=case_file, by=request.user, scope=request.scope)
    form = NameReviewerForm(posted(request), today=request.today)
    return perform(request, form, save, page)


def _end(request: Request, row: Any, act: Any, done: str) -> HttpResponse:
    need(request, "cases.restrict_case_file")
    try:
        act(by=request.user, scope=request.scope)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, done)
    return redirect("case_detail", row.case_file_id)


@require_POST
@once_per_nonce
def restriction_end(request: Request, pk: int) -> HttpResponse:
    """Say that a case is restricted no more."""
    row = get_object_or_404(Restriction.objects.visible_to(request.scope), pk=pk)
    act = partial(end_restriction, restriction=row)
    return _end(request, row, act, _("The restriction ends today."))


@require_POST
@once_per_nonce
def sight_end(request: Request, pk: int) -> HttpResponse:
    """End somebody's sight of a case."""
    row = get_object_or_404(CaseSight.objects.visible_to(request.scope), pk=pk)
    return _end(request, row, partial(end_sight, sight=row), _("They no longer see this case."))
