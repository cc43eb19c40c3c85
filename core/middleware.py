"""What holds for every request: how long a session lasts, what is stored, what is kept."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from core import kept
from core.sessions import NOTE_EVERY, SEEN

GetResponse = Callable[[HttpRequest], HttpResponse]


class SignedInPagesMiddleware:
    """No page that looked at a session is stored anywhere; an ended session clears the browser.

    A response that never asked for the session is left alone, so that public pages touch none.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = request.session
        if not session.accessed:
            return response
        response["Cache-Control"] = "no-store, private"
        if SESSION_KEY in session:
            now = int(time.time())
            if now - session.get(SEEN, 0) >= NOTE_EVERY:
                session[SEEN] = now
        elif _ended(request):
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response


def _ended(request: HttpRequest) -> bool:
    presented = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    return bool(presented) and request.session.session_key != presented


class KeepTypedTextMiddleware:
    """A long form that arrives without its writer's session is kept as their draft.

    It is answered with the sign-in page and does nothing else.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method != "POST" or request.path == reverse("draft_save"):
            return None
        key = kept.draft_key_of(request)
        if key is None or kept.signed_in_writer(request) == key["writer_key"]:
            return None
        kept.keep_text(request, key)
        return kept.to_sign_in(key)
