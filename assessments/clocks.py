"""The clocks of a file review: dated settings of the lead of casework, with their defaults.

A review keeps the clocks of the day on which it was asked for, to its end, and those of sharing it
of the day on which it was finished: a change that bites later does not reach it. Source: PRACTICE, "File review", "Right of reply" and "Rules in force".
"""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.rule_groups import NOTICE_DAYS, RuleGroup, at_least_one
from core.services.settings import setting, settings_through_time
from core.settings_registry import Rule, register
from people.working_days import working_days_ago

if TYPE_CHECKING:
    from assessments.models import FileReview

FINISH = "clock.finish_days"
REPLY = "clock.reply_working_days"
DECIDE = "clock.decide_working_days"
ACTION = "clock.action_days"
SHARE = "clock.share_working_days"
TELL = "clock.tell_working_days"
HOLDS_FOR = _(
    "Holds for reviews asked for, disputes raised and actions opened on or after the day of a change."
)
HOLDS_FOR_FINISHED = _("Holds for reviews finished on or after the day of a change.")
CLOCKS: dict[str, tuple[int, Any, Any]] = {
    FINISH: (14, _("To finish a review that is not of a round"), _("days")),
    SHARE: (
        10,
        _("To share a finished review, before it is shown to a manager"),
        _("working days"),
    ),
    TELL: (20, _("Until the person is told that a finished review waits"), _("working days")),
    REPLY: (10, _("To read and answer a review that was shared"), _("working days")),
    DECIDE: (20, _("To decide a dispute"), _("working days")),
    ACTION: (28, _("To do a corrective action that is not urgent"), _("days")),
}
"""Key -> default, label, unit. Those of a review are read through :func:`clock_of`."""


def register_clocks() -> None:
    """Register the clocks as settings; a change is announced 28 days before."""
    for key, (default, label, unit) in CLOCKS.items():
        holds_for = HOLDS_FOR_FINISHED if key in (SHARE, TELL) else HOLDS_FOR
        rule = Rule(RuleGroup.CLOCKS, unit, holds_for)
        register(key, default, label, notice_days=NOTICE_DAYS, check=at_least_one, rule=rule)


def clock_of(review: "FileReview", key: str) -> int:
    """Return how long a clock of this review runs: as on the day it was asked for. One query."""
    return int(setting(key, on=timezone.localdate(review.assigned_at)))


def ran_out_since_finished(on: dt.date, keys: Sequence[str]) -> list[Q]:
    """Return for each clock the condition on reviews that it has run out, on a day; one query.

    It runs from the day on which a review was finished, as long as the rule of that day says.
    """
    values = settings_through_time(keys)
    return [_ran_out(on, values[key]) for key in keys]


def _ran_out(on: dt.date, values: list[tuple[dt.date, int]]) -> Q:
    condition = Q(pk__in=[])
    ends = [from_on - dt.timedelta(days=1) for from_on, _days in values[1:]]
    for (first, days), last in zip(values, [*ends, dt.date.max], strict=True):
        finished = Q(submitted_at__date__lte=min(last, working_days_ago(on, days)))
        if first > dt.date.min:
            finished &= Q(submitted_at__date__gte=first)
        condition |= finished
    return condition
