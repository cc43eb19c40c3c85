"""Who may not review a file, one by one and as a list."""

import datetime as dt

import pytest

from cases.enums import HoldingPart
from cases.models import CaseFile
from cases.rules import barred_people, bars, had_a_part
from tests.cases.factories import (
    CaseFileFactory,
    ConflictFactory,
    HoldingFactory,
    ServiceAreaFactory,
)

ON = dt.date(2026, 6, 1)


@pytest.fixture
def case_file(db):
    return CaseFileFactory(reference="HB/2026/77")


def answers(user, case_file):
    """Ask the three rooms that must say the same."""
    return (
        bool(bars(user, case_file, ON)),
        user.pk in set(barred_people(case_file, ON)),
        case_file not in CaseFile.objects.open_to_reviewer(user, ON),
    )


def test_nothing_bars_somebody_without_a_part(case_file, caseworker, other_caseworker):
    HoldingFactory(case_file=case_file, user=other_caseworker)
    ConflictFactory(user=other_caseworker, reference=case_file.reference)
    HoldingFactory(user=caseworker)
    assert answers(caseworker, case_file) == (False, False, False)
    assert not had_a_part(caseworker, case_file)


@pytest.mark.parametrize("part", HoldingPart.values)
@pytest.mark.parametrize("to_on", [None, dt.date(2026, 3, 3)])
def test_every_part_bars_for_good(case_file, caseworker, part, to_on):
    HoldingFactory(case_file=case_file, user=caseworker, part=part, to_on=to_on)
    assert answers(caseworker, case_file) == (True, True, True)
    assert had_a_part(caseworker, case_file)


@pytest.mark.parametrize("reference", ["HB/2026/77", "hb/2026/77"])
def test_a_conflict_with_a_reference_bars(case_file, caseworker, reference):
    ConflictFactory(user=caseworker, reference=reference)
    assert answers(caseworker, case_file) == (True, True, True)


def test_a_conflict_with_the_service_area_bars(case_file, caseworker):
    ConflictFactory(user=caseworker, service_area=case_file.service_area)
    assert answers(caseworker, case_file) == (True, True, True)


def test_a_conflict_with_something_else_does_not_bar(case_file, caseworker):
    ConflictFactory(user=caseworker, reference="HB/2026/78")
    ConflictFactory(user=caseworker, service_area=ServiceAreaFactory())
    assert answers(caseworker, case_file) == (False, False, False)


@pytest.mark.parametrize(
    ("from_on", "to_on", "barred"),
    [
        (ON, None, True),
        (ON, ON, True),
        (ON + dt.timedelta(days=1), None, False),
        (ON - dt.timedelta(days=9), ON - dt.timedelta(days=1), False),
    ],
)
def test_a_conflict_bars_on_its_days(case_file, caseworker, from_on, to_on, barred):
    ConflictFactory(user=caseworker, reference="HB/2026/77", from_on=from_on, to_on=to_on)
    assert answers(caseworker, case_file) == (barred, barred, barred)


def test_the_sentences_name_the_part_and_its_day(case_file, caseworker):
    HoldingFactory(case_file=case_file, user=caseworker, from_on=dt.date(2026, 3, 2))
    assert bars(caseworker, case_file, ON) == ["This person held the case from 2 March 2026."]


def test_a_conflict_is_named_only_to_a_reader_who_may_know(
    case_file, caseworker, supervisor, manager, scope_of
):
    ConflictFactory(user=caseworker, reference="HB/2026/77")
    named = ["A conflict with this case file is declared."]
    unnamed = ["This person is not for this case."]
    assert bars(caseworker, case_file, ON) == unnamed
    assert bars(caseworker, case_file, ON, reader=scope_of(manager)) == unnamed
    assert bars(caseworker, case_file, ON, reader=scope_of(supervisor)) == named
    assert bars(caseworker, case_file, ON, reader=scope_of(caseworker)) == named
