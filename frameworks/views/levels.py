"""What a framework says of role levels: each level, the way between two, and role profiles."""

from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core.clock import today
from frameworks import presenters
from frameworks.places import level_places, profile_places
from frameworks.reading import Reading, framework_page, show
from frameworks.tree import asked_at, step_between
from frameworks.values import values_for

Node = TypeVar("Node")


@framework_page
def level_list(request: HttpRequest, reading: Reading) -> HttpResponse:
    """The role levels that a framework names, and its role profiles."""
    context = {"uses": presenters.uses(reading.tree)}
    return show(request, "frameworks/level_list.html", context, reading)


@framework_page
def level_detail(request: HttpRequest, reading: Reading, key: str) -> HttpResponse:
    """Everything that applies at one level."""
    asked = _found(asked_at(reading.tree, key))
    places = level_places(reading.tree)
    context = {
        "asked": asked,
        "others": [level for level in reading.tree.roles.levels if level.key != key],
        "around": presenters.neighbours(list(places.values()), places[key]),
        "uses": presenters.uses(reading.tree),
        "alignment": values_for(
            reading.tree, (area for core in asked.cores for area in core.areas), today()
        ),
    }
    return show(request, "frameworks/level_detail.html", context, reading)


@framework_page
def level_compare(request: HttpRequest, reading: Reading, key: str, other: str) -> HttpResponse:
    """What stays and what is new from one level to another."""
    step = _found(None if key == other else step_between(reading.tree, key, other))
    context = {"step": step, "uses": presenters.uses(reading.tree)}
    return show(request, "frameworks/level_compare.html", context, reading)


@framework_page
def role_profile_detail(request: HttpRequest, reading: Reading, key: str) -> HttpResponse:
    """One role profile, whole."""
    places = profile_places(reading.tree)
    if key not in places:
        raise Http404(_("There is no such role profile in this framework."))
    roles = reading.tree.roles
    profile = next(one for one in roles.profiles if one.key == key)
    context = {
        "profile": profile,
        "level": roles.level(profile.level_key),
        "parts": presenters.profile_parts(reading.tree, profile),
        "around": presenters.neighbours(list(places.values()), places[key]),
        "uses": presenters.uses(reading.tree),
    }
    return show(request, "frameworks/role_profile_detail.html", context, reading)


def _found(node: Node | None) -> Node:
    if node is None:
        raise Http404(_("There is no such role level in this framework."))
    return node
