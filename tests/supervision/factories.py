"""What a plan is made of."""

import datetime as dt

from django.utils import timezone

from assessments.models import Finding
from frameworks.models import Area
from people.models import User
from supervision.models import PlanItem


def plan_item_of(
    person: User,
    text: str = "Read the guidance on notices before the next call.",
    *,
    by_when: dt.date | None = None,
    done_on: dt.date | None = None,
    area: Area | None = None,
    finding: Finding | None = None,
) -> PlanItem:
    return PlanItem.objects.create(
        person=person,
        text=text,
        by_when=by_when or timezone.localdate() + dt.timedelta(days=7),
        done_on=done_on,
        area=area,
        finding=finding,
        created_at=timezone.now(),
    )
