"""What the pages of rounds show: plans, parts and reviewers as plain data."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.enums import Monitoring
from assessments.models import Drawn, Objection, Round, RoundShare
from assessments.round_facts import Plan
from assessments.services.round_plan import month_name
from people.models import User
from people.scope import Scope


@dataclass(frozen=True)
class PartRow:
    """One person's line: how many files are wanted and why; ``drawn`` is None in a preview."""

    pk: int
    name: str
    why: str
    wanted: int
    available: int
    drawn: int | None
    short: int


def why_of(level: str, hours: Decimal, files: int, present: Decimal) -> str:
    """Say what the number of files wanted of somebody follows from."""
    words = [
        ngettext(
            "%(level)s, %(hours)s hours, %(files)s file held",
            "%(level)s, %(hours)s hours, %(files)s files held",
            files,
        )
        % {
            "level": Monitoring(level).label,
            "hours": number_format(hours.normalize(), use_l10n=True)
            if hours != hours.to_integral_value()
            else int(hours),
            "files": files,
        }
    ]
    if present < 1:
        words.append(_("away for part of the month") if present else _("away all month"))
    return ", ".join(words)


def previewed(plan: Plan) -> list[PartRow]:
    """Return the lines of a plan that is not drawn yet, in order of name."""
    names = dict(
        User.objects.filter(pk__in=[each.person for each in plan.people]).values_list("pk", "name")
    )
    rows = [
        PartRow(
            pk=each.person,
            name=names[each.person],
            why=why_of(each.level, each.hours, each.files, Decimal(str(float(each.present)))),
            wanted=each.wanted,
            available=each.available,
            drawn=None,
            short=each.short,
        )
        for each in plan.people
    ]
    return sorted(rows, key=lambda row: (row.name, row.pk))


def parts(shares: Iterable[RoundShare]) -> list[PartRow]:
    """Return the lines of what was drawn, as they come."""
    return [
        PartRow(
            pk=share.person_id,
            name=share.person.name,
            why=why_of(share.level, share.hours, share.files, share.present),
            wanted=share.wanted,
            available=share.available,
            drawn=share.drawn,
            short=max(0, share.wanted - share.available),
        )
        for share in shares
    ]


@dataclass(frozen=True)
class ReviewerRow:
    """A reviewer of one's work in a round, and what came of an objection to them."""

    pk: int
    name: str
    objection: Objection | None


@dataclass(frozen=True)
class MyRound:
    """A round as the caseworker is told of it: never which files."""

    pk: int
    month: str
    first: dt.date
    last: dt.date
    is_on: bool
    files: int
    seen: bool
    why: str
    reviewers: list[ReviewerRow]


def my_rounds(scope: Scope) -> list[MyRound]:
    """Return the rounds that somebody is or was told of, latest first; three queries."""
    shares = list(
        RoundShare.objects.told_to(scope)
        .select_related("round")
        .defer("round__population")
        .order_by("-round__month", "-pk")[:24]
    )
    rounds = [share.round_id for share in shares]
    objections: dict[tuple[int, int], Objection] = {
        (each.round_id, each.reviewer_id): each
        for each in Objection.objects.filter(person=scope.user_id, round__in=rounds).select_related(
            "reviewer"
        )
    }
    reviewers: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for row in Drawn.objects.reviewers_of(scope.user_id, rounds):
        reviewers[row["round_id"]].append(row)
    return [_my_round(share, reviewers[share.round_id], objections) for share in shares]


def _my_round(
    share: RoundShare,
    reviewers: list[Mapping[str, Any]],
    objections: Mapping[tuple[int, int], Objection],
) -> MyRound:
    names = {row["who"]: row["who_name"] for row in reviewers}
    for (round_id, reviewer), objection in objections.items():
        if round_id == share.round_id:
            names.setdefault(reviewer, objection.reviewer.name)
    return MyRound(
        pk=share.pk,
        month=month_name(share.round.month),
        first=share.round.runs_from,
        last=share.round.runs_to,
        is_on=share.round.state == "running",
        files=share.drawn,
        seen=share.seen_at is not None,
        why=why_of(share.level, share.hours, share.files, share.present),
        reviewers=[
            ReviewerRow(pk, name, objections.get((share.round_id, pk)))
            for pk, name in sorted(names.items(), key=lambda each: (each[1], each[0]))
        ],
    )


def heading_of(round_: Round) -> str:
    """Return what a round is called on screen."""
    return _("Round over %(month)s") % {"month": month_name(round_.month)}
