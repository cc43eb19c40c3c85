"""The team board as rows: what is said of each person, and where to read on."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.links import Link, links_to
from people.models import User
from supervision.querysets.board import Standing

if TYPE_CHECKING:
    from people.scope import Scope


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One person on the board. ``record`` is "" where no record of learning is served."""

    name: str
    standing: Standing
    covered: bool
    journal: str
    plan: str
    profile: str
    record: str
    shared: str
    running: str
    evidence: str
    judgement: str
    planned: str
    overdue: str


def board_rows(
    people: Iterable[User], about: Mapping[int, Standing], scope: "Scope"
) -> list[BoardRow]:
    """Return the people in the order given, with what is to be known of each at a glance."""
    journal, plan, profile, record = (
        _links(route)
        for route in ("person_journal", "person_plan", "person_profile", "record_detail")
    )
    shared, running = _("%(shared)s shared in a year"), _("%(running)s running")
    planned, overdue = _("%(planned)s open"), _("%(overdue)s past their day")
    no_evidence, no_judgement = _("No evidence yet"), _("None yet")
    rows = []
    for person in people:
        standing = about[person.pk]
        rows.append(
            BoardRow(
                name=person.name,
                standing=standing,
                covered=person.pk not in scope.own_lines,
                journal=journal(person.pk),
                plan=plan(person.pk),
                profile=profile(person.pk),
                record=record(person.pk),
                shared=shared % {"shared": standing.shared},
                running=running % {"running": standing.running},
                evidence=_day(standing.last_evidence) or no_evidence,
                judgement=_day(standing.last_judgement) or no_judgement,
                planned=planned % {"planned": standing.planned},
                overdue=overdue % {"overdue": standing.overdue} if standing.overdue else "",
            )
        )
    return rows


def _day(day: dt.date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def _links(route: str) -> Link:
    """Return the addresses of a route of a floor above, which may not be served."""
    try:
        return links_to(route)
    except NoReverseMatch:
        return lambda _pk: ""
