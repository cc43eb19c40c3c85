"""The register by hand: what is added and changed, and what is refused with which sentence."""

import datetime as dt

import pytest

from cases.enums import HoldingPart, WorkKind
from cases.models import CaseFile
from cases.services.case_file import (
    Particulars,
    add_case_file,
    change_case_file,
    particulars_of,
)
from core.errors import DomainError, Stale
from core.models import AuditEvent
from tests.cases.factories import CaseFileFactory, HoldingFactory, ServiceAreaFactory, held_file

TODAY = dt.date(2026, 6, 1)


@pytest.fixture
def area(db):
    return ServiceAreaFactory(name="Housing")


def particulars(area, **changes):
    given = {
        "reference": "HB/1",
        "service_area": area,
        "kind": WorkKind.COMPLEX,
        "opened_on": dt.date(2026, 3, 2),
        "closed_on": None,
    }
    return Particulars(**{**given, **changes})


def add(area, supervisor, holder=None, held_from=None, **changes):
    return add_case_file(
        particulars=particulars(area, **changes),
        holder=holder,
        held_from=held_from,
        by=supervisor,
        today=TODAY,
    )


def change(case_file, supervisor, seen_version=None, **changes):
    now = vars(particulars_of(case_file))
    return change_case_file(
        case_file=case_file,
        particulars=Particulars(**{**now, **changes}),
        seen_version=case_file.version if seen_version is None else seen_version,
        by=supervisor,
        today=TODAY,
    )


def test_a_file_is_added_with_its_holder_from_the_day_it_was_opened(area, supervisor, caseworker):
    case_file = add(area, supervisor, caseworker, reference="  HB/1   b ")
    holding = case_file.holdings.get()
    assert case_file.reference == "HB/1 b"
    assert (holding.user, holding.part) == (caseworker, HoldingPart.HELD)
    assert (holding.from_on, holding.to_on) == (dt.date(2026, 3, 2), None)
    event = AuditEvent.objects.get(act="case_file.added")
    assert event.subject_key == f"people.user:{caseworker.pk}"
    assert event.record_key == f"cases.casefile:{case_file.pk}"


def test_a_closed_file_is_added_with_an_ended_holding(area, supervisor, caseworker):
    case_file = add(area, supervisor, caseworker, closed_on=dt.date(2026, 5, 1))
    assert case_file.holdings.get().to_on == dt.date(2026, 5, 1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reference": ""}, "reference"),
        ({"reference": "jo@example.org"}, "reference"),
        ({"reference": "=HYPERLINK(1)"}, "reference"),
        ({"reference": "Müller 1"}, "reference"),
        ({"reference": "1" * 61}, "reference"),
        ({"opened_on": dt.date(2026, 6, 2)}, "opened_on"),
        ({"closed_on": dt.date(2026, 3, 1)}, "closed_on"),
        ({"closed_on": dt.date(2026, 6, 2)}, "closed_on"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(area, supervisor, changes, field):
    with pytest.raises(DomainError) as refused:
        add(area, supervisor, **changes)
    assert refused.value.field == field
    assert not CaseFile.objects.exists()


@pytest.mark.parametrize("day", [dt.date(2026, 3, 1), dt.date(2026, 5, 2), dt.date(2026, 6, 2)])
def test_nobody_holds_a_file_before_it_was_opened_after_it_closed_or_tomorrow(
    area, supervisor, caseworker, day
):
    with pytest.raises(DomainError) as refused:
        add(area, supervisor, caseworker, held_from=day, closed_on=dt.date(2026, 5, 1))
    assert refused.value.field == "held_from"


@pytest.mark.parametrize("reference", ["HB/1", "hb/1", " Hb/1 "])
def test_a_reference_stands_once_on_the_register(area, supervisor, reference):
    CaseFileFactory(reference="HB/1")
    with pytest.raises(DomainError, match="on the register already") as refused:
        add(area, supervisor, reference=reference)
    assert refused.value.field == "reference"


def test_a_change_is_kept_and_counted(area, supervisor):
    case_file = change(CaseFileFactory(), supervisor, service_area=area, kind=WorkKind.COMPLEX)
    case_file.refresh_from_db()
    assert (case_file.service_area, case_file.kind, case_file.version) == (area, "complex", 1)


def test_closing_ends_the_holding_and_opening_again_reopens_it(supervisor, caseworker):
    case_file = held_file(caseworker)
    case_file = change(case_file, supervisor, closed_on=dt.date(2026, 5, 1))
    assert case_file.holdings.get().to_on == dt.date(2026, 5, 1)
    case_file = change(CaseFile.objects.get(), supervisor, closed_on=dt.date(2026, 5, 8))
    assert case_file.holdings.get().to_on == dt.date(2026, 5, 8)
    case_file = change(CaseFile.objects.get(), supervisor, closed_on=None)
    assert case_file.holdings.get().to_on is None


def test_a_holding_that_ended_before_the_file_did_stays_ended(supervisor, caseworker):
    case_file = CaseFileFactory(closed_on=dt.date(2026, 5, 1))
    HoldingFactory(case_file=case_file, user=caseworker, to_on=dt.date(2026, 4, 1))
    change(case_file, supervisor, closed_on=dt.date(2026, 5, 8))
    assert case_file.holdings.get().to_on == dt.date(2026, 4, 1)


def test_a_file_cannot_close_before_its_holder_took_it(supervisor, caseworker):
    case_file = CaseFileFactory()
    HoldingFactory(case_file=case_file, user=caseworker, from_on=dt.date(2026, 4, 1))
    with pytest.raises(DomainError, match="Amira Haddad took the case on 1 April 2026") as refused:
        change(case_file, supervisor, closed_on=dt.date(2026, 3, 31))
    assert refused.value.field == "closed_on"


def test_a_file_cannot_open_after_somebody_had_a_part_in_it(supervisor, caseworker):
    with pytest.raises(DomainError) as refused:
        change(held_file(caseworker), supervisor, opened_on=dt.date(2026, 3, 3))
    assert refused.value.field == "opened_on"


def test_the_later_of_two_changes_is_told_who_changed_it(supervisor, manager):
    case_file = CaseFileFactory()
    change(case_file, manager, kind=WorkKind.COMPLEX)
    with pytest.raises(Stale, match="Grace Okafor changed this case file") as refused:
        change(case_file, supervisor, kind=WorkKind.LESS_STRAIGHTFORWARD, seen_version=0)
    assert refused.value.theirs.kind == WorkKind.COMPLEX
    assert CaseFile.objects.get().kind == WorkKind.COMPLEX


def test_the_reference_of_another_file_is_refused_on_a_change(supervisor):
    CaseFileFactory(reference="HB/1")
    with pytest.raises(DomainError, match="on the register already"):
        change(CaseFileFactory(), supervisor, reference="hb/1")
