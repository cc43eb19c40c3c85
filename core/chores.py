"""What the ground does in the job process: each minute, and when asked."""

import datetime as dt

from django.contrib.sessions.models import Session
from django.utils.translation import gettext as _

from core.audit import verify
from core.errors import DomainError
from core.jobs import each_minute, job
from core.services import digests, drafts, imports, jobs, outbox, seals, submissions


@each_minute
def seal(now: dt.datetime) -> None:
    seals.seal_events(now=now)


@each_minute
def send_mail(now: dt.datetime) -> None:
    digests.make_digests(now=now)
    outbox.send_waiting(now=now)


@each_minute
def reap(now: dt.datetime) -> None:
    jobs.give_signs_of_life()
    jobs.reap(now)


@each_minute
def tidy(now: dt.datetime) -> None:
    """Once an hour throw away what has had its time."""
    if now.minute >= 2:  # a minute's work may come some seconds late
        return
    drafts.discard_old_drafts(now=now)
    submissions.discard_old_submissions(now=now)
    imports.discard_old_comparisons(now=now)
    outbox.discard_old_mail(now=now)
    jobs.discard_old_runs(now=now)
    Session.objects.filter(expire_date__lt=now).delete()


@job("core.verify_audit")
def verify_audit(run: jobs.Run) -> None:
    """Look over the whole trail; the run fails when it is not as it was written."""
    seals.seal_events()
    found = verify()
    if found.broken:
        raise DomainError(
            _("The trail is broken in %(count)s places. Run verify_audit to see which.")
            % {"count": len(found.broken)}
        )
    run.progress(found.events, found.events)
