"""The clocks of a file review: dated settings of the lead of casework, with their defaults.

A review keeps the clocks of the day on which it was asked for, to its end: a change that bites
later does not reach it. Source: PRACTICE, "File review", "Right of reply" and "Rules in force".
"""

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.rule_groups import NOTICE_DAYS, RuleGroup, at_least_one
from core.services.settings import setting
from core.settings_registry import Rule, register

if TYPE_CHECKING:
    from assessments.models import FileReview

FINISH = "clock.finish_days"
REPLY = "clock.reply_working_days"
DECIDE = "clock.decide_working_days"
ACTION = "clock.action_days"
HOLDS_FOR = _(
    "Holds for reviews asked for, disputes raised and actions opened on or after the day of a change."
)
CLOCKS: dict[str, tuple[int, Any, Any]] = {
    FINISH: (14, _("To finish a review that is not of a round"), _("days")),
    REPLY: (10, _("To read and answer a review that was shared"), _("working days")),
    DECIDE: (20, _("To decide a dispute"), _("working days")),
    ACTION: (28, _("To do a corrective action that is not urgent"), _("days")),
}
"""Key -> default, label, unit. Those of a review are read through :func:`clock_of`."""


def register_clocks() -> None:
    """Register the clocks as settings; a change is announced 28 days before."""
    for key, (default, label, unit) in CLOCKS.items():
        rule = Rule(RuleGroup.CLOCKS, unit, HOLDS_FOR)
        register(key, default, label, notice_days=NOTICE_DAYS, check=at_least_one, rule=rule)


def clock_of(review: "FileReview", key: str) -> int:
    """Return how long a clock of this review runs: as on the day it was asked for. One query."""
    return int(setting(key, on=timezone.localdate(review.assigned_at)))
