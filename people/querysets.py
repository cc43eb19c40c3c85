"""Reads of people and of what is dated about them. Every list and look-up begins here."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, Value, When

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


class AbsenceQuerySet(PeriodQuerySet):
    """Days away: dates only, no reason."""

    def visible_to(self, scope: Scope) -> AbsenceQuerySet:
        """Return the absences this user may see.

        Their own, those of whom they supervise, cover or oversee, and every one for an
        organisation admin, who arranges cover. Source: PRACTICE, "Absence: dates only".
        """
        if scope.has(Role.ORGANISATION_ADMIN):
            return self
        return self.filter(user_id__in=scope.people)


class AdjustmentQuerySet(PeriodQuerySet):
    """What is agreed with a person about how they work."""

    def visible_to(self, scope: Scope) -> AdjustmentQuerySet:
        """Return the adjustments this user may see, each with no more of it than they may see.

        ``whole`` is true for the person and their own supervisor, who see what is agreed. A
        deputy and the manager one step up see what must be done; so does HR where the person
        agrees, and only once it is agreed by both. ``agreed_text`` is the text where it may be
        seen, else empty. Source: TRUST, "Who sees what", row "adjustments".
        """
        whole = Q(user_id=scope.user_id) | Q(user_id__in=scope.own_lines)
        in_part = Q(user_id__in=scope.people, agreed_at__isnull=False)
        if scope.has(Role.HR):
            in_part |= Q(hr_may_see=True, agreed_at__isnull=False)
        return (
            self.filter(whole | in_part)
            .defer("agreed")
            .annotate(
                whole=Case(When(whole, then=True), default=False, output_field=BooleanField()),
                agreed_text=Case(When(whole, then=F("agreed")), default=Value("")),
            )
        )

    def binding(self, on: dt.date) -> AdjustmentQuerySet:
        """Return the adjustments agreed by both sides and in force on a day."""
        return self.filter(in_force(on), agreed_at__isnull=False)
