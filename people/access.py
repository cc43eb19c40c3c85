"""Closing a page to all but certain access roles."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from people.enums import Role

View = Callable[..., HttpResponse]


def require(*roles: Role) -> Callable[[View], View]:
    """Let through whoever holds one of these access roles today.

    Anybody signed in without one gets 403, before any record is looked for, so that the answer
    says nothing of what exists. Whoever is not signed in is sent to sign in. The roles stand on
    the view as ``required_roles`` for the role x route table.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def closed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not request.scope.has(*roles):  # type: ignore[attr-defined]
                raise PermissionDenied
            return view(request, *args, **kwargs)

        closed.required_roles = roles  # type: ignore[attr-defined]
        return closed

    return decorate
