"""Who reads a framework page: everybody where the organisation uses the framework.

Pages of a framework in use never touch the session, whoever asks, so that they can be kept by
browsers and caches; any other framework asks to sign in.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frameworks.models import Version
from frameworks.search_engines import robots_of
from frameworks.tree import Tree, tree_of

PUBLIC_BASE = "base_public.html"
SIGNED_IN_BASE = "base.html"


@dataclass(frozen=True)
class Reading:
    """What a page needs to know beside the tree that it shows."""

    tree: Tree
    version: Version
    public: bool


def show(
    request: HttpRequest, template: str, context: dict[str, Any], reading: Reading | None = None
) -> HttpResponse:
    """Render a page for whoever reads it; without a reading it is a public one.

    The session cookie is looked at, never opened: with one, a public page shows the entries of the
    menu that everybody has who is signed in.
    """
    public = reading is None or reading.public
    chrome = {
        "base": PUBLIC_BASE if public else SIGNED_IN_BASE,
        "public": public,
        "robots": robots_of(request, public=public),
        "may_be_signed_in": settings.SESSION_COOKIE_NAME in request.COOKIES,
    }
    if public and chrome["may_be_signed_in"]:
        chrome["menu"] = _menu_of_everybody()
    if reading is not None:
        chrome |= {"tree": reading.tree, "version": reading.version}
    return render(request, template, chrome | context)


def _menu_of_everybody() -> list[dict[str, Any]]:
    frameworks = reverse("framework_list")
    return [
        {"text": _("Home"), "href": reverse("home"), "current": False},
        {"text": _("Frameworks"), "href": frameworks, "current": True},
    ]


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Serve a page that is the same for everybody, with an ETag over what it says."""

    @login_not_required
    @require_safe
    @wraps(view)
    def served(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _for_everybody(request, view(request, *args, **kwargs))

    return served


def framework_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Find the version that a page is about and give it to the view as a :class:`Reading`.

    Without a number it is the one in use. A version that is not there and one of a framework that
    the organisation does not use look the same to somebody who has not signed in.
    """

    @login_not_required
    @require_safe
    @wraps(view)
    def served(
        request: HttpRequest, code: str, number: int | None = None, **kwargs: Any
    ) -> HttpResponseBase:
        version = Version.objects.of(code, number) if number else Version.objects.in_use_of(code)
        public = version is not None and version.framework.adopted_on is not None
        if not public and not works_here(request):
            return redirect_to_login(request.get_full_path())
        if version is None:
            raise Http404
        reading = Reading(tree_of(version.pk), version, public)
        response = view(request, reading, **kwargs)
        if not public or response.has_header("Cache-Control"):
            return response
        return _for_everybody(request, response)

    return served


def works_here(request: HttpRequest) -> bool:
    """Say whether the reader is signed in and has an access role today."""
    return request.user.is_authenticated and bool(request.scope.roles)  # type: ignore[attr-defined]


def _for_everybody(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    robots = robots_of(request, public=True)
    if robots:
        response["X-Robots-Tag"] = robots
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    return get_conditional_response(request, etag=etag, response=response) or response
