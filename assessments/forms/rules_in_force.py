"""Forms around rules in force. They validate and word errors; they save nothing."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.rule_groups import NOTICE_DAYS
from core.fields import DateInputField
from core.forms import GovukForm, LongTextField


class RuleForm(GovukForm):
    """The number a rule gets, from when, and why."""

    value = forms.IntegerField(
        label=_("What should it be?"),
        error_messages={"invalid": _("Enter a whole number, like 3")},
    )
    from_on = DateInputField(
        label=_("From which day?"),
        help_text=_("Everybody reads it on their home page until then: 28 days at least."),
    )
    reason = LongTextField(
        label=_("Why is it changed?"),
        max_length=2000,
        help_text=_("Everybody reads this. Name nobody."),
    )
    submit_label = _("Announce this change")

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        kwargs["initial"] = {"from_on": today + dt.timedelta(days=NOTICE_DAYS)}
        super().__init__(*args, **kwargs)


class RuleWithdrawForm(GovukForm):
    reason = LongTextField(
        label=_("Why is the change withdrawn?"),
        max_length=2000,
        help_text=_("Everybody reads this. Name nobody."),
    )
    submit_label = _("Withdraw the change")
