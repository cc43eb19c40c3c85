"""Changes of rules, announced as a lead of casework announces them."""

import datetime as dt
from typing import Any

from assessments.services.rules_in_force import change_rule
from core.clock import today
from core.models import DatedSetting
from core.settings_registry import registered
from people.models import User
from people.scope import scope_for

REASON = "Six a month left too little time to talk about each."


def announced_change(lead: User, key: str = "sampling.enhanced", **given: Any) -> DatedSetting:
    given.setdefault("value", 5)
    given.setdefault("from_on", today() + dt.timedelta(days=28))
    given.setdefault("reason", REASON)
    return change_rule(rule=registered(key), by=lead, scope=scope_for(lead, today()), **given)


def in_force_since(lead: User, key: str, value: int, day: dt.date) -> DatedSetting:
    """Put down that a rule has had a value since a day that is past."""
    return DatedSetting.objects.create(
        key=key, value=value, from_on=day, reason=REASON, by_key=f"people.user:{lead.pk}",
        at=dt.datetime.combine(day, dt.time(9), dt.UTC) - dt.timedelta(days=30),
    )  # fmt: skip
