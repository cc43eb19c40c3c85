"""Who is touched when another version of a framework is put in use: the preview of the move."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from assessments.enums import ReviewState
from assessments.models import FileReview
from frameworks.models import Version, VersionLevel
from people.models import Post, PostLevel
from people.periods import in_force

OVER = (ReviewState.CLOSED, ReviewState.WITHDRAWN)


@dataclass(frozen=True)
class TeamPosts:
    """The posts of one team that go by a framework, and how many have a role level in it."""

    team_id: int
    name: str
    posts: int
    with_level: int


@dataclass(frozen=True)
class LevelPosts:
    """The posts at one role level, and whether the new version still names the level."""

    title: str
    posts: int
    named: bool


def posts_that_move(version: Version, on: dt.date) -> QuerySet[Post]:
    """Return the posts of a day whose holders record under this framework.

    All there are; under a framework that is only for its role levels, those at one of them.
    """
    posts = Post.objects.filter(in_force(on))
    if version.levels_only:
        posts = posts.filter(Exists(_levels(version, on).filter(post=OuterRef("pk"))))
    return posts


def teams_that_move(version: Version, on: dt.date) -> list[TeamPosts]:
    """Return the posts that move by team, in name order, in one query."""
    has_level = Exists(_levels(version, on).filter(post=OuterRef("pk")))
    rows = (
        posts_that_move(version, on)
        .annotate(has_level=has_level)
        .values("team_id", name=F("team__name"))
        .annotate(posts=Count("pk"), with_level=Count("pk", filter=Q(has_level=True)))
        .order_by("name")
    )
    return [TeamPosts(**row) for row in rows]


def levels_that_move(version: Version, on: dt.date) -> list[LevelPosts]:
    """Return the posts by role level, in one query; where a level is no longer named, it says so.

    A version that names no level at all says nothing of levels, so that none is missing.
    """
    names_any = VersionLevel.objects.filter(version=version)
    named = names_any.filter(role_level=OuterRef("role_level"))
    rows = (
        _levels(version, on)
        .annotate(named=Exists(named) | ~Exists(names_any))
        .values("named", title=F("role_level__title"))
        .annotate(posts=Count("pk"))
        .order_by("role_level__rank", "title")
    )
    return [LevelPosts(row["title"], row["posts"], row["named"]) for row in rows]


def reviews_that_stay(version: Version) -> int:
    """Return how many running reviews were begun under another version of the framework."""
    return (
        FileReview.objects.exclude(state__in=OVER)
        .filter(review_versions__version__framework=version.framework_id)
        .exclude(review_versions__version=version)
        .distinct()
        .count()
    )


def _levels(version: Version, on: dt.date) -> QuerySet[PostLevel]:
    return PostLevel.objects.filter(in_force(on), framework=version.framework_id)
