"""Runs of jobs: asked for, begun, how far they are, cancelled, taken over when their process dies.

Each attempt has a number. Whatever a run writes about itself is written only while that attempt
is the one in force, so that a process which was thought dead and wakes up again changes nothing.
"""

import datetime as dt
import logging
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from core.errors import DomainError
from core.jobs import work_of
from core.keys import key_of
from core.models import JobRun
from core.services import trail

logger = logging.getLogger(__name__)

State = JobRun.State

MOST_ATTEMPTS = 3
TASKS_KEPT_FOR = dt.timedelta(days=14)
RUNS_KEPT_FOR = dt.timedelta(days=90)
SILENT_AFTER = dt.timedelta(minutes=3)


class Stopped(Exception):
    """The run was cancelled, or another process has taken it over."""


@dataclass(frozen=True)
class Run:
    """One attempt at a run, for the job's function to report to."""

    pk: int
    attempt: int

    def progress(self, done: int, total: int | None = None, message: str = "") -> None:
        """Say how far the job is, which is also a sign of life.

        :raises Stopped: when the run was cancelled or taken over; let it pass.
        """
        changes: dict[str, Any] = {"done": done, "heartbeat_at": timezone.now()}
        if total is not None:
            changes["total"] = total
        if message:
            changes["message"] = message[:300]
        if not self._change(**changes):
            raise Stopped

    def _change(self, **changes: Any) -> bool:
        mine = JobRun.objects.filter(pk=self.pk, state=State.RUNNING, attempts=self.attempt)
        return bool(mine.update(**changes))

    def _end(self, state: str, message: str = "") -> None:
        self._change(state=state, finished_at=timezone.now(), message=message[:300])


@transaction.atomic
def start_job(*, kind: str, by: Any = None, arguments: dict[str, Any] | None = None) -> JobRun:
    """Ask for a job; it is begun by the job process after the caller's transaction commits.

    :param arguments: keyword arguments of the job's function, as JSON can hold them.
    :raises KeyError: for a kind that nobody registered.
    """
    work_of(kind)
    run = JobRun.objects.create(
        kind=kind, asked_by_key=key_of(by), arguments=arguments or {}, created_at=timezone.now()
    )
    _enqueue(run)
    return run


@transaction.atomic
def cancel_job(*, run: JobRun, by: Any) -> JobRun:
    """Cancel a run. One that waits never begins; one that runs stops at its next sign of life.

    :raises DomainError: when it has ended already.
    """
    cancelled = JobRun.objects.filter(pk=run.pk, state__in=[State.WAITING, State.RUNNING]).update(
        state=State.CANCELLED, finished_at=timezone.now()
    )
    if not cancelled:
        raise DomainError(_("This job has already ended."))
    trail.record("job.cancelled", by=by, record=run, detail={"kind": run.kind})
    run.refresh_from_db()
    return run


def run_job(run_id: int) -> None:
    """Do the work of a run, if it still waits. Called by the job process.

    A job that fails is not tried again by itself: it would fail again. The person who asked
    sees that it failed; the error itself goes to the log.
    """
    begun = JobRun.objects.filter(pk=run_id, state=State.WAITING).update(
        state=State.RUNNING,
        attempts=F("attempts") + 1,
        started_at=timezone.now(),
        heartbeat_at=timezone.now(),
    )
    if not begun:
        return
    row = JobRun.objects.get(pk=run_id)
    run = Run(pk=row.pk, attempt=row.attempts)
    running.add(run)
    try:
        work_of(row.kind)(run, **row.arguments)
    except Stopped:
        return
    except DomainError as error:
        run._end(State.FAILED, error.message)
    except Exception:
        logger.exception("Job run %s (%s) failed", row.pk, row.kind)
        run._end(State.FAILED, _("Something went wrong. Try again, or tell your administrator."))
    else:
        run._end(State.DONE)
    finally:
        running.discard(run)


@task()
def run_job_task(run_id: int) -> None:
    """The one task in the queue: run a job. What becomes of it stands on its run."""
    run_job(run_id)


# The runs of this process, for which it gives signs of life.
running: set[Run] = set()


def give_signs_of_life() -> None:
    """Say that the runs of this process live, for as long as their attempts are in force."""
    for run in list(running):
        run._change(heartbeat_at=timezone.now())


def reap(now: dt.datetime) -> int:
    """Put back runs whose process died, three attempts at most; how many were put back.

    Two sorts: a run that has given no sign of life for three minutes; and a run that waits for
    a task which a process took and never got round to.
    """
    silent = now - SILENT_AFTER
    dead = JobRun.objects.filter(state=State.RUNNING, heartbeat_at__lt=silent)
    lost_tasks = DBTaskResult.objects.filter(started_at__lt=silent).exclude(
        status=TaskResultStatus.READY
    )
    lost = JobRun.objects.filter(state=State.WAITING, task_id__in=lost_tasks.values("id"))
    return sum(_put_back(run, now) for run in [*dead, *lost])


def discard_old_runs(*, now: dt.datetime) -> int:
    """Throw away runs that ended 90 days ago, and tasks that ended 14 days ago; how many runs."""
    DBTaskResult.objects.finished().filter(finished_at__lt=now - TASKS_KEPT_FOR).delete()
    return JobRun.objects.filter(finished_at__lt=now - RUNS_KEPT_FOR).delete()[0]


@transaction.atomic
def _put_back(run: JobRun, now: dt.datetime) -> bool:
    given_up = run.attempts >= MOST_ATTEMPTS
    same = JobRun.objects.filter(
        pk=run.pk, state=run.state, attempts=run.attempts, heartbeat_at=run.heartbeat_at
    )
    if given_up:
        same.update(
            state=State.FAILED,
            finished_at=now,
            message=_("This job was begun three times and never came to its end."),
        )
        return False
    if not same.update(state=State.WAITING, heartbeat_at=None):
        return False
    DBTaskResult.objects.filter(id=run.task_id, status=TaskResultStatus.RUNNING).update(
        status=TaskResultStatus.FAILED, finished_at=now
    )
    _enqueue(run)
    return True


def _enqueue(run: JobRun) -> None:
    run.task_id = run_job_task.enqueue(run.pk).id
    JobRun.objects.filter(pk=run.pk).update(task_id=run.task_id)
