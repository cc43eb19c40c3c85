"""Absence and adjustments: for the person, and for who supervises them."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.errors import DomainError
from core.services.drafts import draft_for
from core.services.views_log import note_view
from core.submit import once_per_nonce
from people import presenters
from people.access import check
from people.forms import AbsenceChangeForm, AbsenceForm, AdjustmentForm, LastDayForm
from people.models import Absence, Adjustment, User
from people.requests import Request
from people.services.absences import change_absence, record_absence, take_back_absence
from people.services.adjustments import (
    agree_adjustment,
    end_adjustment,
    record_adjustment,
    take_back_adjustment,
)
from people.services.seen import seen_of
from people.views.acts import Page, perform

ADJUSTMENT_FORM = "adjustment"


def _person(request: Request, pk: int) -> User:
    """Return somebody of whose arrangements this user may see any, else 404."""
    scope = request.scope
    return get_object_or_404(User.objects.arrangements_visible_to(scope), pk=pk)


def _address(person_id: int) -> str:
    return reverse("arrangement_list", args=[person_id])


def _absence_address(request: Request, person_id: int) -> str:
    """Return the page on which this user sees a person's days away."""
    in_line = person_id in request.scope.people
    return reverse("arrangement_list" if in_line else "person_detail", args=[person_id])


@require_safe
def arrangement_list(request: Request, pk: int) -> HttpResponse:
    person = _person(request, pk)
    scope, on = request.scope, request.today
    if person.pk != scope.user_id:
        note_view(viewer=request.user, person=person, sort="arrangements", on=on)
    context = presenters.arrangements(person, scope, on)
    return render(request, "people/arrangement_list.html", context)


@once_per_nonce
def absence_create(request: Request, pk: int) -> HttpResponse:
    scope = request.scope
    person = get_object_or_404(User.objects.directory_visible_to(scope), pk=pk)
    check("people.record_absence", scope, person)
    page = _absence_page(request, _("Record days away"), person, _("The dates are recorded."))
    form = AbsenceForm(request.POST or None, today=request.today)
    acting_for = scope.acting_for_key(person.pk)
    return perform(
        request,
        form,
        lambda **v: record_absence(by=request.user, person=person, acting_for=acting_for, **v),
        page,
    )


def absence_change(request: Request, pk: int) -> HttpResponse:
    absence = _absence(request, pk)
    now = {
        "from_on": absence.from_on,
        "to_on": absence.to_on,
        "seen": seen_of(Absence.objects.filter(pk=pk)),
    }
    page = replace(
        _absence_page(request, _("Change days away"), absence.user, _("The dates are changed.")),
        also=_("Take these days back"),
        also_href=reverse("absence_take_back", args=[absence.pk]),
    )
    form = AbsenceChangeForm(request.POST or None, today=request.today, initial=now)
    acting_for = request.scope.acting_for_key(absence.user_id)
    return perform(
        request,
        form,
        lambda **v: change_absence(by=request.user, absence=absence, acting_for=acting_for, **v),
        page,
    )


@require_POST
def absence_take_back(request: Request, pk: int) -> HttpResponse:
    absence = _absence(request, pk)
    acting_for = request.scope.acting_for_key(absence.user_id)
    take_back_absence(by=request.user, absence=absence, acting_for=acting_for)
    messages.success(request, _("The dates are taken back."))
    return redirect(_absence_address(request, absence.user_id))


def _absence(request: Request, pk: int) -> Absence:
    scope = request.scope
    seen = Absence.objects.visible_to(scope).select_related("user")
    absence: Absence = get_object_or_404(seen, pk=pk)
    check("people.record_absence", scope, absence.user)
    return absence


def _absence_page(request: Request, heading: str, person: User, done: str) -> Page:
    return Page(
        heading=heading,
        about=person.name,
        lead=_("Only the dates are kept. Clocks and reminders stop over them and go on after."),
        back=_absence_address(request, person.pk),
        done=done,
    )


@once_per_nonce
def adjustment_create(request: Request, pk: int) -> HttpResponse:
    person = _person(request, pk)
    scope = request.scope
    check("people.agree_adjustment", scope, person)
    own = person.pk == scope.user_id
    page = Page(
        heading=_("Propose an adjustment"),
        about=person.name,
        lead=_("It holds once the other of you two agrees. Nobody is asked for a reason."),
        back=_address(person.pk),
        done=_("The proposal is saved. It waits for the other person to agree."),
    )
    form = AdjustmentForm(request.POST or None, today=request.today, own=own)
    return perform(
        request,
        form,
        lambda **v: record_adjustment(by=request.user, person=person, **v),
        page,
        draft=draft_for(writer=request.user, form=ADJUSTMENT_FORM, record=person),
    )


def _adjustment(request: Request, pk: int) -> Adjustment:
    scope = request.scope
    seen = Adjustment.objects.visible_to(scope).select_related("user")
    adjustment: Adjustment = get_object_or_404(seen, pk=pk)
    check("people.agree_adjustment", scope, adjustment.user)
    return adjustment


def _answer(request: Request, pk: int, service: Any, done: str) -> HttpResponse:
    adjustment = _adjustment(request, pk)
    try:
        service(by=request.user, adjustment=adjustment)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, done)
    return redirect(_address(adjustment.user_id))


@require_POST
def adjustment_agree(request: Request, pk: int) -> HttpResponse:
    return _answer(request, pk, agree_adjustment, _("You both agree: it holds from its first day."))


@require_POST
def adjustment_take_back(request: Request, pk: int) -> HttpResponse:
    return _answer(request, pk, take_back_adjustment, _("The proposal is taken back."))


def adjustment_end(request: Request, pk: int) -> HttpResponse:
    adjustment = _adjustment(request, pk)
    if adjustment.agreed_at is None:
        raise Http404
    form = LastDayForm(
        request.POST or None,
        today=request.today,
        button=_("End it"),
    )
    page = Page(
        heading=_("End an adjustment"),
        about=adjustment.user.name,
        back=_address(adjustment.user_id),
        done=_("Its last day is recorded."),
    )
    return perform(
        request,
        form,
        lambda **v: end_adjustment(by=request.user, adjustment=adjustment, **v),
        page,
    )
