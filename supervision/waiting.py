"""What waits for somebody in supervision: rows of the same columns as every app's (STYLE)."""

import datetime as dt
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext_lazy as _

from people.scope import Scope
from supervision.models import PlanItem

DAYS_BEFORE = 14
"""Something planned waits on the home page this many days before its day."""

WORDS = {"plan_due": _("Do what you planned, and tick it off")}


def waiting_for(scope: Scope, on: dt.date) -> QuerySet[PlanItem, Any]:
    """Return the open things on the user's own plan that are due within two weeks, or were."""
    soon = on + dt.timedelta(days=DAYS_BEFORE)
    return (
        PlanItem.objects.written_by(scope)
        .filter(done_on__isnull=True, by_when__lte=soon)
        .order_by()
        .values(
            sort=Value("plan_due", CharField()),
            subject_name=Value("", CharField()),
            since=TruncDate("created_at"),
            due=F("by_when"),
            url_name=Value("plan_change", CharField()),
            object_id=F("pk"),
            text_key=Value("plan_due", CharField()),
            about=Coalesce(F("area__title"), Value(""), output_field=CharField()),
        )
    )
