import datetime as dt
import re
import time

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, reverse

from core.models import AuditEvent, Outbox
from people.models import Post, User
from tests.factories import PASSWORD
from tests.people.hashers import CountingHasher

DAY = dt.timedelta(days=1)
WRONG = "this is not the password"


def sign_in_with(email: str, password: str, client: Client | None = None, **headers: str):
    """Fill in the sign-in page."""
    return (client or Client()).post(
        reverse("account_login"), {"login": email, "password": password}, **headers
    )


def is_in(answer) -> bool:
    return answer.status_code == 302


def body_of(answer) -> str:
    """Return a page without what differs each time it is made."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    return re.sub(r'value="[^"]*@example.org"', "", text)


def test_person_signs_in_with_their_address_in_any_case(caseworker):
    assert is_in(sign_in_with(caseworker.email.upper(), PASSWORD))
    assert AuditEvent.objects.filter(act="account.signed_in").exists()


def test_signing_out_ends_the_session_and_stands_in_the_trail(caseworker, sign_in):
    client = sign_in(caseworker)
    client.post(reverse("account_logout"))
    assert client.get(reverse("home")).status_code == 302
    assert AuditEvent.objects.filter(act="account.signed_out").exists()


def test_nobody_signs_up():
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


@pytest.fixture
def unable(request, caseworker, leaver):
    """An address and a password that let nobody in, each for another reason."""
    match request.param:
        case "unknown":
            return "nobody@example.org", PASSWORD
        case "deactivated":
            User.objects.filter(pk=caseworker.pk).update(is_active=False)
            return caseworker.email, PASSWORD
        case "left":
            return leaver.email, PASSWORD
        case _:
            return caseworker.email, WRONG


REASONS = ["wrong password", "unknown", "deactivated", "left"]


@pytest.mark.parametrize("unable", REASONS, indirect=True)
def test_same_answer_whether_or_not_the_account_exists(unable, supervisor, organisation):
    expected = sign_in_with(supervisor.email, WRONG)
    answer = sign_in_with(*unable)
    assert answer.status_code == expected.status_code == 200
    assert body_of(answer) == body_of(expected)


@pytest.mark.parametrize("unable", REASONS, indirect=True)
def test_same_work_whether_or_not_the_account_exists(unable, settings, django_assert_num_queries):
    settings.PASSWORD_HASHERS = ["tests.people.hashers.CountingHasher"]
    User.objects.filter(email=unable[0]).update(password=CountingHasher().encode(PASSWORD, "salt"))
    CountingHasher.worked = 0
    with django_assert_num_queries(2):  # the person, the organisation
        sign_in_with(*unable)
    assert CountingHasher.worked == 1


def test_eleventh_try_is_refused_even_with_the_right_password(caseworker):
    for number in range(10):
        sign_in_with(caseworker.email, WRONG, REMOTE_ADDR=f"10.0.0.{number}")
    refused = sign_in_with(caseworker.email, PASSWORD, REMOTE_ADDR="10.0.1.1")
    assert not is_in(refused)
    assert "Wait 5 minutes" in refused.content.decode()


def test_another_spelling_or_host_gives_no_more_tries(caseworker):
    for number in range(10):
        sign_in_with(caseworker.email, WRONG, REMOTE_ADDR=f"10.0.0.{number}")
    answer = sign_in_with(
        caseworker.email.upper(), PASSWORD, REMOTE_ADDR="10.0.1.1", HTTP_HOST="other.example.org"
    )
    assert not is_in(answer)


def test_tries_are_counted_per_address_over_all_accounts(caseworker, supervisor):
    for number in range(10):
        sign_in_with(f"person{number}@example.org", WRONG, REMOTE_ADDR="10.0.0.1")
    assert not is_in(sign_in_with(caseworker.email, PASSWORD, REMOTE_ADDR="10.0.0.1"))
    assert is_in(sign_in_with(supervisor.email, PASSWORD, REMOTE_ADDR="10.0.0.2"))


def test_right_passwords_use_up_no_tries(caseworker):
    for _ in range(12):
        assert is_in(sign_in_with(caseworker.email, PASSWORD))


def test_strangers_tries_do_not_shut_out_the_browser_one_uses(caseworker):
    own = Client()
    sign_in_with(caseworker.email, PASSWORD, own)
    own.post(reverse("account_logout"))
    for number in range(20):
        sign_in_with(caseworker.email, WRONG, REMOTE_ADDR=f"10.0.0.{number}")
    assert not is_in(sign_in_with(caseworker.email, PASSWORD, REMOTE_ADDR="10.0.1.1"))
    assert is_in(sign_in_with(caseworker.email, PASSWORD, own))


def test_known_browser_has_ten_tries_of_its_own_and_no_more(caseworker):
    own = Client()
    sign_in_with(caseworker.email, PASSWORD, own)
    own.post(reverse("account_logout"))
    for _ in range(10):
        sign_in_with(caseworker.email, WRONG, own)
    assert not is_in(sign_in_with(caseworker.email, PASSWORD, own))


def test_cookie_of_one_account_opens_no_count_for_another(caseworker, supervisor):
    own = Client()
    sign_in_with(caseworker.email, PASSWORD, own)
    own.post(reverse("account_logout"))
    for number in range(10):
        sign_in_with(supervisor.email, WRONG, REMOTE_ADDR=f"10.0.0.{number}")
    assert not is_in(sign_in_with(supervisor.email, PASSWORD, own))


def test_cookie_tells_nobody_whose_it_is(caseworker):
    answer = sign_in_with(caseworker.email, PASSWORD)
    assert caseworker.email not in str(answer.cookies)


def test_count_runs_out_by_itself(caseworker, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "1/1s/key"}
    sign_in_with(caseworker.email, WRONG)
    assert not is_in(sign_in_with(caseworker.email, PASSWORD))
    time.sleep(1.1)
    assert is_in(sign_in_with(caseworker.email, PASSWORD))


def test_count_stands_in_the_table_that_all_workers_share(caseworker, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "counted_tries",
        }
    }
    call_command("createcachetable")
    sign_in_with(caseworker.email, WRONG)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM counted_tries")
        keys = [key for (key,) in cursor.fetchall()]
    assert len([key for key in keys if "login_failed" in key and not key.endswith("lock")]) == 2


# Out at the next request


def test_deactivated_user_is_out_at_the_next_request(caseworker, sign_in):
    client = sign_in(caseworker)
    assert client.get(reverse("home")).status_code == 200
    User.objects.filter(pk=caseworker.pk).update(is_active=False)
    assert client.get(reverse("home")).status_code == 302


def test_person_whose_post_ended_is_out_at_the_next_request(caseworker, sign_in, today):
    client = sign_in(caseworker)
    Post.objects.filter(user=caseworker).update(to_on=today)
    assert client.get(reverse("home")).status_code == 200
    Post.objects.filter(user=caseworker).update(to_on=today - DAY)
    assert client.get(reverse("home")).status_code == 302


def test_new_password_ends_the_other_sessions(caseworker, sign_in):
    here, elsewhere = sign_in(caseworker), sign_in(caseworker)
    answer = here.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "a quite different phrase"},
    )
    assert answer.status_code == 302
    assert here.get(reverse("home")).status_code == 200
    assert elsewhere.get(reverse("home")).status_code == 302
    assert AuditEvent.objects.filter(act="account.password_set").exists()


# A forgotten password


def ask_for_link(email: str):
    return Client().post(reverse("account_reset_password"), {"email": email}, follow=True)


def link_in(mail: Outbox) -> str:
    return re.search(r"https?://\S+", mail.body)[0]


@pytest.mark.usefixtures("organisation")
def test_same_answer_and_a_mail_for_a_known_and_an_unknown_address(
    caseworker, django_assert_num_queries
):
    known = ask_for_link(caseworker.email)
    unknown = ask_for_link("nobody@example.org")
    assert body_of(known) == body_of(unknown)
    told, not_told = Outbox.objects.order_by("pk")
    assert "/password/reset/key/" in told.body
    assert "There is no account" in not_told.body
    assert told.subject == not_told.subject


@pytest.mark.parametrize("email", ["amira.haddad@example.org", "nobody@example.org"])
def test_same_steps_for_a_known_and_an_unknown_address(
    email, caseworker, django_assert_num_queries
):
    with django_assert_num_queries(7):
        Client().post(reverse("account_reset_password"), {"email": email})


def test_leaver_gets_no_link(leaver):
    ask_for_link(leaver.email)
    assert "There is no account" in Outbox.objects.get().body


def test_link_sets_a_new_password_once_and_gives_back_the_tries(caseworker):
    for number in range(10):
        sign_in_with(caseworker.email, WRONG, REMOTE_ADDR=f"10.0.0.{number}")
    ask_for_link(caseworker.email)
    link = link_in(Outbox.objects.get())
    client = Client()
    page = client.get(link, follow=True)
    new = "a quite different phrase"
    answer = client.post(page.request["PATH_INFO"], {"password1": new})
    assert answer.status_code == 302
    assert is_in(sign_in_with(caseworker.email, new))
    again = Client().get(link, follow=True)
    assert "password1" not in again.content.decode()


def test_old_address_opens_nothing_after_it_was_changed(caseworker):
    ask_for_link(caseworker.email)
    old = caseworker.email
    User.objects.filter(pk=caseworker.pk).update(email="amira.new@example.org")
    assert not is_in(sign_in_with(old, PASSWORD))
    assert (
        "password1" not in Client().get(link_in(Outbox.objects.get()), follow=True).content.decode()
    )
