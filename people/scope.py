"""Whom a user supervises, covers and oversees, and their access roles: asked in one place."""

import datetime as dt
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from core.among import among
from core.parts import day_for, day_of, rows_of
from people.enums import Role
from people.models import Line, User

MOST_CARRIED = 200
"""Of more people one step further down a scope carries no ids: the database is asked for them."""

NOBODY: Mapping[int, Any] = MappingProxyType({})


class Overseen(Set[int]):
    """The people under many supervisors: a set that is read when somebody looks into it.

    A query is given :meth:`lines`, and reads no ids at all.
    """

    def __init__(self, user_id: int, supervises: Mapping[int, dt.date], on: dt.date) -> None:
        self._user_id, self._supervises, self._on = user_id, supervises, on

    def lines(self) -> QuerySet[Any, Any]:
        """Return the ids of these people as a query, to stand within another."""
        nearer = {self._user_id, *self._supervises}
        return (
            Line.objects.in_force(self._on)
            .filter(among("supervisor", self._supervises), ~among("person", nearer))
            .values("person")
        )

    @cached_property
    def _ids(self) -> frozenset[int]:
        return frozenset(self.lines().values_list("person", flat=True))

    def __contains__(self, person_id: object) -> bool:
        return person_id in self._ids

    def __iter__(self) -> Iterator[int]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    @classmethod
    def _from_iterable(cls, ids: Any) -> frozenset[int]:  # type: ignore[override]
        return frozenset(ids)


@dataclass(frozen=True)
class Scope:
    """What a user may see on a day.

    :ivar user_id: the user; 0 for nobody signed in.
    :ivar on: the day the scope was asked for.
    :ivar supervises: person id -> the day since when: their own open lines and, while they
        cover, those of the supervisor they cover for.
    :ivar own_lines: ids of people the user supervises in their own right, without cover.
    :ivar oversees: ids of people one step further down, in one's own right or by cover, who are
        not already supervised; :class:`Overseen` where they are many. A query asks
        :meth:`oversees_at`.
    :ivar through: person id -> id of the supervisor whose right it is (oneself, or whom one
        covers for): the ``acting_for`` of an act.
    :ivar roles: the access roles in force. Whoever supervises or covers today is a supervisor
        today, without a role of their own for it.
    """

    user_id: int
    on: dt.date
    supervises: Mapping[int, dt.date] = field(default_factory=lambda: NOBODY)
    own_lines: frozenset[int] = frozenset()
    oversees: Set[int] = frozenset()
    through: Mapping[int, int] = field(default_factory=lambda: NOBODY)
    roles: frozenset[str] = frozenset()

    def has(self, *roles: Role) -> bool:
        """Say whether any of these access roles is in force."""
        return any(role in self.roles for role in roles)

    @property
    def people(self) -> frozenset[int]:
        """Ids of everybody the user supervises, covers or oversees, and the user."""
        return frozenset({*self.supervises, *self.oversees, self.user_id})

    @property
    def oversees_many(self) -> bool:
        """Say whether the people one step further down are asked of the database, not carried."""
        return isinstance(self.oversees, Overseen)

    def leads(self, person_id: int | None) -> bool:
        """Say whether the user supervises, covers or oversees somebody."""
        return person_id in self.supervises or person_id in self.oversees

    def supervises_at(self, path: str) -> Q:
        """Return the condition that a field holds somebody this user supervises or covers."""
        return among(path, self.supervises)

    def oversees_at(self, path: str) -> Q:
        """Return the condition that a field holds somebody one step further down."""
        if isinstance(self.oversees, Overseen):
            return Q(**{f"{path}__in": self.oversees.lines()})
        return among(path, self.oversees)

    def people_at(self, path: str) -> Q:
        """Return the condition that a field holds one of :attr:`people`."""
        return among(path, {*self.supervises, self.user_id}) | self.oversees_at(path)

    def acting_for(self, person_id: int) -> int | None:
        """Return the id of the supervisor covered for in acts about a person; None: nobody."""
        through = self.through.get(person_id)
        return None if through in (None, self.user_id) else through

    def acting_for_key(self, person_id: int) -> str:
        """Return the key of the supervisor covered for, as the trail takes it; "" for nobody."""
        covered = self.acting_for(person_id)
        return f"people.user:{covered}" if covered else ""


# In SQL, since every request of everybody asks these two: built by the ORM they take ten times as
# long to make as to run. The gate in both is `PersonQuerySet.may_sign_in`; a test holds them together.
_USER = """
SELECT person.* FROM people_user person
WHERE person.id = %(user)s AND person.is_active AND (
    NOT EXISTS (SELECT 1 FROM people_post post WHERE post.user_id = person.id)
    OR EXISTS (
        SELECT 1 FROM people_post post WHERE post.user_id = person.id
        AND post.from_on <= %(on)s AND (post.to_on IS NULL OR post.to_on >= %(on)s)
    )
)
"""
_SCOPE = """
WITH acting AS (
    SELECT CAST(%(user)s AS bigint) AS supervisor_id, 'own' AS sort
    UNION ALL
    SELECT covered_id, 'cover' FROM people_cover
    WHERE deputy_id = %(user)s AND from_on <= %(on)s AND to_on >= %(on)s
), below AS (
    SELECT acting.sort, line.person_id, line.supervisor_id, line.from_on
    FROM acting JOIN people_line line ON line.supervisor_id = acting.supervisor_id
    WHERE line.person_id <> %(user)s
    AND line.from_on <= %(on)s AND (line.to_on IS NULL OR line.to_on >= %(on)s)
)
SELECT sort, person_id, supervisor_id, from_on, '' AS role FROM below
UNION ALL
SELECT 'above', person_id, supervisor_id, from_on, '' FROM (
    SELECT line.person_id, line.supervisor_id, line.from_on
    FROM below JOIN people_line line ON line.supervisor_id = below.person_id
    WHERE line.person_id <> %(user)s
    AND line.from_on <= %(on)s AND (line.to_on IS NULL OR line.to_on >= %(on)s)
    LIMIT %(most)s
) above
UNION ALL
SELECT 'role', user_id, user_id, from_on, role FROM people_accessrole
WHERE user_id = %(user)s AND from_on <= %(on)s AND (to_on IS NULL OR to_on >= %(on)s)
UNION ALL
SELECT 'gate', person.id, person.id, NULL, '' FROM people_user person
WHERE person.id = %(user)s AND person.is_active AND (
    NOT EXISTS (SELECT 1 FROM people_post post WHERE post.user_id = person.id)
    OR EXISTS (
        SELECT 1 FROM people_post post WHERE post.user_id = person.id
        AND post.from_on <= %(on)s AND (post.to_on IS NULL OR post.to_on >= %(on)s)
    )
)
"""


def user_let_in(user_id: int, on: dt.date) -> User | None:
    """Return the user of a session, if they may sign in on this day; one query."""
    return next(iter(User.objects.raw(_USER, {"user": user_id, "on": day_for(on)})), None)


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
    found = 0
    let_in = False
    asked = {"user": user.pk, "on": day_for(on), "most": MOST_CARRIED + 1}
    for sort, person, supervisor, since, role in rows_of(_SCOPE, asked):
        if sort == "gate":
            let_in = True
        elif sort == "role":
            roles.add(role)
        elif sort == "above":
            found += 1
            below.add(person)
        else:
            supervises[person] = day_of(since)
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
        oversees=(
            frozenset(below - supervises.keys())
            if found <= MOST_CARRIED
            else Overseen(user.pk, MappingProxyType(supervises), on)
        ),
        through=MappingProxyType(through),
        roles=frozenset(roles | ({Role.SUPERVISOR} if supervises else set())),
    )
