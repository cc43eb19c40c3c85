"""Holding actions: open one on a case file, answer it, close it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.enums import QUESTIONS, HoldingActionKind
from cases.forms.holding_action import HoldingActionAnswerForm, HoldingActionForm
from cases.models import CaseFile, HoldingAction, HoldingPolicy
from cases.services.holding_action import (
    answer_holding_action,
    close_holding_action,
    data_deadline,
    open_holding_action,
)
from cases.views.base import case_file_for, holding_action_for, may, need, posted
from core.drafted import filled
from core.errors import DomainError
from core.services.drafts import discard_draft, draft_for
from core.services.views_log import note_view
from core.submit import once_per_nonce
from people.requests import Request

OPEN_FORM = "holding_action"
ANSWER_FORM = "holding_action_answer"


@require_http_methods(["GET", "HEAD", "POST"])
@once_per_nonce
def holding_action_add(request: Request, pk: int) -> HttpResponse:
    case_file = case_file_for(request, pk)
    draft = draft_for(writer=request.user, form=OPEN_FORM, record=case_file)
    form = filled(HoldingActionForm(posted(request), back=reverse("case_detail", args=[pk])), draft)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            action = open_holding_action(
                case_file=case_file,
                kind=HoldingActionKind(given["kind"]),
                fact=given["fact"],
                step=given["step"],
                time_limit_on=given["time_limit_on"],
                known_on=given["known_on"],
                by=request.user,
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            discard_draft(writer=request.user, form=OPEN_FORM, record=case_file)
            messages.success(request, _told(action))
            return redirect("holding_action_detail", action.pk)
    context = {"form": form, "case_file": case_file, "draft": draft}
    return render(request, "cases/holding_action_add.html", context)


@require_safe
def holding_action_detail(request: Request, pk: int) -> HttpResponse:
    action = holding_action_for(request, pk)
    if action.told is not None:
        note_view(
            viewer=request.user,
            person=action.told,
            sort="holding_action",
            record=action,
            on=request.today,
        )
    return _page(request, action, HoldingActionAnswerForm(kind=action.kind))


@require_POST
@once_per_nonce
def holding_action_answer(request: Request, pk: int) -> HttpResponse:
    action = holding_action_for(request, pk)
    need(request, "cases.answer_holding_action", action)
    form = HoldingActionAnswerForm(request.POST, kind=action.kind)
    if form.is_valid():
        try:
            answer_holding_action(
                action=action,
                text=form.cleaned_data["text"],
                about=form.cleaned_data["about"],
                by=request.user,
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            discard_draft(writer=request.user, form=ANSWER_FORM, record=action)
            messages.success(request, _("Your answer is saved."))
            return redirect("holding_action_detail", pk)
    return _page(request, action, form)


@require_POST
@once_per_nonce
def holding_action_close(request: Request, pk: int) -> HttpResponse:
    action = holding_action_for(request, pk)
    need(request, "cases.close_holding_action", action)
    try:
        close_holding_action(action=action, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The holding action is closed."))
    return redirect("holding_action_detail", pk)


def _told(action: HoldingAction) -> str:
    if action.told is None:
        return _("The holding action is open. Nobody holds the case: the lead of casework sees it.")
    return _("The holding action is open. %(name)s is told.") % {"name": action.told.name}


def _page(request: Request, action: HoldingAction, form: Any) -> HttpResponse:
    is_open = action.closed_at is None
    may_answer = is_open and may(request, "cases.answer_holding_action", action)
    draft = None
    if may_answer:
        draft = draft_for(writer=request.user, form=ANSWER_FORM, record=action)
        form = filled(form, draft)
    answers = list(action.answers.select_related("by").order_by("pk"))
    answered = {answer.about for answer in answers}
    context = {
        "action": action,
        "answers": answers,
        "missing": [q.label for q in QUESTIONS[action.kind] if q not in answered],
        "policy": HoldingPolicy.objects.filter(kind=action.kind).first(),
        "data_deadline": data_deadline(action),
        "form": form,
        "draft": draft,
        "sees_case": CaseFile.objects.visible_to(request.scope)
        .filter(pk=action.case_file_id)
        .exists(),
        "may_answer": may_answer,
        "may_close": is_open
        and answered >= set(QUESTIONS[action.kind])
        and may(request, "cases.close_holding_action", action),
    }
    return render(request, "cases/holding_action_detail.html", context)
