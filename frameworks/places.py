"""The pages of the role levels and role profiles of a version."""

from dataclasses import dataclass

from django.urls import reverse

from frameworks.tree import Tree


@dataclass(frozen=True)
class Place:
    """A page by its title."""

    title: str
    url: str


def level_places(tree: Tree) -> dict[str, Place]:
    """Return the pages of the role levels by key, in printed order."""
    at = (tree.code, tree.number)
    return {
        level.key: Place(level.title, reverse("level_detail", args=[*at, level.key]))
        for level in tree.roles.levels
    }


def profile_places(tree: Tree) -> dict[str, Place]:
    """Return the pages of the role profiles by key, in printed order."""
    at = (tree.code, tree.number)
    return {
        profile.key: Place(profile.title, reverse("role_profile_detail", args=[*at, profile.key]))
        for profile in tree.roles.profiles
    }
