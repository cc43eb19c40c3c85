"""Every form with free text about casework takes the one road: warned on the server, beside the
words, before saving."""

from importlib import import_module
from pkgutil import walk_packages

import pytest
from django.urls import reverse

from assessments.content import read_content
from assessments.identifying import identifiers_in
from core.fields import LongTextField
from core.identifiers import Identifier
from core.warned import BOX, WarnsOfIdentifiers
from tests.assessments.factories import review_at

APPS = ("assessments", "cases", "supervision", "records")
NOT_ABOUT_CASES = {
    # Rules and criteria: about no case, read by everybody.
    "RuleForm",
    "RuleWithdrawForm",
    "CriterionForm",
    "PublishForm",
    "CriteriaWithdrawForm",
}
CLIENTS = {
    Identifier.EMAIL: "Wrote to jo.bloggs@example.org.",
    Identifier.PHONE: "Rang 07700 900123 twice.",
    Identifier.NATIONAL_INSURANCE: "Her number is AB123456C.",
    Identifier.POSTCODE: "The flat is in SW1A 1AA.",
    Identifier.DATE_OF_BIRTH: "Born 12/03/1984.",
}
HARMLESS = [
    "Reference HB/2026/0123 and DEBT-2025-00417.",
    "The Housing Act 1988, s.21; Equality Act 2010; paragraph 3.2.1(b).",
    "£1,250.00 a month, £37.50 arrears, 37.5 hours.",
    "The letter of 12/03/2026 came on 14 March 2026 at 10.30.",
]


def forms_with_words():
    """Return every form of these apps with a field of several lines."""
    found = set()
    for app in APPS:
        package = import_module(f"{app}.forms")
        for module in walk_packages(package.__path__, f"{app}.forms."):
            for thing in vars(import_module(module.name)).values():
                fields = getattr(thing, "base_fields", {}) if isinstance(thing, type) else {}
                if any(isinstance(field, LongTextField) for field in fields.values()):
                    found.add(thing)
    return sorted(found, key=lambda form: f"{form.__module__}.{form.__name__}")


@pytest.mark.parametrize("form", forms_with_words(), ids=lambda form: f"{form.__module__}.{form.__name__}")  # fmt: skip
def test_every_form_with_words_takes_the_one_road(form):
    assert issubclass(form, WarnsOfIdentifiers) or form.__name__ in NOT_ABOUT_CASES
    if issubclass(form, WarnsOfIdentifiers) and form.watched:
        long = {
            name for name, field in form.base_fields.items() if isinstance(field, LongTextField)
        }
        assert long <= set(form.watched), "a field of several lines that nobody watches"


@pytest.fixture
def cast(organisation, caseworker, supervisor, manager):
    from types import SimpleNamespace

    return SimpleNamespace(caseworker=caseworker, supervisor=supervisor, manager=manager)


@pytest.mark.parametrize("kind", CLIENTS)
def test_an_answer_is_questioned_beside_the_words_and_nothing_is_saved(cast, sign_in, kind):
    review = review_at(cast, "shared")
    client, url = sign_in(cast.caseworker), reverse("review_reply", args=[review.pk])
    sent = {"sort": "comment", "text": CLIENTS[kind]}
    page = client.post(url, sent)
    assert page.status_code == 422
    text = page.content.decode()
    assert f"looks like {kind.label}" in text
    assert CLIENTS[kind] in text
    assert 'id="id_text-error"' in text
    assert BOX in text
    assert not review.replies.exists()
    client.post(url, {**sent, BOX: "on"})
    assert review.replies.get().text == CLIENTS[kind]


@pytest.mark.parametrize("words", HARMLESS)
def test_references_statutes_and_amounts_pass(cast, sign_in, words):
    review = review_at(cast, "shared")
    url = reverse("review_reply", args=[review.pk])
    answer = sign_in(cast.caseworker).post(url, {"sort": "comment", "text": words})
    assert answer.status_code == 302
    assert review.replies.get().text == words


@pytest.mark.parametrize("kind", CLIENTS)
def test_every_text_of_a_sheet_is_read(kind):
    words = [CLIENTS[kind]]
    fields = {
        "answer-dates": ["met"],
        "comment-dates": words,
        "finding": ["1"],
        "finding-1-note": words,
        "finding-1-holding-fact": words,
        "finding-1-holding-step": words,
    }
    found = identifiers_in(read_content(fields))
    assert [name for _text, _kind, name in found] == [
        "comment-dates",
        "finding-1-note",
        "finding-1-holding-fact",
        "finding-1-holding-step",
    ]
    assert {said for _text, said, _name in found} == {kind.label}


def test_a_sheet_is_questioned_beside_its_words_and_before_it_is_finished(cast, sign_in):
    from tests.assessments.factories import fields_for, tree_of

    review = review_at(cast, "assigned")
    tree = tree_of(review.versions.get().pk)
    typed = fields_for(review, tree) | {"comment-dates": [CLIENTS[Identifier.PHONE]]}
    client = sign_in(cast.supervisor)
    write = reverse("review_write", args=[review.pk])
    client.post(write, {**typed, "draft_version": "0", "check": "1"})
    page = client.get(write).content.decode()
    assert 'id="comment-warning-dates"' in page
    assert 'aria-describedby="comment-warning-dates"' in page

    check = reverse("review_check", args=[review.pk])
    shown = client.get(check).content.decode()
    assert BOX in shown
    today = review.assigned_at
    day = {"reviewed_on-day": today.day, "reviewed_on-month": today.month, "reviewed_on-year": today.year}  # fmt: skip
    refused = client.post(check, day)
    assert refused.status_code == 422
    review.refresh_from_db()
    assert review.submitted_at is None
    assert client.post(check, {**day, BOX: "on"}).status_code == 302
    review.refresh_from_db()
    assert review.submitted_at is not None


def test_a_step_on_harm_is_questioned_and_then_recorded(cast, sign_in):
    from cases.models import HoldingAction

    review = review_at(cast, "assigned")
    client, url = sign_in(cast.supervisor), reverse("review_write", args=[review.pk])
    typed = {
        "finding": ["1"],
        "finding-1-sort": "harm",
        "finding-1-holding-kind": "missed_deadline",
        "finding-1-holding-fact": "The appeal was not sent.",
        "finding-1-holding-step": CLIENTS[Identifier.PHONE],
    }
    page = client.post(url, {**typed, "draft_version": "0", "holding": "1"})
    assert page.status_code == 422
    assert "looks like a telephone number" in page.content.decode()
    assert not HoldingAction.objects.exists()
    sure = {**typed, "finding-1-holding-sure": "on", "draft_version": "2", "holding": "1"}
    client.post(url, sure)
    assert HoldingAction.objects.get().step == CLIENTS[Identifier.PHONE]
