"""Competency areas as choices of a form."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from frameworks.models import Version
from frameworks.tree import Tree, tree_of


def trees_in_use() -> list[Tree]:
    """Return the current framework versions: those the organisation uses, else all there are.

    The one in use longest comes first.
    """
    versions = list(
        Version.objects.current()
        .order_by("framework__adopted_on", "title", "pk")
        .values_list("pk", "framework__adopted_on")
    )
    adopted = [pk for pk, on in versions if on]
    return [tree_of(pk) for pk in adopted or [pk for pk, _on in versions]]


def with_version(trees: list[Tree], version_id: int) -> list[Tree]:
    """Return these trees and that of a version that is no longer in use."""
    if version_id in {tree.version_id for tree in trees}:
        return trees
    return [*trees, tree_of(version_id)]


def area_choices(trees: Sequence[Tree], empty: Any) -> list[Any]:
    """Return the areas of these versions, grouped by core competency.

    Areas of another framework than the first are named with it.

    :param empty: the words for choosing none.
    """
    groups = [
        (
            core.title if tree is trees[0] else f"{tree.title}: {core.title}",
            [(str(area.id), area.title) for area in core.areas],
        )
        for tree in trees
        for core in tree.cores
        if core.areas
    ]
    return [("", empty), *groups]


def areas_by_key(trees: Sequence[Tree]) -> list[Any]:
    """Return the areas of these versions as choices by key, grouped by core competency.

    Where there are several versions each group is named with its own. See :func:`area_chosen`.
    """
    return [
        ("", _("Choose an area")),
        *(
            (
                f"{tree.title}: {core.title}" if len(trees) > 1 else core.title,
                [(f"{tree.code}/{area.key}", area.title) for area in core.areas],
            )
            for tree in trees
            for core in tree.cores
            if core.areas
        ),
    ]


def area_chosen(trees: Sequence[Tree], choice: str) -> tuple[Tree, str]:
    """Return the tree and the key of the area that one of :func:`areas_by_key` names."""
    code, _slash, key = choice.partition("/")
    return next(tree for tree in trees if tree.code == code), key
