"""The rules of sampling: dated settings of the lead of casework, with their defaults.

Those of the first day of a month hold for its round, so that a change never reaches work that was
done before it. Source: PRACTICE, "Rules in force" and "Sampling".
"""

import calendar
import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.enums import Monitoring
from assessments.rule_groups import NOTICE_DAYS, RuleGroup, at_least_one, not_negative
from core.services.settings import settings_on
from core.settings_registry import Rule, register

RATES = {
    Monitoring.ENHANCED: "sampling.enhanced",
    Monitoring.STANDARD: "sampling.standard",
    Monitoring.LIGHT: "sampling.light",
}
DEFAULTS: dict[str, tuple[int, Any]] = {
    "sampling.enhanced": (6, _("Files a month at the enhanced level")),
    "sampling.standard": (3, _("Files a month at the standard level")),
    "sampling.light": (1, _("Files a month at the light level")),
    "sampling.full_time_hours": (37, _("Hours a week of somebody full-time")),
    "sampling.full_month_files": (20, _("Case files held in a month with a full load")),
    "sampling.not_again_months": (12, _("Months in which a reviewed file is not drawn again")),
    "sampling.blind_one_in": (10, _("One in so many drawn files is reviewed twice, blind")),
    "sampling.most_a_reviewer": (20, _("Files of a round for a reviewer before others help")),
}
HOLDS_FOR = _("Holds for the rounds over months that begin on or after the day of a change.")
MAY_BE_NONE = frozenset({"sampling.blind_one_in", "sampling.not_again_months"})


def register_rules() -> None:
    """Register the rules of sampling as settings; a change is announced 28 days before."""
    rule = Rule(RuleGroup.SAMPLING, holds_for=HOLDS_FOR)
    for key, (default, label) in DEFAULTS.items():
        check = not_negative if key in MAY_BE_NONE else at_least_one
        register(key, default, label, notice_days=NOTICE_DAYS, check=check, rule=rule)


def rules_of(month: dt.date) -> dict[str, int]:
    """Return the rules that hold for the round of a month, by key; one query."""
    return settings_on(DEFAULTS, month)


def last_day(month: dt.date) -> dt.date:
    """Return the last day of a month given by its first."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def months_before(month: dt.date, number: int) -> dt.date:
    """Return the first day of the month so many before."""
    year, place = divmod(month.year * 12 + month.month - 1 - number, 12)
    return dt.date(year, place + 1, 1)
