"""Nothing typed is lost: drafts, and posts that come without a session or with an old token."""

import datetime as dt
import json

import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.db import OperationalError, connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from core import kept
from core.errors import DomainError, Stale
from core.keys import key_of
from core.models import AuditEvent, Draft
from core.services import drafts
from core.services.drafts import (
    discard_draft,
    discard_old_drafts,
    draft_for,
    draft_token,
    keep_unattended,
    save_draft,
    typed_in,
)

AMIRA = "people.user:7"
KEYS = {"writer_key": AMIRA, "form": "reflection", "record_key": ""}


def save(version: int, **data: str) -> Draft:
    return save_draft(**KEYS, version=version, data=data)


def test_opening_a_form_writes_nothing(db):
    draft = draft_for(writer=AMIRA, form="reflection")
    assert (draft.pk, draft.version, draft.data) == (None, 0, {})
    assert not Draft.objects.exists()


def test_a_saved_draft_comes_back(db):
    save(0, text="I learned")
    assert draft_for(writer=AMIRA, form="reflection").data == {"text": "I learned"}


def test_a_draft_comes_back_to_its_writer_only(db):
    save(0, text="I learned")
    assert draft_for(writer="people.user:8", form="reflection").data == {}


def test_a_later_save_is_one_update_and_no_act(db, django_assert_num_queries):
    save(0, text="I")
    with django_assert_num_queries(1) as queries:
        draft = save(1, text="I learned")
    assert queries[0]["sql"].startswith("UPDATE")
    assert draft.version == 2
    assert not AuditEvent.objects.exists()


def test_a_save_from_an_older_page_is_told_the_other_text(db):
    save(0, text="mine")
    with pytest.raises(Stale) as caught:
        save(0, text="from another tab")
    assert caught.value.theirs.data == {"text": "mine"}
    assert Draft.objects.get().data == {"text": "mine"}


def test_the_same_text_sent_twice_is_no_conflict(db):
    save(0, text="mine")
    assert save(0, text="mine").version == 1


def test_a_draft_that_was_discarded_meanwhile_is_kept_anew(db):
    save(0, text="mine")
    discard_draft(writer=AMIRA, form="reflection")
    assert save(1, text="mine, and more").data == {"text": "mine, and more"}


def test_what_comes_from_an_ended_session_overwrites_nothing(db):
    save(0, text="newer")
    keep_unattended(**KEYS, version=0, data={"text": "older page"})
    draft = Draft.objects.get()
    assert (draft.data, draft.other) == ({"text": "newer"}, {"text": "older page"})


def test_a_text_of_three_megabytes_is_kept(db):
    assert save(0, text="ä" * 1_500_000).version == 1


def test_a_text_beyond_all_bounds_is_refused_in_words(db):
    with pytest.raises(DomainError, match="more text than can be kept"):
        save(0, text="x" * (drafts.LARGEST + 1))


def test_a_form_takes_back_every_value_of_a_field(db):
    draft = save_draft(**KEYS, version=0, data={"ticks": ["a", "b"], "text": ["t"]})
    typed = typed_in(draft)
    assert (typed.getlist("ticks"), typed["text"]) == (["a", "b"], "t")


def test_old_drafts_are_thrown_away(db):
    save(0, text="old")
    assert discard_old_drafts(now=timezone.now() + dt.timedelta(days=59)) == 0
    assert discard_old_drafts(now=timezone.now() + dt.timedelta(days=61)) == 1


def test_a_draft_key_is_good_for_a_day(db, monkeypatch):
    token = draft_token(AMIRA, "reflection", "", page="/journal/")
    assert drafts.read_draft_token(token) == {**KEYS, "page": "/journal/"}
    later = signing.time.time() + 24 * 60 * 60 + 1
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert drafts.read_draft_token(token) is None


@pytest.mark.parametrize("token", ["", "x", "x:y:z", "é"])
def test_a_forged_draft_key_is_none(token):
    assert drafts.read_draft_token(token) is None


def test_the_tag_puts_the_key_and_the_version_in_the_form(db):
    request = RequestFactory().get("/journal/?page=2")
    draft = save(0, text="x")
    html = Template("{% load drafts %}{% draft_fields %}").render(
        Context({"request": request, "draft": draft})
    )
    token = html.split('name="draft_token" value="')[1].split('"')[0]
    assert drafts.read_draft_token(token)["page"] == "/journal/?page=2"
    assert 'name="draft_version" value="1"' in html


# The browser


@pytest.fixture
def typed(caseworker):
    """What Amira's browser sends from a long form that she opened while signed in."""
    token = draft_token(caseworker, "reflection", "", page="/cookies/")
    return {"draft_token": token, "draft_version": "0", "text": "I learned", "nonce": "n"}


def stored() -> dict | None:
    draft = Draft.objects.first()
    return draft and draft.data


def tell(client: Client, data: dict) -> tuple[int, dict]:
    answer = client.post(reverse("draft_save"), data, headers={"accept": "application/json"})
    return answer.status_code, json.loads(answer.content)


def test_the_browser_saves_as_its_writer_types(caseworker, sign_in, typed):
    status, said = tell(sign_in(caseworker), typed)
    assert (status, said["version"]) == (200, 1)
    assert stored() == {"text": ["I learned"]}


def test_the_browser_is_told_of_another_tab_with_its_text(caseworker, sign_in, typed):
    client = sign_in(caseworker)
    tell(client, typed)
    status, said = tell(client, typed | {"text": "another tab"})
    assert (status, said["theirs"], said["version"]) == (409, {"text": ["I learned"]}, 1)


def test_an_autosave_after_the_session_ended_is_kept(typed):
    status, said = tell(Client(), typed)
    assert (status, said["sign_in"]) == (401, reverse("account_login"))
    assert stored() == {"text": ["I learned"]}


def test_a_forged_key_keeps_nothing(typed):
    status, _said = tell(Client(), typed | {"draft_token": "forged"})
    assert status == 400
    assert stored() is None


def test_somebody_else_at_the_same_browser_does_not_get_the_draft(supervisor, sign_in, typed):
    status, said = tell(sign_in(supervisor), typed)
    assert (status, "theirs" in said) == (401, False)
    assert draft_for(writer=supervisor, form="reflection").data == {}


def test_a_button_without_script_saves_and_leads_back(caseworker, sign_in, typed):
    answer = sign_in(caseworker).post(reverse("draft_save"), typed)
    assert (answer.status_code, answer["Location"]) == (302, "/cookies/")
    assert stored() == {"text": ["I learned"]}


def test_a_form_sent_without_a_session_is_kept_and_does_nothing_else(typed):
    answer = Client().post(reverse("session_extend"), typed)
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('account_login')}?next=/cookies/"
    assert stored() == {"text": ["I learned"]}


def test_a_form_sent_with_an_old_token_is_kept_and_does_nothing_else(caseworker, typed):
    client = Client(enforce_csrf_checks=True)
    client.force_login(caseworker)
    answer = client.post(reverse("account_logout"), typed)
    assert answer.status_code == 302
    assert "next=/cookies/" in answer["Location"]
    assert stored() == {"text": ["I learned"]}
    assert Session.objects.exists(), "the sign-out itself did not happen"


def test_a_form_sent_by_somebody_else_is_kept_for_its_writer(
    supervisor, caseworker, sign_in, typed
):
    sign_in(supervisor).post(reverse("account_logout"), typed)
    assert Draft.objects.get().writer_key == key_of(caseworker)
    assert Session.objects.exists()


def test_a_form_with_an_old_token_and_no_key_is_refused(caseworker):
    client = Client(enforce_csrf_checks=True)
    client.force_login(caseworker)
    assert client.post(reverse("account_logout"), {"text": "x"}).status_code == 403
    assert stored() is None


def test_what_is_sent_without_a_session_is_limited_in_number(typed):
    client = Client()
    for number in range(kept.MOST_A_MINUTE + 5):
        answer = client.post(
            reverse("draft_save"), typed | {"draft_version": str(number), "text": str(number)}
        )
        assert answer.status_code == 302
    assert Draft.objects.get().version <= kept.MOST_A_MINUTE


def test_what_is_sent_without_a_session_is_limited_in_size(typed, db):
    answer = Client().post(reverse("draft_save"), typed | {"text": "x" * (drafts.LARGEST + 1)})
    assert answer.status_code == 302
    assert stored() is None


def test_a_form_of_1500_fields_is_kept(caseworker, sign_in, typed):
    many = {f"field_{n}": str(n) for n in range(1500)}
    assert tell(sign_in(caseworker), typed | many)[0] == 200
    assert len(stored()) == 1501


def test_passwords_and_tokens_are_never_kept(caseworker, sign_in, typed):
    tell(sign_in(caseworker), typed | {"password1": "p", "csrfmiddlewaretoken": "t"})
    assert stored() == {"text": ["I learned"]}


# When something fails


@pytest.fixture
def failing_form(settings):
    settings.ROOT_URLCONF = "tests.core.failing_urls"
    return "/fails/"


def test_a_form_that_fails_is_answered_with_its_text_and_kept(
    caseworker, sign_in, typed, failing_form, caplog
):
    client = sign_in(caseworker)
    client.raise_request_exception = False
    answer = client.post(failing_form, typed | {"text": "Many words <b>typed</b>"})
    assert answer.status_code == 500
    assert "Many words &lt;b&gt;typed&lt;/b&gt;" in answer.content.decode()
    assert "what you typed is kept" in answer.content.decode()
    assert stored() == {"text": ["Many words <b>typed</b>"]}
    assert "Internal Server Error" in caplog.text
    assert "Many words" not in caplog.text


def test_a_form_that_fails_on_a_full_disk_still_holds_its_text(
    caseworker, sign_in, typed, failing_form
):
    client = sign_in(caseworker)
    client.raise_request_exception = False

    def full(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE")):
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(full):
        answer = client.post(failing_form, typed | {"text": "Many words typed"})
    assert answer.status_code == 500
    assert "Many words typed" in answer.content.decode()
    assert "Copy it from here" in answer.content.decode()


def test_a_page_that_is_not_there_is_still_not_there(caseworker, sign_in, typed):
    assert sign_in(caseworker).post("/no-such-page/", typed).status_code == 404
