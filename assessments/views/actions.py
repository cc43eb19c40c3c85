"""Corrective actions: their list, one of them, and each act on it."""

from functools import partial
from typing import Any

import rules
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from assessments.action_enums import UNFINISHED, ActionState
from assessments.forms.action import (
    ActionForm,
    ActionWithdrawForm,
    AskForm,
    CheckForm,
    DoneForm,
    HandOverForm,
)
from assessments.models import Action, FileReview, Finding
from assessments.presenters.action import action_acts, action_page, action_rows
from assessments.services.action import (
    hand_over_action,
    raise_action,
    read_action_for_reason,
    return_action,
    say_done,
    verify_action,
    withdraw_action,
)
from assessments.views.read import visible_review
from core.drafted import filled
from core.errors import DomainError
from core.keyset import page_of
from core.services.drafts import discard_draft, draft_for
from core.services.views_log import note_view
from core.submit import once_per_nonce
from people.enums import Role
from people.models import Line, User
from people.periods import in_force
from people.requests import Request
from people.views.acts import Page, perform

SIZE = 50
MINE, OVERDUE = "mine", "overdue"


@login_required
@require_GET
def action_list(request: Request) -> HttpResponse:
    """The actions this user may read, by state; for HR, how many there are in each team."""
    scope, on = request.scope, request.today
    actions = Action.objects.visible_to(scope)
    state = request.GET.get("state", "")
    if state in ActionState.values:
        actions = actions.filter(state=state)
    elif state == OVERDUE:
        actions = actions.overdue(on)
    elif state == MINE:
        actions = actions.filter(owner=scope.user_id, state__in=UNFINISHED)
    else:
        state = ""
    page = page_of(
        actions, told=lambda listed: listed.listed(), day="due_on", asked=request.GET, size=SIZE
    )
    is_hr = scope.has(Role.HR)
    context = {
        "rows": action_rows(page.rows, on),
        "page": page,
        "state": state,
        "states": [
            (MINE, _("Mine to do, or to be verified")),
            (OVERDUE, _("Overdue")),
            *ActionState.choices,
        ],
        "counts": Action.objects.counts_by_team(on) if is_hr else None,
    }
    return render(request, "assessments/action_list.html", context)


def _action(request: Request, pk: int) -> Action:
    """Return an action this user may read; 404 where it is absent or invisible alike."""
    actions = (
        Action.objects.visible_to(request.scope)
        .standing(request.today)
        .select_related("person", "owner", "raised_by", "verified_by", "finding__area")
    )
    return get_object_or_404(actions, pk=pk)


@login_required
@require_GET
def action_detail(request: Request, pk: int) -> HttpResponse:
    """One action: what it asks for, what was done, and what may be done next."""
    action = _action(request, pk)
    note_view(
        viewer=request.user, person=action.person, sort="action", record=action, on=request.today
    )
    return render(request, "assessments/action_detail.html", action_page(action, request.scope))


def owners_near(request: Request, review: FileReview | None, person_id: int) -> QuerySet[User]:
    """Return who may be given an action: its person, the reviewer, who supervises them, oneself and
    one's own people."""
    above = Line.objects.filter(in_force(request.today), person=person_id).values("supervisor")
    who = Q(pk=person_id) | Q(pk__in=above) | Q(pk=request.scope.user_id)
    who |= request.scope.supervises_at("pk")
    if review is not None:
        who |= Q(pk=review.reviewer_id)
    people: QuerySet[User] = User.objects.may_sign_in(request.today).filter(who)
    return people.order_by("name", "pk")


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def action_add(request: Request, pk: int) -> HttpResponse:
    """Raise an action from a shared review, or from one of its findings."""
    review = visible_review(request, pk)
    if not rules.test_rule("assessments.raise_action", request.scope, review):
        raise PermissionDenied
    number = request.GET.get("finding", "")
    finding = None
    if number.isascii() and number.isdigit() and len(number) < 19:
        findings = Finding.objects.filter(sheet__review=review).select_related("area", "sheet")
        finding = get_object_or_404(findings, pk=number)
    draft = draft_for(writer=request.user, form="action.raise", record=finding or review)
    form = ActionForm(
        request.POST or None,
        owners=owners_near(request, review, review.person_id),
        today=request.today,
        initial={"owner": review.person_id},
    )
    form = filled(form, draft)
    if request.method == "POST" and form.is_valid():
        try:
            action = raise_action(
                review=review,
                finding=finding,
                asked=form.asked(),
                by=request.user,
                scope=request.scope,
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            discard_draft(writer=request.user, form=draft.form, record=draft.record_key)
            return redirect("action_detail", action.pk)
    form.helper.form_tag = False
    page = Page(
        heading=_("Raise an action"),
        back=reverse("review_detail", args=[pk]),
        done="",
        lead=_("Informal help: no warning, and no stage of a formal procedure."),
        about=finding.area.title if finding else review.person.name,
    )
    context = {"form": form, "page": page, "draft": draft}
    return render(request, "people/act.html", context)


def _act(request: Request, action: Action, form: Any, save: Any, **words: Any) -> HttpResponse:
    page = Page(
        back=reverse("action_detail", args=[action.pk]),
        about=_("Action %(number)s") % {"number": action.pk},
        **words,
    )
    name = f"action.{type(form).__name__}"
    return perform(
        request, form, save, page, draft=draft_for(writer=request.user, form=name, record=action)
    )


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def action_done(request: Request, pk: int) -> HttpResponse:
    """The owner says what was done."""
    action = _action(request, pk)
    if not rules.test_rule("assessments.do_action", request.scope, action):
        raise PermissionDenied

    def save(*, text: str, **_box: Any) -> None:
        say_done(action=action, text=text, by=request.user)

    return _act(
        request,
        action,
        DoneForm(request.POST or None),
        save,
        heading=_("Say what was done"),
        done=_("Saved. Somebody else will verify it."),
        lead=action.what,
    )


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def action_check(request: Request, pk: int) -> HttpResponse:
    """Somebody other than the owner verifies it, or returns it."""
    action = _action(request, pk)
    if not rules.test_rule("assessments.verify_action", request.scope, action):
        raise PermissionDenied

    def save(*, verified: bool, text: str, **_box: Any) -> None:
        check = verify_action if verified else return_action
        check(action=action, text=text, by=request.user, scope=request.scope)

    return _act(
        request,
        action,
        CheckForm(request.POST or None),
        save,
        heading=_("Verify an action"),
        done=_("Saved. The owner has been told."),
        lead=action.what,
    )


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def action_hand_over(request: Request, pk: int) -> HttpResponse:
    """Give an action to another owner."""
    action = _action(request, pk)
    if not action_acts(action, request.scope).hand_over:
        raise PermissionDenied
    owners = owners_near(request, action.review, action.person_id).exclude(pk=action.owner_id)

    def save(*, owner: User, text: str, **_box: Any) -> None:
        hand_over_action(
            action=action, owner=owner, text=text, by=request.user, scope=request.scope
        )

    return _act(
        request,
        action,
        HandOverForm(request.POST or None, owners=owners),
        save,
        heading=_("Give an action to another owner"),
        done=_("The action has a new owner, who has been told."),
        lead=action.what,
    )


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def action_withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw an action, for a reason."""
    action = _action(request, pk)
    if not action_acts(action, request.scope).withdraw:
        raise PermissionDenied

    def save(*, text: str, **_box: Any) -> None:
        withdraw_action(action=action, text=text, by=request.user, scope=request.scope)

    return _act(
        request,
        action,
        ActionWithdrawForm(request.POST or None),
        save,
        heading=_("Withdraw an action"),
        done=_("The action is withdrawn."),
        lead=action.what,
    )


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def action_ask(request: Request) -> HttpResponse:
    """HR states a reason to read one action."""
    if not request.scope.has(Role.HR):
        raise PermissionDenied
    page = Page(
        heading=_("Read one action for a reason"),
        back=reverse("action_list"),
        done=_("You can read this action for 7 days. Its people have been told."),
        lead=_("You read how many actions each team has. One of them you read only for a reason."),
    )
    save = partial(read_action_for_reason, by=request.user, scope=request.scope)
    draft = draft_for(writer=request.user, form="action.ask")
    return perform(request, AskForm(request.POST or None), save, page, draft=draft)
