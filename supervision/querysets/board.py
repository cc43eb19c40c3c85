"""What a team board says of each person: figures of their work by day, never a score.

One query for each sort of record, however many people there are.
"""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from assessments.enums import SHARED_STATES, ReviewState
from assessments.models import Evidence, FileReview, Judgement
from assessments.querysets import review_usable_for
from frameworks.enums import Purpose
from people.models import Line, User
from people.querysets import PersonQuerySet
from supervision.models import PlanItem

if TYPE_CHECKING:
    from people.scope import Scope

SHOWN_FOR = Purpose.SUPERVISION
"""A board shows people side by side for their supervision: what no publisher permits for that is
not on it."""
YEAR = dt.timedelta(days=365)
ANSWERED = (ReviewState.ACKNOWLEDGED, ReviewState.DISPUTED, ReviewState.DECIDED)
"""Answers that ask for an act: closing the review, or a talk about it."""


@dataclass(frozen=True)
class Standing:
    """What is said of one person.

    :ivar running: reviews asked for and not finished. Which files they are is not told.
    :ivar shared: reviews shared in the last year.
    :ivar answers: reviews answered by the person that wait for an act.
    :ivar overdue: open things on their plan whose day is past.
    """

    running: int = 0
    shared: int = 0
    answers: int = 0
    last_evidence: dt.date | None = None
    last_judgement: dt.date | None = None
    planned: int = 0
    overdue: int = 0


def team_of(scope: "Scope") -> PersonQuerySet:
    """Return the people this user supervises or covers for today."""
    return User.objects.filter(scope.supervises_at("pk"))


def people_below(scope: "Scope") -> PersonQuerySet:
    """Return the people one step further down, each with ``supervised_by``, a name."""
    lines = Line.objects.in_force(scope.on).filter(person=OuterRef("pk"))
    return User.objects.filter(scope.oversees_at("pk")).annotate(
        supervised_by=Subquery(lines.values("supervisor__name")[:1])
    )


def standings(people: list[int], scope: "Scope") -> dict[int, Standing]:
    """Return what the board says of each of these people, as this scope may know it.

    Running reviews are counted whoever does them; everything else is what the scope may open.
    """
    reviews = FileReview.objects.filter(person__in=people)
    running = by_person(
        reviews.filter(submitted_at__isnull=True).exclude(state=ReviewState.WITHDRAWN),
        running=Count("pk"),
    )
    seen = by_person(
        reviews.visible_to(scope),
        shared=Count(
            "pk",
            filter=Q(state__in=SHARED_STATES, shared_at__date__gt=scope.on - YEAR)
            & review_usable_for(SHOWN_FOR),
        ),
        answers=Count("pk", filter=Q(state__in=ANSWERED)),
    )
    evidence = by_person(
        Evidence.objects.visible_to(scope)
        .usable_for(SHOWN_FOR)
        .counting()
        .filter(person__in=people),
        last_evidence=Max("on"),
    )
    judgements = by_person(
        Judgement.objects.visible_to(scope)
        .usable_for(SHOWN_FOR)
        .counting()
        .filter(person__in=people),
        last_judgement=Max("on"),
    )
    plans = by_person(
        PlanItem.objects.visible_to(scope).filter(person__in=people, done_on__isnull=True),
        planned=Count("pk"),
        overdue=Count("pk", filter=Q(by_when__lt=scope.on)),
    )
    found = (running, seen, evidence, judgements, plans)
    return {
        person: Standing(
            **{name: value for rows in found for name, value in rows.get(person, {}).items()}
        )
        for person in people
    }


def by_person(rows: QuerySet[Any], **figures: Any) -> dict[int, dict[str, Any]]:
    """Return the figures of each person who has any rows, in one query."""
    counted = rows.order_by().values("person_id").annotate(**figures)
    return {row.pop("person_id"): row for row in counted}
