"""A development plan as a page shows it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from people.scope import Scope
from supervision.models import PlanItem


@dataclass(frozen=True)
class Line:
    """One thing on a plan.

    :ivar finding_url: the finding it answers, where the reader may open its review.
    """

    pk: int
    text: str
    by_when: dt.date
    done_on: dt.date | None
    overdue: bool
    area: str
    area_url: str
    finding_url: str
    reference: str


@dataclass(frozen=True)
class Plan:
    open: tuple[Line, ...]
    done: tuple[Line, ...]


def plan_of(items: Iterable[PlanItem], scope: Scope) -> Plan:
    """Return the items of one person, loaded with area and finding, as open and done lines:
    soonest due first, latest done first."""
    lines = [_line(item, scope) for item in items]
    done = sorted(
        (line for line in lines if line.done_on),
        key=lambda line: (line.done_on or dt.date.min, line.pk),
        reverse=True,
    )
    return Plan(open=tuple(line for line in lines if not line.done_on), done=tuple(done))


def _line(item: PlanItem, scope: Scope) -> Line:
    finding = item.finding if item.finding and _opens(item, scope) else None
    review = finding.sheet.review if finding else None
    return Line(
        pk=item.pk,
        text=item.text,
        by_when=item.by_when,
        done_on=item.done_on,
        overdue=item.done_on is None and item.by_when < scope.on,
        area=item.area.title if item.area else "",
        area_url=reverse("evidence_list", args=[item.person_id, item.area_id])
        if item.area_id
        else "",
        finding_url=f"{reverse('review_detail', args=[review.pk])}#finding-{item.finding_id}"
        if review
        else "",
        reference=review.case_file.reference if review else "",
    )


def _opens(item: PlanItem, scope: Scope) -> bool:
    """Say whether the reader may open the review: the person; who supervised them by then."""
    if item.person_id == scope.user_id:
        return True
    since = scope.supervises.get(item.person_id)
    submitted = item.finding.sheet.review.submitted_at if item.finding else None
    return bool(since and submitted and timezone.localdate(submitted) >= since)
