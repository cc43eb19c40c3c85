"""What holds for every request: how long a session lasts, what is stored, what is kept."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from core import kept
from core.errors import DomainError
from core.sessions import NOTE_EVERY, SEEN

logger = logging.getLogger("django.request")

ANSWERED_ELSEWHERE = (Http404, PermissionDenied, SuspiciousOperation, BadRequest, DomainError)

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

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a long form that failed (a full disk, a lost database) with a page that still
        holds its text; it is kept as a draft too where that can be done."""
        if request.method != "POST" or isinstance(exception, ANSWERED_ELSEWHERE):
            return None
        key = kept.draft_key_of(request)
        if key is None:
            return None
        logger.error("Internal Server Error: %s", request.path, exc_info=exception)
        got_request_exception.send(sender=type(self), request=request)
        try:
            draft = kept.keep_text(request, key)
        except (DatabaseError, OSError):
            draft = None
        context = {"kept": draft is not None, "page": key["page"], "typed": kept.texts_of(request)}
        return render(None, "core/text_not_sent.html", context, status=500)
