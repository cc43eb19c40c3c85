"""The ground's own pages: keeping a draft, and a POST that came with an old token."""

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from core import kept
from core.errors import DomainError, Stale
from core.models import Draft
from core.services import drafts


@login_not_required
@csrf_exempt  # The signed draft key is the proof; without its writer's session it only keeps.
@require_POST
def draft_save(request: HttpRequest) -> HttpResponse:
    """Keep what was typed so far.

    A script (``Accept: application/json``) is told the new version; 409 with the other text
    where another tab saved since; 401 where the session has ended and the text was kept all
    the same. Without a script the button leads back to the page of the form.
    """
    key = kept.draft_key_of(request)
    if key is None:
        return _tell(_("This page is too old to keep a draft."), HTTPStatus.BAD_REQUEST)
    scripted = "application/json" in request.headers.get("Accept", "")
    if kept.signed_in_writer(request) != key["writer_key"]:
        draft = kept.keep_text(request, key)
        return _tell_signed_out(request, draft) if scripted else kept.to_sign_in(key)
    if not scripted:
        kept.keep_text(request, key)
        return HttpResponseRedirect(key["page"] or "/")
    return _save(request, key)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a POST with an old or missing token; a long form is kept as its writer's draft."""
    key = kept.draft_key_of(request)
    if key is None:
        return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)
    kept.keep_text(request, key)
    return kept.to_sign_in(key)


def _save(request: HttpRequest, key: dict[str, str]) -> JsonResponse:
    try:
        draft = drafts.save_draft(
            writer_key=key["writer_key"],
            form=key["form"],
            record_key=key["record_key"],
            version=drafts.version_from_post(request.POST),
            data=drafts.data_from_post(request.POST),
        )
    except Stale as stale:
        theirs: Draft = stale.theirs
        return _tell(stale.message, HTTPStatus.CONFLICT, version=theirs.version, theirs=theirs.data)
    except DomainError as error:
        return _tell(error.message, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return JsonResponse({"version": draft.version, "saved_at": draft.updated_at.isoformat()})


def _tell_signed_out(request: HttpRequest, draft: Draft | None) -> JsonResponse:
    """Tell the script where to sign in, and the version its next save goes on from.

    Where a newer save is stored, this one was put beside it and goes on from nothing.
    """
    sign_in = resolve_url(settings.LOGIN_URL)
    if draft is None:
        return _tell(
            _("You have been signed out, and this could not be kept. Copy your text."),
            HTTPStatus.UNAUTHORIZED,
            sign_in=sign_in,
        )
    stands = draft.data == drafts.data_from_post(request.POST)
    return _tell(
        _("You have been signed out. What you typed is kept."),
        HTTPStatus.UNAUTHORIZED,
        sign_in=sign_in,
        **({"version": draft.version} if stands else {}),
    )


def _tell(message: str, status: HTTPStatus, **more: object) -> JsonResponse:
    return JsonResponse({"message": message, **more}, status=status)
