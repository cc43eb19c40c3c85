"""A scope at the edges of its days: each line, cover and post on the day before, on and after."""

import datetime as dt

import pytest

from people.enums import Role
from people.models import Cover, Line, Post, User
from people.scope import Scope, scope_for, user_let_in

DAY = dt.timedelta(days=1)


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_line_bites_from_its_first_day(caseworker, supervisor, today, days):
    Line.objects.filter(person=caseworker).update(from_on=today)
    on = today + days * DAY
    supervises = scope_for(supervisor, on).supervises
    assert supervises == ({caseworker.pk: today} if days >= 0 else {})


@pytest.mark.parametrize("which", ["lower", "upper"])
@pytest.mark.parametrize("days", [-1, 0, 1])
def test_one_step_up_both_lines_must_be_in_force(
    caseworker, supervisor, manager, today, which, days
):
    person = caseworker if which == "lower" else supervisor
    Line.objects.filter(person=person).update(from_on=today, to_on=today)
    on = today + days * DAY
    assert scope_for(manager, on).oversees == ({caseworker.pk} if days == 0 else set())


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_cover_bites_from_its_first_to_its_last_day(
    caseworker, supervisor, other_supervisor, today, days
):
    Cover.objects.create(covered=supervisor, deputy=other_supervisor, from_on=today, to_on=today)
    scope = scope_for(other_supervisor, today + days * DAY)
    assert (caseworker.pk in scope.supervises) is (days == 0)
    assert caseworker.pk not in scope.own_lines


def test_an_act_in_ones_own_right_is_for_nobody_and_by_cover_for_whom_one_covers(
    caseworker, other_caseworker, supervisor, other_supervisor, today
):
    Cover.objects.create(covered=supervisor, deputy=other_supervisor, from_on=today, to_on=today)
    scope = scope_for(other_supervisor, today)
    assert scope.acting_for(caseworker.pk) == supervisor.pk
    assert scope.acting_for_key(caseworker.pk) == f"people.user:{supervisor.pk}"
    assert scope.own_lines == {other_caseworker.pk}
    assert scope.acting_for(other_caseworker.pk) is None
    assert scope.acting_for_key(other_caseworker.pk) == ""
    assert scope.acting_for(supervisor.pk) is None


def test_the_people_of_a_scope_are_those_supervised_those_overseen_and_oneself(
    caseworker, supervisor, manager, today
):
    scope = scope_for(manager, today)
    assert scope.people == {caseworker.pk, supervisor.pk, manager.pk}


def test_somebody_supervised_is_not_overseen_too(caseworker, supervisor, manager, today):
    Line.objects.filter(person=caseworker).update(to_on=today - DAY)
    Line.objects.create(person=caseworker, supervisor=manager, from_on=today)
    Line.objects.create(person=manager, supervisor=supervisor, from_on=today)
    scope = scope_for(manager, today)
    assert set(scope.supervises) == {supervisor.pk, caseworker.pk}
    assert scope.oversees == set()


def test_any_of_several_roles_is_enough_and_none_is_none():
    scope = Scope(1, dt.date(2026, 1, 1), roles=frozenset({Role.HR}))
    assert scope.has(Role.SUPERVISOR, Role.HR)
    assert not scope.has(Role.SUPERVISOR)
    assert not scope.has()


def test_whoever_supervises_is_a_supervisor_without_a_role_of_their_own(
    caseworker, organisation_admin, today
):
    Line.objects.filter(person=caseworker).update(to_on=today - DAY)
    Line.objects.create(person=caseworker, supervisor=organisation_admin, from_on=today)
    assert scope_for(organisation_admin, today).has(Role.SUPERVISOR)
    assert not scope_for(caseworker, today).has(Role.SUPERVISOR)


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_the_door_and_the_scope_open_on_the_days_of_a_post(caseworker, today, days):
    Post.objects.filter(user=caseworker).update(from_on=today, to_on=today)
    on = today + days * DAY
    assert (user_let_in(caseworker.pk, on) is not None) is (days == 0)
    assert scope_for(caseworker, on).has(Role.CASEWORKER) is (days == 0)


def test_the_door_stays_shut_for_whoever_is_switched_off(caseworker, today):
    User.objects.filter(pk=caseworker.pk).update(is_active=False)
    assert user_let_in(caseworker.pk, today) is None


def test_a_scope_of_nobody_stored_is_empty(today, db):
    assert scope_for(User(name="Not stored"), today) == Scope(0, today)
