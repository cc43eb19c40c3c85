"""Posts, role levels, lines, cover and access roles: each its page."""

from collections.abc import Callable
from functools import partial
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from core.submit import once_per_nonce
from people.access import allowed, check
from people.enums import Role
from people.forms import (
    CoverForm,
    EndForm,
    LevelForm,
    LineForm,
    PostChangeForm,
    PostForm,
    RoleForm,
)
from people.models import AccessRole, Cover, Line, Post, PostLevel, User
from people.requests import Request
from people.services.lines import arrange_cover, end_cover, end_line, set_supervisor
from people.services.posts import change_post, end_post, give_post, set_role_level
from people.services.roles import end_role, give_role
from people.services.seen import seen_of
from people.views.acts import Page, perform
from people.views.persons import address_of, person_of


def _found(request: Request, model: type[Model], pk: int, *related: str) -> Any:
    """Return a placing that this user may see, else 404."""
    rows = model._default_manager.all().visible_to(request.scope)  # type: ignore[attr-defined]
    return get_object_or_404(rows.select_related(*related), pk=pk)


def _page(person: User, heading: str, done: str, **more: Any) -> Page:
    """Return the words around a form about a person's placing."""
    return Page(
        heading=heading, done=done, back=address_of(person), **{"about": person.name, **more}
    )


def _form(request: Request, kind: type, *shown: QuerySet[Any], **given: Any) -> Any:
    """Return the form of an act, which carries the digest of the rows its page shows."""
    initial = {**given.pop("initial", {}), "seen": seen_of(*shown)}
    return kind(request.POST or None, today=request.today, initial=initial, **given)


def _giving_sight(request: Request, to: str, save: Callable[..., Any]) -> Callable[..., Any]:
    """Return the service behind a check that sight may be given to the person in field ``to``."""

    def checked(**values: Any) -> Any:
        check("people.give_sight", request.scope, values[to])
        return save(**values)

    return checked


@allowed("people.place")
@once_per_nonce
def post_create(request: Request, pk: int) -> HttpResponse:
    person = person_of(request, pk)
    form = _form(request, PostForm, Post.objects.filter(user=person))
    page = _page(person, _("Give a post"), _("The post is recorded."))
    return perform(request, form, partial(give_post, by=request.user, person=person), page)


@allowed("people.place")
@once_per_nonce
def post_change(request: Request, pk: int) -> HttpResponse:
    post = _found(request, Post, pk, "user", "team")
    now = {"team": post.team_id, "title": post.title, "kind": post.kind, "hours": post.hours}
    form = _form(request, PostChangeForm, Post.objects.filter(pk=pk), initial=now)
    page = _page(post.user, _("Change a post"), _("The change is recorded from that day."))
    return perform(request, form, partial(change_post, by=request.user, post=post), page)


@allowed("people.place")
def post_end(request: Request, pk: int) -> HttpResponse:
    post = _found(request, Post, pk, "user")
    page = _page(
        post.user,
        _("End a post"),
        _("The last day of the post is recorded."),
        about=f"{post.user.name}, {post.title}",
    )
    form = _form(request, EndForm, Post.objects.filter(pk=pk))
    return perform(request, form, partial(end_post, by=request.user, post=post), page)


@allowed("people.place")
@once_per_nonce
def level_set(request: Request, pk: int) -> HttpResponse:
    post = _found(request, Post, pk, "user")
    shown = Post.objects.filter(pk=pk), PostLevel.objects.filter(post=pk)
    page = _page(
        post.user,
        _("Set the role level of a post"),
        _("The role level is recorded from that day."),
        about=f"{post.user.name}, {post.title}",
    )
    form = _form(request, LevelForm, *shown)
    return perform(request, form, partial(set_role_level, by=request.user, post=post), page)


@allowed("people.place")
@once_per_nonce
def line_set(request: Request, pk: int) -> HttpResponse:
    person = person_of(request, pk)
    shown = Line.objects.filter(person=person)
    form = _form(request, LineForm, shown, person=person, by=request.user)
    page = _page(person, _("Set the supervisor"), _("The supervisor is recorded from that day."))
    save = partial(set_supervisor, by=request.user, person=person)
    return perform(request, form, _giving_sight(request, "supervisor", save), page)


@allowed("people.place")
def line_end(request: Request, pk: int) -> HttpResponse:
    line = _found(request, Line, pk, "person", "supervisor")
    names = {"person": line.person.name, "supervisor": line.supervisor.name}
    page = _page(
        line.person,
        _("End a line without a new supervisor"),
        _("The line is ended."),
        about=_("%(person)s, supervised by %(supervisor)s") % names,
    )
    form = _form(request, EndForm, Line.objects.filter(pk=pk))
    return perform(request, form, partial(end_line, by=request.user, line=line), page)


@allowed("people.place")
@once_per_nonce
def cover_create(request: Request, pk: int) -> HttpResponse:
    person = person_of(request, pk)
    shown = Cover.objects.filter(covered=person)
    form = _form(request, CoverForm, shown, person=person, by=request.user)
    page = _page(person, _("Arrange cover"), _("The cover is arranged."))
    save = partial(arrange_cover, by=request.user, covered=person)
    return perform(request, form, _giving_sight(request, "deputy", save), page)


@allowed("people.place")
def cover_end(request: Request, pk: int) -> HttpResponse:
    cover = _found(request, Cover, pk, "covered", "deputy")
    names = {"deputy": cover.deputy.name, "covered": cover.covered.name}
    page = _page(
        cover.covered,
        _("End cover early"),
        _("The cover is ended."),
        about=_("%(deputy)s for %(covered)s") % names,
    )
    form = _form(request, EndForm, Cover.objects.filter(pk=pk))
    return perform(request, form, partial(end_cover, by=request.user, cover=cover), page)


@allowed("people.place")
@reauthentication_required
@once_per_nonce
def role_give(request: Request, pk: int) -> HttpResponse:
    person = person_of(request, pk)
    check("people.give_sight", request.scope, person)
    form = RoleForm(request.POST or None, today=request.today)
    page = _page(
        person,
        _("Give an access role"),
        _("The access role is given."),
        lead=_(
            "Supervisors need no role for the people in their line: the line gives them sight of "
            "their records."
        ),
    )

    def save(*, role: str, **dates: Any) -> AccessRole:
        return give_role(by=request.user, person=person, role=Role(role), **dates)

    return perform(request, form, save, page)


@allowed("people.place")
@reauthentication_required
def role_end(request: Request, pk: int) -> HttpResponse:
    role = _found(request, AccessRole, pk, "user")
    page = _page(
        role.user,
        _("End an access role"),
        _("The access role is ended."),
        about=f"{role.user.name}, {role.get_role_display()}",
    )
    form = _form(request, EndForm, AccessRole.objects.filter(pk=pk))
    return perform(request, form, partial(end_role, by=request.user, role=role), page)
