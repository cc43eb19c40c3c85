"""At which role level somebody's work was done, and whether a framework speaks of that level.

Source: Citizens Advice, Casework supervision: competences, which are supervisors' competences
(DOMAIN, section 3: evidence about anybody else is refused).
"""

import datetime as dt
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.errors import DomainError
from frameworks.models import RoleLevel, Version
from frameworks.tree import tree_of
from people.models import Post, PostLevel
from people.periods import in_force


def levels_of(post: Post, versions: Iterable[Version], on: dt.date) -> dict[int, RoleLevel]:
    """Return the role level of a post on a day in the framework of each version that it has one
    in, by version, in one query."""
    versions = list(versions)
    held = PostLevel.objects.filter(
        in_force(on), post=post, framework__in=[version.framework_id for version in versions]
    ).select_related("role_level")
    by_framework = {level.framework_id: level.role_level for level in held}
    return {
        version.pk: by_framework[version.framework_id]
        for version in versions
        if version.framework_id in by_framework
    }


def refuse_unless_of_its_levels(
    version: Version, level: RoleLevel | None, *, name: str, on: dt.date, field: str
) -> None:
    """Refuse what is about somebody at none of a version's levels, where it is for those alone.

    :param level: the level that the person's post had in the framework on the day.
    :raises DomainError: beside ``field``, in a sentence that names the levels.
    """
    tree = tree_of(version.pk)
    if not tree.levels_only or (level and tree.roles.level(level.key)):
        return
    raise DomainError(
        _(
            "“%(title)s” is about people at these levels only: %(levels)s. On %(day)s the post of "
            "%(name)s had none of them."
        )
        % {
            "title": tree.title,
            "levels": ", ".join(level.title for level in tree.roles.levels),
            "day": date_format(on, "j F Y"),
            "name": name,
        },
        field=field,
    )
