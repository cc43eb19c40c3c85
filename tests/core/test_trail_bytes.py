"""What the trail is made of, byte by byte: a seal that changes its mind would prove nothing."""

import datetime as dt
import hashlib
from enum import Enum

import pytest

from core.trail import LONGEST_CHOICE, canonical, clean_detail, seal_digest, sealed_line

SECRET = "not a secret"


def test_a_seal_is_the_hash_of_the_seal_before_it_and_then_of_each_event():
    lines = [b"first\n", b"second\n"]
    assert seal_digest("before", lines) == hashlib.sha256(b"beforefirst\nsecond\n").hexdigest()


@pytest.mark.parametrize(
    ("previous", "lines"),
    [
        ("other", [b"first\n", b"second\n"]),
        ("before", [b"first\n", b"altered\n"]),
        ("before", [b"second\n", b"first\n"]),
        ("before", [b"first\n"]),
    ],
)
def test_a_seal_changes_with_the_seal_before_it_an_event_or_their_order(previous, lines):
    assert seal_digest(previous, lines) != seal_digest("before", [b"first\n", b"second\n"])


def test_one_value_has_one_text_whatever_the_order_it_was_made_in():
    assert canonical({"b": [1, None], "a": "é"}) == '{"a":"é","b":[1,null]}'


def test_the_bytes_of_an_event_are_these():
    event = {
        "id": 7,
        "at": dt.datetime(2026, 7, 1, 10, 0, tzinfo=dt.timezone(dt.timedelta(hours=1))),
        "actor_key": "people.user:1",
        "acting_for_key": "",
        "act": "review.shared",
        "subject_key": "people.user:2",
        "record_key": "assessments.filereview:3",
        "detail_hmac": "ab",
    }
    assert sealed_line(event) == (
        b'[7,"2026-07-01T09:00:00.000000+00:00","people.user:1","","review.shared",'
        b'"people.user:2","assessments.filereview:3","ab"]\n'
    )


def test_the_longest_choice_is_kept_and_one_letter_more_is_free_text():
    longest = "x" * LONGEST_CHOICE
    assert clean_detail({"word": longest}, SECRET) == {"word": longest}
    for free in (longest + "x", "two\nlines"):
        with pytest.raises(ValueError, match=r"word: wrap free text in core.trail.Text"):
            clean_detail({"word": free}, SECRET)


def test_a_set_is_kept_in_order_and_a_list_as_it_stands():
    class Colour(Enum):
        RED = "red"

    kept = clean_detail(
        {"set": {3, 1, 2}, "frozen": frozenset({"b", "a"}), "list": [3, 1], "of": Colour.RED},
        SECRET,
    )
    assert kept == {"set": [1, 2, 3], "frozen": ["a", "b"], "list": [3, 1], "of": "red"}


@pytest.mark.parametrize("value", [None, True, False, 0, 12])
def test_choices_and_numbers_are_kept_as_values(value):
    assert clean_detail({"value": value}, SECRET)["value"] is value


def test_what_the_trail_cannot_keep_is_refused_by_name():
    with pytest.raises(TypeError, match="thing: the trail cannot keep a object"):
        clean_detail({"thing": object()}, SECRET)
