"""Who works at the demonstration organisation. Every name is made up."""

from dataclasses import dataclass
from decimal import Decimal

from competency_site.demo.work import COMPLAINTS, HOUSING, MONEY
from people.enums import PostKind, Role

OFFICE = "Casework office"
FULL_TIME = Decimal("37.0")


@dataclass(frozen=True)
class Member:
    """One person with one post.

    :ivar key: the first part of their address.
    :ivar above: key of their supervisor; "" for the top.
    :ivar since: days before the last day on which the post began.
    :ivar skill: how surely their files show good practice at the year's beginning, 0 to 1.
    """

    key: str
    name: str
    title: str
    team: str
    above: str
    roles: tuple[Role, ...] = ()
    kind: PostKind = PostKind.EMPLOYEE
    hours: Decimal = FULL_TIME
    since: int = 1500
    skill: float = 0.6


def _supervisor(key: str, name: str, team: str, hours: str = "37.0") -> Member:
    return Member(key, name, "Team leader", team, "lead", (Role.SUPERVISOR,), hours=Decimal(hours))


def _caseworker(
    key: str,
    name: str,
    team: str,
    above: str,
    skill: float,
    hours: str = "37.0",
    since: int = 1100,
    kind: PostKind = PostKind.EMPLOYEE,
) -> Member:
    title = {PostKind.VOLUNTEER: "Volunteer caseworker", PostKind.TRAINEE: "Trainee caseworker"}
    return Member(
        key,
        name,
        title.get(kind, "Caseworker"),
        team,
        above,
        (Role.CASEWORKER,),
        kind=kind,
        hours=Decimal(hours),
        since=since,
        skill=skill,
    )


TRAINEE, VOLUNTEER, AGENCY = PostKind.TRAINEE, PostKind.VOLUNTEER, PostKind.AGENCY

MEMBERS = (
    Member(
        "lead",
        "Moira Thistlecombe",
        "Lead of casework",
        OFFICE,
        "",
        (Role.SUPERVISOR, Role.LEAD_OF_CASEWORK),
    ),
    Member("hr", "Hanna Ivorycroft", "People adviser", OFFICE, "", (Role.HR,)),
    Member(
        "frameworks", "Tobias Quillmere", "Quality officer", OFFICE, "", (Role.FRAMEWORK_ADMIN,)
    ),
    Member("admin", "Olwen Pebbleby", "Office manager", OFFICE, "", (Role.ORGANISATION_ADMIN,)),
    Member(
        "data.protection",
        "Sanjay Larchfield",
        "Data-protection lead",
        OFFICE,
        "",
        (Role.DATA_PROTECTION_LEAD,),
    ),
    Member(
        "representative",
        "Rosa Kettlewick",
        "Staff representative",
        OFFICE,
        "",
        (Role.STAFF_REPRESENTATIVE,),
    ),
    Member(
        "external",
        "Edwin Sorrelgarth",
        "External reviewer",
        OFFICE,
        "",
        kind=PostKind.EXTERNAL,
        hours=Decimal("4.0"),
        since=40,
    ),
    _supervisor("supervisor", "Gareth Rowanshaw", HOUSING),
    _supervisor("efua.marlgarth", "Efua Marlgarth", HOUSING, "22.5"),
    _supervisor("viktor.ashlow", "Viktor Ashlow", MONEY),
    _supervisor("leila.cobblemoor", "Leila Cobblemoor", COMPLAINTS),
    _caseworker("caseworker", "Amina Fernholme", HOUSING, "supervisor", 0.62),
    _caseworker("rhys.gorsecroft", "Rhys Gorsecroft", HOUSING, "supervisor", 0.78, since=2400),
    _caseworker("petra.yarrowby", "Petra Yarrowby", HOUSING, "supervisor", 0.70, "18.5"),
    _caseworker(
        "jonas.hazelwick", "Jonas Hazelwick", HOUSING, "supervisor", 0.42, since=150, kind=TRAINEE
    ),
    _caseworker("folake.brammere", "Folake Brammere", HOUSING, "efua.marlgarth", 0.66),
    _caseworker("niall.vetchcombe", "Niall Vetchcombe", HOUSING, "efua.marlgarth", 0.55, "30.0"),
    _caseworker(
        "wanda.umbergarth", "Wanda Umbergarth", HOUSING, "efua.marlgarth", 0.60, kind=AGENCY,
        since=420,
    ),
    _caseworker("tariq.elderby", "Tariq Elderby", MONEY, "viktor.ashlow", 0.72),
    _caseworker("isla.nettlefield", "Isla Nettlefield", MONEY, "viktor.ashlow", 0.58, "25.0"),
    _caseworker("marek.sorrelshaw", "Marek Sorrelshaw", MONEY, "viktor.ashlow", 0.64),
    _caseworker(
        "edith.willowlow", "Edith Willowlow", MONEY, "viktor.ashlow", 0.75, "7.5", kind=VOLUNTEER,
        since=900,
    ),
    _caseworker("kamala.dapplewick", "Kamala Dapplewick", MONEY, "viktor.ashlow", 0.68),
    _caseworker("callum.junipercroft", "Callum Junipercroft", MONEY, "viktor.ashlow", 0.50),
    _caseworker("bronwen.oakengarth", "Bronwen Oakengarth", COMPLAINTS, "leila.cobblemoor", 0.80),
    _caseworker("elias.ashmoor", "Elias Ashmoor", COMPLAINTS, "leila.cobblemoor", 0.60),
    _caseworker("mei.rowanfield", "Mei Rowanfield", COMPLAINTS, "leila.cobblemoor", 0.71, "30.0"),
    _caseworker("dominik.larchby", "Dominik Larchby", COMPLAINTS, "leila.cobblemoor", 0.54),
    _caseworker("zara.pebblecombe", "Zara Pebblecombe", COMPLAINTS, "leila.cobblemoor", 0.66),
)  # fmt: skip

_BY_KEY = {member.key: member for member in MEMBERS}

FROM_THE_START = tuple(m for m in MEMBERS if m.since >= 400)
CASEWORKERS = tuple(m for m in MEMBERS if Role.CASEWORKER in m.roles)
SUPERVISORS = tuple(m for m in MEMBERS if m.title == "Team leader")

ON_LEAVE, ON_LEAVE_SINCE = "kamala.dapplewick", 34
LEAVER, LEFT_BEFORE = "dominik.larchby", 80
BACK_FROM_LEAVE, AWAY_FROM, AWAY_TO = "folake.brammere", 210, 175
"""Dates as days before the last one. The third was away and is back."""

COVERED, DEPUTY, COVER_FROM, COVER_TO = "viktor.ashlow", "leila.cobblemoor", 69, 55
LINES_CHANGE = (150, LEFT_BEFORE - 1, COVER_FROM, COVER_TO - 1)
"""Days from which somebody has other people to supervise than before."""

ADJUSTED = ("niall.vetchcombe", "mei.rowanfield", "petra.yarrowby")


def of(key: str) -> Member:
    """Return the member with this key."""
    return _BY_KEY[key]
