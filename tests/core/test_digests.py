"""E-mails held back and sent together: once, whatever number of job processes run."""

import datetime as dt
import threading

import pytest
from django.core import mail
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from core.chores import send_mail
from core.mail_choices import MailChoice
from core.models import Outbox
from core.services.digests import last_round, make_digests
from core.services.outbox import queue_mail, send_waiting
from people.services.mail_choice import choose_mail

NEXT_MONDAY = dt.timedelta(days=8)


def tell(user, subject="Something waits", **more) -> Outbox | None:
    return queue_mail(to=user.email, subject=subject, body="Sign in.", **more)


@pytest.mark.parametrize(
    ("choice", "now", "due"),
    [
        (MailChoice.DAILY, "2026-03-04T07:00", "2026-03-04T07:00"),
        (MailChoice.DAILY, "2026-03-04T06:59", "2026-03-03T07:00"),
        # Summer time begins on Sunday 29 March: seven here is six in UTC.
        (MailChoice.DAILY, "2026-03-30T06:30", "2026-03-30T06:00"),
        (MailChoice.WEEKLY, "2026-03-04T12:00", "2026-03-02T07:00"),
        (MailChoice.WEEKLY, "2026-03-02T06:30", "2026-02-23T07:00"),
    ],
)
def test_when_a_digest_was_last_due(choice, now, due):
    moment = dt.datetime.fromisoformat(now).replace(tzinfo=dt.UTC)
    assert last_round(choice, moment) == dt.datetime.fromisoformat(due).replace(tzinfo=dt.UTC)


def test_each_is_told_as_they_chose(caseworker, supervisor, manager, hr):
    for user, choice in ((caseworker, "daily"), (supervisor, "weekly"), (manager, "none")):
        choose_mail(by=user, choice=choice)
    for user in (caseworker, supervisor, manager, hr):
        tell(user)
    send_waiting()
    assert [sent.to for sent in mail.outbox] == [[hr.email]]
    send_mail(timezone.now() + NEXT_MONDAY)
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted(
        [hr.email, caseworker.email, supervisor.email]
    )


def test_what_must_be_told_comes_at_once_whatever_one_chose(caseworker):
    for choice in MailChoice.values:
        choose_mail(by=caseworker, choice=choice)
        tell(caseworker, must=True)
    assert send_waiting() == len(MailChoice.values)


def test_a_digest_lists_each_subject_once_and_nothing_else(caseworker):
    choose_mail(by=caseworker, choice="daily")
    for subject in ("An action is yours to do", "An action is yours to do", "Something was added"):
        tell(caseworker, subject)
    assert make_digests(now=timezone.now() + NEXT_MONDAY) == 1
    send_waiting(now=timezone.now() + NEXT_MONDAY)
    [sent] = mail.outbox
    assert sent.subject == "3 things are new"
    assert sent.body.count("An action is yours to do") == 1
    assert caseworker.name not in sent.subject + sent.body
    assert make_digests(now=timezone.now() + 2 * NEXT_MONDAY) == 0


def test_what_came_after_the_round_waits_for_the_next(caseworker):
    choose_mail(by=caseworker, choice="daily")
    tell(caseworker)
    assert make_digests(now=last_round("daily", timezone.now())) == 0


def test_two_job_processes_make_one_digest(committed_db, request):
    caseworker = request.getfixturevalue("caseworker")
    choose_mail(by=caseworker, choice="daily")
    for number in range(20):
        tell(caseworker, f"Thing {number}")
    now = timezone.now() + NEXT_MONDAY
    made: list[int] = []
    begin = threading.Barrier(4)

    def process() -> None:
        begin.wait()
        try:
            made.append(make_digests(now=now))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=process) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == [0, 0, 0, 1]
    assert Outbox.objects.filter(held="", to=caseworker.email).count() == 1
    assert not Outbox.objects.filter(held="daily", sent_at__isnull=True).exists()


def test_the_choice_is_made_on_ones_own_account_page(organisation, caseworker, sign_in):
    client = sign_in(caseworker)
    page = client.post(reverse("mail_choice"), {"choice": "hourly"}).content.decode()
    assert "Select a valid choice" in page
    client.post(reverse("mail_choice"), {"choice": "weekly"})
    assert "Once a week, together" in client.get(reverse("account_detail")).content.decode()
