"""What of the register waits for somebody on their home page: open holding actions."""

import datetime as dt
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext_lazy as _

from cases.models import HoldingAction
from cases.querysets import sees_every_case
from people.models import Absence
from people.scope import Scope

WORDS = {
    "holding_action": _("Take a holding action"),
    "holding_action_for_another": _("See to a holding action"),
}


def _text(value: str) -> Value:
    return Value(value, CharField())


def waiting_for(scope: Scope, on: dt.date) -> QuerySet[HoldingAction, Any]:
    """Return the open holding actions that wait for this user, as rows of the home page.

    Those told to them. Of the people they supervise or cover for: those of somebody who is away,
    who opened it themself (another must close it), or whose time limit has passed. For the lead
    of casework, those that nobody could be told of.
    """
    told_to_me = Q(told=scope.user_id)
    away = Exists(Absence.objects.in_force(on).filter(user=OuterRef("told")))
    for_another = scope.supervises_at("told") & (
        Q(away) | Q(told=F("opened_by")) | Q(time_limit_on__lt=on)
    )
    mine = told_to_me | for_another
    if sees_every_case(scope):
        mine |= Q(told__isnull=True)
    return (
        HoldingAction.objects.open()
        .filter(mine)
        .values(
            sort=_text("holding_action"),
            subject_name=Coalesce(F("told__name"), F("case_file__reference")),
            since=TruncDate("opened_at"),
            due=F("time_limit_on"),
            url_name=_text("holding_action_detail"),
            object_id=F("pk"),
            text_key=Case(
                When(told_to_me, then=_text("holding_action")),
                default=_text("holding_action_for_another"),
            ),
            about=F("case_file__reference"),
        )
    )
