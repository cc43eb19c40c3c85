"""Rules in force that the lead of casework changed, took back, and has announced."""

import datetime as dt
from functools import partial

from assessments.clocks import DECIDE, REPLY
from assessments.rule_groups import NOTICE_DAYS
from assessments.services.rules_in_force import change_rule, withdraw_rule_change
from competency_site.demo.diary import Diary, working_day
from competency_site.demo.organisation import Cast
from core.models import DatedSetting
from core.settings_registry import registered

LEAD = "lead"
IN_FORCE = (
    124,
    DECIDE,
    15,
    "Disputes were decided within fifteen working days all year. Nobody should wait longer.",
)
WITHDRAWN = (
    52,
    REPLY,
    8,
    "Answers come within a week as a rule.",
)
WITHDRAWN_AFTER = 4
WHY_WITHDRAWN = "People who work two days a week need the ten. The staff representative is right."
ANNOUNCED = (
    8,
    "sampling.blind_one_in",
    8,
    "Two readings of one file have taught us more than any meeting. We want a few more of them.",
)
"""Days before the last one, the rule, its new value, the reason that everybody reads."""


class RuleChanges:
    """Puts changes of rules in force into the diary."""

    def __init__(self, made: Cast, diary: Diary) -> None:
        self.made, self.diary = made, diary

    def plan(self) -> None:
        """Put one that is in force, one that is taken back and one that is to come, in."""
        for before, key, value, reason in (IN_FORCE, ANNOUNCED):
            day = working_day(self.made.day(before))
            self.diary.put(day, 9, 25, partial(self._announce, key, value, reason))
        before, key, value, reason = WITHDRAWN
        self.diary.put(
            working_day(self.made.day(before)), 9, 25, partial(self._take_back, key, value, reason)
        )

    def _announce(self, key: str, value: int, reason: str, on: dt.date) -> DatedSetting:
        """Announce a change for the first day of a month that leaves everybody notice."""
        first = (on + dt.timedelta(days=NOTICE_DAYS + 31)).replace(day=1)
        return change_rule(
            rule=registered(key),
            value=value,
            from_on=first,
            reason=reason,
            by=self.made.people[LEAD],
            scope=self.made.scope(LEAD, on),
        )

    def _take_back(self, key: str, value: int, reason: str, on: dt.date) -> None:
        change = self._announce(key, value, reason, on)
        day = working_day(on, WITHDRAWN_AFTER)
        self.diary.put(day, 16, 50, lambda then: self._withdraw(change, then))

    def _withdraw(self, change: DatedSetting, on: dt.date) -> None:
        withdraw_rule_change(
            change=change,
            reason=WHY_WITHDRAWN,
            by=self.made.people[LEAD],
            scope=self.made.scope(LEAD, on),
        )
