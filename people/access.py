"""Closing a page to all but those who may: by access role, or by a permission of the rules."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import rules
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from people.enums import Role
from people.scope import Scope

View = Callable[..., HttpResponse]


def require(*roles: Role) -> Callable[[View], View]:
    """Let through whoever holds one of these access roles today.

    Anybody signed in without one gets 403, before any record is looked for, so that the answer
    says nothing of what exists. Whoever is not signed in is sent to sign in.
    """
    return _closed(lambda scope: scope.has(*roles))


def allowed(permission: str) -> Callable[[View], View]:
    """Let through whoever has a permission that is about no one record; else as `require`."""
    return _closed(lambda scope: rules.has_perm(permission, scope, None))


def _closed(may: Callable[[Scope], bool]) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def closed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(request.scope):  # type: ignore[attr-defined]
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return closed

    return decorate


def check(permission: str, scope: Scope, thing: Any) -> None:
    """Refuse whoever may see this record but not do this to it.

    :raises PermissionDenied: without the permission.
    """
    if not rules.has_perm(permission, scope, thing):
        raise PermissionDenied
