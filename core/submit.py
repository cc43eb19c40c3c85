"""Decorators for views that take a form."""

import functools
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from core import kept
from core.services import submissions

View = Callable[..., HttpResponse]


def once_per_nonce(view: View) -> View:
    """Let a POST with the same nonce act once; a second one gets the first one's redirect.

    The view runs inside a transaction. The form carries ``{% submit_nonce %}``; a POST without
    one goes straight through. An answer that is no redirect (the form has errors) leaves the
    turn free.
    """

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        nonce = request.POST.get("nonce", "") if request.method == "POST" else ""
        if not nonce:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            submission, first = submissions.once(nonce, kept.signed_in_writer(request))
            if not first:
                return HttpResponseRedirect(submission.result_url)
            response = view(request, *args, **kwargs)
            if response.status_code in (302, 303):
                submissions.note_result(submission, response["Location"])
            else:
                submissions.take_back(submission)
            return response

    return guarded
