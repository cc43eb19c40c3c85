"""The team strip of the home page: one line a person, in order of name, never by score."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Min, Q

from assessments.enums import SHARED_STATES, TO_CLOSE, ReviewState
from assessments.models import FileReview
from supervision.models import PlanItem
from supervision.querysets.board import by_person, team_of

if TYPE_CHECKING:
    from people.scope import Scope

MOST = 12
"""People in the strip; the team board pages through everybody."""


@dataclass(frozen=True)
class Line:
    """What the strip says of one person.

    :ivar done: reviews finished this quarter. ``running``: asked for and not finished; which files
        they are is not told.
    :ivar answers: acknowledged reviews that wait to be closed. ``disputes``: those somebody
        disagrees with.
    :ivar plan_due: the soonest day of anything open on their plan.
    """

    person_id: int
    name: str
    done: int = 0
    running: int = 0
    last_shared: dt.date | None = None
    answers: int = 0
    disputes: int = 0
    plan_due: dt.date | None = None


@dataclass(frozen=True)
class Strip:
    """The lines, the first day of the quarter, and whether there are more people than lines."""

    lines: list[Line]
    quarter: dt.date
    more: bool


def quarter_of(on: dt.date) -> dt.date:
    """Return the first day of the quarter of the calendar that a day lies in."""
    return dt.date(on.year, on.month - (on.month - 1) % 3, 1)


def team_strip(scope: "Scope") -> Strip | None:
    """Return the strip of those this scope supervises or covers; None where there is nobody.

    Running reviews are counted whoever does them, as on the team board; everything else is what
    the scope may open. Four queries, however many people there are.
    """
    if not scope.supervises:
        return None
    named = list(team_of(scope).order_by("name", "pk").values_list("pk", "name")[: MOST + 1])
    shown = named[:MOST]
    people = [pk for pk, _name in shown]
    quarter = quarter_of(scope.on)
    reviews = FileReview.objects.filter(person__in=people).exclude(state=ReviewState.WITHDRAWN)
    running = by_person(reviews.filter(submitted_at__isnull=True), running=Count("pk"))
    seen = by_person(
        reviews.visible_to(scope),
        done=Count("pk", filter=Q(submitted_at__date__gte=quarter)),
        last_shared=Max("shared_at__date", filter=Q(state__in=SHARED_STATES)),
        answers=Count("pk", filter=Q(state__in=TO_CLOSE)),
        disputes=Count("pk", filter=Q(state=ReviewState.DISPUTED)),
    )
    plans = by_person(
        PlanItem.objects.visible_to(scope).filter(person__in=people, done_on__isnull=True),
        plan_due=Min("by_when"),
    )
    lines = [
        Line(pk, name, **running.get(pk, {}), **seen.get(pk, {}), **plans.get(pk, {}))
        for pk, name in shown
    ]
    return Strip(lines, quarter, more=len(named) > MOST)
