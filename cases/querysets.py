"""Who sees which case file, who held it, and which holding action: asked here, and nowhere else.

Source: TRUST, "Who sees what", rows "caseload, allocation", "corrective and holding actions" and
"declared conflict". HR, framework admins, organisation admins and staff representatives see
nothing by their role; a reviewer reads the header of a file on their review.
"""

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from cases.enums import HoldingPart
from people.enums import PostKind, Role
from people.models import Post
from people.periods import in_force

if TYPE_CHECKING:
    from people.models import User
    from people.scope import Scope

ASSIGNEE_DAYS = 28
"""Whoever opened a holding action reads it until 20 working days after it closes."""


def sees_every_case(scope: "Scope") -> bool:
    """Say whether this scope reads the whole register: the lead of casework does."""
    return scope.has(Role.LEAD_OF_CASEWORK)


def _holdings(*whose: Q, **conditions: object) -> models.QuerySet:
    return apps.get_model("cases", "Holding")._default_manager.filter(*whose, **conditions)


def _held_now_by(whose: Q) -> models.QuerySet:
    return _holdings(whose, part=HoldingPart.HELD, to_on__isnull=True).values("case_file")


class CaseFileQuerySet(models.QuerySet):
    def visible_to(self, scope: "Scope") -> Self:
        """Return the case files whose header this scope may read.

        One's own (held, worked on or decided at any time); those of the people one supervises,
        covers for or oversees one step up; every one for the lead of casework.
        """
        if sees_every_case(scope):
            return self
        return self.filter(pk__in=_holdings(scope.people_at("user")).values("case_file"))

    def with_holder(self) -> Self:
        """Join whoever holds each file now, as ``holder`` (one row, or none)."""
        return self.annotate(
            holder=FilteredRelation(
                "holdings",
                condition=Q(holdings__part=HoldingPart.HELD, holdings__to_on__isnull=True),
            )
        )

    def held_by(self, people: models.QuerySet) -> Self:
        """Return the files that one of these people holds now."""
        return self.filter(
            pk__in=_holdings(user__in=people, part=HoldingPart.HELD, to_on__isnull=True).values(
                "case_file"
            )
        )

    def newest_first(self) -> Self:
        """Order by the day a file was opened, latest first: the order of the register's pages."""
        return self.order_by("-opened_on", "-pk")

    def in_work(self) -> Self:
        """Return the files that are not closed."""
        return self.filter(closed_on__isnull=True)

    def open_to_reviewer(self, user: "User | int", on: dt.date) -> Self:
        """Return the files that nothing bars this user from reviewing on a day.

        The same answer as :func:`cases.rules.bars`, for a list. Source: PRACTICE, "Independence".
        """
        part = _holdings(user=user).values("case_file")
        restrictions = apps.get_model("cases", "Restriction")._default_manager.in_force(on)
        sights = apps.get_model("cases", "CaseSight")._default_manager.in_force(on)
        named = Q(pk__in=sights.filter(user=user).values("case_file"))
        posts = Post.objects.filter(in_force(on), user=user)
        outside = Exists(posts.filter(kind=PostKind.EXTERNAL)) & ~Exists(
            posts.exclude(kind=PostKind.EXTERNAL)
        )
        conflicts = apps.get_model("cases", "Conflict")._default_manager.in_force(on)
        return self.exclude(pk__in=part).filter(
            named | (~Q(pk__in=restrictions.values("case_file")) & ~Q(outside)),
            ~Exists(
                conflicts.filter(
                    Q(reference_key=OuterRef("reference_key"))
                    | Q(service_area=OuterRef("service_area")),
                    user=user,
                )
            ),
        )


class HoldingQuerySet(models.QuerySet):
    def visible_to(self, scope: "Scope") -> Self:
        """Return who held what, as far as this scope may know.

        The parts of oneself and of the people one supervises, covers for or oversees; and every
        part in a file that one of these holds now, because its history is part of the work. The
        lead of casework reads all.
        """
        if sees_every_case(scope):
            return self
        people = scope.people_at("user")
        return self.filter(people | Q(case_file__in=_held_now_by(people)))

    def open(self) -> Self:
        """Return the holdings that have not ended: at most one holder a file."""
        return self.filter(part=HoldingPart.HELD, to_on__isnull=True)


class ConflictQuerySet(models.QuerySet):
    def visible_to(self, scope: "Scope") -> Self:
        """Return the declared conflicts this scope may read: one's own, and those of the people
        one supervises or covers for. For everybody else a person is "not for this case"."""
        return self.filter(Q(user=scope.user_id) | scope.supervises_at("user"))

    def in_force(self, on: dt.date) -> Self:
        """Return the conflicts that hold on a day."""
        return self.filter(in_force(on))

    def touching(self, case_file: models.Model) -> Self:
        """Return the conflicts with this file or its service area."""
        return self.filter(
            Q(reference_key=case_file.reference_key)  # type: ignore[attr-defined]
            | Q(service_area=case_file.service_area_id)  # type: ignore[attr-defined]
        )


class NamingQuerySet(models.QuerySet):
    """Restrictions of cases, and people named for them: the lead of casework's."""

    def visible_to(self, scope: "Scope") -> Self:
        """Return all of them for the lead of casework; nobody else reads them."""
        return self if sees_every_case(scope) else self.none()

    def in_force(self, on: dt.date) -> Self:
        """Return those that hold on a day."""
        return self.filter(in_force(on))


class HoldingActionQuerySet(models.QuerySet):
    def visible_to(self, scope: "Scope") -> Self:
        """Return the holding actions this scope may open.

        Those told to oneself or to the people one supervises, covers for or oversees; those on a
        file that one of these holds now; those one opened, until 28 days after they closed. The
        lead of casework reads all.
        """
        if sees_every_case(scope):
            return self
        mine = Q(opened_by=scope.user_id) & (
            Q(closed_at__isnull=True)
            | Q(closed_at__date__gte=scope.on - dt.timedelta(days=ASSIGNEE_DAYS))
        )
        held = _held_now_by(scope.people_at("user"))
        return self.filter(mine | scope.people_at("told") | Q(case_file__in=held))

    def open(self) -> Self:
        """Return the holding actions that nobody has closed yet."""
        return self.filter(closed_at__isnull=True)

    def overdue_counts(self, on: dt.date) -> models.QuerySet[Any, Any]:
        """Return team and how many of its open holding actions are past their time limit.

        The team is that of whoever was told, on this day; "" for those told to nobody, or to
        somebody without a post. Counts only: for HR. Source: TRUST, "Who sees what", row
        "corrective and holding actions".
        """
        posts = Post.objects.filter(in_force(on), user=OuterRef("told")).order_by("from_on", "pk")
        return (
            self.open()
            .filter(time_limit_on__lt=on)
            .order_by()
            .annotate(team_name=Coalesce(Subquery(posts.values("team__name")[:1]), Value("")))
            .values_list("team_name")
            .annotate(n=Count("pk"))
        )

    def soonest_first(self) -> Self:
        """Order by time limit, those without one last, then by when they were opened."""
        return self.order_by(F("time_limit_on").asc(nulls_last=True), "pk")
