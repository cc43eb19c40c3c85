"""The cast: a few people whom every test knows. Two teams, so that there is somebody to hide from.

Amira (caseworker) <- Ben (supervisor) <- Grace (manager, lead of casework)
Chidi (other caseworker) <- Dilys (other supervisor)
"""

import datetime as dt
import gc
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, settings

from core.clock import today as clock_today
from frameworks.tree import forget_trees
from people.enums import Role
from people.models import AccessRole, Line, Organisation, Post, Team, User
from people.scope import Scope, scope_for
from tests.factories import OrganisationFactory, TeamFactory, person

# Most of what a test process holds is there to its end (templates, forms, the tests themselves):
# looking through all of it for garbage every few thousand objects is a tenth of its time.
gc.freeze()
gc.set_threshold(50_000, 20, 20)


@pytest.fixture(autouse=True)
def fresh_trees() -> None:
    """Forget the framework texts of the test before: SQLite gives their ids again."""
    forget_trees()


@pytest.fixture(autouse=True)
def no_tries_counted() -> None:
    """Each test begins with no failed sign-in counted."""
    cache.clear()


# A busy machine is no fault of the code under test.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture
def today() -> dt.date:
    """The day that a request sees as today."""
    return clock_today()


@pytest.fixture
def organisation(db: None) -> Organisation:
    return OrganisationFactory()


@pytest.fixture
def housing(db: None) -> Team:
    return TeamFactory(name="Housing")


@pytest.fixture
def debt(db: None) -> Team:
    return TeamFactory(name="Debt")


@pytest.fixture
def manager(housing: Team) -> User:
    """Grace: Ben's supervisor, lead of casework."""
    return person(
        "Grace Okafor",
        Role.SUPERVISOR,
        Role.LEAD_OF_CASEWORK,
        team=housing,
        title="Casework manager",
    )


@pytest.fixture
def supervisor(housing: Team, manager: User) -> User:
    """Ben: supervises Amira."""
    return person(
        "Ben Hughes", Role.SUPERVISOR, team=housing, supervisor=manager, title="Team leader"
    )


@pytest.fixture
def caseworker(housing: Team, supervisor: User) -> User:
    """Amira: supervised by Ben."""
    return person("Amira Haddad", Role.CASEWORKER, team=housing, supervisor=supervisor)


@pytest.fixture
def other_supervisor(debt: Team) -> User:
    """Dilys: supervises Chidi, in another team; nobody is above her."""
    return person("Dilys Price", Role.SUPERVISOR, team=debt, title="Team leader")


@pytest.fixture
def other_caseworker(debt: Team, other_supervisor: User) -> User:
    """Chidi: of another team."""
    return person("Chidi Eze", Role.CASEWORKER, team=debt, supervisor=other_supervisor)


@pytest.fixture
def hr(housing: Team) -> User:
    return person("Helen Marsh", Role.HR, team=housing, title="People adviser")


@pytest.fixture
def framework_admin(housing: Team) -> User:
    return person("Farid Rahimi", Role.FRAMEWORK_ADMIN, team=housing, title="Quality officer")


@pytest.fixture
def organisation_admin(housing: Team) -> User:
    return person("Olive Turner", Role.ORGANISATION_ADMIN, team=housing, title="Office manager")


@pytest.fixture
def data_protection_lead(housing: Team) -> User:
    return person("Priya Nair", Role.DATA_PROTECTION_LEAD, team=housing, title="Data officer")


@pytest.fixture
def staff_representative(debt: Team) -> User:
    return person("Sam Doyle", Role.STAFF_REPRESENTATIVE, team=debt, title="Adviser")


@pytest.fixture
def leaver(housing: Team, supervisor: User) -> User:
    """Lena: was in Ben's team and supervised people; left, though nobody switched her off."""
    user = person(
        "Lena Voss", Role.CASEWORKER, Role.SUPERVISOR, team=housing, supervisor=supervisor
    )
    left_on = dt.date(2024, 6, 28)
    Post.objects.filter(user=user).update(to_on=left_on)
    Line.objects.filter(person=user).update(to_on=left_on)
    AccessRole.objects.filter(user=user).update(to_on=left_on)
    return user


@pytest.fixture
def scope_of(today: dt.date) -> Callable[[User], Scope]:
    """Return what a user may see today."""
    return lambda user: scope_for(user, today)


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """Return a browser in which a user is signed in."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in
