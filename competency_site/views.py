"""The pages that belong to no app: home, statements, health, errors."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from assessments.presenters.rules_in_force import announced
from competency_site.colour import theme_css as stylesheet_of
from competency_site.home import figures, overdue_by_team, waiting_page
from people.accounts import cookie_name
from people.enums import Role
from people.organisation import current_organisation
from supervision.querysets.strip import team_strip

CONCERNED_BY_RULES = (
    Role.CASEWORKER,
    Role.SUPERVISOR,
    Role.LEAD_OF_CASEWORK,
    Role.STAFF_REPRESENTATIVE,
)
YEAR = 365 * 24 * 60 * 60
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    scope, on = request.scope, request.today  # type: ignore[attr-defined]
    waiting = waiting_page(scope, on, request.GET.get("page", ""))
    context = {
        "waiting": waiting,
        "strip": team_strip(scope),
        "figures": figures(scope, on),
        "overdue": overdue_by_team(scope, on),
        "announced": announced(on) if scope.has(*CONCERNED_BY_RULES) else [],
    }
    return render(request, "site/home.html", context)


@login_not_required
@require_safe
@cache_control(public=True, max_age=YEAR)
def theme_css(request: HttpRequest) -> HttpResponse:
    """The organisation's colour as a stylesheet; its address changes with the colour."""
    css = stylesheet_of(current_organisation().colour or "")
    return HttpResponse(css, content_type="text/css; charset=utf-8")


@login_not_required
@require_safe
def accessibility_statement(request: HttpRequest) -> HttpResponse:
    return render(request, "site/accessibility_statement.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "site/privacy.html")


@login_not_required
@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    names = {
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "known_cookie": cookie_name(),
    }
    return render(request, "site/cookies.html", names)


@login_not_required
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Say to a load balancer that the process answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


@require_safe
def session_extend(request: HttpRequest) -> HttpResponse:
    """Count as something happening, so that an idle session goes on (`core.middleware`)."""
    return HttpResponse(status=204)


def _plain(template: str, status: int) -> HttpResponse:
    """A page that asks nothing of the request or the database, which may be what failed."""
    return HttpResponse(render_to_string(template), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, TOO_MUCH):
        return _plain("413.html", 413)
    return _plain("400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception)}, status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same page for what is not there and for what may not be seen."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _plain("500.html", 500)
