"""Who may what with people. Predicates take a scope and, where one is meant, a person.

Whether the state of things allows an act is the service's question, not asked here.
"""

from __future__ import annotations

import rules

from people.enums import Role
from people.models import User
from people.scope import Scope


@rules.predicate
def is_organisation_admin(scope: Scope) -> bool:
    """Say whether the user places people and keeps settings."""
    return scope.has(Role.ORGANISATION_ADMIN)


@rules.predicate
def is_oneself(scope: Scope, person: User | None) -> bool:
    """Say whether the person is the user."""
    return person is not None and person.pk == scope.user_id


@rules.predicate
def supervises(scope: Scope, person: User | None) -> bool:
    """Say whether the user supervises the person, or covers for whoever does."""
    return person is not None and person.pk in scope.supervises


@rules.predicate
def is_own_supervisor(scope: Scope, person: User | None) -> bool:
    """Say whether the line is the user's own, without cover."""
    return person is not None and person.pk in scope.own_lines


# The policy. Source: TRUST, "Who sees what"; issue 2, stage A, 4.
PERMISSIONS = {
    # Add, place and change people, teams, posts and lines.
    "people.place": is_organisation_admin,
    # Give somebody sight of others' records: a role, a line, a cover. Never oneself.
    "people.give_sight": is_organisation_admin & ~is_oneself,
    # The organisation's name, colour and own words.
    "people.change_organisation": is_organisation_admin,
    # Days away, without a reason.
    "people.record_absence": is_oneself | supervises | is_organisation_admin,
    # What is agreed about how somebody works: between the two of them.
    "people.agree_adjustment": is_oneself | is_own_supervisor,
}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)
