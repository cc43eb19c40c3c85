"""How long a session lasts, what is stored of its pages, and what happens at its end."""

import time

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from core.sessions import BEGAN, IDLE_SECONDS, MOST_SECONDS, SEEN

MINUTE = 60


def age(client, **seconds: int) -> None:
    session = client.session
    for name, ago in seconds.items():
        session[name] = int(time.time()) - ago
    session.save()


def is_in(client) -> bool:
    return client.get(reverse("home")).status_code == 200


@pytest.fixture
def client_of_ben(supervisor, sign_in):
    return sign_in(supervisor)


def test_a_session_lasts_while_something_happens(client_of_ben):
    age(client_of_ben, **{SEEN: IDLE_SECONDS - MINUTE, BEGAN: MOST_SECONDS - MINUTE})
    assert is_in(client_of_ben)


def test_a_session_ends_after_thirty_idle_minutes(client_of_ben):
    age(client_of_ben, **{SEEN: IDLE_SECONDS + MINUTE})
    assert not is_in(client_of_ben)
    assert not Session.objects.exists(), "it has ended on the server too"


def test_a_session_ends_after_eight_hours_however_busy(client_of_ben):
    age(client_of_ben, **{SEEN: 0, BEGAN: MOST_SECONDS + MINUTE})
    assert not is_in(client_of_ben)


def test_a_page_counts_as_something_happening(client_of_ben):
    age(client_of_ben, **{SEEN: 20 * MINUTE})
    assert is_in(client_of_ben)
    assert time.time() - client_of_ben.session[SEEN] < MINUTE


def test_a_session_is_written_once_a_minute_at_most(client_of_ben):
    age(client_of_ben, **{SEEN: 30})
    before = client_of_ben.session[SEEN]
    assert is_in(client_of_ben)
    assert client_of_ben.session[SEEN] == before


def test_signing_in_begins_the_eight_hours(client_of_ben):
    assert time.time() - client_of_ben.session[BEGAN] < MINUTE


def test_a_page_seen_while_signed_in_is_stored_nowhere(client_of_ben):
    assert client_of_ben.get(reverse("home"))["Cache-Control"] == "no-store, private"


def test_a_public_page_touches_no_session(client_of_ben):
    answer = client_of_ben.get(reverse("theme_css"))
    assert "no-store" not in answer["Cache-Control"]
    assert not answer.wsgi_request.session.accessed


def test_signing_out_clears_what_the_browser_stored(client_of_ben):
    answer = client_of_ben.post(reverse("account_logout"))
    assert answer["Clear-Site-Data"] == '"cache", "storage"'


def test_a_session_that_ended_by_itself_clears_it_too(client_of_ben):
    age(client_of_ben, **{SEEN: IDLE_SECONDS + MINUTE})
    assert "Clear-Site-Data" in client_of_ben.get(reverse("home"))


def test_a_page_within_a_session_clears_nothing(client_of_ben):
    assert "Clear-Site-Data" not in client_of_ben.get(reverse("home"))
