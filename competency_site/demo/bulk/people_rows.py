"""Rows of teams, people, posts, lines and access roles."""

from collections.abc import Iterator

from competency_site.demo.bulk.copying import NULL
from competency_site.demo.bulk.plan import Plan
from competency_site.demo.names import name_of
from people.enums import PostKind, Role

OFFICE = (
    ("lead", "Lead of casework", (Role.SUPERVISOR, Role.LEAD_OF_CASEWORK)),
    ("hr", "People adviser", (Role.HR,)),
    ("frameworks", "Quality officer", (Role.FRAMEWORK_ADMIN,)),
    ("admin", "Office manager", (Role.ORGANISATION_ADMIN,)),
    ("data.protection", "Data-protection lead", (Role.DATA_PROTECTION_LEAD,)),
    ("representative", "Staff representative", (Role.STAFF_REPRESENTATIVE,)),
)
LONG_AGO = 1400
HOURS = ("37.0", "37.0", "37.0", "30.0", "22.5", "18.5")


def account_of(plan: Plan, person: int) -> str:
    """Return the first part of a person's address: ``caseworker1``, ``supervisor1``, ``lead``."""
    if person >= plan.first_caseworker:
        return f"caseworker{person - plan.first_caseworker + 1}"
    if person >= plan.first_supervisor:
        return f"supervisor{person - plan.first_supervisor + 1}"
    if person >= plan.first_manager:
        return f"manager{person - plan.first_manager + 1}"
    return OFFICE[person - 1][0]


def teams(plan: Plan) -> Iterator[str]:
    """Yield one team a manager, then one a supervisor beneath it: id, name, parent."""
    for number in range(plan.managers):
        yield f"{number + 1}\tOffice {number + 1}\t{NULL}\n"
    for number in range(plan.supervisors):
        parent = number // plan.OF_EACH + 1
        yield f"{plan.managers + number + 1}\tTeam {number + 1}\t{parent}\n"


def users(plan: Plan, password: str) -> Iterator[str]:
    """Yield id, email, name, password, joined_at."""
    joined = plan.days[LONG_AGO]
    for person in range(1, plan.people + 1):
        email = f"{account_of(plan, person)}@example.org"
        yield f"{person}\t{email}\t{name_of(person)}\t{password}\t{joined} 09:00:00\n"


def posts(plan: Plan) -> Iterator[str]:
    """Yield id, user, team, title, kind, hours, from_on."""
    since = plan.days[LONG_AGO]
    for person in range(1, plan.people + 1):
        kind, hours, title = PostKind.EMPLOYEE, HOURS[0], "Caseworker"
        if person >= plan.first_caseworker:
            hours = HOURS[person % len(HOURS)]
            if person % 19 == 0:
                kind, title = PostKind.VOLUNTEER, "Volunteer caseworker"
        elif person >= plan.first_supervisor:
            title = "Team leader"
        elif person >= plan.first_manager:
            title = "Casework manager"
        else:
            title = OFFICE[person - 1][1]
        yield f"{person}\t{person}\t{plan.team_of(person)}\t{title}\t{kind}\t{hours}\t{since}\n"


def lines(plan: Plan) -> Iterator[str]:
    """Yield id, person, supervisor, from_on."""
    since = plan.days[LONG_AGO]
    for number, person in enumerate(range(plan.first_manager, plan.people + 1), start=1):
        if person >= plan.first_caseworker:
            above = plan.supervisor_of(person)
        elif person >= plan.first_supervisor:
            above = plan.manager_of(person)
        else:
            above = 1
        yield f"{number}\t{person}\t{above}\t{since}\n"


def roles(plan: Plan) -> Iterator[str]:
    """Yield id, user, role, from_on."""
    since = plan.days[LONG_AGO]
    number = 0
    for person in range(1, plan.people + 1):
        if person >= plan.first_caseworker:
            held: tuple[Role, ...] = (Role.CASEWORKER,)
        elif person >= plan.first_manager:
            held = (Role.SUPERVISOR,)
        else:
            held = OFFICE[person - 1][2]
        for role in held:
            number += 1
            yield f"{number}\t{person}\t{role}\t{since}\n"
