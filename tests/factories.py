"""Factories of people and what is dated about them. Names are invented; addresses lead nowhere."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from people.enums import PostKind, Role
from people.models import (
    Absence,
    AccessRole,
    Adjustment,
    Cover,
    Line,
    Organisation,
    Post,
    PostLevel,
    Team,
    User,
)

#: Everything in the cast began on this day, long before any day a test speaks of.
LONG_AGO = dt.date(2020, 1, 6)
PASSWORD = "correct horse battery staple"


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"Team {n}")


class UserFactory(DjangoModelFactory):
    """A person without post or role. ``password=`` sets one; without it nobody can sign in."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Person {n:03d}")
    email = factory.Sequence(lambda n: f"person{n}@example.org")
    joined_at = dt.datetime(2020, 1, 6, 9, 0, tzinfo=dt.UTC)
    password = factory.LazyFunction(lambda: None)

    @classmethod
    def _create(cls, model_class, *args, password=None, **kwargs):
        user = model_class(*args, **kwargs)
        user.set_password(password)
        user.save()
        return user


class PostFactory(DjangoModelFactory):
    class Meta:
        model = Post

    user = factory.SubFactory(UserFactory)
    team = factory.SubFactory(TeamFactory)
    title = "Caseworker"
    kind = PostKind.EMPLOYEE
    hours = 37
    from_on = LONG_AGO


class PostLevelFactory(DjangoModelFactory):
    """The role level of a post: give ``post`` and ``role_level``."""

    class Meta:
        model = PostLevel

    framework = factory.SelfAttribute("role_level.framework")
    from_on = LONG_AGO


class LineFactory(DjangoModelFactory):
    class Meta:
        model = Line

    person = factory.SubFactory(UserFactory)
    supervisor = factory.SubFactory(UserFactory)
    from_on = LONG_AGO


class CoverFactory(DjangoModelFactory):
    class Meta:
        model = Cover

    covered = factory.SubFactory(UserFactory)
    deputy = factory.SubFactory(UserFactory)


class AccessRoleFactory(DjangoModelFactory):
    class Meta:
        model = AccessRole

    user = factory.SubFactory(UserFactory)
    role = Role.CASEWORKER
    from_on = LONG_AGO


class AbsenceFactory(DjangoModelFactory):
    class Meta:
        model = Absence

    user = factory.SubFactory(UserFactory)


class AdjustmentFactory(DjangoModelFactory):
    class Meta:
        model = Adjustment

    user = factory.SubFactory(UserFactory)
    agreed = "Feedback in writing a day before we talk about it."
    to_do = "Send feedback in writing a day ahead."
    recorded_by = factory.SelfAttribute("user")
    recorded_at = dt.datetime(2020, 1, 6, 9, 0, tzinfo=dt.UTC)
    from_on = LONG_AGO


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = "Northgate Advice"


def person(
    name: str,
    *roles: Role,
    team: Team | None = None,
    supervisor: User | None = None,
    title: str = "Caseworker",
    **kwargs: object,
) -> User:
    """Make a person with a post in a team, a line to a supervisor and access roles."""
    kwargs.setdefault("email", f"{name.lower().replace(' ', '.')}@example.org")
    user = UserFactory(name=name, password=PASSWORD, **kwargs)
    PostFactory(user=user, title=title, **({"team": team} if team else {}))
    if supervisor:
        LineFactory(person=user, supervisor=supervisor)
    for role in roles:
        AccessRoleFactory(user=user, role=role)
    return user
