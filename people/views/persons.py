"""The organisation admin's people: the list, one person, adding, changing, leaving."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.errors import DomainError
from core.submit import once_per_nonce
from people import presenters
from people.access import allowed
from people.forms import FilterForm, LastDayForm, PersonForm
from people.models import User
from people.requests import Request
from people.services.invitations import invite
from people.services.persons import (
    add_person,
    allow_sign_in,
    change_person,
    record_leaving,
    stop_sign_in,
)
from people.views.acts import Page, perform

KEPT_FILTER = "people.filter"


def person_of(request: Request, pk: int) -> User:
    """Return a person this user may find in the directory, else 404."""
    return get_object_or_404(User.objects.directory_visible_to(request.scope), pk=pk)


def address_of(person: User) -> str:
    return reverse("person_detail", args=[person.pk])


@allowed("people.place")
def person_list(request: Request) -> HttpResponse:
    """The list narrows by POST, kept in the session, so that no name stands in an address."""
    if request.method == "POST":
        request.session[KEPT_FILTER] = presenters.kept_filter(request.POST)
        return redirect("person_list")
    form = FilterForm(request.session.get(KEPT_FILTER) or {"standing": "here"})
    people = User.objects.directory_visible_to(request.scope)
    context = presenters.person_page(people, form, request.GET, request.today)
    return render(request, "people/person_list.html", context)


@require_safe
@allowed("people.place")
def person_detail(request: Request, pk: int) -> HttpResponse:
    people = User.objects.directory_visible_to(request.scope)
    person = get_object_or_404(presenters.with_invitation(people), pk=pk)
    context = presenters.person_facts(person, request.scope, request.today)
    return render(request, "people/person_detail.html", context)


@allowed("people.place")
@once_per_nonce
def person_create(request: Request) -> HttpResponse:
    form = PersonForm(request.POST or None)
    made: list[User] = []

    def save(*, name: str, email: str, version: int) -> None:
        made.append(add_person(by=request.user, name=name, email=email))

    page = Page(
        heading=_("Add a person"),
        lead=_("Next you give them a post, a supervisor and access roles, and invite them."),
        back=reverse("person_list"),
        done=_("The person is added. Now give them a post."),
    )
    response = perform(request, form, save, page)
    return redirect(address_of(made[0])) if made else response


@allowed("people.place")
def person_change(request: Request, pk: int) -> HttpResponse:
    person = person_of(request, pk)
    now = {"name": person.name, "email": person.email, "version": person.version}

    def save(**values: Any) -> None:
        change_person(by=request.user, person=person, **values)

    page = Page(
        heading=_("Change name or email address"),
        about=person.name,
        back=address_of(person),
        done=_("The change is saved."),
    )
    return perform(request, PersonForm(request.POST or None, initial=now), save, page)


@allowed("people.place")
def person_leave(request: Request, pk: int) -> HttpResponse:
    person = person_of(request, pk)
    form = LastDayForm(
        request.POST or None,
        today=request.today,
        button=_("Record that they leave"),
        hint=_("They can sign in to the end of this day."),
    )

    def save(**values: Any) -> None:
        orphans = record_leaving(by=request.user, person=person, **values)
        if orphans:
            messages.warning(
                request, _("%(n)s people are then without a supervisor.") % {"n": orphans}
            )

    page = Page(
        heading=_("Record that somebody leaves"),
        about=person.name,
        lead=_(
            "Posts, access roles, lines and cover end on that day. Their record is kept for its "
            "term."
        ),
        back=address_of(person),
        done=_("The last day is recorded."),
    )
    return perform(request, form, save, page)


@require_POST
@allowed("people.place")
def person_invite(request: Request, pk: int) -> HttpResponse:
    person = person_of(request, pk)
    return _at_once(
        request,
        person,
        lambda: invite(
            by=request.user,
            person=person,
            link=lambda token: request.build_absolute_uri(reverse("invitation_open", args=[token])),
        ),
        _("The invitation is on its way. Its link works once, for 7 days."),
    )


@require_POST
@allowed("people.place")
def person_sign_in_stop(request: Request, pk: int) -> HttpResponse:
    person = person_of(request, pk)
    return _at_once(
        request,
        person,
        lambda: stop_sign_in(by=request.user, person=person, on=request.today),
        _("They are signed out and cannot sign in."),
    )


@require_POST
@allowed("people.place")
def person_sign_in_allow(request: Request, pk: int) -> HttpResponse:
    person = person_of(request, pk)
    return _at_once(
        request,
        person,
        lambda: allow_sign_in(by=request.user, person=person),
        _("They can sign in while they hold a post."),
    )


def _at_once(request: Request, person: User, act: Any, done: str) -> HttpResponse:
    """Do what needs no form, and say how it went on the person's page."""
    try:
        act()
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, done)
    return redirect(address_of(person))
