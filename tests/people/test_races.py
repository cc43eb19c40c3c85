"""Two organisation admins who take the role from each other at the same moment leave one."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import transaction

from core.errors import DomainError
from people.enums import Role
from people.models import AccessRole, User
from people.services.persons import record_leaving, stop_sign_in
from people.services.roles import end_role, who_administer
from tests.at_once import InAThread, at_once
from tests.factories import person

DAY = dt.timedelta(days=1)


@pytest.fixture
def cast(committed_db, db, organisation_admin, housing, today):
    """Olive and Mona, the only two organisation admins."""
    mona = person("Mona Reyes", Role.ORGANISATION_ADMIN, team=housing)
    return SimpleNamespace(olive=organisation_admin, mona=mona, today=today)


def end_the_role(by: User, of: User, today: dt.date) -> None:
    end_role(by=by, role=AccessRole.objects.get(user=of), last_day=today - DAY)


def stop(by: User, of: User, today: dt.date) -> None:
    stop_sign_in(by=by, person=of, on=today)


def leave(by: User, of: User, today: dt.date) -> None:
    record_leaving(by=by, person=of, last_day=today - DAY)


WAYS = [end_the_role, stop, leave]


@pytest.mark.parametrize("second", WAYS)
@pytest.mark.parametrize("first", WAYS)
def test_the_second_waits_for_the_first_and_is_refused(first, second, cast):
    with transaction.atomic():
        first(cast.olive, cast.mona, cast.today)
        of_mona = InAThread(lambda: second(cast.mona, cast.olive, cast.today))
        assert of_mona.still_waits()

    assert isinstance(of_mona.wait(), DomainError)
    assert list(who_administer(cast.today)) == [cast.olive]


@pytest.mark.parametrize("way", WAYS)
def test_whoever_comes_first_one_is_left(way, cast):
    results = at_once(
        lambda: way(cast.olive, cast.mona, cast.today),
        lambda: way(cast.mona, cast.olive, cast.today),
    )
    assert [type(result) for result in results if result] == [DomainError]
    assert who_administer(cast.today).count() == 1
