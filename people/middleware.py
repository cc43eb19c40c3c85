"""What every request knows of its user: what they may see, and which day it is."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from core.clock import today
from people.organisation import organisation_kept
from people.scope import scope_for


class ScopeMiddleware:
    """Set ``request.today`` and ``request.scope``.

    The scope is asked for when first used, in one query: a public page that never uses it touches
    neither the session nor the tables of people.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        on = today()
        request.today = on  # type: ignore[attr-defined]
        request.scope = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: scope_for(request.user, on)
        )
        with organisation_kept():
            return self.get_response(request)
