"""What would tell who a client is, as people write it; and what looks like it and is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.identifiers import Identifier, find

FOUND = [
    ("Wrote to j.smith@example.org today.", Identifier.EMAIL, "j.smith@example.org"),
    (
        "mail: O'Neil+casework@mail.example.co.uk",
        Identifier.EMAIL,
        "O'Neil+casework@mail.example.co.uk",
    ),
    ("Ring 07700 900123 after six", Identifier.PHONE, "07700 900123"),
    ("tel.07700900123", Identifier.PHONE, "07700900123"),
    ("(0115) 496 0123", Identifier.PHONE, "(0115) 496 0123"),
    ("020 7946 0958", Identifier.PHONE, "020 7946 0958"),
    ("0113-496-0123", Identifier.PHONE, "0113-496-0123"),
    ("07 700 900 123", Identifier.PHONE, "07 700 900 123"),
    ("+44 7700 900123", Identifier.PHONE, "+44 7700 900123"),
    ("+44 (0)20 7946 0958", Identifier.PHONE, "+44 (0)20 7946 0958"),
    ("0044 20 7946 0958", Identifier.PHONE, "0044 20 7946 0958"),
    ("44 7700 900123", Identifier.PHONE, "44 7700 900123"),
    ("+353 1 496 0123", Identifier.PHONE, "+353 1 496 0123"),
    ("NI is AB123456C.", Identifier.NATIONAL_INSURANCE, "AB123456C"),
    ("ab 12 34 56 c", Identifier.NATIONAL_INSURANCE, "ab 12 34 56 c"),
    ("AB 12 34 56", Identifier.NATIONAL_INSURANCE, "AB 12 34 56"),
    ("AB-12-34-56-D", Identifier.NATIONAL_INSURANCE, "AB-12-34-56-D"),
    ("lives at SW1A 1AA", Identifier.POSTCODE, "SW1A 1AA"),
    ("ng1 5fs is the flat", Identifier.POSTCODE, "ng1 5fs"),
    ("M11AE", Identifier.POSTCODE, "M11AE"),
    ("EC1A1BB", Identifier.POSTCODE, "EC1A1BB"),
    ("DOB 12/03/1984", Identifier.DATE_OF_BIRTH, "12/03/1984"),
    ("d.o.b. 1.4.02", Identifier.DATE_OF_BIRTH, "1.4.02"),
    ("born on the 3rd of May 2019", Identifier.DATE_OF_BIRTH, "3rd of May 2019"),
    ("date of birth: 2020-05-03", Identifier.DATE_OF_BIRTH, "2020-05-03"),
    ("She is 12 March 1984, divorced", Identifier.DATE_OF_BIRTH, "12 March 1984"),
    ("March 12, 1984", Identifier.DATE_OF_BIRTH, "March 12, 1984"),
]

NOT_FOUND = [
    "",
    "The letter of 12/03/2026 gave the wrong date.",
    "Seen on 01/02/2026 10.30 by the duty adviser.",
    "Seen on 01.02.2026 10.30 by the duty adviser.",
    "Seen on 01 02 2026 10 30 by the duty adviser.",
    "Reference HB/2026/0123 and DEBT-2025-00417",
    "HB/0123456789 is a reference",
    "£1,250.00 a month, 37.5 hours, 100% of it",
    "Section 21, paragraph 3.2.1(b), at 10am",
    "Moved to L1 2nd in the list; P45 3rd copy",
    "GB123456A is no National Insurance number",
    "AB123456 is a reference",
    "He was born abroad. The appeal of 3 May 2026 is in time.",
    "@mention and a@b",
    "ISBN 0-306-40615-2 of 2026",
    "The Housing Act 1988, s.21; Equality Act 2010",
]


@pytest.mark.parametrize(("text", "kind", "part"), FOUND)
def test_it_finds(text, kind, part):
    assert [(found.kind, found.text) for found in find(text, this_year=2026)] == [(kind, part)]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_it_leaves_alone(text):
    assert find(text, this_year=2026) == []


def test_it_finds_several_in_the_order_they_stand_in():
    text = "a@example.org, 07700 900123, AB123456C, SW1A 1AA, born 12/03/2019"
    assert [found.kind for found in find(text, this_year=2026)] == [
        Identifier.EMAIL,
        Identifier.PHONE,
        Identifier.NATIONAL_INSURANCE,
        Identifier.POSTCODE,
        Identifier.DATE_OF_BIRTH,
    ]


def test_a_date_becomes_a_date_of_birth_sixteen_years_on():
    assert not find("12/03/2011", this_year=2026)
    assert find("12/03/2010", this_year=2026)


def test_without_a_year_it_counts_from_this_one():
    assert find("12/03/1950")


@given(st.text())
def test_finds_lie_in_the_text_in_order_and_apart(text):
    finds = find(text, this_year=2026)
    assert all(text[found.start : found.end] == found.text for found in finds)
    assert all(one.end <= two.start for one, two in zip(finds, finds[1:], strict=False))


WORDS = st.text(alphabet="abcdefghijklmnop ,.\n", max_size=80)
PLANTED = st.sampled_from(
    ["j.smith@example.org", "07700 900123", "AB123456C", "SW1A 1AA", "12/03/1984"]
)


@given(WORDS, PLANTED, WORDS)
def test_a_planted_identifier_is_found_wherever_it_stands(before, planted, after):
    finds = find(f"{before} {planted} {after}", this_year=2026)
    assert [found.text for found in finds] == [planted]
