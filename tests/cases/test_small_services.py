"""Conflicts, service areas and references."""

import datetime as dt

import pytest

from cases import references
from cases.models import Conflict, ServiceArea
from cases.services.conflict import declare_conflict, end_conflict
from cases.services.service_area import add_service_area, change_service_area
from core.errors import DomainError
from tests.cases.factories import CaseFileFactory, ServiceAreaFactory

ON = dt.date(2026, 6, 1)


def test_a_conflict_is_declared_by_reference_whether_or_not_the_register_has_it(caseworker):
    conflict = declare_conflict(by=caseworker, on=ON, reference=" HB/99 ")
    assert (conflict.reference, conflict.from_on, conflict.to_on) == ("HB/99", ON, None)


def test_a_conflict_is_declared_with_a_file_or_a_service_area(caseworker):
    case_file = CaseFileFactory(reference="HB/1")
    assert declare_conflict(by=caseworker, on=ON, case_file=case_file).reference == "HB/1"
    area = ServiceAreaFactory()
    assert declare_conflict(by=caseworker, on=ON, service_area=area).service_area == area


@pytest.mark.parametrize("again", ["HB/1", "hb/1"])
def test_the_same_conflict_is_declared_once_until_it_ended(caseworker, again):
    conflict = declare_conflict(by=caseworker, on=ON, reference="HB/1")
    with pytest.raises(DomainError, match="declared this conflict already"):
        declare_conflict(by=caseworker, on=ON, reference=again)
    end_conflict(conflict=conflict, by=caseworker, on=ON)
    declare_conflict(by=caseworker, on=ON, reference=again)
    assert Conflict.objects.count() == 2


def test_a_conflict_names_one_thing_and_no_person(caseworker):
    area = ServiceAreaFactory()
    for given in ({}, {"reference": "HB/1", "service_area": area}, {"reference": "a@example.org"}):
        with pytest.raises(DomainError):
            declare_conflict(by=caseworker, on=ON, **given)
    assert not Conflict.objects.exists()


def test_a_conflict_is_ended_once_and_only_by_its_own_person(caseworker, supervisor):
    conflict = declare_conflict(by=caseworker, on=ON, reference="HB/1")
    with pytest.raises(DomainError, match="Only the person"):
        end_conflict(conflict=conflict, by=supervisor, on=ON)
    ended = end_conflict(conflict=conflict, by=caseworker, on=ON - dt.timedelta(days=3))
    assert ended.to_on == ON
    with pytest.raises(DomainError, match="ended already"):
        end_conflict(conflict=conflict, by=caseworker, on=ON)


def test_a_service_area_keeps_its_key_when_it_is_renamed(manager):
    area = add_service_area(name=" Welfare  benefits ", needs_functional_knowledge=True, by=manager)
    assert (area.name, area.key) == ("Welfare benefits", "welfare-benefits")
    area = change_service_area(
        service_area=area, name="Benefits", needs_functional_knowledge=False, by=manager
    )
    assert (area.name, area.key) == ("Benefits", "welfare-benefits")
    again = add_service_area(name="Welfare benefits", needs_functional_knowledge=False, by=manager)
    assert again.key == "welfare-benefits-2"


def test_a_service_area_name_stands_once(manager):
    housing = ServiceAreaFactory(name="Housing")
    debt = ServiceAreaFactory(name="Debt")
    with pytest.raises(DomainError) as refused:
        add_service_area(name="HOUSING", needs_functional_knowledge=False, by=manager)
    assert refused.value.field == "name"
    with pytest.raises(DomainError):
        change_service_area(
            service_area=debt, name="housing", needs_functional_knowledge=False, by=manager
        )
    assert ServiceArea.objects.filter(name="Housing").get() == housing


@pytest.mark.parametrize(
    "reference",
    ["Mrs Okonkwo", "Smith", "AB123456C", "AB 12 34 56 C", "07700 900123", "NG1 5FS", "12/03/1984"],
)
def test_a_reference_that_may_tell_who_the_client_is_is_warned_of(reference):
    assert references.warning(reference)


@pytest.mark.parametrize("reference", ["HB/2026/0417", "DEBT-00417", "2026-0417", "CR 1042", "#17"])
def test_a_reference_like_a_reference_is_not_warned_of(reference):
    assert references.warning(reference) == ""
