"""Of many people one step down a scope carries no ids; what may be seen stays the same."""

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.enums import STEERED_BY
from assessments.figures import TEXTS
from assessments.models import FileReview
from cases.models import CaseFile, HoldingAction
from core.among import among
from people.models import Line, Post, User
from people.scope import MOST_CARRIED, Overseen, Scope, scope_for
from tests.assessments.factories import STEPS, review_at


def asked_of_the_database(scope: Scope) -> Scope:
    """The same scope as if the people one step down were many."""
    return replace(scope, oversees=Overseen(scope.user_id, scope.supervises, scope.on))


def lead_through(supervisor: User, people: int, today: dt.date) -> None:
    made = User.objects.bulk_create(
        User(name=f"Person {n}", email=f"many{n}@example.org", joined_at=timezone.now())
        for n in range(people)
    )
    Line.objects.bulk_create(
        Line(person=person, supervisor=supervisor, from_on=today) for person in made
    )


def test_among_finds_the_rows_of_in(caseworker, supervisor, manager):
    ids = [manager.pk, caseworker.pk]
    assert set(User.objects.filter(among("pk", ids))) == set(User.objects.filter(pk__in=ids))
    assert set(User.objects.exclude(among("pk", ids))) == set(User.objects.exclude(pk__in=ids))
    lines = Line.objects.filter(among("supervisor", [supervisor.pk]))
    assert lines.exists()
    assert set(lines) == set(Line.objects.filter(supervisor__in=[supervisor.pk]))
    assert set(Post.objects.filter(among("user__lines__supervisor", [supervisor.pk]))) == set(
        Post.objects.filter(user__lines__supervisor=supervisor)
    )


def test_among_nobody_finds_nothing_and_asks_nothing(caseworker, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert not list(User.objects.filter(among("pk", ())))
    assert list(User.objects.filter(Q(pk=caseworker.pk) | among("pk", ()))) == [caseworker]


def test_among_takes_one_parameter_for_all_ids(db):
    _sql, params = User.objects.filter(among("pk", range(5000))).query.sql_with_params()
    assert len(params) == 1


@pytest.mark.parametrize(("more", "many"), [(MOST_CARRIED - 1, False), (MOST_CARRIED, True)])
def test_ids_are_carried_up_to_a_number(caseworker, supervisor, manager, today, more, many):
    lead_through(supervisor, more, today)
    scope = scope_for(manager, today)
    assert scope.oversees_many is many
    assert len(scope.oversees) == more + 1


def test_many_people_are_not_read_to_make_a_scope_or_a_query(
    supervisor, caseworker, manager, today, django_assert_num_queries
):
    lead_through(supervisor, MOST_CARRIED, today)
    with CaptureQueriesContext(connection) as asked:
        scope = scope_for(manager, today)
        seen = User.objects.record_visible_to(scope).filter(pk=caseworker.pk)
        assert seen.exists()
    assert len(asked) == 2
    with django_assert_num_queries(1):
        assert scope.leads(caseworker.pk)
        assert not scope.leads(manager.pk)


def test_the_set_and_the_query_name_the_same_people(
    supervisor, caseworker, other_caseworker, manager, today
):
    carried = scope_for(manager, today)
    assert not carried.oversees_many
    asked = asked_of_the_database(carried)
    assert asked.oversees == carried.oversees
    assert asked.people == carried.people
    for condition in ("oversees_at", "people_at"):
        one, other = (
            set(User.objects.filter(getattr(scope, condition)("pk"))) for scope in (carried, asked)
        )
        assert one == other
        assert caseworker in one


@pytest.mark.parametrize("step", STEPS)
def test_what_may_be_seen_is_the_same_either_way(step, caseworker, supervisor, manager, today):
    cast = SimpleNamespace(caseworker=caseworker, supervisor=supervisor, manager=manager)
    review_at(cast, step)
    carried = scope_for(manager, today)
    asked = asked_of_the_database(carried)
    for model in (FileReview, CaseFile, HoldingAction):
        seen, also = (set(model.objects.visible_to(scope)) for scope in (carried, asked))
        assert seen == also
    counted, also = (
        {state: n for state, n in FileReview.objects.in_states(TEXTS, scope).items() if n}
        for scope in (carried, asked)
    )
    assert counted == also == ({"submitted": 1} if step == "submitted" else {})


def test_every_figure_of_reviews_is_of_the_states_of_the_index():
    assert set(TEXTS) == set(STEERED_BY)
