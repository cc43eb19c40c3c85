"""Reads of people and of what is dated about them. Every list and look-up begins here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)

from core.among import among
from people.enums import Role, Standing
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


@dataclass(frozen=True)
class NamePage:
    """One page of people in order of name, and whether there are others before and after."""

    people: list[Any]
    has_earlier: bool
    has_later: bool


class PersonQuerySet(models.QuerySet[Any]):
    """People, by what a user may know of them: that they are here, or what is recorded."""

    def directory_visible_to(self, scope: Scope) -> PersonQuerySet:
        """Return the people whose *name, team and post* this user may see; nothing else of them.

        Oneself, those supervised, covered and overseen; everybody for HR, organisation admin,
        lead of casework and data-protection lead. Source: TRUST, "Who sees what".
        """
        if scope.has(*WHOLE_DIRECTORY):
            return self
        return self.filter(scope.people_at("pk"))

    def record_visible_to(self, scope: Scope) -> PersonQuerySet:
        """Return the people of whom this user may see records by standing: the line, not a role.

        Oneself, those supervised and covered, and those one step further down. Which records of
        the last are seen ("figures and actions") each record's own ``visible_to`` decides; so do
        rights by assignment. HR, organisation admin and lead of casework get nothing by role.
        Source: TRUST, "Who sees what".
        """
        return self.filter(scope.people_at("pk"))

    def in_care_of(self, scope: Scope) -> PersonQuerySet:
        """Return oneself and the people one supervises or covers for today: those whose journal,
        profile and plan one may open. What is shown inside, each record decides.

        Whoever is one step further up, HR and reviewers open none. Source: TRUST, "Who sees what".
        """
        return self.filter(scope.supervises_at("pk") | Q(pk=scope.user_id))

    def arrangements_visible_to(self, scope: Scope) -> PersonQuerySet:
        """Return the people of whose absence or adjustments this user may see any.

        Those whose record they see; for HR also whoever lets HR see an agreed adjustment.
        """
        seen = scope.people_at("pk")
        if scope.has(Role.HR):
            told = self._related("adjustments").filter(hr_may_see=True, agreed_at__isnull=False)
            seen |= Q(Exists(told))
        return self.filter(seen)

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
        posts = self._related("posts")
        return self.filter(Exists(posts.filter(in_force(on))) | ~Exists(posts), is_active=True)

    def _related(self, name: str) -> models.QuerySet[Any]:
        """Return the rows of a relation that belong to the person of the outer query."""
        relation = self.model._meta.get_field(name)
        manager: Any = relation.related_model._default_manager
        return manager.filter(**{relation.field.name: OuterRef("pk")})

    def here_on(self, on: dt.date) -> PersonQuerySet:
        """Return the people who hold a post on a day."""
        return self.filter(Exists(self._related("posts").filter(in_force(on))))

    def standing(self, standing: str, on: dt.date) -> PersonQuerySet:
        """Return the people of one standing (``enums.Standing``) on a day."""
        posts = self._related("posts")
        here, any_post = Exists(posts.filter(in_force(on))), Exists(posts)
        coming = Exists(posts.filter(from_on__gt=on))
        match standing:
            case Standing.HERE:
                return self.filter(here)
            case Standing.COMING:
                return self.filter(~here, coming)
            case Standing.LEFT:
                return self.filter(any_post, ~here, ~coming)
            case Standing.UNPLACED:
                return self.filter(~any_post)
            case _:
                return self

    def with_role(self, role: str, on: dt.date) -> PersonQuerySet:
        """Return the people who hold an access role on a day."""
        return self.filter(Exists(self._related("access_roles").filter(in_force(on), role=role)))

    def in_team(self, which: Q, on: dt.date) -> PersonQuerySet:
        """Return the people who hold a post on a day in the teams a condition on posts names."""
        return self.filter(Exists(self._related("posts").filter(which, in_force(on))))

    def named_like(self, text: str) -> PersonQuerySet:
        """Return the people whose name or address holds a text, whatever its case."""
        return self.filter(Q(name__icontains=text) | Q(email__icontains=text))

    def with_placing(self, on: dt.date) -> PersonQuerySet:
        """Add ``post_title``, ``team_name`` and ``supervisor_name`` of a day; None where none."""
        posts = self._related("posts").filter(in_force(on)).order_by("from_on", "pk")
        lines = self._related("lines").filter(in_force(on)).order_by("pk")
        return self.annotate(
            post_title=Subquery(posts.values("title")[:1]),
            team_name=Subquery(posts.values("team__name")[:1]),
            supervisor_name=Subquery(lines.values("supervisor__name")[:1]),
        )

    def page_by_name(self, *, after: int = 0, before: int = 0, size: int = 50) -> NamePage:
        """Return one page in order of name, from the person after or before which it begins.

        Keyset paging: neither a total nor an offset is asked for. An unknown person: first page.
        """
        rows = self.order_by("name", "pk")
        edge = self.model._default_manager.filter(pk=before or after).values("name")[:1]
        if before:
            earlier = Q(name__lt=Subquery(edge)) | Q(name=Subquery(edge), pk__lt=before)
            found = list(rows.filter(earlier).reverse()[: size + 1])
            more = len(found) > size
            people = found[:size][::-1]
            return NamePage(people, has_earlier=more, has_later=True)
        if after:
            later = Q(name__gt=Subquery(edge)) | Q(name=Subquery(edge), pk__gt=after)
            rows = rows.filter(later)
        found = list(rows[: size + 1])
        return NamePage(found[:size], has_earlier=bool(after), has_later=len(found) > size)


class PeriodQuerySet(models.QuerySet[Any]):
    """Rows with a first and a last day."""

    def in_force(self, on: dt.date) -> Self:
        """Return the rows in force on a day."""
        return self.filter(in_force(on))

    def overlapping(self, first: dt.date, last: dt.date | None) -> Self:
        """Return the rows that share a day with ``first`` to ``last`` (None: without end)."""
        return self.filter(overlapping(first, last))


class PlacingQuerySet(PeriodQuerySet):
    """Posts, role levels, lines and covers: where somebody is placed, which the directory shows.

    ``whose``: the paths to the people a row is about.
    """

    whose: tuple[str, ...] = ("user",)

    def visible_to(self, scope: Scope) -> PlacingQuerySet:
        """Return the placings this user may see: of everybody they find in the directory."""
        if scope.has(*WHOLE_DIRECTORY):
            return self
        seen = Q()
        for path in self.whose:
            seen |= scope.people_at(path)
        return self.filter(seen)


class PostLevelQuerySet(PlacingQuerySet):
    whose = ("post__user",)

    def held_by(self, person_id: int, on: dt.date) -> PostLevelQuerySet:
        """Return the role levels of a person's posts on a day, with post, framework and level."""
        return (
            self.filter(in_force(on), in_force(on, "post__"), post__user=person_id)
            .select_related("post", "framework", "role_level")
            .order_by("framework__adopted_on", "framework", "-role_level__rank", "pk")
        )


class LineQuerySet(PlacingQuerySet):
    whose = ("person", "supervisor")


class CoverQuerySet(PlacingQuerySet):
    whose = ("covered", "deputy")


class AccessRoleQuerySet(PeriodQuerySet):
    """What somebody may do in the product."""

    def visible_to(self, scope: Scope) -> AccessRoleQuerySet:
        """Return the access roles this user may see: their own; an organisation admin, all."""
        if scope.has(Role.ORGANISATION_ADMIN):
            return self
        return self.filter(user=scope.user_id)


class AbsenceQuerySet(PeriodQuerySet):
    """Days away: dates only, no reason."""

    def visible_to(self, scope: Scope) -> AbsenceQuerySet:
        """Return the absences this user may see.

        Their own, those of whom they supervise, cover or oversee, and every one for an
        organisation admin, who arranges cover. Source: PRACTICE, "Absence: dates only".
        """
        if scope.has(Role.ORGANISATION_ADMIN):
            return self
        return self.filter(scope.people_at("user"))


class AdjustmentQuerySet(PeriodQuerySet):
    """What is agreed with a person about how they work."""

    def visible_to(self, scope: Scope) -> AdjustmentQuerySet:
        """Return the adjustments this user may see, each with no more of it than they may see.

        ``whole`` is true for the person and their own supervisor, who see what is agreed. A
        deputy and the manager one step up see what must be done; so does HR where the person
        agrees, and only once it is agreed by both. ``agreed_text`` is the text where it may be
        seen, else empty. Source: TRUST, "Who sees what", row "adjustments".
        """
        whole = Q(user_id=scope.user_id) | among("user", scope.own_lines)
        in_part = scope.people_at("user") & Q(agreed_at__isnull=False)
        if scope.has(Role.HR):
            in_part |= Q(hr_may_see=True, agreed_at__isnull=False)
        return (
            self.filter(whole | in_part)
            .defer("agreed")
            .annotate(
                whole=Case(When(whole, then=True), default=False, output_field=BooleanField()),
                agreed_text=Case(
                    When(whole, then=F("agreed")), default=Value(""), output_field=TextField()
                ),
            )
        )

    def binding(self, on: dt.date) -> AdjustmentQuerySet:
        """Return the adjustments agreed by both sides and in force on a day."""
        return self.filter(in_force(on), agreed_at__isnull=False)
