"""Who may be given which case to review, as far as names and dates say: restricted cases to those
cleared, external reviewers to cases they are named for. Source: PRACTICE, "Independence".
"""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.models import CaseFile, CaseSight, Restriction
from people.enums import PostKind
from people.models import Post, User
from people.periods import in_force


def externals(on: dt.date) -> QuerySet[Post, int]:
    """Return the ids of those who hold only external posts on a day, as a sub-query."""
    posts = Post.objects.filter(in_force(on)).order_by()
    inside = posts.exclude(kind=PostKind.EXTERNAL).values("user")
    return (
        posts.filter(kind=PostKind.EXTERNAL).exclude(user__in=inside).values_list("user", flat=True)
    )


def named_for(case_file: CaseFile, on: dt.date) -> QuerySet[CaseSight, int]:
    """Return the ids of those named to review a case on a day, as a sub-query."""
    sights = CaseSight.objects.in_force(on).filter(case_file=case_file).order_by()
    return sights.values_list("user", flat=True)


def is_restricted(case_file: CaseFile, on: dt.date) -> bool:
    """Say whether only those cleared may review a case on a day."""
    return Restriction.objects.in_force(on).filter(case_file=case_file).exists()


def may_be_given(case_file: CaseFile, on: dt.date) -> Q:
    """Return the condition on people that this case may be given to them to review.

    The same answer as :func:`why_not_named`, for a list.
    """
    named = Q(pk__in=named_for(case_file, on))
    return named if is_restricted(case_file, on) else named | ~Q(pk__in=externals(on))


def is_external(user: User, on: dt.date) -> bool:
    """Say whether somebody holds only external posts on a day."""
    return externals(on).filter(user=user).exists()


def closed_to_external(user_id: int, on: dt.date, path: str = "case_file") -> Q:
    """Return the condition that an external reviewer's sight of a case is not in force.

    Never true of anybody else.

    :param path: the field of the row that holds the case.
    """
    sight = CaseSight.objects.in_force(on).filter(user=user_id, case_file=OuterRef(path))
    return Q(Exists(externals(on).filter(user=user_id))) & ~Q(Exists(sight))


def restricted_and_named(files: Iterable[int], on: dt.date) -> tuple[set[int], dict[int, set[int]]]:
    """Return which of many files are restricted, and who is named for which; two queries."""
    keys: Collection[int] = list(files)
    restricted = Restriction.objects.in_force(on).filter(case_file__in=keys).order_by()
    named: dict[int, set[int]] = {}
    sights = CaseSight.objects.in_force(on).filter(case_file__in=keys).order_by()
    for file, user in sights.values_list("case_file_id", "user_id"):
        named.setdefault(file, set()).add(user)
    return set(restricted.values_list("case_file_id", flat=True)), named
