"""Teams, in a tree."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.services import trail
from people.models import Team
from people.services.seen import as_seen


def _save(team: Team) -> None:
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError as error:
        raise DomainError(_("Another team already has this name."), "name") from error


@transaction.atomic
def add_team(*, by: Any, name: str, parent: Team | None = None) -> Team:
    """Add a team, at the top or under another.

    :raises DomainError: for a name that a team has already.
    """
    team = Team(name=name, parent=parent)
    _save(team)
    trail.record("team.added", by=by, record=team, detail={"name": name, "parent": parent})
    return team


@transaction.atomic
def change_team(*, by: Any, team: Team, name: str, parent: Team | None, seen: str = "") -> Team:
    """Rename a team or move it, with all below it, under another.

    :param seen: the digest of the team as the writer had it before them.
    :raises Stale: where somebody else changed it since.
    :raises DomainError: for a name that another team has, or a move under itself.
    """
    above = dict(Team.objects.select_for_update().values_list("pk", "parent_id"))
    [team] = as_seen(seen, Team.objects.filter(pk=team.pk))
    step = parent.pk if parent else None
    while step is not None:
        if step == team.pk:
            raise DomainError(_("A team cannot stand under itself."), "parent")
        step = above[step]
    team.name, team.parent = name, parent
    _save(team)
    trail.record("team.changed", by=by, record=team, detail={"name": name, "parent": parent})
    return team
