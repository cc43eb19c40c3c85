"""Reads of people and of what is dated about them. Every list and look-up begins here."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from people.enums import Role
from people.periods import in_force, overlapping

if TYPE_CHECKING:
    from people.scope import Scope

#: These roles find anybody by name, team and post. It opens nobody's record to them.
WHOLE_DIRECTORY = (
    Role.HR,
    Role.ORGANISATION_ADMIN,
    Role.LEAD_OF_CASEWORK,
    Role.DATA_PROTECTION_LEAD,
)


class PersonQuerySet(models.QuerySet[Any]):
    """People, by what a user may know of them: that they are here, or what is recorded."""

    def directory_visible_to(self, scope: Scope) -> PersonQuerySet:
        """Return the people whose *name, team and post* this user may see; nothing else of them.

        Oneself, those supervised, covered and overseen; everybody for HR, organisation admin,
        lead of casework and data-protection lead. Source: TRUST, "Who sees what".
        """
        if scope.has(*WHOLE_DIRECTORY):
            return self
        return self.filter(pk__in=scope.people)

    def record_visible_to(self, scope: Scope) -> PersonQuerySet:
        """Return the people of whom this user may see records by standing: the line, not a role.

        Oneself, those supervised and covered, and those one step further down. Which records of
        the last are seen ("figures and actions") each record's own ``visible_to`` decides; so do
        rights by assignment. HR, organisation admin and lead of casework get nothing by role.
        Source: TRUST, "Who sees what".
        """
        return self.filter(pk__in=scope.people)

    def visible_to(self, scope: Scope) -> PersonQuerySet:
        """Return the people whose row (a name and a post) this user may see: the directory.

        For anything that is recorded *about* a person use :meth:`record_visible_to`.
        """
        return self.directory_visible_to(scope)

    def may_sign_in(self, on: dt.date) -> PersonQuerySet:
        """Return the people who may sign in on a day.

        Active, and holding a post that day, or never given one (a first organisation admin). Who
        has left, or not begun, is kept out whatever roles were forgotten open. Source: TRUST,
        "Leaving: access ends at once".
        """
        posts = self.model._meta.get_field("posts").related_model._default_manager.filter(
            user=OuterRef("pk")
        )
        return self.filter(Exists(posts.filter(in_force(on))) | ~Exists(posts), is_active=True)

    def here_on(self, on: dt.date) -> PersonQuerySet:
        """Return the people who hold a post on a day."""
        posts = self.model._meta.get_field("posts").related_model._default_manager
        return self.filter(Exists(posts.filter(in_force(on), user=OuterRef("pk"))))

    def with_role(self, role: Role, on: dt.date) -> PersonQuerySet:
        """Return the people who hold an access role on a day."""
        roles = self.model._meta.get_field("access_roles").related_model._default_manager
        return self.filter(Exists(roles.filter(in_force(on), user=OuterRef("pk"), role=role)))


class PeriodQuerySet(models.QuerySet[Any]):
    """Rows with a first and a last day."""

    def in_force(self, on: dt.date) -> PeriodQuerySet:
        """Return the rows in force on a day."""
        return self.filter(in_force(on))

    def overlapping(self, first: dt.date, last: dt.date | None) -> PeriodQuerySet:
        """Return the rows that share a day with ``first`` to ``last`` (None: without end)."""
        return self.filter(overlapping(first, last))


class AboutPersonQuerySet(PeriodQuerySet):
    """Absences and adjustments: dated facts about one person."""

    def visible_to(self, scope: Scope) -> AboutPersonQuerySet:
        """Return what this user may see: their own, and that of people they supervise or cover.

        A manager one step up, HR and deputies see *what must be done*; for adjustments that is
        the agreed text itself, which names no reason. Source: TRUST, "Who sees what", row
        "adjustments"; PRACTICE, "Absence: dates only, no reason".
        """
        return self.filter(Q(user_id__in=scope.supervises) | Q(user_id=scope.user_id))
