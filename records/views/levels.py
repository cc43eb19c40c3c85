"""What is expected of me, and the ways from my level to others."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from frameworks.models import Version
from frameworks.presenters import uses
from frameworks.tree import Tree, step_between, tree_of
from people.models import PostLevel
from people.requests import Request
from records.presenters.levels import expectations, goals, seen_by_area
from records.querysets.profile import evidence_by_area


@require_GET
def expected_of_me(request: Request) -> HttpResponse:
    """What applies to the levels of my posts, in every framework, on one page."""
    held = _held(request)
    trees = _trees_in_use()
    context = {
        "expectations": expectations(held, trees),
        "for_all": [tree for tree in trees.values() if not tree.has_roles],
    }
    return render(request, "records/expected_of_me.html", context)


@require_GET
def pathway_list(request: Request) -> HttpResponse:
    """The levels that a way may lead to; frameworks in which a post of mine has one come first."""
    held = _held(request)
    ways = [(tree, goals(tree, held)) for tree in _trees_in_use().values() if tree.has_roles]
    ways.sort(key=lambda way: not any(goal.mine for goal in way[1]))
    return render(request, "records/pathway_list.html", {"ways": ways, "held": held})


@require_GET
def pathway_detail(request: Request, code: str, key: str) -> HttpResponse:
    """The way from my level to another: what stays, what is new, what I have evidence for."""
    tree = _trees_in_use().get(code)
    if tree is None:
        raise Http404(_("There is no such framework in use."))
    mine = [one.role_level.key for one in _held(request) if one.framework.code == code]
    start = next((one for one in mine if one != key and tree.roles.level(one)), "")
    evidence = evidence_by_area(
        person_id=request.user.pk, version_id=tree.version_id, scope=request.scope, since=None
    )
    step = step_between(tree, start, key, seen_by_area(request.user.pk, tree, evidence))
    if step is None:
        raise Http404(_("There is no such role level in this framework."))
    context = {
        "tree": tree,
        "step": step,
        "mine": key in mine,
        "uses": uses(tree),
        "beside_template": "records/_pathway_evidence.html",
    }
    return render(request, "records/pathway_detail.html", context)


def _held(request: Request) -> list[PostLevel]:
    levels = PostLevel.objects.held_by(request.user.pk, request.today)
    return list(levels.visible_to(request.scope))


def _trees_in_use() -> dict[str, Tree]:
    """Return the current versions that the organisation uses, the one in use longest first."""
    versions = Version.objects.current().public().order_by("framework__adopted_on", "title", "pk")
    return {tree.code: tree for tree in map(tree_of, versions.values_list("pk", flat=True))}
