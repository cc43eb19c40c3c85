"""What somebody else made of a record while a form about it was open: who, when, and what."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.keys import PERSON_PREFIX, key_of
from core.models import AuditEvent
from people.labels import LABELS
from people.models import (
    Absence,
    AccessRole,
    Cover,
    Line,
    Organisation,
    Post,
    PostLevel,
    Team,
    User,
)

Told = list[tuple[Any, Any]]


def told(rows: Sequence[Any]) -> Told:
    """Return the record as the other person left it, and who that was, as labels and values.

    Of several rows those are told that the last act was about. Where none is left, that is said.
    """
    event = (
        AuditEvent.objects.filter(record_key__in=[key_of(row) for row in rows])
        .order_by("-id")
        .first()
    )
    if not rows:
        return [(_("Now"), _("It is no longer there: it was taken back."))]
    touched = [row for row in rows if event and key_of(row) == event.record_key]
    levels = [row for row in rows if isinstance(row, PostLevel)]
    said: Told = []
    for row in [*(touched or [rows[-1]]), *levels]:
        said += TELL[type(row)](row)
    return said + _by(event)


def _by(event: AuditEvent | None) -> Told:
    if event is None or not event.actor_key.startswith(PERSON_PREFIX):
        return []
    actor = User.objects.filter(pk=event.actor_key.removeprefix(PERSON_PREFIX)).first()
    if actor is None:
        return []
    when = date_format(timezone.localtime(event.at), "j F Y, H:i")
    return [(_("Changed by"), _("%(name)s on %(when)s") % {"name": actor.name, "when": when})]


def _days(row: Any) -> Told:
    last = date_format(row.to_on, "j F Y") if row.to_on else _("None agreed")
    return [(_("First day"), date_format(row.from_on, "j F Y")), (_("Last day"), last)]


def _person(row: User) -> Told:
    return [(_("Full name"), row.name), (_("Email address"), row.email)]


def _organisation(row: Organisation) -> Told:
    words = [(LABELS[key][0], word) for key, word in row.labels.items()]
    return [(_("Name of the organisation"), row.name), (_("Colour"), row.colour), *words]


def _team(row: Team) -> Told:
    parent = row.parent.name if row.parent else _("No other team")
    return [(_("Name of the team"), row.name), (_("Stands under"), parent)]


def _post(row: Post) -> Told:
    return [
        (_("Team"), row.team.name),
        (_("Title of the post"), row.title),
        (_("Kind of post"), row.get_kind_display()),
        (_("Hours a week"), row.hours),
        *_days(row),
    ]


def _level(row: PostLevel) -> Told:
    return [(_("Role level"), row.role_level.title), *_days(row)]


def _line(row: Line) -> Told:
    return [(_("Supervisor"), row.supervisor.name), *_days(row)]


def _cover(row: Cover) -> Told:
    return [(_("Deputy"), row.deputy.name), *_days(row)]


def _role(row: AccessRole) -> Told:
    return [(_("Access role"), row.get_role_display()), *_days(row)]


TELL: dict[type[Model], Callable[[Any], Told]] = {
    User: _person,
    Organisation: _organisation,
    Team: _team,
    Post: _post,
    PostLevel: _level,
    Line: _line,
    Cover: _cover,
    AccessRole: _role,
    Absence: _days,
}
