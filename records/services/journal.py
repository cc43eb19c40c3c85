"""Writing, changing, sharing and deleting journal entries: their writer's acts, nobody else's."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import FileReview
from core.errors import DomainError, NotAllowed, Stale
from core.services.trail import record
from frameworks.models import Area
from people.models import User
from records.enums import EntryKind, Reach
from records.models import JournalEntry

LONGEST_TEXT = 20_000
MOST_HOURS = Decimal("99.5")


@dataclass(frozen=True)
class EntryText:
    """What a writer puts into an entry.

    :ivar on: the day it is about; never in the future.
    :ivar hours: hours of learning, where the kind counts them.
    :ivar review: a review of the writer, already shared with them.
    """

    text: str
    on: dt.date
    kind: str = EntryKind.REFLECTION
    hours: Decimal | None = None
    area: Area | None = None
    review: FileReview | None = None


@transaction.atomic
def write_entry(*, by: User, entry: EntryText, reach: str = Reach.PRIVATE) -> JournalEntry:
    """Write a new entry into ``by``'s own journal; private unless they say otherwise.

    :raises DomainError: no text, a day in the future, impossible hours, another's review.
    """
    _check(entry, by)
    now = timezone.now()
    written = JournalEntry.objects.create(
        person=by,
        reach=reach,
        shared_at=None if reach == Reach.PRIVATE else now,
        created_at=now,
        changed_at=now,
        **_fields(entry),
    )
    record("entry.written", by=by, subject=by, record=written, detail={"reach": reach})
    return written


@transaction.atomic
def change_entry(
    *, by: User, written: JournalEntry, version: int, entry: EntryText
) -> JournalEntry:
    """Put new words into an entry.

    :param version: the version whose text the writer had before them.
    :raises Stale: it was changed since, in another tab or on another device; ``theirs`` holds
        the stored entry, so that both texts can be shown.
    :raises DomainError: it is part of a signed record, or the new words cannot stand.
    """
    stored = _mine_and_open(by, written)
    if stored.version != version:
        raise Stale(
            _("You changed this entry in another window. Nothing is lost: both texts are below."),
            theirs=stored,
        )
    _check(entry, by)
    for name, value in _fields(entry).items():
        setattr(stored, name, value)
    stored.version += 1
    stored.changed_at = timezone.now()
    stored.save()
    record("entry.changed", by=by, subject=by, record=stored, detail={"version": stored.version})
    return stored


@transaction.atomic
def share_entry(*, by: User, written: JournalEntry, reach: str) -> JournalEntry:
    """Let the supervisor read an entry, or put it into the record.

    Sharing again hands it on to a supervisor who took over since.

    :raises DomainError: it is part of a signed record.
    """
    if reach == Reach.PRIVATE:
        return unshare_entry(by=by, written=written)
    stored = _mine_and_open(by, written)
    stored.reach = reach
    stored.shared_at = timezone.now()
    stored.save(update_fields=["reach", "shared_at"])
    record("entry.shared", by=by, subject=by, record=stored, detail={"reach": reach})
    return stored


@transaction.atomic
def unshare_entry(*, by: User, written: JournalEntry) -> JournalEntry:
    """Make a shared entry private again. Who has read it has read it.

    :raises DomainError: it is part of a signed record.
    """
    stored = _mine_and_open(by, written)
    stored.reach = Reach.PRIVATE
    stored.shared_at = None
    stored.save(update_fields=["reach", "shared_at"])
    record("entry.made_private", by=by, subject=by, record=stored)
    return stored


@transaction.atomic
def delete_entry(*, by: User, written: JournalEntry) -> None:
    """Delete a private entry. The trail keeps that it was done, and nothing of the text.

    :raises DomainError: it is shared, or part of a signed record.
    """
    stored = _mine_and_open(by, written)
    if stored.reach != Reach.PRIVATE:
        raise DomainError(_("Make this entry private before you delete it."))
    record("entry.deleted", by=by, subject=by, record=stored)
    stored.delete()


def _mine_and_open(by: User, written: JournalEntry) -> JournalEntry:
    """Return the entry under lock, so that no sign-off takes it in meanwhile."""
    if written.person_id != by.pk:
        raise NotAllowed(_("Only the person who wrote this entry can do this."))
    stored = JournalEntry.objects.select_for_update().with_signed().get(pk=written.pk)
    if stored.signed:  # type: ignore[attr-defined]
        raise DomainError(
            _("This entry is part of a signed record, so it can no longer be changed.")
        )
    return stored


def _check(entry: EntryText, by: User) -> None:
    if not entry.text.strip():
        raise DomainError(_("Write something before you save."), "text")
    if len(entry.text) > LONGEST_TEXT:
        raise DomainError(
            _("Your text is too long. It can have %(most)s characters or fewer.")
            % {"most": f"{LONGEST_TEXT:,}"},
            "text",
        )
    if entry.on > timezone.localdate():
        raise DomainError(_("The date must be today or in the past."), "on")
    if entry.hours is not None and not 0 < entry.hours <= MOST_HOURS:
        raise DomainError(_("Hours of learning must be between 0.5 and 99.5."), "hours")
    if entry.review and (entry.review.person_id != by.pk or not entry.review.is_shared):
        raise DomainError(_("Choose a review of your own work that has been shared with you."))


def _fields(entry: EntryText) -> dict[str, object]:
    return {
        "text": entry.text.strip(),
        "on": entry.on,
        "kind": entry.kind,
        "hours": entry.hours,
        "area": entry.area,
        "review": entry.review,
    }
