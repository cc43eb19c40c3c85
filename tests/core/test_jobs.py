"""Jobs: begun once, how far they are, cancelled, and taken over when their process dies."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core.chores import tidy
from core.errors import DomainError
from core.jobs import chores as registered_chores
from core.jobs import each_minute, job
from core.models import AuditEvent, AuditSeal, JobRun
from core.services import jobs, trail
from core.services.jobs import Run, cancel_job, reap, run_job, start_job

BEN = "people.user:8"
State = JobRun.State

done: list[object] = []


@pytest.fixture(autouse=True)
def nothing_done():
    done.clear()


@job("test.count")
def count(run: Run, *, to: int) -> None:
    for number in range(to):
        run.progress(number, to)
        done.append(number)


@job("test.fail")
def fail(run: Run) -> None:
    raise RuntimeError("private words")


@job("test.refuse")
def refuse(run: Run) -> None:
    raise DomainError("There is nothing to export.")


@job("test.overtaken")
def overtaken(run: Run) -> None:
    """Is taken over by another process, and then wakes up."""
    JobRun.objects.filter(pk=run.pk).update(attempts=run.attempt + 1)
    run.progress(1)


@job("test.cancelled")
def cancelled_meanwhile(run: Run) -> None:
    cancel_job(run=JobRun.objects.get(pk=run.pk), by=BEN)
    run.progress(1)
    done.append("went on")


def ran(kind: str, **arguments: object) -> JobRun:
    run = start_job(kind=kind, by=BEN, arguments=arguments)
    run_job(run.pk)
    run.refresh_from_db()
    return run


def test_a_job_runs_and_says_how_far_it_was(db):
    run = ran("test.count", to=3)
    assert (run.state, run.done, run.total, run.attempts) == (State.DONE, 2, 3, 1)
    assert done == [0, 1, 2]


def test_a_run_is_begun_once(db):
    run = ran("test.count", to=1)
    run_job(run.pk)
    assert done == [0]


def test_a_job_that_nobody_registered_is_refused(db):
    with pytest.raises(KeyError):
        start_job(kind="test.nothing")


def test_a_job_of_a_transaction_that_fails_is_never_asked_for(db):
    def ask() -> None:
        with transaction.atomic():
            start_job(kind="test.count", arguments={"to": 1})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        ask()
    assert not JobRun.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_a_job_that_fails_says_so_without_its_error(db, caplog):
    run = ran("test.fail")
    assert run.state == State.FAILED
    assert "private words" not in run.message
    assert "failed" in caplog.text


def test_a_job_that_a_rule_refuses_says_why(db):
    run = ran("test.refuse")
    assert (run.state, run.message) == (State.FAILED, "There is nothing to export.")


def test_a_cancelled_job_never_begins(db):
    run = start_job(kind="test.count", arguments={"to": 1})
    cancel_job(run=run, by=BEN)
    run_job(run.pk)
    run.refresh_from_db()
    assert (run.state, done) == (State.CANCELLED, [])
    assert AuditEvent.objects.get().act == "job.cancelled"


def test_a_running_job_stops_when_it_is_cancelled(db):
    run = ran("test.cancelled")
    assert (run.state, done) == (State.CANCELLED, [])


def test_a_job_that_has_ended_cannot_be_cancelled(db):
    run = ran("test.count", to=1)
    with pytest.raises(DomainError, match="already ended"):
        cancel_job(run=run, by=BEN)


def test_a_process_that_was_overtaken_changes_nothing(db):
    run = ran("test.overtaken")
    assert (run.state, run.done, run.finished_at) == (State.RUNNING, 0, None)


def died(run: JobRun, **state: object) -> JobRun:
    """A process took the task and died."""
    long_ago = timezone.now() - dt.timedelta(minutes=10)
    DBTaskResult.objects.filter(id=run.task_id).update(status="RUNNING", started_at=long_ago)
    JobRun.objects.filter(pk=run.pk).update(**state)
    return run


def test_a_run_whose_process_died_is_taken_over(committed_db):
    long_ago = timezone.now() - dt.timedelta(minutes=10)
    run = died(
        start_job(kind="test.count", arguments={"to": 2}),
        state=State.RUNNING, attempts=1, heartbeat_at=long_ago,
    )  # fmt: skip
    assert reap(timezone.now()) == 1
    assert DBTaskResult.objects.ready().count() == 1
    call_command("run_jobs", once=True)
    run.refresh_from_db()
    assert (run.state, run.attempts, done) == (State.DONE, 2, [0, 1])
    assert DBTaskResult.objects.running().count() == 0


def test_a_run_whose_task_was_taken_and_lost_is_put_back(committed_db):
    run = died(start_job(kind="test.count", arguments={"to": 1}))
    assert reap(timezone.now()) == 1
    call_command("run_jobs", once=True)
    run.refresh_from_db()
    assert run.state == State.DONE


def test_a_run_that_gives_signs_of_life_is_left_alone(db):
    run = died(
        start_job(kind="test.count", arguments={"to": 1}),
        state=State.RUNNING, attempts=1, heartbeat_at=timezone.now() - dt.timedelta(minutes=10),
    )  # fmt: skip
    jobs.running.add(alive := Run(run.pk, 1))
    jobs.give_signs_of_life()
    jobs.running.discard(alive)
    assert reap(timezone.now()) == 0


def test_a_run_is_given_up_after_three_attempts(db):
    long_ago = timezone.now() - dt.timedelta(minutes=10)
    run = died(
        start_job(kind="test.count", arguments={"to": 1}),
        state=State.RUNNING, attempts=3, heartbeat_at=long_ago,
    )  # fmt: skip
    assert reap(timezone.now()) == 0
    run.refresh_from_db()
    assert run.state == State.FAILED
    assert "three times" in run.message


def test_the_minute_seals_the_trail(committed_db):
    trail.record("x.done", by=BEN)
    call_command("run_jobs", once=True)
    assert AuditSeal.objects.count() == 1


def test_a_chore_that_fails_keeps_no_other_from_its_turn(committed_db, monkeypatch, caplog):
    def broken(now: dt.datetime) -> None:
        raise RuntimeError("broken chore")

    monkeypatch.setattr("core.jobs._chores", {"broken": broken, **registered_chores()})
    trail.record("x.done", by=BEN)
    call_command("run_jobs", once=True)
    assert AuditSeal.objects.count() == 1
    assert "broken failed" in caplog.text


def test_what_has_had_its_time_is_thrown_away_once_an_hour(db):
    run = ran("test.count", to=1)
    in_a_year = (run.finished_at + dt.timedelta(days=365)).replace(minute=30)
    tidy(in_a_year)
    assert JobRun.objects.exists()
    tidy(in_a_year.replace(minute=0))
    assert not JobRun.objects.exists()


def test_a_chore_is_registered_once(monkeypatch):
    monkeypatch.setattr("core.jobs._chores", {})
    each_minute(each_minute(lambda now: None))
    assert len(registered_chores()) == 1


def test_the_job_process_runs_jobs_and_ends_when_told(committed_db):
    run = start_job(kind="core.verify_audit")
    name = connection.settings_dict["NAME"]
    host = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/".format(**connection.settings_dict)
    url = f"sqlite:///{name}" if connection.vendor == "sqlite" else f"{host}{name}"
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run_jobs"],
        env=os.environ
        | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "competency_site.settings.test"},
    )
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        run.refresh_from_db()
        if run.state != State.WAITING and not DBTaskResult.objects.running().exists():
            break
        time.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert run.state == State.DONE
