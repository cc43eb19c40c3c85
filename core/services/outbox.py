"""E-mail: written in the transaction of its cause, sent by the job process."""

import datetime as dt
import logging

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.mail_choices import MailChoice, choice_of
from core.models import Outbox

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 10
LEASE = dt.timedelta(minutes=10)
KEPT_FOR = dt.timedelta(days=30)
LONGEST_WAIT = dt.timedelta(hours=6)


def queue_mail(
    *, to: str, subject: str, body: str, key: str = "", must: bool = False
) -> Outbox | None:
    """Queue an e-mail within the caller's transaction. No personal free text goes in it.

    :param key: names what the e-mail is about; a second one with the same key is not queued.
    :param must: sent at once whatever its reader chose: what opens an account, what cannot wait,
        and what somebody is owed to be told.
    :returns: the e-mail queued; None where one with this key was queued before, or where its reader
        wants none.
    """
    now = timezone.now()
    choice = MailChoice.AT_ONCE if must else choice_of(to)
    if choice == MailChoice.NONE:
        return None
    mail = Outbox(
        to=to,
        subject=subject,
        body=body,
        key=key or None,
        held="" if choice == MailChoice.AT_ONCE else choice,
        created_at=now,
        not_before=now,
    )
    with transaction.atomic():
        if not key:
            mail.save(force_insert=True)
            return mail
        Outbox.objects.bulk_create([mail], ignore_conflicts=True)
        return Outbox.objects.filter(message_id=mail.message_id).first()


def send_waiting(*, now: dt.datetime | None = None, most: int = 200) -> int:
    """Send the e-mails whose time has come; how many went out.

    Each is claimed by one conditional UPDATE before it is handed over, so that two job
    processes never send the same one. If the process dies between handing over and noting it,
    the e-mail goes out again after the lease with the same Message-ID.
    """
    now = now or timezone.now()
    waiting = Outbox.objects.filter(
        held="", sent_at__isnull=True, failed_at__isnull=True, not_before__lte=now
    ).order_by("not_before", "pk")[:most]
    sent = 0
    for mail in waiting:
        claimed = Outbox.objects.filter(
            pk=mail.pk, attempts=mail.attempts, sent_at__isnull=True, not_before__lte=now
        ).update(attempts=F("attempts") + 1, not_before=now + LEASE)
        if claimed:
            sent += _send(mail, attempt=mail.attempts + 1, now=now)
    return sent


def _send(mail: Outbox, *, attempt: int, now: dt.datetime) -> bool:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    message = EmailMessage(
        mail.subject,
        mail.body,
        to=[mail.to],
        headers={"Message-ID": f"<{mail.message_id}@{domain}>", "Auto-Submitted": "auto-generated"},
        connection=get_connection(),
    )
    this = Outbox.objects.filter(pk=mail.pk)
    try:
        message.send()
    except Exception as error:  # whatever the mail server's library raises
        logger.warning("E-mail %s was not sent: %s", mail.pk, type(error).__name__)
        wait = min(dt.timedelta(minutes=2 ** (attempt - 1)), LONGEST_WAIT)
        this.update(
            not_before=now + wait,
            last_error=type(error).__name__[:80],
            failed_at=now if attempt >= MOST_ATTEMPTS else None,
        )
        return False
    # The text may hold a link that opens something: it has done its work.
    this.update(sent_at=timezone.now(), last_error="", body="")
    return True


def discard_old_mail(*, now: dt.datetime) -> int:
    """Throw away e-mails queued more than 30 days ago, sent or given up; how many."""
    return Outbox.objects.filter(created_at__lt=now - KEPT_FOR).delete()[0]
