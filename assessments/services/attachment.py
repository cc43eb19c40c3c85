"""Files added to reviews, actions and evidence: checked by their content, stored under no name."""

import datetime as dt
import hashlib
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.action_enums import UNFINISHED
from assessments.enums import SHARED_STATES
from assessments.models import Action, Attachment, Evidence, FileReview
from assessments.models.attachment import FOLDER
from core.errors import DomainError, NotAllowed
from core.file_types import FileType, by_ending, is_what_it_says
from core.services import trail
from core.trail import Text
from people.models import User
from people.scope import Scope

LARGEST = 10 * 1024 * 1024
MOST = 20
ORPHAN_AFTER = dt.timedelta(days=1)
LONGEST_NAME = 120

Parent = FileReview | Action | Evidence


def may_attach(parent: Parent, scope: Scope) -> bool:
    """Say whether somebody who reads a thing may add a file to it: its person, its author or
    reviewer, its owner, and whoever leads the person; while it can still be added to."""
    if isinstance(parent, FileReview):
        return parent.state in SHARED_STATES and _near(parent.person_id, scope, parent.reviewer_id)
    if isinstance(parent, Action):
        near = _near(parent.person_id, scope, parent.owner_id, parent.raised_by_id)
        return parent.state in UNFINISHED and near
    return _near(parent.person_id, scope, parent.author_id)


def _near(person_id: int, scope: Scope, *others: int) -> bool:
    return scope.user_id in (person_id, *others) or person_id in scope.supervises


@transaction.atomic
def add_attachment(
    *, parent: Parent, upload: Any, shows: str, by: User, scope: Scope
) -> Attachment:
    """Add a file. What is refused is not stored, and leaves nothing behind.

    :param upload: the file as it came in.
    :param shows: what it shows, in words.
    :raises NotAllowed: for whoever may not add to this.
    :raises DomainError: beside its field: too large, empty, of a kind that is not taken, not what
        its ending says; no words; 20 files already.
    """
    if not may_attach(parent, scope):
        raise NotAllowed(_("You cannot add a file to this."))
    if not shows.strip():
        raise DomainError(_("Say what the file shows."), "shows")
    kind = _checked(upload)
    field = type(parent)._meta.model_name or ""
    link = {"filereview": "review"}.get(field, field)
    if Attachment.objects.standing().filter(**{link: parent}).count() >= MOST:
        raise DomainError(_("There are 20 files already. Take one away first."), "upload")
    row = Attachment(
        person_id=parent.person_id,
        name=_plain_name(upload.name),
        media_type=kind.media_type,
        size=upload.size,
        sha256=_sha256(upload),
        shows=shows.strip(),
        by=by,
        at=timezone.now(),
        **{link: parent},
    )
    row.file.save("", upload, save=False)
    try:
        row.save(force_insert=True)
        trail.record(
            "attachment.added",
            by=by,
            subject=row.person,
            record=row,
            detail={"to": parent, "sha256": row.sha256, "size": row.size, "shows": Text(shows)},
        )
    except BaseException:
        default_storage.delete(str(row.file.name))
        raise
    return row


@transaction.atomic
def withdraw_attachment(*, row: Attachment, reason: str, by: User, scope: Scope) -> None:
    """Take a file away, for a reason that stays; the file itself is deleted.

    :raises NotAllowed: for anybody but who added it and who leads the person.
    :raises DomainError: beside ``reason``: none; taken away before.
    """
    row = Attachment.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.by_id != by.pk and row.person_id not in scope.supervises:
        raise NotAllowed(_("You cannot take this file away."))
    if row.withdrawn_at is not None:
        raise DomainError(_("This file was taken away before."))
    if not reason.strip():
        raise DomainError(_("Say why the file is taken away."), "reason")
    row.withdrawn_by, row.withdrawn_at = by, timezone.now()
    row.withdrawn_reason = reason.strip()
    row.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
    trail.record(
        "attachment.withdrawn",
        by=by,
        subject=row.person,
        record=row,
        detail={"reason": Text(reason)},
    )
    place = str(row.file.name)
    transaction.on_commit(lambda: default_storage.delete(place))


def discard_orphans(*, now: dt.datetime) -> int:
    """Delete stored files a day old that no row names: a transaction that was undone left them.

    :returns: how many.
    """
    known = set(Attachment.objects.standing().values_list("file", flat=True))
    gone = 0
    if not default_storage.exists(FOLDER):
        return gone
    for part in default_storage.listdir(FOLDER)[0]:
        for name in default_storage.listdir(f"{FOLDER}/{part}")[1]:
            place = f"{FOLDER}/{part}/{name}"
            old = default_storage.get_modified_time(place) < now - ORPHAN_AFTER
            if place not in known and old:
                default_storage.delete(place)
                gone += 1
    return gone


def _checked(upload: Any) -> FileType:
    if upload.size > LARGEST:
        raise DomainError(
            _("The file is too large: it has %(size)s MB. Choose one of 10 MB or less.")
            % {"size": f"{upload.size / 1024 / 1024:,.0f}"},
            "upload",
        )
    if not upload.size:
        raise DomainError(_("The file is empty. Choose another one."), "upload")
    kind = by_ending(upload.name)
    if kind is None:
        raise DomainError(_("Choose a PDF, PNG, JPEG, DOCX, ODT or TXT file."), "upload")
    if not is_what_it_says(upload, kind):
        raise DomainError(
            _(
                "The file is not what its ending “.%(ending)s” says. Open it, save it anew as one of "
                "the kinds named above, and choose it again."
            )
            % {"ending": upload.name.rpartition(".")[2]},
            "upload",
        )
    return kind


def _sha256(upload: Any) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def _plain_name(name: str) -> str:
    """Return a name without path, control characters and what headers and shells read."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(c if c.isalnum() or c in " .-_()" else "_" for c in last).strip(" .")
    stem, _dot, ending = kept.rpartition(".")
    return f"{stem[: LONGEST_NAME - 10] or 'file'}.{ending}"
