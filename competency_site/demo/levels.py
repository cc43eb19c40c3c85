"""The frameworks that the demonstration takes up beside its first, and the levels of its posts."""

import datetime as dt

from competency_site.demo import cast
from competency_site.demo.organisation import BY, Cast
from frameworks.models import Framework, RoleLevel
from frameworks.services.adopting import adopt_framework
from people.models import Post
from people.services.posts import set_role_level

LEVELS, SUPERVISION, ONE_TEAM = (
    "guildford-casework",
    "citizens-advice-casework-supervision",
    "housing-ombudsman",
)
L4, L3, L2 = 0.75, 0.7, 0.6
"""From which ``cast.Member.skill`` on somebody is at these levels."""


def take_up(made: Cast, on: dt.date) -> None:
    """Adopt the frameworks of role levels, of supervisors and of one team; give posts levels."""
    for code in (LEVELS, SUPERVISION, ONE_TEAM):
        for framework in Framework.objects.filter(code=code):
            adopt_framework(framework=framework, on=on, by=BY)
    known = {
        (level.framework.code, level.key): level
        for level in RoleLevel.objects.select_related("framework")
    }
    for member in (*cast.SUPERVISORS, *cast.CASEWORKERS):
        post = Post.objects.filter(user=made.people[member.key]).in_force(on).first()
        for code, key in _levels_of(member):
            if post is not None and (code, key) in known:
                set_role_level(by=BY, post=post, role_level=known[code, key], from_on=on)


def _levels_of(member: cast.Member) -> list[tuple[str, str]]:
    if member in cast.SUPERVISORS:
        return [(LEVELS, "team-leader"), (SUPERVISION, "casework-supervisor")]
    held = [(LEVELS, _grade(member))]
    if member.team == cast.COMPLAINTS:
        held.append((ONE_TEAM, "lr2" if member.skill >= L3 else "lr1"))
    return held


def _grade(member: cast.Member) -> str:
    reached = [key for key, skill in (("l4", L4), ("l3", L3), ("l2", L2)) if member.skill >= skill]
    return reached[0] if reached else "l1"
