"""A POST that may not act, because its session ended or its token is old: keep its text.

The signed draft key says whose draft it is. Such a POST is kept as that writer's draft and
answered with the sign-in page; it does nothing else. How often is limited for each writer.
"""

from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from core.errors import DomainError
from core.keys import key_of
from core.models import Draft
from core.services import drafts

MOST_A_MINUTE = 20
LONGEST_WORD = 40


def draft_key_of(request: HttpRequest) -> dict[str, str] | None:
    """Return the good draft key that a POST carries, else None."""
    token = request.POST.get("draft_token", "")
    return drafts.read_draft_token(token) if token else None


def signed_in_writer(request: HttpRequest) -> str:
    """Return the key of the person signed in, "" for nobody."""
    user = getattr(request, "user", None)
    return key_of(user) if user is not None and user.is_authenticated else ""


def keep_text(request: HttpRequest, key: dict[str, str]) -> Draft | None:
    """Keep the text of a POST as its writer's draft; None where it is too much or too often."""
    if _times_this_minute(key["writer_key"]) > MOST_A_MINUTE:
        return None
    try:
        return drafts.keep_unattended(
            writer_key=key["writer_key"],
            form=key["form"],
            record_key=key["record_key"],
            version=drafts.version_from_post(request.POST),
            data=drafts.data_from_post(request.POST),
        )
    except DomainError:
        return None


def _times_this_minute(writer_key: str) -> int:
    """Count this time; the cache is shared by all processes."""
    rate = f"core.kept:{writer_key}"
    cache.add(rate, 0, timeout=60)
    try:
        return int(cache.incr(rate))
    except ValueError:  # It ran out between the two, or the cache cannot be written.
        return 1


def to_sign_in(key: dict[str, str]) -> HttpResponse:
    """Return the way to the sign-in page, and from there back to the form."""
    return redirect_to_login(key["page"] or "/")


def texts_of(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what was typed in a POST as (field, text): words, not ticks and choices."""
    return [
        (name, text)
        for name, values in drafts.data_from_post(request.POST).items()
        for text in values
        if " " in text.strip() or len(text) > LONGEST_WORD
    ]
