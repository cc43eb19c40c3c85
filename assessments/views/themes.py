"""Issues and learning points raised; themes grouped, shared back, closed with what changed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.forms.theme import PointForm, ThemeCloseForm, ThemeForm
from assessments.models import Point, Theme
from assessments.services.theme import close_theme, open_theme, raise_point, share_theme
from core.errors import DomainError
from core.keyset import page_of
from core.services.drafts import draft_for
from core.submit import once_per_nonce
from people.enums import Role
from people.requests import Request
from people.views.acts import Page, perform

SIZE = 30
MOST_CHOSEN = 100
THEMES = 50


@login_required
@require_GET
def theme_list(request: Request) -> HttpResponse:
    """What was shared back, and one's own points; for the lead of casework, all of both."""
    page = page_of(
        Point.objects.visible_to(request.scope),
        told=lambda rows: rows.values("pk", "on", "sort", "text", theme_title=F("theme__title")),
        day="on",
        asked=request.GET,
        size=SIZE,
    )
    context = {
        "themes": Theme.objects.visible_to(request.scope).order_by("-pk")[:THEMES],
        "page": page,
        "leads": request.scope.has(Role.LEAD_OF_CASEWORK),
    }
    return render(request, "assessments/theme_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def point_add(request: Request) -> HttpResponse:
    """Raise an issue or a learning point."""

    def save(*, sort: str, text: str, **_box: Any) -> None:
        raise_point(sort=sort, text=text, by=request.user, scope=request.scope)

    page = Page(
        heading=_("Raise an issue or a learning point"),
        back=reverse("theme_list"),
        done=_("Your point is with the lead of casework."),
        lead=_(
            "From a review or from casework. Points are grouped, and shared back without names."
        ),
    )
    draft = draft_for(writer=request.user, form="point")
    return perform(request, PointForm(request.POST or None), save, page, draft=draft)


def _lead(request: Request) -> None:
    if not request.scope.has(Role.LEAD_OF_CASEWORK):
        raise PermissionDenied


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def theme_add(request: Request) -> HttpResponse:
    """Group points into a theme."""
    _lead(request)
    fresh = Point.objects.visible_to(request.scope).ungrouped().order_by("-pk")
    chosen = Point.objects.filter(pk__in=fresh.values("pk")[:MOST_CHOSEN]).order_by("-pk")

    def save(*, title: str, summary: str, points: Any, **_box: Any) -> None:
        open_theme(
            title=title, summary=summary, points=points, by=request.user, scope=request.scope
        )

    page = Page(
        heading=_("Make a theme"),
        back=reverse("theme_list"),
        done=_("The theme is made. Nobody else reads it until you share it."),
    )
    form = ThemeForm(request.POST or None, points=chosen)
    return perform(request, form, save, page, draft=draft_for(writer=request.user, form="theme"))


@login_required
@require_POST
@once_per_nonce
def theme_share(request: Request, pk: int) -> HttpResponse:
    """Share a theme with everybody here."""
    _lead(request)
    theme = get_object_or_404(Theme.objects.visible_to(request.scope), pk=pk)
    try:
        share_theme(theme=theme, by=request.user, scope=request.scope)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The theme is shared with everybody here."))
    return redirect("theme_list")


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def theme_close(request: Request, pk: int) -> HttpResponse:
    """Close a theme with what changed."""
    _lead(request)
    theme = get_object_or_404(Theme.objects.visible_to(request.scope), pk=pk)
    page = Page(
        heading=_("Close a theme"),
        back=reverse("theme_list"),
        done=_("The theme is closed, and everybody reads what changed."),
        about=theme.title,
    )

    def save(*, what_changed: str, **_box: Any) -> None:
        close_theme(theme=theme, what_changed=what_changed, by=request.user, scope=request.scope)

    draft = draft_for(writer=request.user, form="theme.close", record=theme)
    return perform(request, ThemeCloseForm(request.POST or None), save, page, draft=draft)
