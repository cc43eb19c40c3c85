"""The team board: one row a person, in name order, never by score."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from people.access import require
from people.enums import Role
from people.requests import Request
from supervision.presenters.board import board_rows
from supervision.querysets.board import people_below, standings, team_of

PAGE = 50


@require_GET
@require(Role.SUPERVISOR)
def team_board(request: Request) -> HttpResponse:
    """The people I supervise or cover for, and what there is to know of each at a glance."""
    page = team_of(request.scope).page_by_name(
        after=_id(request.GET.get("after")), before=_id(request.GET.get("before")), size=PAGE
    )
    about = standings([person.pk for person in page.people], request.scope)
    context = {
        "oversees": request.scope.oversees_many or bool(request.scope.oversees),
        "rows": board_rows(page.people, about, request.scope),
        "earlier": f"?before={page.people[0].pk}" if page.people and page.has_earlier else "",
        "later": f"?after={page.people[-1].pk}" if page.people and page.has_later else "",
    }
    return render(request, "supervision/team_board.html", context)


@require_GET
@require(Role.SUPERVISOR)
def team_below(request: Request) -> HttpResponse:
    """The people whom the people I supervise supervise: names, and what I may do for a reason."""
    page = people_below(request.scope).page_by_name(
        after=_id(request.GET.get("after")), before=_id(request.GET.get("before")), size=PAGE
    )
    context = {
        "people": page.people,
        "earlier": f"?before={page.people[0].pk}" if page.people and page.has_earlier else "",
        "later": f"?after={page.people[-1].pk}" if page.people and page.has_later else "",
    }
    return render(request, "supervision/team_below.html", context)


def _id(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0
