"""What the organisation stands for, how its frameworks are linked, and one talk over what helps."""

import datetime as dt

from competency_site.demo.levels import ONE_TEAM
from competency_site.demo.organisation import Cast
from frameworks.choices import trees_in_use
from frameworks.enums import MapRelation
from frameworks.models import Version
from frameworks.services.maps import Place, link_areas
from frameworks.services.values import add_value, link_area
from people.models import User
from people.scope import Scope
from supervision.models import CapabilitySheet
from supervision.services.capability import agree_help, open_sheet, say, sign_sheet

KEEPER = "frameworks"
PERSON, SUPERVISOR = "elias.ashmoor", "leila.cobblemoor"

VALUES = (
    (
        "value",
        "We listen before we advise.",
        "approachable.engaging",
        "It is where listening shows first.",
    ),
    ("value", "We say plainly what we know.", "impactful.clear", "Plain words are its whole text."),
    (
        "value",
        "We are fair, and seen to be.",
        "open-minded.impartial",
        "Nobody else can tell us that we are.",
    ),
    ("aim", "Nobody waits longer than ten days for a first answer.", "", ""),
)


HOUSING, ASSOCIATION = "housing-ombudsman", "ombudsman-association"
LINKS = (
    (
        "all.organised",
        MapRelation.SAME_AS,
        "professional.organised",
        "Both are about planning one’s own work and keeping to it.",
    ),
    (
        "all.working-collaboratively",
        MapRelation.SAME_AS,
        "open-minded.collaborative",
        "Both are about working with others towards one outcome.",
    ),
    (
        "all.using-initiative-taking-action",
        MapRelation.PART_OF,
        "constructive.proactive",
        "Taking action unasked is one side of being proactive; seeing ahead is the other.",
    ),
    (
        "role.effective-writing",
        MapRelation.PART_OF,
        "impactful.clear",
        "Writing is one of the two ways in which we are clear; speaking is the other.",
    ),
    (
        "role.objective-analysis",
        MapRelation.RELATED_TO,
        "open-minded.impartial",
        "One is about weighing what is there, the other about having no side. Neither holds the"
        " other.",
    ),
)


def link_frameworks(made: Cast, on: dt.date) -> None:
    """Say what some areas of the framework of one team are to areas of everybody's."""
    trees = {tree.code: tree for tree in trees_in_use()}
    if not {HOUSING, ASSOCIATION} <= set(trees):
        return
    for here, relation, there, reason in LINKS:
        link_areas(
            here=Place(trees[HOUSING], here),
            relation=relation,
            there=Place(trees[ASSOCIATION], there),
            reason=reason,
            on=on,
            by=made.people[KEEPER],
            scope=made.scope(KEEPER, on),
        )


def keep_values(made: Cast, on: dt.date) -> None:
    """Put a few values on the list and link them; one that no area carries stays."""
    by, scope = made.people[KEEPER], made.scope(KEEPER, on)
    tree = next(tree for tree in trees_in_use() if tree.code == "ombudsman-association")
    for kind, text, key, reason in VALUES:
        value = add_value(kind=kind, text=text, from_on=on, by=by, scope=scope)
        if key:
            link_area(value=value, tree=tree, area_key=key, reason=reason, by=by, scope=scope)


def talk(made: Cast, on: dt.date) -> None:
    """Let a supervisor and somebody of theirs talk over what helps; both sign."""
    version = Version.objects.current().filter(framework__code=ONE_TEAM).first()
    scope = made.scope(SUPERVISOR, on)
    person, by = made.people[PERSON], made.people[SUPERVISOR]
    if version is None or person.pk not in scope.own_lines:
        return
    sheet = open_sheet(
        person=person,
        version=version,
        areas=list(version.areas.order_by("pk")[:2]),
        bears=True,
        bearing="Elias works mornings in the office; we talk there, not by phone.",
        by=by,
        scope=scope,
    )
    _say(sheet, person, made.scope(PERSON, on), "The complaints with two landlords take me longest:"
         " I lose track of who promised what.")  # fmt: skip
    _say(sheet, by, scope, "Your letters are clear once you have the order of events. It is the order"
         " that takes the time.")  # fmt: skip
    sheet.refresh_from_db()
    agree_help(
        sheet=sheet,
        help_agreed="A chronology on one page for each complaint with more than one landlord. Leila"
        " goes through the first two with Elias.",
        next_on=on + dt.timedelta(days=21),
        revision=sheet.revision,
        by=by,
        scope=scope,
    )
    sheet.refresh_from_db()
    for key in (PERSON, SUPERVISOR):
        sign_sheet(
            sheet=sheet,
            signed=True,
            note="",
            revision=sheet.revision,
            by=made.people[key],
            scope=made.scope(key, on),
        )


def _say(sheet: CapabilitySheet, by: User, scope: Scope, text: str) -> None:
    say(sheet=sheet, text=text, by=by, scope=scope)
