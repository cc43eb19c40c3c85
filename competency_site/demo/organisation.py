"""The demonstration's organisation: teams, people, posts, lines, roles, leave and adjustments."""

import datetime as dt
from dataclasses import dataclass, field, replace

from django.contrib.auth.hashers import make_password

from cases.models import ServiceArea
from cases.services.service_area import add_service_area
from competency_site.demo import cast, clock
from competency_site.demo.accounts import ORGANISATION, PASSWORD
from competency_site.demo.phrases.voices import ADJUSTMENTS
from competency_site.demo.work import FRAMEWORK, WORK
from frameworks.models import Framework
from frameworks.services.adopting import adopt_framework
from people.models import Team, User
from people.scope import Scope, scope_for
from people.services.absences import record_absence
from people.services.adjustments import agree_adjustment, record_adjustment
from people.services.lines import set_supervisor
from people.services.organisation import change_organisation
from people.services.persons import add_person
from people.services.posts import give_post
from people.services.roles import give_role
from people.services.teams import add_team

BY = "command:demo"
BEGUN_BEFORE = 400
"""Days before the last one on which the organisation was set up in the software."""

TO_DO = (
    "Send feedback in writing a day before the meeting.",
    "Give twenty minutes more for each review; send documents as text.",
    "No calls before ten; meetings of 45 minutes at most.",
)


@dataclass
class Cast:
    """The people of the demonstration by key, and what they may see on a day."""

    until: dt.date
    people: dict[str, User] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    areas: dict[str, ServiceArea] = field(default_factory=dict)
    password: str = field(default_factory=lambda: make_password(PASSWORD))
    _scopes: dict[tuple[str, int], Scope] = field(default_factory=dict)

    def day(self, before: int) -> dt.date:
        """Return the day that many days before the last one."""
        return self.until - dt.timedelta(days=before)

    def scope(self, key: str, on: dt.date) -> Scope:
        """Return what somebody may see on a day; asked for once between two changes of lines."""
        period = sum(on >= self.day(before) for before in cast.LINES_CHANGE)
        known = self._scopes.get((key, period))
        if known is None:
            known = self._scopes[key, period] = scope_for(self.people[key], on)
        return replace(known, on=on)


def make_organisation(until: dt.date) -> Cast:
    """Make the organisation as it was set up a year and a month before a day."""
    made = Cast(until)
    with clock.at(clock.moment_of(made.day(BEGUN_BEFORE), 9)):
        change_organisation(by=BY, version=0, name=ORGANISATION, colour="#1d4f7c", labels={})
        office = add_team(by=BY, name=cast.OFFICE)
        made.teams[cast.OFFICE] = office
        for framework in Framework.objects.filter(code=FRAMEWORK, adopted_on=None):
            adopt_framework(framework=framework, on=made.day(BEGUN_BEFORE), by=BY)
        for name in (cast.HOUSING, cast.MONEY, cast.COMPLAINTS):
            made.teams[name] = add_team(by=BY, name=name, parent=office)
        for member in cast.MEMBERS:
            if member.since >= BEGUN_BEFORE:
                add_member(made, member)
        for work in WORK:
            made.areas[work.key] = add_service_area(
                name=work.name,
                needs_functional_knowledge=work.needs_functional_knowledge,
                by=made.people["admin"],
            )
    return made


def add_member(made: Cast, member: cast.Member) -> None:
    """Let somebody join, with an account, a post, access roles and a supervisor."""
    first = made.day(member.since)
    person = add_person(by=BY, name=member.name, email=f"{member.key}@example.org")
    person.password = made.password
    person.save(update_fields=["password"])
    made.people[member.key] = person
    give_post(
        by=BY,
        person=person,
        team=made.teams[member.team],
        title=member.title,
        kind=member.kind,
        hours=member.hours,
        from_on=first,
    )
    for role in member.roles:
        give_role(by=BY, person=person, role=role, from_on=first)
    if member.above:
        above = cast.of(member.above)
        set_supervisor(
            by=BY,
            person=person,
            supervisor=made.people[above.key],
            from_on=made.day(min(member.since, above.since)),
        )


def note_absence(made: Cast, key: str, from_before: int, to_before: int | None) -> None:
    """Record that somebody is away, from and to so many days before the last one."""
    person = made.people[key]
    ends = None if to_before is None else made.day(to_before)
    record_absence(by=BY, person=person, from_on=made.day(from_before), to_on=ends)


def agree_adjustments(made: Cast) -> None:
    """Let three people write down what is agreed with them, and their supervisors agree."""
    for number, key in enumerate(cast.ADJUSTED):
        member = cast.of(key)
        adjustment = record_adjustment(
            by=made.people[key],
            person=made.people[key],
            agreed=ADJUSTMENTS[number],
            to_do=TO_DO[number],
            from_on=made.day(300),
            hr_may_see=number == 0,
        )
        agree_adjustment(by=made.people[member.above], adjustment=adjustment)
