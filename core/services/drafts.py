"""What people are typing, kept on the server and given back to its writer only."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError, Stale
from core.keys import key_of
from core.models import Draft
from core.trail import canonical

TOKEN_AGE = dt.timedelta(hours=24)
KEPT_FOR = dt.timedelta(days=60)
LARGEST = 4 * 1024 * 1024
SALT = "core.draft"


def draft_for(*, writer: Any, form: str, record: Any = "") -> Draft:
    """Return the writer's draft of a form about a record; an unsaved, empty one where none is.

    The first save makes the row, so that opening a page writes nothing.
    """
    keys = {"writer_key": key_of(writer), "form": form, "record_key": key_of(record)}
    found = Draft.objects.filter(**keys).first()
    return found or Draft(**keys, version=0, data={}, updated_at=timezone.now())


def save_draft(
    *, writer_key: str, form: str, record_key: str, version: int, data: dict[str, Any]
) -> Draft:
    """Keep what was typed, in one UPDATE by writer, key and version. No audited act.

    :param version: the version that the page was opened with or last told.
    :returns: the draft with its new version.
    :raises Stale: when another tab saved since; ``theirs`` is the draft that is stored.
    :raises DomainError: for a text that is too long to keep.
    """
    _refuse_too_large(data)
    keys = {"writer_key": writer_key, "form": form, "record_key": record_key}
    now = timezone.now()
    saved = Draft(**keys, version=version + 1, data=data, updated_at=now)
    updated = Draft.objects.filter(**keys, version=version).update(
        version=F("version") + 1, data=data, updated_at=now
    )
    if updated:
        return saved
    if version == 0:
        try:
            with transaction.atomic():
                saved.save(force_insert=True)
            return saved
        except IntegrityError:
            pass
    theirs = Draft.objects.filter(**keys).first()
    if theirs is None:
        # Sent or discarded in another tab; what is typed here is still kept.
        return save_draft(**keys, version=0, data=data)
    if canonical(theirs.data) == canonical(data):
        return theirs
    raise Stale(
        _("This form was changed in another tab or window. Both texts are kept."), theirs=theirs
    )


def keep_unattended(
    *, writer_key: str, form: str, record_key: str, version: int, data: dict[str, Any]
) -> Draft:
    """Keep what came from a page whose session had ended, without overwriting anything.

    Where a newer save is stored, the text goes beside it (``Draft.other``).
    """
    keys = {"writer_key": writer_key, "form": form, "record_key": record_key}
    try:
        return save_draft(**keys, version=version, data=data)
    except Stale as stale:
        Draft.objects.filter(pk=stale.theirs.pk).update(other=data)
        stale.theirs.other = data
        return stale.theirs


def discard_draft(*, writer: Any, form: str, record: Any = "") -> None:
    """Throw the draft away, because it was sent or its writer said so."""
    Draft.objects.filter(writer_key=key_of(writer), form=form, record_key=key_of(record)).delete()


def discard_old_drafts(*, now: dt.datetime) -> int:
    """Throw away drafts that nobody touched for 60 days; how many."""
    return Draft.objects.filter(updated_at__lt=now - KEPT_FOR).delete()[0]


def draft_token(writer: Any, form: str, record: Any = "", page: str = "") -> str:
    """Return the signed key of a draft, good for 24 hours.

    :param page: the path of the page that holds the form, to return to after signing in.
    """
    return signing.dumps([key_of(writer), form, key_of(record), page], salt=SALT)


def read_draft_token(token: str) -> dict[str, str] | None:
    """Return writer_key, form, record_key and page of a token; None if it is not good."""
    try:
        writer_key, form, record_key, page = signing.loads(token, salt=SALT, max_age=TOKEN_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return {"writer_key": writer_key, "form": form, "record_key": record_key, "page": page}


NOT_KEPT = frozenset({"csrfmiddlewaretoken", "draft_token", "draft_version", "nonce"})


def data_from_post(post: QueryDict) -> dict[str, list[str]]:
    """Return what was typed, every field as the list of its values."""
    return {
        name: values
        for name, values in post.lists()
        if name not in NOT_KEPT and "password" not in name
    }


def typed_in(draft: Draft) -> QueryDict | None:
    """Return what a draft holds as a form takes it; None for an empty draft."""
    if not draft.data:
        return None
    typed = QueryDict(mutable=True)
    for name, values in draft.data.items():
        typed.setlist(
            name,
            values if isinstance(values, Iterable) and not isinstance(values, str) else [values],
        )
    typed._mutable = False
    return typed


def _refuse_too_large(data: dict[str, Any]) -> None:
    if len(canonical(data).encode()) > LARGEST:
        raise DomainError(
            _("This is more text than can be kept. Keep a copy of it and send it in parts.")
        )


def version_from_post(post: QueryDict) -> int:
    """Return the version of the draft that a page was opened with; 0 where it says none."""
    version = post.get("draft_version", "")
    return int(version) if version.isdecimal() and len(version) < 10 else 0
