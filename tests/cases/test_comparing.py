"""What a row of an upload may hold, and what becomes of it: as data, without a database."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.enums import WorkKind
from cases.resources.columns import (
    AREA,
    CLOSED,
    HELD_BY,
    HELD_FROM,
    KIND,
    OPENED,
    REFERENCE,
    Known,
    folded,
    read_day,
)
from cases.resources.comparing import Held, Stored, compare, gone
from core.services.imports import Outcome
from core.tables import SourceRow

AMIRA, BEN = 1, 2
HOUSING, DEBT = 10, 11
TODAY = dt.date(2026, 6, 1)
MARCH, APRIL, MAY = dt.date(2026, 3, 2), dt.date(2026, 4, 1), dt.date(2026, 5, 1)
KNOWN = Known(
    areas={"housing": HOUSING, "debt": DEBT},
    area_names={HOUSING: "Housing", DEBT: "Debt"},
    kinds={folded(str(word)): kind for kind, label in WorkKind.choices for word in (kind, label)},
    kind_names={kind: str(label) for kind, label in WorkKind.choices},
    people={"amira@example.org": AMIRA, "ben@example.org": BEN},
    addresses={AMIRA: "amira@example.org", BEN: "ben@example.org"},
    barred=frozenset({(BEN, "HB/9"), (BEN, DEBT)}),
    today=TODAY,
)
FILE = Stored(
    pk=7,
    reference="HB/1",
    service_area=HOUSING,
    kind=WorkKind.COMPLEX,
    opened_on=MARCH,
    closed_on=None,
    version=3,
    last=Held(AMIRA, MARCH, None, pk=70),
    first_part_on=MARCH,
)


def row(number=2, **values):
    given = {
        REFERENCE: "HB/1",
        AREA: "Housing",
        KIND: "Complex",
        OPENED: "02/03/2026",
        CLOSED: "",
        HELD_BY: "",
        HELD_FROM: "",
    }
    return SourceRow(
        number, given | {name.replace("_", " "): text for name, text in values.items()}
    )


def become(*rows, stored=None, known=KNOWN):
    return list(compare(rows, {"HB/1": stored} if stored else {}, known))


def one(stored=None, **values):
    return become(row(**values), stored=stored)[0]


def faults(result):
    return [(fault["column"], fault["value"]) for fault in result.values.get("faults", [])]


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-30",
        "30/11/2026",
        "30-11-2026",
        "30.11.2026",
        "30 Nov 2026",
        "30 November 2026",
        "30th November, 2026",
        "30-Nov-2026",
        "2026-11-30T00:00:00",
        "2026-11-30 09:30:00",
        "30/11/2026 09:30",
        "46356",
    ],
)
def test_days_are_read_as_people_and_excel_write_them(text):
    assert read_day(text) == dt.date(2026, 11, 30)


@pytest.mark.parametrize(
    "text",
    ["30/11/26", "11/30/2026", "31/02/2026", "30 Nob 2026", "soon", "30/11-2026", "١/١/٢٠٢٦"],
)
def test_what_is_no_day_is_not_guessed(text):
    assert read_day(text) is None


@given(st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2100, 1, 1)))
def test_every_day_is_read_in_every_way_of_writing(day):
    for written in (
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day:%-d %B %Y}",
        f"{day:%-d %b %Y}",
        str((day - dt.date(1899, 12, 30)).days),
    ):
        assert read_day(written) == day


def test_a_row_the_register_has_not_is_new_and_held_from_the_day_it_was_opened():
    result = one(Held_by="Amira@example.org")
    assert result.outcome == Outcome.NEW
    assert result.values["holding"] == [None, AMIRA, "2026-03-02", None]
    assert result.values["ends"] is None
    assert result.values["version"] == 0


def test_a_row_the_register_has_is_unchanged_however_it_is_written():
    same = {
        "Reference": " hb/1 ",
        "Service_area": "HOUSING",
        "Kind_of_work": "complex",
        "Opened_on": "2 March 2026",
        "Held_by": "AMIRA@example.org",
    }
    assert one(FILE, **same).outcome == Outcome.UNCHANGED
    assert one(FILE).outcome == Outcome.UNCHANGED


def test_a_changed_row_says_what_was_there():
    result = one(FILE, Service_area="Debt", Kind_of_work="Straightforward")
    assert result.outcome == Outcome.CHANGED
    assert result.before == {AREA: "Housing", KIND: "Complex"}
    assert result.values["version"] == 4
    assert result.values["holding"] == [70, AMIRA, "2026-03-02", None]


def test_closing_ends_the_holding_and_opening_again_reopens_it():
    assert one(FILE, Closed_on="01/05/2026").values["holding"][3] == "2026-05-01"
    closed = Stored(**{**vars(FILE), "closed_on": MAY, "last": Held(AMIRA, MARCH, MAY, pk=70)})
    assert one(closed).values["holding"] == [70, AMIRA, "2026-03-02", None]


def test_a_holding_that_ended_before_the_file_did_stays_ended():
    ended = Stored(**{**vars(FILE), "last": Held(AMIRA, MARCH, APRIL, pk=70)})
    assert one(ended, Closed_on="01/05/2026").values["holding"][3] == "2026-04-01"


def test_another_holder_takes_over_from_a_day():
    result = one(FILE, Held_by="ben@example.org", Held_from="01/04/2026")
    assert result.outcome == Outcome.CHANGED
    assert result.values["holding"] == [None, BEN, "2026-04-01", None]
    assert result.values["ends"] == [70, AMIRA, "2026-03-31"]


def test_another_day_for_the_same_holder_corrects_it():
    assert one(FILE, Held_by="amira@example.org", Held_from="03/03/2026").values["holding"] == [
        70,
        AMIRA,
        "2026-03-03",
        None,
    ]


WRONG = [
    ({"Reference": ""}, REFERENCE),
    ({"Reference": "=1+1"}, REFERENCE),
    ({"Reference": "x" * 61}, REFERENCE),
    ({"Service_area": "Hausing"}, AREA),
    ({"Service_area": ""}, AREA),
    ({"Kind_of_work": "hard"}, KIND),
    ({"Opened_on": ""}, OPENED),
    ({"Opened_on": "11/30/2026"}, OPENED),
    ({"Opened_on": "02/06/2026"}, OPENED),
    ({"Closed_on": "01/03/2026"}, CLOSED),
    ({"Closed_on": "02/06/2026"}, CLOSED),
    ({"Held_by": "nobody@example.org"}, HELD_BY),
    ({"Held_from": "03/03/2026"}, HELD_BY),
    ({"Held_by": "amira@example.org", "Held_from": "01/03/2026"}, HELD_FROM),
    (
        {"Held_by": "amira@example.org", "Held_from": "02/05/2026", "Closed_on": "01/05/2026"},
        HELD_FROM,
    ),
    ({"Reference": "HB/9", "Held_by": "ben@example.org"}, HELD_BY),
    ({"Service_area": "Debt", "Held_by": "ben@example.org"}, HELD_BY),
]


@pytest.mark.parametrize(("values", "column"), WRONG)
def test_a_wrong_row_names_the_column_the_value_and_what_was_expected(values, column):
    result = one(**values)
    assert result.outcome == Outcome.WRONG
    assert [found for found, _value in faults(result)] == [column]
    fault = result.values["faults"][0]
    assert fault["expected"]
    assert column in result.messages[0]
    assert fault["value"][:60] in result.messages[0]


WRONG_FOR_THE_REGISTER = [
    ({"Held_by": "ben@example.org"}, FILE, HELD_FROM),
    ({"Opened_on": "03/03/2026"}, FILE, OPENED),
    (
        {"Held_by": "ben@example.org", "Held_from": "05/03/2026"},
        Stored(**{**vars(FILE), "last": Held(AMIRA, APRIL, None, pk=70)}),
        HELD_FROM,
    ),
    (
        {"Held_by": "ben@example.org", "Held_from": "05/03/2026"},
        Stored(**{**vars(FILE), "last": Held(AMIRA, MARCH, APRIL, pk=70)}),
        HELD_FROM,
    ),
    (
        {"Held_by": "amira@example.org", "Held_from": "31/03/2026"},
        Stored(**{**vars(FILE), "last": Held(AMIRA, MAY, None, pk=70), "earlier_until": APRIL}),
        HELD_FROM,
    ),
    (
        {"Closed_on": "31/03/2026"},
        Stored(**{**vars(FILE), "last": Held(AMIRA, APRIL, None, pk=70)}),
        CLOSED,
    ),
]


@pytest.mark.parametrize(("values", "stored", "column"), WRONG_FOR_THE_REGISTER)
def test_a_row_that_does_not_fit_what_is_there_is_wrong(values, stored, column):
    result = one(stored, **values)
    assert result.outcome == Outcome.WRONG
    assert column in [found for found, _value in faults(result)]


def test_a_reference_stands_once_in_a_file():
    first, second = become(row(2), row(5, Reference="hb/1"))
    assert first.outcome == Outcome.NEW
    assert second.outcome == Outcome.WRONG
    assert "row 2 has this reference too" in second.messages[0]


def test_a_new_reference_that_may_be_a_name_is_kept_with_a_warning():
    result = one(Reference="Okonkwo")
    assert result.outcome == Outcome.NEW
    assert "may be a name" in result.messages[0]


def test_files_that_are_not_named_are_listed_after_the_last_row():
    found = list(gone({"HB/1": FILE, "HB/2": FILE}, {"HB/2"}, 9, KNOWN))
    assert [(each.number, each.outcome) for each in found] == [(9, Outcome.GONE)]
    assert found[0].values["shown"][REFERENCE] == "HB/1"


TEXTS = st.text(max_size=12) | st.sampled_from(
    [
        "HB/1",
        "Housing",
        "Complex",
        "02/03/2026",
        "01/04/2026",
        "amira@example.org",
        "ben@example.org",
    ]
)


@given(st.lists(st.dictionaries(st.sampled_from(list(row().values)), TEXTS), max_size=6))
def test_every_row_is_accounted_for_once_whatever_it_holds(lines):
    rows = [SourceRow(number, values) for number, values in enumerate(lines, start=2)]
    result = list(compare(rows, {"HB/1": FILE}, KNOWN))
    assert [each.number for each in result] == [each.number for each in rows]
    for each in result:
        assert (each.outcome == Outcome.WRONG) == bool(each.values.get("faults"))
