"""The guard against a double submit: one form sent twice makes one record."""

import datetime as dt
import hashlib
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.keys import key_of
from core.models import Submission

KEPT_FOR = dt.timedelta(days=2)


def once(nonce: str, writer: Any) -> tuple[Submission, bool]:
    """Take the one turn that a form has.

    Call it inside the transaction of the act: a second submit waits for the first to commit,
    and has the turn itself if the first was rolled back.

    :returns: the submission, and whether this is its first time. Where it is not,
        ``result_url`` says where the first one led.
    """
    writer_key = key_of(writer)
    taken = hashlib.sha256(f"{writer_key} {nonce}".encode()).hexdigest()
    try:
        with transaction.atomic():
            first = Submission.objects.create(nonce=taken, writer_key=writer_key, at=timezone.now())
        return first, True
    except IntegrityError:
        return Submission.objects.get(nonce=taken), False


def note_result(submission: Submission, url: str) -> None:
    """Remember where the submission led, for whoever sends it again."""
    Submission.objects.filter(pk=submission.pk).update(result_url=url)


def take_back(submission: Submission) -> None:
    """Give the turn back, because nothing was done (the form had errors)."""
    Submission.objects.filter(pk=submission.pk).delete()


def discard_old_submissions(*, now: dt.datetime) -> int:
    """Throw away turns taken more than two days ago; how many."""
    return Submission.objects.filter(at__lt=now - KEPT_FOR).delete()[0]
