"""What waits for somebody in supervision: rows of the same columns as every app's (STYLE)."""

import datetime as dt
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext_lazy as _

from people.scope import Scope
from supervision.models import CapabilitySheet, PlanItem

DAYS_BEFORE = 14
"""Something planned waits on the home page this many days before its day."""

WORDS = {
    "plan_due": _("Do what you planned, and tick it off"),
    "talk_own": _("Go on with the talk over what your role asks of you"),
    "talk_other": _("Go on with the talk with %(subject)s over what their role asks"),
}


def waiting_for(scope: Scope, on: dt.date) -> QuerySet[PlanItem, Any]:
    """Return what waits in supervision: what the user planned, and talks they have to sign."""
    return _planned(scope, on).union(_talks(scope), all=True)


def _planned(scope: Scope, on: dt.date) -> QuerySet[PlanItem, Any]:
    """The open things on the user's own plan that are due within two weeks, or were."""
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


def _talks(scope: Scope) -> QuerySet[CapabilitySheet, Any]:
    """Talks over capability that the user has not signed as they stand."""
    own = Q(person=scope.user_id)
    return (
        CapabilitySheet.objects.waiting_for(scope)
        .order_by()
        .values(
            sort=Value("talk", CharField()),
            subject_name=Case(
                When(own, then=Value("")), default=F("person__name"), output_field=CharField()
            ),
            since=TruncDate("opened_at"),
            due=F("next_on"),
            url_name=Value("capability_detail", CharField()),
            object_id=F("pk"),
            text_key=Case(
                When(own, then=Value("talk_own")),
                default=Value("talk_other"),
                output_field=CharField(),
            ),
            about=Value("", CharField()),
        )
    )
