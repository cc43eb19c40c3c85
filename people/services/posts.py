"""Posts, with their hours and role levels, each from a day."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.services import trail
from core.trail import Text
from frameworks.models import RoleLevel
from people.models import Post, PostLevel, Team, User
from people.services.periods import check_free, check_order, end_on, lock
from people.services.seen import as_seen

DAY = dt.timedelta(days=1)


@transaction.atomic
def give_post(
    *,
    by: Any,
    person: User,
    team: Team,
    title: str,
    kind: str,
    hours: Decimal,
    from_on: dt.date,
    to_on: dt.date | None = None,
    seen: str = "",
) -> Post:
    """Give a person a post in a team from a day, until a day or without end.

    :param hours: agreed hours a week.
    :param seen: the digest of the person's posts as the writer had them before them.
    :raises Stale: where somebody else changed them since.
    :raises DomainError: where the dates are out of order, or they hold a post in that team then.
    """
    lock(person)
    as_seen(seen, Post.objects.filter(user=person))
    check_order(from_on, to_on)
    _check_one_a_team(person, team, from_on, to_on)
    post = Post.objects.create(
        user=person, team=team, title=title, kind=kind, hours=hours, from_on=from_on, to_on=to_on
    )
    _record("post.given", by, post)
    return post


def _check_one_a_team(
    person: User, team: Team, from_on: dt.date, to_on: dt.date | None, but: Post | None = None
) -> None:
    posts = Post.objects.filter(user=person, team=team)
    check_free(
        posts.exclude(pk=but.pk) if but else posts,
        from_on,
        to_on,
        _("They already hold a post in this team on some of these days."),
        "team",
    )


def _record(act: str, by: Any, post: Post) -> None:
    trail.record(
        act,
        by=by,
        subject=f"people.user:{post.user_id}",
        record=post,
        detail={
            "team": f"people.team:{post.team_id}",
            "title": Text(post.title),
            "kind": post.kind,
            "hours": post.hours,
            "from_on": post.from_on,
            "to_on": post.to_on,
        },
    )


@transaction.atomic
def change_post(
    *,
    by: Any,
    post: Post,
    from_on: dt.date,
    team: Team,
    title: str,
    kind: str,
    hours: Decimal,
    seen: str = "",
) -> Post:
    """Change team, title, kind or hours of a post from a day on.

    What was counted before keeps the old hours: the post ends the day before and a new one
    begins, with the same role levels. From the post's own first day it is put right in place.

    :param seen: the digest of the post as the writer had it before them.
    :raises Stale: where somebody else changed it since.
    :raises DomainError: for a day before the post's first or after its last.
    """
    lock(post.user)
    [post] = as_seen(seen, Post.objects.filter(pk=post.pk))
    if from_on < post.from_on or (post.to_on and from_on > post.to_on):
        raise DomainError(_("The day must lie within the post's dates."), "from_on")
    _check_one_a_team(post.user, team, from_on, post.to_on, but=post)
    values = {"team": team, "title": title, "kind": kind, "hours": hours}
    if from_on == post.from_on:
        Post.objects.filter(pk=post.pk).update(**values)
        post.refresh_from_db()
        _record("post.corrected", by, post)
        return post
    levels = list(PostLevel.objects.in_force(from_on).filter(post=post))
    end_on(PostLevel.objects.filter(post=post), from_on - DAY)
    changed = Post.objects.create(user=post.user, from_on=from_on, to_on=post.to_on, **values)
    Post.objects.filter(pk=post.pk).update(to_on=from_on - DAY)
    PostLevel.objects.bulk_create(
        PostLevel(
            post=changed,
            framework_id=level.framework_id,
            role_level_id=level.role_level_id,
            from_on=from_on,
            to_on=level.to_on,
        )
        for level in levels
    )
    _record("post.changed", by, changed)
    return changed


@transaction.atomic
def end_post(*, by: Any, post: Post, last_day: dt.date, seen: str = "") -> None:
    """End one of a person's posts on a day, and its role levels.

    For the last one use :func:`people.services.persons.record_leaving`.

    :param seen: the digest of the post as the writer had it before them.
    :raises Stale: where somebody else changed it since.
    :raises DomainError: for a day before the post's first, or for the only post they hold then.
    """
    lock(post.user)
    [post] = as_seen(seen, Post.objects.filter(pk=post.pk))
    if last_day < post.from_on:
        raise DomainError(_("The last day must be the same as or after the first day."), "last_day")
    others = Post.objects.filter(user=post.user).exclude(pk=post.pk)
    if not others.in_force(last_day + DAY).exists():
        raise DomainError(
            _("This is the only post they hold then. Record that they leave instead."), "last_day"
        )
    end_on(PostLevel.objects.filter(post=post), last_day)
    end_on(Post.objects.filter(pk=post.pk), last_day)
    trail.record("post.ended", by=by, subject=post.user, record=post, detail={"last_day": last_day})


@transaction.atomic
def set_role_level(
    *, by: Any, post: Post, role_level: RoleLevel, from_on: dt.date, seen: str = ""
) -> PostLevel:
    """Give a post a role level in that level's framework from a day on.

    :param seen: the digest of the post and its role levels as the writer had them before them.
    :raises Stale: where somebody else changed them since.
    :raises DomainError: for a level that no published version of its framework names, a day outside
        the post's dates, or one before a level already recorded.
    """
    lock(post.user)
    post = as_seen(seen, Post.objects.filter(pk=post.pk), PostLevel.objects.filter(post=post))[0]
    if from_on < post.from_on or (post.to_on and from_on > post.to_on):
        raise DomainError(_("The day must lie within the post's dates."), "from_on")
    if not RoleLevel.objects.published().filter(pk=role_level.pk).exists():
        raise DomainError(
            _("This role level is not published yet. Choose one that a published framework names."),
            "role_level",
        )
    levels = PostLevel.objects.filter(post=post, framework=role_level.framework_id)
    if levels.filter(from_on__gt=from_on).exists():
        raise DomainError(_("A later role level is already recorded for this post."), "from_on")
    end_on(levels, from_on - DAY)
    level = PostLevel.objects.create(
        post=post,
        framework_id=role_level.framework_id,
        role_level=role_level,
        from_on=from_on,
        to_on=post.to_on,
    )
    trail.record(
        "post.level_set",
        by=by,
        subject=post.user,
        record=post,
        detail={"role_level": role_level, "from_on": from_on},
    )
    return level
