"""Choices that a form about assessment offers: people, reviewers, frameworks."""

import datetime as dt

from django.db.models import Q, QuerySet

from cases.models import CaseFile, Conflict, Holding
from frameworks.models import Version
from people.enums import Role
from people.models import AccessRole, User
from people.periods import in_force
from people.scope import Scope


def people_on_file(case_file: CaseFile, scope: Scope) -> QuerySet[User]:
    """Return who had a part in a file and may be reviewed at this user's asking.

    The lead of casework asks for anybody; others for those they supervise, cover or oversee.
    """
    people = User.objects.filter(
        pk__in=Holding.objects.filter(case_file=case_file).values("user")
    ).exclude(pk=scope.user_id)
    if not scope.has(Role.LEAD_OF_CASEWORK):
        people = people.filter(pk__in=set(scope.supervises) | scope.oversees)
    return people.order_by("name", "pk")


def possible_reviewers(case_file: CaseFile, scope: Scope) -> QuerySet[User]:
    """Return supervisors and leads of casework with no part in the case and no declared conflict.

    The same answer as ``cases.rules.bars``, for a list. Source: PRACTICE, "Independence".
    """
    on: dt.date = scope.on
    may_review = AccessRole.objects.filter(
        in_force(on), role__in=[Role.SUPERVISOR, Role.LEAD_OF_CASEWORK]
    )
    parts = Holding.objects.filter(case_file=case_file)
    conflicts = Conflict.objects.in_force(on).touching(case_file)
    return (
        User.objects.may_sign_in(on)
        .filter(Q(pk__in=may_review.values("user")))
        .exclude(pk__in=parts.values("user"))
        .exclude(pk__in=conflicts.values("user"))
        .order_by("name", "pk")
    )


def adopted_versions() -> QuerySet[Version]:
    """Return the framework versions that a review may be made under: the current ones in use."""
    return Version.objects.current().public().order_by("title", "pk")
