"""Whom a user supervises, covers and oversees, and their access roles: asked in one place."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import CharField, DateField, F, Q, Value
from django.db.models.functions import Cast

from people.enums import Role
from people.models import AccessRole, Cover, Line, User


@dataclass(frozen=True)
class Scope:
    """What a user may see on a day.

    :ivar supervises: person id -> the day since when (their own open lines and those of
        supervisors they cover for today).
    :ivar oversees: ids of people whose supervisor the user supervises (one step up).
    :ivar own_lines: ids of people the user supervises in their own right, without cover.
    :ivar roles: the access roles in force.
    """

    user_id: int
    on: dt.date
    supervises: dict[int, dt.date] = field(default_factory=dict)
    own_lines: frozenset[int] = frozenset()
    oversees: frozenset[int] = frozenset()
    roles: frozenset[str] = frozenset()

    def has(self, *roles: Role) -> bool:
        """Say whether any of these access roles is in force."""
        return any(role in self.roles for role in roles)

    @property
    def people(self) -> frozenset[int]:
        """Ids of everybody the user supervises, covers or oversees, and the user."""
        return frozenset(self.supervises) | self.oversees | {self.user_id}


def _in_force(on: dt.date, prefix: str = "") -> Q:
    return Q(**{f"{prefix}from_on__lte": on}) & (
        Q(**{f"{prefix}to_on__isnull": True}) | Q(**{f"{prefix}to_on__gte": on})
    )


def scope_for(user: User, on: dt.date) -> Scope:
    """Return what this user may see on this day, in one query.

    A deactivated user has an empty scope. Source: TRUST, "Who sees what"; STYLE, "Reads".
    """
    if not user.is_authenticated or not user.is_active:
        return Scope(user_id=user.pk or 0, on=on)
    covered = Cover.objects.filter(_in_force(on), deputy=user).values("covered")
    own = Line.objects.filter(_in_force(on), supervisor=user)
    by_cover = Line.objects.filter(_in_force(on), supervisor__in=covered).exclude(person=user)
    above = Line.objects.filter(_in_force(on), supervisor__in=own.values("person")).exclude(
        person=user
    )

    def rows(queryset, sort: str):  # type: ignore[no-untyped-def]
        return queryset.order_by().values_list(
            Value(sort, CharField()), Cast(F("person"), CharField()), F("from_on")
        )

    roles = (
        AccessRole.objects.filter(_in_force(on), user=user)
        .order_by()
        .values_list(Value("role", CharField()), F("role"), Cast(F("from_on"), DateField()))
    )
    union = rows(own, "own").union(rows(by_cover, "cover"), rows(above, "above"), roles, all=True)
    supervises: dict[int, dt.date] = {}
    own_lines, oversees, held = set(), set(), set()
    for sort, value, since in union:
        if sort == "role":
            held.add(value)
        elif sort == "above":
            oversees.add(int(value))
        else:
            person = int(value)
            supervises[person] = min(since, supervises.get(person, since))
            if sort == "own":
                own_lines.add(person)
    return Scope(
        user_id=user.pk,
        on=on,
        supervises=supervises,
        own_lines=frozenset(own_lines),
        oversees=frozenset(oversees - set(supervises)),
        roles=frozenset(held),
    )
