"""The frameworks that somebody may choose from."""

import datetime as dt

from frameworks.choices import trees_in_use
from frameworks.tree import Tree
from people.models import PostLevel


def trees_for(person_id: int, on: dt.date) -> list[Tree]:
    """Return the framework versions in use that are about somebody's work on a day.

    One that is about certain role levels alone is left out unless a post of theirs has one of
    them; only then are their levels asked for. Source: Citizens Advice, Casework supervision:
    competences (DOMAIN, section 3).
    """
    trees = trees_in_use()
    if not any(tree.levels_only for tree in trees):
        return trees
    held = {
        (level.framework.code, level.role_level.key)
        for level in PostLevel.objects.held_by(person_id, on)
    }
    return [
        tree
        for tree in trees
        if not tree.levels_only
        or any((tree.code, level.key) in held for level in tree.roles.levels)
    ]
