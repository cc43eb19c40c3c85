import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from people.enums import Role
from people.models import AccessRole, Line, Post, User
from people.scope import scope_for, user_let_in
from tests.factories import (
    LONG_AGO,
    AccessRoleFactory,
    CoverFactory,
    LineFactory,
    PostFactory,
    UserFactory,
)

DAY = dt.timedelta(days=1)


def test_supervisor_supervises_their_own_person_since_the_line_began(
    caseworker, supervisor, scope_of
):
    scope = scope_of(supervisor)
    assert dict(scope.supervises) == {caseworker.pk: LONG_AGO}
    assert scope.own_lines == {caseworker.pk}
    assert scope.oversees == frozenset()


def test_manager_oversees_one_step_down_and_no_further(caseworker, supervisor, manager, today):
    below = UserFactory()
    LineFactory(person=below, supervisor=caseworker)
    scope = scope_for(manager, today)
    assert set(scope.supervises) == {supervisor.pk}
    assert scope.oversees == {caseworker.pk}


def test_scope_holds_nobody_of_another_team(caseworker, supervisor, other_caseworker, scope_of):
    assert other_caseworker.pk not in scope_of(supervisor).people
    assert scope_of(caseworker).people == {caseworker.pk}


def test_deputy_has_the_supervisors_people_for_the_dates_only(
    caseworker, supervisor, other_supervisor, today
):
    CoverFactory(covered=supervisor, deputy=other_supervisor, from_on=today, to_on=today)
    assert caseworker.pk not in scope_for(other_supervisor, today - DAY).supervises
    scope = scope_for(other_supervisor, today)
    assert scope.supervises[caseworker.pk] == LONG_AGO
    assert caseworker.pk not in scope.own_lines
    assert scope.acting_for(caseworker.pk) == supervisor.pk
    assert caseworker.pk not in scope_for(other_supervisor, today + DAY).supervises


def test_deputy_of_a_manager_oversees_one_step_down(
    caseworker, supervisor, manager, other_supervisor, today
):
    CoverFactory(covered=manager, deputy=other_supervisor, from_on=today, to_on=today)
    scope = scope_for(other_supervisor, today)
    assert set(scope.supervises) == {supervisor.pk}
    assert scope.oversees == {caseworker.pk}


def test_covering_for_ones_own_supervisor_puts_nobody_above_themself(caseworker, supervisor, today):
    colleague = UserFactory()
    LineFactory(person=colleague, supervisor=supervisor)
    CoverFactory(covered=supervisor, deputy=caseworker, from_on=today, to_on=today)
    assert set(scope_for(caseworker, today).supervises) == {colleague.pk}


def test_former_supervisor_sees_nothing_from_the_next_day(caseworker, supervisor, today):
    Line.objects.filter(person=caseworker).update(to_on=today)
    assert caseworker.pk in scope_for(supervisor, today).supervises
    assert caseworker.pk not in scope_for(supervisor, today + DAY).supervises


def test_role_bites_from_its_first_to_its_last_day(caseworker, today):
    AccessRoleFactory(user=caseworker, role=Role.HR, from_on=today, to_on=today)
    assert not scope_for(caseworker, today - DAY).has(Role.HR)
    assert scope_for(caseworker, today).has(Role.HR)
    assert not scope_for(caseworker, today + DAY).has(Role.HR)


def test_deactivated_user_has_an_empty_scope(caseworker, supervisor, today):
    User.objects.filter(pk=supervisor.pk).update(is_active=False)
    scope = scope_for(supervisor, today)
    assert scope.supervises == {}
    assert scope.roles == frozenset()


def test_leaver_has_an_empty_scope_though_a_role_and_a_line_were_left_open(
    caseworker, supervisor, today
):
    Post.objects.filter(user=supervisor).update(to_on=today - DAY)
    assert AccessRole.objects.filter(user=supervisor, to_on=None).exists()
    scope = scope_for(supervisor, today)
    assert scope.supervises == {}
    assert scope.roles == frozenset()


@pytest.mark.usefixtures("db")
def test_admin_who_was_never_given_a_post_keeps_their_role(today):
    admin = AccessRoleFactory(role=Role.ORGANISATION_ADMIN).user
    assert scope_for(admin, today).has(Role.ORGANISATION_ADMIN)


def test_nobody_signed_in_has_an_empty_scope_without_a_query(today, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        scope = scope_for(AnonymousUser(), today)
    assert scope.user_id == 0
    assert scope.roles == frozenset()


@pytest.mark.parametrize("others", [1, 3])
def test_scope_is_one_query_however_many_people(
    others, caseworker, supervisor, manager, today, django_assert_num_queries
):
    for _ in range(others):
        LineFactory(supervisor=supervisor)
    with django_assert_num_queries(1):
        scope = scope_for(supervisor, today)
    assert len(scope.supervises) == others + 1


def test_directory_is_wider_than_records_for_hr(caseworker, hr, scope_of):
    scope = scope_of(hr)
    assert caseworker in User.objects.directory_visible_to(scope)
    assert list(User.objects.record_visible_to(scope)) == [hr]


@pytest.mark.parametrize("role", ["framework_admin", "staff_representative"])
def test_framework_admin_and_staff_representative_see_nobody_else(
    role, request, caseworker, scope_of
):
    user = request.getfixturevalue(role)
    assert list(User.objects.visible_to(scope_of(user))) == [user]
    assert list(User.objects.record_visible_to(scope_of(user))) == [user]


@pytest.mark.parametrize("role", ["organisation_admin", "manager", "hr"])
def test_whole_directory_is_open_to_those_who_place_people(
    role, request, other_caseworker, scope_of
):
    scope = scope_of(request.getfixturevalue(role))
    assert other_caseworker in User.objects.visible_to(scope)
    assert other_caseworker not in User.objects.record_visible_to(scope)


@pytest.mark.parametrize(
    ("posts", "active"),
    [
        ([], True),
        ([], False),
        ([(-9, None)], True),
        ([(-9, None)], False),
        ([(-9, 0)], True),
        ([(-9, -1)], True),
        ([(1, None)], True),
        ([(-9, -5), (0, 0)], True),
    ],
)
def test_scope_opens_for_whoever_may_sign_in_and_nobody_else(posts, active, today, db):
    user = AccessRoleFactory(role=Role.HR, user__is_active=active).user
    for first, last in posts:
        ends = None if last is None else today + last * DAY
        PostFactory(user=user, from_on=today + first * DAY, to_on=ends)
    let_in = User.objects.may_sign_in(today).filter(pk=user.pk).exists()
    assert scope_for(user, today).has(Role.HR) == let_in
    assert (user_let_in(user.pk, today) == user) == let_in


@pytest.mark.parametrize("rows", [Post, Line, AccessRole])
def test_placing_of_another_team_is_not_seen(rows, other_caseworker, supervisor, scope_of):
    def whom(user):
        seen = rows.objects.visible_to(scope_of(user))
        return set(seen.values_list("person" if rows is Line else "user", flat=True))

    assert other_caseworker.pk not in whom(supervisor)
    assert other_caseworker.pk in whom(other_caseworker)


def test_access_roles_are_seen_by_oneself_and_the_organisation_admin_only(
    caseworker, supervisor, hr, organisation_admin, scope_of
):
    def seen_by(user):
        return AccessRole.objects.visible_to(scope_of(user)).filter(user=caseworker).exists()

    assert seen_by(caseworker)
    assert seen_by(organisation_admin)
    assert not seen_by(supervisor)
    assert not seen_by(hr)
