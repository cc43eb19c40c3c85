"""Whom a user supervises, covers and oversees, and their access roles: asked in one place."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, DateField, F, QuerySet, Value
from django.db.models.functions import Cast

from people.enums import Role
from people.models import AccessRole, Line, User
from people.periods import in_force

NOBODY: Mapping[int, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Scope:
    """What a user may see on a day.

    :ivar user_id: the user; 0 for nobody signed in.
    :ivar on: the day the scope was asked for.
    :ivar supervises: person id -> the day since when: their own open lines and, while they
        cover, those of the supervisor they cover for.
    :ivar own_lines: ids of people the user supervises in their own right, without cover.
    :ivar oversees: ids of people one step further down, in one's own right or by cover, who are
        not already supervised.
    :ivar through: person id -> id of the supervisor whose right it is (oneself, or whom one
        covers for): the ``acting_for`` of an act.
    :ivar roles: the access roles in force. Whoever supervises or covers today is a supervisor
        today, without a role of their own for it.
    """

    user_id: int
    on: dt.date
    supervises: Mapping[int, dt.date] = field(default_factory=lambda: NOBODY)
    own_lines: frozenset[int] = frozenset()
    oversees: frozenset[int] = frozenset()
    through: Mapping[int, int] = field(default_factory=lambda: NOBODY)
    roles: frozenset[str] = frozenset()

    def has(self, *roles: Role) -> bool:
        """Say whether any of these access roles is in force."""
        return any(role in self.roles for role in roles)

    @property
    def people(self) -> frozenset[int]:
        """Ids of everybody the user supervises, covers or oversees, and the user."""
        return frozenset(self.supervises) | self.oversees | {self.user_id}

    def acting_for(self, person_id: int) -> int | None:
        """Return the id of the supervisor covered for in acts about a person; None: nobody."""
        through = self.through.get(person_id)
        return None if through in (None, self.user_id) else through

    def acting_for_key(self, person_id: int) -> str:
        """Return the key of the supervisor covered for, as the trail takes it; "" for nobody."""
        covered = self.acting_for(person_id)
        return f"people.user:{covered}" if covered else ""


def _text(value: str) -> Cast:
    return Cast(Value(value), CharField(max_length=24))


def _rows(rows: QuerySet[Any], sort: str, through: str) -> QuerySet[Any, Any]:
    """Give lines the five typed columns of the union, the same on both databases."""
    return rows.order_by().values_list(
        _text(sort), F("person"), F(through), F("from_on"), _text("")
    )


def _rows_of(user: User, on: dt.date) -> QuerySet[Any, Any]:
    """Return what a scope is made of: lines by right, by cover, one step down; roles; the gate."""
    lines = Line.objects.in_force(on).exclude(person=user)
    cover = "supervisor__covered_by__"
    above = "supervisor__lines__"
    above_cover = f"{above}supervisor__covered_by__"
    by_cover = lines.filter(in_force(on, cover), **{f"{cover}deputy": user})
    below = lines.filter(in_force(on, above), **{f"{above}supervisor": user})
    below_by_cover = lines.filter(
        in_force(on, above), in_force(on, above_cover), **{f"{above_cover}deputy": user}
    )
    roles = AccessRole.objects.in_force(on).filter(user=user).order_by()
    gate = User.objects.may_sign_in(on).filter(pk=user.pk).order_by()
    return _rows(lines.filter(supervisor=user), "own", "supervisor").union(
        _rows(by_cover, "cover", "supervisor"),
        _rows(below, "above", f"{above}supervisor"),
        _rows(below_by_cover, "above", f"{above}supervisor"),
        roles.values_list(_text("role"), F("user"), F("user"), F("from_on"), F("role")),
        gate.values_list(
            _text("gate"), F("pk"), F("pk"), Cast(Value(None), DateField()), _text("")
        ),
        all=True,
    )


def scope_for(user: User | AnonymousUser, on: dt.date) -> Scope:
    """Return what this user may see on this day, in one query.

    Nobody signed in, somebody deactivated and somebody who left get an empty scope. Nobody is
    put above themself by covering for their own supervisor. Source: TRUST, "Who sees what";
    STYLE, "Reads".
    """
    if not isinstance(user, User) or user.pk is None:
        return Scope(user_id=0, on=on)
    supervises: dict[int, dt.date] = {}
    through: dict[int, int] = {}
    own: set[int] = set()
    below: set[int] = set()
    roles: set[str] = set()
    let_in = False
    for sort, person, supervisor, since, role in _rows_of(user, on):
        if sort == "gate":
            let_in = True
        elif sort == "role":
            roles.add(role)
        elif sort == "above":
            below.add(person)
        else:
            supervises[person] = since
            through[person] = supervisor
            if sort == "own":
                own.add(person)
    if not let_in:
        return Scope(user_id=user.pk, on=on)
    return Scope(
        user_id=user.pk,
        on=on,
        supervises=MappingProxyType(supervises),
        own_lines=frozenset(own),
        oversees=frozenset(below - supervises.keys()),
        through=MappingProxyType(through),
        roles=frozenset(roles | ({Role.SUPERVISOR} if supervises else set())),
    )
