"""Who sees what of rounds, monitoring levels and objections: asked here, and nowhere else.

Source: TRUST, "Who sees what", row "file review before it is shared": the person reads that a round
is on, its dates, how many of their files and who reviews; never which files. The lead of casework
plans rounds and sees all of them.
"""

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q

from assessments.enums import RoundState
from people.enums import Role
from people.periods import in_force

if TYPE_CHECKING:
    from people.scope import Scope

TOLD_STATES = (RoundState.RUNNING, RoundState.ENDED)
"""The caseworker is told of a round once it is on."""


class MonitoringLevelQuerySet(models.QuerySet):
    def visible_to(self, scope: "Scope") -> Self:
        """Return one's own levels, those of whom one supervises or covers for; all for the lead."""
        if scope.has(Role.LEAD_OF_CASEWORK):
            return self
        return self.filter(Q(person=scope.user_id) | Q(person__in=tuple(scope.supervises)))

    def in_force(self, on: dt.date) -> Self:
        """Return the levels in force on a day, the one that counts of each person first."""
        return self.filter(in_force(on)).order_by("person", "-from_on", "-pk")

    def levels_on(self, on: dt.date) -> dict[int, str]:
        """Return person -> level on a day, for those of whom one was set; one query."""
        rows = self.in_force(on).values_list("person_id", "level")
        found: dict[int, str] = {}
        for person, level in rows:
            found.setdefault(person, level)
        return found


class RoundQuerySet(models.QuerySet):
    def visible_to(self, scope: "Scope") -> Self:
        """Return the rounds this scope may open: those who lead casework, all; others none."""
        return self if scope.has(Role.LEAD_OF_CASEWORK) else self.none()

    def without_population(self) -> Self:
        """Leave out the frozen population, which may be large."""
        return self.defer("population")


class ShareQuerySet(models.QuerySet):
    def visible_to(self, scope: "Scope") -> Self:
        """Return the parts in rounds this scope may read: one's own once the round is on; all for
        the lead of casework."""
        if scope.has(Role.LEAD_OF_CASEWORK):
            return self
        return self.told_to(scope)

    def told_to(self, scope: "Scope") -> Self:
        """Return one's own parts in rounds that are or were on, with files drawn."""
        return self.filter(person=scope.user_id, round__state__in=TOLD_STATES, drawn__gt=0)

    def unread(self, scope: "Scope") -> Self:
        """Return one's own parts in rounds that are on, not read yet."""
        return self.told_to(scope).filter(round__state=RoundState.RUNNING, seen_at__isnull=True)


class DrawnQuerySet(models.QuerySet):
    def visible_to(self, scope: "Scope") -> Self:
        """Return the drawn files this scope may read: the lead of casework's, but for the files
        of their own work. Nobody else reads which files were drawn."""
        if not scope.has(Role.LEAD_OF_CASEWORK):
            return self.none()
        return self.exclude(person=scope.user_id)

    def standing(self) -> Self:
        """Return the drawn files that were not replaced by another."""
        return self.filter(replaced_at__isnull=True)

    def reviewers_of(self, person: int, rounds: Any) -> models.QuerySet[Any, dict[str, Any]]:
        """Return ``round_id``, ``who`` and ``who_name`` of who reviews somebody's work, each once:
        first and second reviewers alike, and not which is which."""
        mine = self.standing().filter(person=person, round__in=rounds).order_by()
        firsts = mine.filter(reviewer__isnull=False).values(
            "round_id", who=F("reviewer_id"), who_name=F("reviewer__name")
        )
        seconds = mine.filter(review__second_reviewer__isnull=False).values(
            "round_id",
            who=F("review__second_reviewer_id"),
            who_name=F("review__second_reviewer__name"),
        )
        return firsts.union(seconds).order_by("who_name", "who")


class ObjectionQuerySet(models.QuerySet):
    def visible_to(self, scope: "Scope") -> Self:
        """Return the objections this scope may read: one's own; all for the lead of casework."""
        if scope.has(Role.LEAD_OF_CASEWORK):
            return self
        return self.filter(person=scope.user_id)

    def undecided(self) -> Self:
        """Return the objections that wait for a decision, in rounds not withdrawn."""
        return self.filter(decided_at__isnull=True).exclude(round__state=RoundState.WITHDRAWN)

    def to_decide(self, scope: "Scope") -> Self:
        """Return the objections that wait for this scope: the lead's, but for their own."""
        if not scope.has(Role.LEAD_OF_CASEWORK):
            return self.none()
        return self.undecided().exclude(person=scope.user_id)
