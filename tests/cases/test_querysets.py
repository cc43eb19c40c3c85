"""Who sees which case file, holding, conflict and holding action. Each has something to leak."""

import datetime as dt

import pytest

from cases.enums import HoldingPart
from cases.models import CaseFile, Conflict, Holding, HoldingAction
from tests.cases.factories import (
    ConflictFactory,
    HoldingActionFactory,
    HoldingFactory,
    ServiceAreaFactory,
    held_file,
)
from tests.factories import CoverFactory

BLIND = ["hr", "framework_admin", "organisation_admin", "staff_representative", "leaver"]


@pytest.fixture
def register(caseworker, other_caseworker):
    """One file held in each team."""
    return {"own": held_file(caseworker), "other": held_file(other_caseworker)}


def seen(scope):
    return set(CaseFile.objects.visible_to(scope))


def test_a_caseworker_sees_only_the_files_they_have_a_part_in(register, caseworker, scope_of):
    assert seen(scope_of(caseworker)) == {register["own"]}


@pytest.mark.parametrize("part", [HoldingPart.WORKED, HoldingPart.APPROVED])
def test_every_part_in_a_case_opens_its_header(register, caseworker, scope_of, part):
    HoldingFactory(case_file=register["other"], user=caseworker, part=part)
    assert seen(scope_of(caseworker)) == set(register.values())


def test_a_supervisor_sees_the_files_of_their_team(register, supervisor, scope_of):
    assert seen(scope_of(supervisor)) == {register["own"]}


def test_a_deputy_sees_the_files_of_the_team_they_cover_for_and_only_then(
    register, supervisor, other_supervisor, scope_of, today
):
    cover = CoverFactory(covered=supervisor, deputy=other_supervisor, from_on=today, to_on=today)
    assert seen(scope_of(other_supervisor)) == set(register.values())
    cover.from_on = cover.to_on = today - dt.timedelta(days=1)
    cover.save()
    assert seen(scope_of(other_supervisor)) == {register["other"]}


def test_a_manager_without_the_lead_role_sees_teams_below(register, manager, scope_of):
    manager.access_roles.filter(role="lead_of_casework").delete()
    assert seen(scope_of(manager)) == {register["own"]}


def test_the_lead_of_casework_sees_every_file(register, manager, scope_of):
    assert seen(scope_of(manager)) == set(register.values())


@pytest.mark.parametrize("who", BLIND)
def test_roles_without_casework_see_no_file(register, who, scope_of, request):
    user = request.getfixturevalue(who)
    assert seen(scope_of(user)) == set()
    assert not Holding.objects.visible_to(scope_of(user)).exists()


def test_a_supervisor_reads_nothing_of_a_file_of_another_team(register, supervisor, scope_of):
    HoldingActionFactory(case_file=register["other"])
    scope = scope_of(supervisor)
    assert set(Holding.objects.visible_to(scope)) == set(register["own"].holdings.all())
    assert not HoldingAction.objects.visible_to(scope).exists()


def test_whoever_holds_a_file_now_reads_who_held_it_before(
    register, caseworker, other_caseworker, scope_of
):
    register["own"].holdings.update(to_on=dt.date(2026, 4, 1))
    HoldingFactory(case_file=register["own"], user=other_caseworker, from_on=dt.date(2026, 4, 2))
    assert register["own"].holdings.visible_to(scope_of(other_caseworker)).count() == 2
    assert register["own"].holdings.visible_to(scope_of(caseworker)).get().user == caseworker


def test_a_conflict_is_read_by_its_person_and_their_supervisor_only(
    caseworker, supervisor, manager, other_supervisor, scope_of
):
    conflict = ConflictFactory(user=caseworker, service_area=ServiceAreaFactory())
    for reader in (caseworker, supervisor):
        assert set(Conflict.objects.visible_to(scope_of(reader))) == {conflict}
    for reader in (manager, other_supervisor):
        assert not Conflict.objects.visible_to(scope_of(reader)).exists()


def test_a_holding_action_is_read_by_whoever_was_told_and_opened_it(
    register, caseworker, supervisor, other_supervisor, other_caseworker, hr, scope_of
):
    action = HoldingActionFactory(
        case_file=register["own"], told=caseworker, opened_by=other_supervisor
    )
    for reader in (caseworker, supervisor, other_supervisor):
        assert set(HoldingAction.objects.visible_to(scope_of(reader))) == {action}
    for reader in (other_caseworker, hr):
        assert not HoldingAction.objects.visible_to(scope_of(reader)).exists()


def test_whoever_opened_a_holding_action_loses_it_28_days_after_it_closed(
    register, caseworker, supervisor, other_supervisor, scope_of, today
):
    action = HoldingActionFactory(
        case_file=register["own"], told=caseworker, opened_by=other_supervisor
    )
    for days, count in ((28, 1), (29, 0)):
        closed_at = dt.datetime.combine(today - dt.timedelta(days=days), dt.time(12), tzinfo=dt.UTC)
        HoldingAction.objects.filter(pk=action.pk).update(closed_at=closed_at, closed_by=supervisor)
        visible = HoldingAction.objects.visible_to(scope_of(other_supervisor))
        assert visible.count() == count
