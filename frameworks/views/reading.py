"""The pages on which a framework is read."""

from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from frameworks import presenters
from frameworks.adaptations import adaptations_of
from frameworks.claims import caution_of
from frameworks.models import Version
from frameworks.reading import Reading, framework_page, public_page, show
from frameworks.services.search import LONGEST_QUERY, search_frameworks
from frameworks.tree import tree_of

Node = TypeVar("Node")


@public_page
def framework_list(request: HttpRequest) -> HttpResponse:
    """Which frameworks the organisation uses, where they come from, and what was adapted."""
    in_use = Version.objects.current().public().select_related("framework")
    versions = in_use.order_by("framework__adopted_on", "title", "pk")
    frameworks = [presenters.in_use(version, tree_of(version.pk)) for version in versions]
    return show(request, "frameworks/framework_list.html", {"frameworks": frameworks})


@framework_page
def framework_detail(request: HttpRequest, reading: Reading) -> HttpResponse:
    """The core competencies at a glance."""
    context = {
        "uses": presenters.uses(reading.tree),
        "adaptations": adaptations_of(reading.tree),
        "caution": caution_of(reading.tree),
    }
    return show(request, "frameworks/framework_detail.html", context, reading)


@framework_page
def framework_about(request: HttpRequest, reading: Reading) -> HttpResponse:
    """What a framework says of itself, as printed, with its permitted uses and its degrees."""
    context = {
        "uses": presenters.uses(reading.tree),
        "parts": presenters.parts(reading.tree),
        "adaptations": adaptations_of(reading.tree),
        "caution": caution_of(reading.tree),
    }
    return show(request, "frameworks/framework_about.html", context, reading)


@framework_page
def competency_detail(request: HttpRequest, reading: Reading, key: str) -> HttpResponse:
    """One core competency, its areas side by side as in the printed framework."""
    core = _found(reading.tree.core_by_key, key)
    context = {
        "core": core,
        "uses": presenters.uses(reading.tree),
        "around": presenters.neighbours(reading.tree.cores, core),
    }
    return show(request, "frameworks/competency_detail.html", context, reading)


@framework_page
def area_detail(request: HttpRequest, reading: Reading, key: str) -> HttpResponse:
    """One competency area with its behaviours."""
    area = _found(reading.tree.area_by_key, key)
    context = {
        "area": area,
        "core": next(core for core in reading.tree.cores if core.id == area.core_id),
        "uses": presenters.uses(reading.tree),
        "around": presenters.neighbours(list(reading.tree.areas.values()), area),
    }
    return show(request, "frameworks/area_detail.html", context, reading)


@public_page
def framework_search(request: HttpRequest) -> HttpResponse:
    """Search every text of the frameworks in use."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    findings = search_frameworks(query, Version.objects.current().public())
    context = {
        "query": query,
        "findings": findings,
        "groups": presenters.results(findings.found),
    }
    return show(request, "frameworks/framework_search.html", context)


def _found(nodes: dict[str, Node], key: str) -> Node:
    if key not in nodes:
        raise Http404(_("There is no such part of this framework."))
    return nodes[key]
