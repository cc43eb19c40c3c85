"""What of people waits for somebody: rows for the home page."""

import datetime as dt
from typing import Any

from django.db.models import CharField, DateField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, TruncDate
from django.utils.translation import gettext_lazy as _

from core.among import among
from people.models import Adjustment
from people.scope import Scope

WORDS = {"adjustment_to_agree": _("Read a proposed adjustment, and say if you agree")}


def _text(value: str) -> Value:
    return Value(value, CharField())


def waiting_for(scope: Scope, on: dt.date) -> QuerySet[Adjustment, Any]:
    """Return the proposed adjustments that wait for this user to agree, as rows of the home page.

    Those the supervisor wrote wait for the person, those the person wrote for the supervisor; not
    for a deputy, who reads only what must be done.
    """
    between_the_two = Q(user=scope.user_id) | among("user", scope.own_lines)
    return (
        Adjustment.objects.filter(between_the_two, agreed_at=None)
        .exclude(recorded_by=scope.user_id)
        .values(
            sort=_text("adjustment"),
            subject_name=F("user__name"),
            since=TruncDate("recorded_at"),
            due=Cast(Value(None), DateField()),
            url_name=_text("arrangement_list"),
            object_id=F("user_id"),
            text_key=_text("adjustment_to_agree"),
            about=_text(""),
        )
    )
