"""What the pages of people show: rows and words, made from as few queries as the page allows."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import rules
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from core.links import links_to
from people.enums import PostKind, Standing
from people.forms import FilterForm
from people.models import (
    Absence,
    AccessRole,
    Adjustment,
    Cover,
    Invitation,
    Line,
    Post,
    Team,
    User,
)
from people.periods import in_force
from people.scope import Scope

FILTERS = ("name", "team", "role", "standing")


def kept_filter(posted: Mapping[str, str]) -> dict[str, str]:
    """Return what of a sent filter is kept in the session; nothing when it is cleared."""
    if "clear" in posted:
        return {}
    return {key: posted.get(key, "")[:150] for key in FILTERS}


def narrowed(people: Any, form: FilterForm, on: dt.date) -> Any:
    """Return the people a filter leaves; all that is wrong in it is left out."""
    form.is_valid()
    wanted = form.cleaned_data
    people = people.standing(wanted.get("standing") or Standing.HERE, on)
    if wanted.get("name"):
        people = people.named_like(wanted["name"].strip())
    if wanted.get("team"):
        people = people.in_team(wanted["team"], on)
    if wanted.get("role"):
        people = people.with_role(wanted["role"], on)
    return people


def person_page(
    people: Any, form: FilterForm, asked: Mapping[str, str], on: dt.date
) -> dict[str, Any]:
    """Return one page of the list of people, with the addresses of the pages around it."""
    edges = {key: int(asked[key]) for key in ("after", "before") if asked.get(key, "").isdigit()}
    page = narrowed(people, form, on).with_placing(on).page_by_name(**edges)
    address = reverse("person_list")
    first = page.people[0].pk if page.people else None
    last = page.people[-1].pk if page.people else None
    return {
        "filter": form,
        "people": listed(page.people),
        "earlier": f"{address}?before={first}" if page.has_earlier and first else "",
        "later": f"{address}?after={last}" if page.has_later and last else "",
        "is_first": not edges,
    }


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody in the list of people."""

    pk: int
    href: str
    name: str
    post: str
    team: str
    supervisor: str
    is_active: bool


def listed(people: Iterable[Any]) -> list[PersonRow]:
    """Return people, loaded with their placing, as rows of the list."""
    address = links_to("person_detail")
    return [
        PersonRow(
            pk=person.pk,
            href=address(person.pk),
            name=person.name,
            post=person.post_title or "–",
            team=person.team_name or "–",
            supervisor=person.supervisor_name or "–",
            is_active=person.is_active,
        )
        for person in people
    ]


def with_invitation(people: Any) -> Any:
    """Add ``has_invitation``: whether a link sent to the person still works."""
    still_open = Invitation.objects.filter(
        user=OuterRef("pk"), accepted_at=None, expires_at__gt=timezone.now()
    )
    return people.annotate(has_invitation=Exists(still_open))


@dataclass
class PostRow:
    """A post with its team and role levels, and where in time it stands."""

    post: dict[str, Any]
    levels: list[dict[str, Any]] = field(default_factory=list)
    state: str = ""

    @property
    def kind(self) -> Any:
        return PostKind(self.post["kind"]).label


def state_on(from_on: dt.date, to_on: dt.date | None, on: dt.date) -> str:
    """Return whether a period is ``now``, ``coming`` or ``over`` on a day."""
    if from_on > on:
        return "coming"
    return "over" if to_on is not None and to_on < on else "now"


def posts_of(person: User, scope: Scope, on: dt.date) -> list[PostRow]:
    """Return a person's posts, the latest first, each with its role levels; one query."""
    rows = (
        Post.objects.visible_to(scope)
        .filter(user=person)
        .order_by("-from_on", "-pk", "levels__from_on")
        .values(
            "pk",
            "title",
            "kind",
            "hours",
            "from_on",
            "to_on",
            team_name=F("team__name"),
            level=F("levels__role_level__title"),
            level_from_on=F("levels__from_on"),
            level_to_on=F("levels__to_on"),
        )
    )
    posts: dict[int, PostRow] = {}
    for row in rows:
        state = state_on(row["from_on"], row["to_on"], on)
        post = posts.setdefault(row["pk"], PostRow(post=dict(row), state=state))
        if row["level"]:
            post.levels.append(
                {
                    "title": row["level"],
                    "from_on": row["level_from_on"],
                    "state": state_on(row["level_from_on"], row["level_to_on"], on),
                }
            )
    return list(posts.values())


def _dated(rows: QuerySet[Any], on: dt.date) -> list[Any]:
    """Return rows with ``state`` set, the latest first."""
    found = list(rows.order_by("-from_on", "-pk"))
    for row in found:
        row.state = state_on(row.from_on, row.to_on, on)
    return found


def _lines_of(person: User, scope: Scope, on: dt.date) -> tuple[list[Any], list[Any]]:
    """Return the lines above a person, with their history, and those below them now."""
    lines = _dated(
        Line.objects.visible_to(scope)
        .filter(Q(person=person) | Q(supervisor=person) & _not_over(on))
        .select_related("person", "supervisor"),
        on,
    )
    above = [line for line in lines if line.person_id == person.pk]
    below = [line for line in lines if line.supervisor_id == person.pk]
    return above, sorted(below, key=lambda line: (line.person.name, line.person_id))


def _not_over(on: dt.date) -> Q:
    return Q(to_on__isnull=True) | Q(to_on__gte=on)


def _cover_of(person: User, scope: Scope, on: dt.date) -> list[Any]:
    """Return who covers for a person, and for whom they cover, now or later."""
    covers = Cover.objects.visible_to(scope).filter(
        Q(covered=person) | Q(deputy=person), to_on__gte=on
    )
    return _dated(covers.select_related("covered", "deputy"), on)


def person_facts(person: Any, scope: Scope, on: dt.date) -> dict[str, Any]:
    """Return what an organisation admin sees of a person: where they are placed, no record."""
    above, below = _lines_of(person, scope, on)
    return {
        "person": person,
        "posts": posts_of(person, scope, on),
        "above": above,
        "below": below,
        "covers": _cover_of(person, scope, on),
        "roles": _dated(AccessRole.objects.visible_to(scope).filter(user=person), on),
        "absences": _dated(Absence.objects.visible_to(scope).filter(user=person), on),
        "may_give_sight": rules.has_perm("people.give_sight", scope, person),
        "has_password": person.has_usable_password(),
    }


def own_account(person: User, scope: Scope, on: dt.date) -> dict[str, Any]:
    """Return what a person sees of how they are placed."""
    above, below = _lines_of(person, scope, on)
    return {
        "person": person,
        "posts": posts_of(person, scope, on),
        "above": above,
        "below": below,
        "covers": _cover_of(person, scope, on),
        "roles": _dated(AccessRole.objects.visible_to(scope).filter(user=person), on),
    }


def arrangements(person: User, scope: Scope, on: dt.date) -> dict[str, Any]:
    """Return the absences and adjustments of a person that this user may see."""
    adjustments = _dated(
        Adjustment.objects.visible_to(scope)
        .filter(user=person)
        .select_related("recorded_by", "agreed_by"),
        on,
    )
    for adjustment in adjustments:
        adjustment.own = adjustment.recorded_by_id == scope.user_id
    return {
        "person": person,
        "is_own": person.pk == scope.user_id,
        "absences": _dated(Absence.objects.visible_to(scope).filter(user=person), on),
        "adjustments": adjustments,
        "may_record_absence": rules.has_perm("people.record_absence", scope, person),
        "may_agree": rules.has_perm("people.agree_adjustment", scope, person),
    }


@dataclass
class TeamRow:
    """A team and how deep it stands in the tree."""

    team: Team
    depth: int
    under: str
    people: int

    @property
    def step(self) -> int:
        """How far it is set in; the deepest ones stand together."""
        return min(self.depth, 6)


def team_tree(on: dt.date) -> list[TeamRow]:
    """Return every team in order of the tree, with how many hold a post in it today; one query."""
    teams = Team.objects.annotate(
        people=Count("posts", filter=in_force(on, "posts__"), distinct=True)
    ).order_by("name")
    below: dict[int | None, list[Any]] = defaultdict(list)
    for team in teams:
        below[team.parent_id].append(team)
    rows: list[TeamRow] = []
    waiting = [(team, 0, "") for team in reversed(below[None])]
    while waiting:
        team, depth, under = waiting.pop()
        rows.append(TeamRow(team, depth, under, team.people))
        waiting += [(child, depth + 1, team.name) for child in reversed(below[team.pk])]
    return rows
