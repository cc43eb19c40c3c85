"""E-mails that somebody wants together: gathered once a day or once a week."""

import datetime as dt
from itertools import groupby

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.mail_choices import MailChoice
from core.models import Outbox

HOUR = 7
MOST = 5000
MOST_LISTED = 30


def last_round(choice: str, now: dt.datetime) -> dt.datetime:
    """Return when digests of a choice were last due: 7 o'clock of the day, or of Monday, here."""
    here = timezone.localtime(now)
    at = here.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if at > here:
        at -= dt.timedelta(days=1)
    return at - dt.timedelta(days=at.weekday()) if choice == MailChoice.WEEKLY else at


@transaction.atomic
def make_digests(*, now: dt.datetime) -> int:
    """Gather what was held back before the last round of its choice, an e-mail an address.

    The rows are held under lock until the digests stand, so that of two job processes one makes
    them and the other finds nothing left.

    :returns: how many digests were queued.
    """
    made = 0
    for choice in (MailChoice.DAILY, MailChoice.WEEKLY):
        held = (
            Outbox.objects.select_for_update()
            .filter(held=choice, sent_at__isnull=True, created_at__lt=last_round(choice, now))
            .order_by("to", "pk")[:MOST]
        )
        rows = list(held)
        for address, group in groupby(rows, key=lambda row: row.to):
            _queue(address, [row.subject for row in group], now)
            made += 1
        Outbox.objects.filter(pk__in=[row.pk for row in rows]).update(sent_at=now, body="")
    return made


def _queue(address: str, subjects: list[str], now: dt.datetime) -> None:
    listed = list(dict.fromkeys(subjects))[:MOST_LISTED]
    lines = [*(f"- {subject}" for subject in listed), "", _("Sign in to read what waits for you.")]
    subject = ngettext("%(n)s thing is new", "%(n)s things are new", len(subjects))
    Outbox.objects.create(
        to=address,
        subject=subject % {"n": len(subjects)},
        body="\n".join(lines),
        created_at=now,
        not_before=now,
    )
