"""E-mail: sent once, tried again, never twice."""

import datetime as dt
import threading

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connections, transaction
from django.utils import timezone

from core.models import Outbox
from core.services.outbox import MOST_ATTEMPTS, discard_old_mail, queue_mail, send_waiting


class DeadServer(BaseEmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError("nobody at private.example.org")


def queue(**more) -> Outbox | None:
    return queue_mail(to="amira@example.org", subject="New feedback", body="Sign in.", **more)


@pytest.fixture
def dead_server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.DeadServer"


def test_a_queued_e_mail_is_sent_once(db):
    queued = queue()
    assert (send_waiting(), send_waiting()) == (1, 0)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["amira@example.org"], "New feedback")
    assert str(queued.message_id) in sent.extra_headers["Message-ID"]


def test_an_e_mail_of_an_act_that_failed_is_never_sent(db):
    def act() -> None:
        with transaction.atomic():
            queue()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    assert send_waiting() == 0


def test_a_second_e_mail_with_the_same_key_is_not_queued(db):
    assert queue(key="review:3:shared") is not None
    assert queue(key="review:3:shared") is None
    assert send_waiting() == 1


def test_an_e_mail_is_tried_again_with_growing_waits(db, dead_server, settings):
    row = queue()
    now = timezone.now()
    assert send_waiting(now=now) == 0
    row.refresh_from_db()
    assert (row.attempts, row.not_before, row.last_error) == (
        1, now + dt.timedelta(minutes=1), "ConnectionRefusedError",
    )  # fmt: skip
    assert send_waiting(now=now) == 0
    send_waiting(now=now + dt.timedelta(minutes=1))
    row.refresh_from_db()
    assert row.not_before == now + dt.timedelta(minutes=3)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_waiting(now=now + dt.timedelta(minutes=3)) == 1


def test_an_e_mail_is_given_up_in_the_end(db, dead_server):
    row = queue()
    now = timezone.now()
    for _ in range(MOST_ATTEMPTS + 2):
        send_waiting(now=now)
        now += dt.timedelta(hours=7)
    row.refresh_from_db()
    assert row.attempts == MOST_ATTEMPTS
    assert row.failed_at is not None


def test_an_error_of_the_server_is_logged_without_its_words(db, dead_server, caplog):
    queue()
    send_waiting()
    assert "ConnectionRefusedError" in caplog.text
    assert "private.example.org" not in caplog.text
    assert "amira" not in caplog.text


def test_an_e_mail_that_was_claimed_and_lost_goes_out_after_the_lease(db):
    queue()
    now = timezone.now()
    Outbox.objects.update(attempts=1, not_before=now + dt.timedelta(minutes=10))
    assert send_waiting(now=now) == 0
    assert send_waiting(now=now + dt.timedelta(minutes=10)) == 1


def test_several_job_processes_send_each_e_mail_once(committed_db):
    for _ in range(20):
        queue()
    start = threading.Barrier(4)

    def send() -> None:
        start.wait()
        send_waiting()
        connections.close_all()

    senders = [threading.Thread(target=send) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    identities = [sent.extra_headers["Message-ID"] for sent in mail.outbox]
    assert len(identities) == 20
    assert len(set(identities)) == 20


def test_the_text_of_a_sent_e_mail_is_not_kept(db):
    row = queue()
    send_waiting()
    row.refresh_from_db()
    assert (row.body, row.subject) == ("", "New feedback")


def test_old_e_mail_is_thrown_away(db):
    queue()
    assert discard_old_mail(now=timezone.now() + dt.timedelta(days=29)) == 0
    assert discard_old_mail(now=timezone.now() + dt.timedelta(days=31)) == 1
