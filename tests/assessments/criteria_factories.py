"""Criteria sets drafted and published as a lead of casework does."""

import datetime as dt
from typing import Any

from assessments.models import SetVersion
from assessments.services.criteria_draft import publish_criteria, start_criteria_draft
from core.clock import today
from people.models import User
from people.scope import scope_for
from tests.assessments.factories import default_criteria

WHY = "The question on dates was read in two ways."


def criteria_draft(lead: User) -> SetVersion:
    """Begin the next version of the default set."""
    return start_criteria_draft(
        criteria_set=default_criteria().criteria_set, by=lead, scope=scope_for(lead, today())
    )


def announced_criteria(lead: User, draft: SetVersion | None = None, **given: Any) -> SetVersion:
    given.setdefault("from_on", today() + dt.timedelta(days=28))
    given.setdefault("reason", WHY)
    scope = scope_for(lead, today())
    return publish_criteria(draft=draft or criteria_draft(lead), by=lead, scope=scope, **given)
