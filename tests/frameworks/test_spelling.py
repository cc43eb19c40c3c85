"""A misspelt word finds the one that is meant, the same on both databases."""

import string
import time

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from frameworks.models import SearchEntry, Version
from frameworks.services.search import Instead, search_frameworks
from frameworks.spelling import Vocabulary, distance

from .factories import publish

WORDS = [
    "impartial", "impactful", "impartiality", "methodical", "decision", "decisions", "evidence",
    "complaint", "complainant", "resourceful", "resilience", "confidential", "conscientious",
]  # fmt: skip


def shown(query: str, versions=None) -> list[tuple[str, str]]:
    findings = search_frameworks(query, Version.objects.all() if versions is None else versions)
    return [(one.missed, one.shown) for one in findings.instead]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("imparshal", "impartial"),
        ("anlaytical", "analytical"),
        ("profesional", "professional"),
        ("aproachable", "approachable"),
        ("metodical", "methodical"),
        ("imparsh", "impartial"),
        ("desicion", "decision"),
        ("IMPARSHAL", "impartial"),
    ],
)
def test_a_misspelt_word_finds_the_one_that_is_meant(ombudsman, typed, meant):
    findings = search_frameworks(typed, Version.objects.all())
    assert findings.instead == (Instead(typed.lower(), meant),)
    assert findings.found == search_frameworks(meant, Version.objects.all()).found


def test_only_the_word_that_no_text_holds_is_replaced(ombudsman):
    assert shown("imparshal") == [("imparshal", "impartial")]
    findings = search_frameworks("sucumbs to pressure", Version.objects.all())
    assert findings.instead == (Instead("sucumbs", "succumbs"),)
    assert [one.key for one in findings.found] == [
        "open-minded.impartial.easily-succumbs-pressure-insistence"
    ]


@pytest.mark.parametrize(
    "query", ["impartial", "imp", "xyzzy", "qqqqqqqq", "ana 12345", "succumbs methodical", "zz"]
)
def test_nothing_is_replaced_where_a_word_is_held_or_none_is_near(ombudsman, query):
    assert shown(query) == []


def test_words_of_what_the_reader_may_not_read_are_never_shown(db):
    publish(
        adopted=False,
        framework__code="hidden",
        core_competencies__0__areas__0__title="Whistleblowing",
    )
    publish()
    public = Version.objects.current().public()
    assert shown("wistleblowing", Version.objects.current()) == [
        ("wistleblowing", "whistleblowing")
    ]
    assert shown("wistleblowing", public) == []


def test_a_published_version_is_read_once_in_a_process(db, django_assert_num_queries):
    publish(version__note="No other test in this process has read this one.")
    public = Version.objects.current().public()
    with django_assert_num_queries(4):  # no text; which words are held; the texts; the texts again
        shown("methodicle", public)
    with django_assert_num_queries(3):
        assert shown("methodicle", public) == [("methodicle", "methodical")]
    with django_assert_num_queries(3):
        shown("methodicle pllans ahed decitions", public)


def test_the_page_says_what_it_shows_instead(ombudsman, client):
    ombudsman.framework.adopted_on = "2024-01-02"
    ombudsman.framework.save()
    page = client.get(reverse("framework_search"), {"q": "imparshal"}).content.decode()
    assert "No text holds “imparshal”; showing “impartial”." in page
    assert "<mark>Impartial</mark>" in page
    assert "Open-minded" in page


@given(
    word=st.sampled_from(WORDS),
    at=st.integers(0, 12),
    letter=st.sampled_from(string.ascii_lowercase),
    slip=st.sampled_from(["drop", "put", "change", "swap"]),
)
def test_one_slip_never_leads_further_away_than_one_slip(word, at, letter, slip):
    at = min(at, len(word) - 2)
    typed = {
        "drop": word[:at] + word[at + 1 :],
        "put": word[:at] + letter + word[at:],
        "change": word[:at] + letter + word[at + 1 :],
        "swap": word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    }[slip]
    near = Vocabulary(WORDS).nearest(typed)
    assert near is not None
    assert near.slips <= 1


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("", "", 0), ("abc", "abc", 0), ("ca", "abc", 3), ("recieve", "receive", 1), ("kitten", "sitting", 3)],
)  # fmt: skip
def test_distance_counts_slips(one, other, slips):
    assert distance(one, other) == distance(other, one) == slips


def test_the_nearest_of_twenty_thousand_words_is_found_in_time(db):
    words = {f"{a}{b}{c}{d}tion" for a in "bcdfghjklmnp" for b in "aeiou" for c in "bdfgklmnprst"
             for d in ["a", "be", "ci", "do", "fu", "ga", "hi", "jo", "ku", "li", "ma", "ni"]}  # fmt: skip
    vocabulary = Vocabulary([*words, *WORDS])
    begun = time.perf_counter()
    near = vocabulary.nearest("imparshal")
    assert near is not None
    assert near.word == "impartial"
    assert time.perf_counter() - begun < 0.2


def test_the_words_of_a_version_are_those_of_its_texts(ombudsman):
    texts = SearchEntry.objects.values_list("text", flat=True)
    assert Vocabulary(texts).uses["impartial"] >= 2
