"""A double click makes one record."""

import threading

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connections
from django.http import HttpResponse, HttpResponseRedirect
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from core.models import Outbox, Submission
from core.services import submissions
from core.services.outbox import queue_mail
from core.submit import once_per_nonce


@once_per_nonce
def make(request):
    if request.POST.get("wrong"):
        return HttpResponse("There is an error.")
    made = queue_mail(to="a@example.org", subject="One", body="record")
    if request.POST.get("break"):
        raise RuntimeError("The act failed.")
    return HttpResponseRedirect(f"/made/{made.pk}/")


def post(user=None, **data):
    request = RequestFactory().post("/", data)
    request.user = user or AnonymousUser()
    return make(request)


def test_a_second_submit_makes_nothing_and_leads_to_the_same_page(caseworker):
    first = post(caseworker, nonce="n")
    second = post(caseworker, nonce="n")
    assert Outbox.objects.count() == 1
    assert (second.status_code, second["Location"]) == (302, first["Location"])


def test_another_nonce_makes_another_record(caseworker):
    post(caseworker, nonce="n")
    post(caseworker, nonce="m")
    assert Outbox.objects.count() == 2


def test_the_nonce_of_one_person_says_nothing_to_another(caseworker, supervisor):
    first = post(caseworker, nonce="n")
    second = post(supervisor, nonce="n")
    assert first["Location"] != second["Location"]


def test_a_form_with_errors_keeps_its_turn(caseworker):
    post(caseworker, nonce="n", wrong="yes")
    assert not Submission.objects.exists()
    assert post(caseworker, nonce="n").status_code == 302


def test_an_act_that_fails_keeps_its_turn(caseworker):
    with pytest.raises(RuntimeError):
        post(caseworker, nonce="n", **{"break": "yes"})
    assert not Outbox.objects.exists()
    post(caseworker, nonce="n")
    assert Outbox.objects.count() == 1


def test_a_post_without_a_nonce_goes_straight_through(db):
    post()
    post()
    assert Outbox.objects.count() == 2


def test_two_clicks_at_the_same_moment_make_one_record(committed_db, caseworker):
    start = threading.Barrier(4)
    answers = []

    def click() -> None:
        start.wait()
        answers.append(post(caseworker, nonce="n")["Location"])
        connections.close_all()

    clicks = [threading.Thread(target=click) for _ in range(4)]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()
    assert Outbox.objects.count() == 1
    assert len(answers) == 4
    assert len(set(answers)) == 1


def test_the_tag_gives_each_form_its_own_nonce():
    template = Template("{% load submissions %}{% submit_nonce %}")
    first, second = template.render(Context()), template.render(Context())
    assert first.startswith('<input type="hidden" name="nonce" value="')
    assert first != second


def test_old_turns_are_thrown_away(caseworker):
    post(caseworker, nonce="n")
    assert submissions.discard_old_submissions(now=timezone.now()) == 0
    assert submissions.discard_old_submissions(now=timezone.now() + submissions.KEPT_FOR * 2) == 1
