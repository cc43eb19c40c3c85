"""Rounds made as a lead of casework makes them: through the services."""

import datetime as dt
from typing import Any

from assessments.models import Round, SetVersion
from assessments.sampling import months_before
from assessments.services.round_draw import draw_round
from assessments.services.round_objection import object_to_reviewer
from assessments.services.round_plan import plan_round
from assessments.services.round_run import start_round
from core.clock import today
from frameworks.models import Version
from people.models import User
from people.scope import scope_for
from tests.assessments.factories import closed_file_of, default_criteria, ombudsman_association
from tests.cases.factories import ServiceAreaFactory

FILES = 5


def last_month(on: dt.date) -> dt.date:
    return months_before(on, 1)


def files_of(person: User, number: int = FILES, areas: int = 2) -> list[Any]:
    """Make files that somebody held last month, in some service areas."""
    services = [ServiceAreaFactory() for _n in range(areas)]
    files = []
    for n in range(number):
        file = closed_file_of(person, today(), f"{person.pk}/{n}")
        file.service_area = services[n % areas]
        file.save()
        files.append(file)
    return files


def planned(lead: User, **given: Any) -> Round:
    on = today()
    given.setdefault("month", last_month(on))
    given.setdefault("runs_from", on)
    given.setdefault("runs_to", on + dt.timedelta(days=27))
    return plan_round(by=lead, scope=scope_for(lead, on), **given)


def drawn(lead: User, **given: Any) -> Round:
    return draw_round(round_=planned(lead, **given), by=lead, scope=scope_for(lead, today()))


def started(lead: User, **given: Any) -> Round:
    version = Version.objects.filter(framework__code="ombudsman-association").first()
    version = version or ombudsman_association()
    if not SetVersion.objects.exists():
        default_criteria()
    round_ = drawn(lead, **given)
    start_round(round_=round_, versions=[version], by=lead, scope=scope_for(lead, today()))
    round_.refresh_from_db()
    return round_


def round_at(cast: Any, step: str) -> Round:
    """Return Grace's round over files of Amira's and Chidi's: planned, drawn or running."""
    files_of(cast.caseworker)
    files_of(cast.other_caseworker)
    return {"planned": planned, "drawn": drawn, "running": started}[step](cast.manager)


def objection_of(person: User, round_: Round) -> Any:
    """Let somebody object to a reviewer of theirs in a running round."""
    share = round_.shares.get(person=person)
    reviewer = round_.drawn.filter(person=person).first().reviewer
    return object_to_reviewer(
        share=share,
        reviewer=reviewer,
        reason="We are neighbours.",
        by=person,
        scope=scope_for(person, today()),
    )
