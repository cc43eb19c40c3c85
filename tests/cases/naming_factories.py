"""Restricted cases and named reviewers, as a lead of casework makes them."""

import datetime as dt
from typing import Any

from cases.models import CaseFile, CaseSight, Restriction
from cases.services.naming import name_reviewer, restrict_case
from core.clock import today
from people.enums import PostKind
from people.models import User
from people.scope import scope_for
from tests.factories import PostFactory, UserFactory

REASON = "It is the case of somebody who works here."


def restricted(file: CaseFile, lead: User, **given: Any) -> Restriction:
    given = {"reason": REASON, "from_on": today(), **given}
    return restrict_case(case_file=file, by=lead, scope=scope_for(lead, today()), **given)


def named(file: CaseFile, user: User, lead: User, **given: Any) -> CaseSight:
    given = {"from_on": today(), "to_on": today() + dt.timedelta(days=28), **given}
    scope = scope_for(lead, today())
    return name_reviewer(case_file=file, user=user, by=lead, scope=scope, **given)


def external(name: str = "Edda Lind", **given: Any) -> User:
    """Make somebody from outside: an external post, no access role."""
    user = UserFactory(name=name, email="edda.lind@example.org", **given)
    PostFactory(user=user, kind=PostKind.EXTERNAL, title="External reviewer", hours=4)
    return user
