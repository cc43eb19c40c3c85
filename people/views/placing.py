"""Posts, role levels, lines, cover and access roles: each its page."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from core.submit import once_per_nonce
from people.access import allowed, check
from people.enums import Role
from people.forms import (
    CoverForm,
    LastDayForm,
    LevelForm,
    LineForm,
    PostChangeForm,
    PostForm,
    RoleForm,
)
from people.models import AccessRole, Cover, Line, Post
from people.requests import Request
from people.services.lines import arrange_cover, end_cover, end_line, set_supervisor
from people.services.posts import change_post, end_post, give_post, set_role_level
from people.services.roles import end_role, give_role
from people.views.acts import Page, perform
from people.views.persons import address_of, person_of


@allowed("people.place")
@once_per_nonce
def post_create(request: Request, pk: int) -> HttpResponse:
    person = person_of(request, pk)
    form = PostForm(request.POST or None, today=request.today)
    page = Page(
        heading=_("Give a post"),
        about=person.name,
        back=address_of(person),
        done=_("The post is recorded."),
    )
    return perform(request, form, lambda **v: give_post(by=request.user, person=person, **v), page)


@allowed("people.place")
@once_per_nonce
def post_change(request: Request, pk: int) -> HttpResponse:
    post = get_object_or_404(
        Post.objects.visible_to(request.scope).select_related("user", "team"), pk=pk
    )
    now = {"team": post.team_id, "title": post.title, "kind": post.kind, "hours": post.hours}
    form = PostChangeForm(request.POST or None, today=request.today, initial=now)
    page = Page(
        heading=_("Change a post"),
        about=post.user.name,
        back=address_of(post.user),
        done=_("The change is recorded from that day."),
    )
    return perform(request, form, lambda **v: change_post(by=request.user, post=post, **v), page)


@allowed("people.place")
def post_end(request: Request, pk: int) -> HttpResponse:
    post = get_object_or_404(Post.objects.visible_to(request.scope).select_related("user"), pk=pk)
    page = Page(
        heading=_("End a post"),
        about=f"{post.user.name}, {post.title}",
        back=address_of(post.user),
        done=_("The last day of the post is recorded."),
    )
    return _end(request, lambda **v: end_post(by=request.user, post=post, **v), page)


@allowed("people.place")
@once_per_nonce
def level_set(request: Request, pk: int) -> HttpResponse:
    post = get_object_or_404(Post.objects.visible_to(request.scope).select_related("user"), pk=pk)
    form = LevelForm(request.POST or None, today=request.today)
    page = Page(
        heading=_("Set the role level of a post"),
        about=f"{post.user.name}, {post.title}",
        back=address_of(post.user),
        done=_("The role level is recorded from that day."),
    )
    return perform(request, form, lambda **v: set_role_level(by=request.user, post=post, **v), page)


@allowed("people.place")
@once_per_nonce
def line_set(request: Request, pk: int) -> HttpResponse:
    person = person_of(request, pk)
    form = LineForm(
        request.POST or None,
        today=request.today,
        person=person,
        by=request.user,
    )
    page = Page(
        heading=_("Set the supervisor"),
        about=person.name,
        back=address_of(person),
        done=_("The supervisor is recorded from that day."),
    )

    def save(*, supervisor: Any, from_on: Any) -> None:
        check("people.give_sight", request.scope, supervisor)
        set_supervisor(by=request.user, person=person, supervisor=supervisor, from_on=from_on)

    return perform(request, form, save, page)


@allowed("people.place")
def line_end(request: Request, pk: int) -> HttpResponse:
    line = get_object_or_404(
        Line.objects.visible_to(request.scope).select_related("person", "supervisor"), pk=pk
    )
    page = Page(
        heading=_("End a line without a new supervisor"),
        about=_("%(person)s, supervised by %(supervisor)s")
        % {"person": line.person.name, "supervisor": line.supervisor.name},
        back=address_of(line.person),
        done=_("The line is ended."),
    )
    return _end(request, lambda **v: end_line(by=request.user, line=line, **v), page)


@allowed("people.place")
@once_per_nonce
def cover_create(request: Request, pk: int) -> HttpResponse:
    person = person_of(request, pk)
    form = CoverForm(
        request.POST or None,
        today=request.today,
        person=person,
        by=request.user,
    )
    page = Page(
        heading=_("Arrange cover"),
        about=person.name,
        back=address_of(person),
        done=_("The cover is arranged."),
    )

    def save(*, deputy: Any, **dates: Any) -> None:
        check("people.give_sight", request.scope, deputy)
        arrange_cover(by=request.user, covered=person, deputy=deputy, **dates)

    return perform(request, form, save, page)


@allowed("people.place")
def cover_end(request: Request, pk: int) -> HttpResponse:
    cover = get_object_or_404(
        Cover.objects.visible_to(request.scope).select_related("covered", "deputy"), pk=pk
    )
    page = Page(
        heading=_("End cover early"),
        about=_("%(deputy)s for %(covered)s")
        % {"deputy": cover.deputy.name, "covered": cover.covered.name},
        back=address_of(cover.covered),
        done=_("The cover is ended."),
    )
    return _end(request, lambda **v: end_cover(by=request.user, cover=cover, **v), page)


@allowed("people.place")
@reauthentication_required
@once_per_nonce
def role_give(request: Request, pk: int) -> HttpResponse:
    person = person_of(request, pk)
    check("people.give_sight", request.scope, person)
    form = RoleForm(request.POST or None, today=request.today)
    page = Page(
        heading=_("Give an access role"),
        about=person.name,
        lead=_(
            "Supervisors need no role for the people in their line: the line gives them sight of "
            "their records."
        ),
        back=address_of(person),
        done=_("The access role is given."),
    )
    return perform(
        request,
        form,
        lambda *, role, **v: give_role(by=request.user, person=person, role=Role(role), **v),
        page,
    )


@allowed("people.place")
@reauthentication_required
def role_end(request: Request, pk: int) -> HttpResponse:
    role = get_object_or_404(
        AccessRole.objects.visible_to(request.scope).select_related("user"), pk=pk
    )
    page = Page(
        heading=_("End an access role"),
        about=f"{role.user.name}, {role.get_role_display()}",
        back=address_of(role.user),
        done=_("The access role is ended."),
    )
    return _end(request, lambda **v: end_role(by=request.user, role=role, **v), page)


def _end(request: Request, save: Any, page: Page) -> HttpResponse:
    form = LastDayForm(
        request.POST or None,
        today=request.today,
        button=_("End it"),
        hint=_("The last day included. Yesterday ends it at once."),
    )
    return perform(request, form, save, page)
