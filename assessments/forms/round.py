"""Forms around rounds of file reviews. They validate and word errors; they save nothing."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.enums import Monitoring, MonitoringReason
from assessments.sampling import months_before
from assessments.services.round_plan import month_name
from core.fields import DateInputField
from core.forms import GovukForm, LongTextField
from core.layout import Checkboxes, Layout, Radios
from core.warned import WarnsOfIdentifiers
from frameworks.models import Version

MONTHS = 6
"""How many months back a round may be planned for."""


class PlanForm(GovukForm):
    """Which month, and when its reviews are made."""

    month = forms.TypedChoiceField(
        label=_("Which month's work is reviewed?"),
        coerce=dt.date.fromisoformat,
        widget=forms.RadioSelect,
    )
    runs_from = DateInputField(label=_("When do the reviews begin?"))
    runs_to = DateInputField(label=_("By when are all of them finished?"))
    submit_label = _("Plan this round")

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        this = today.replace(day=1)
        months = [months_before(this, number) for number in range(1, MONTHS + 1)]
        kwargs["initial"] = {
            "month": months[0],
            "runs_from": today,
            "runs_to": today + dt.timedelta(days=27),
        }
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [  # type: ignore[attr-defined]
            (month.isoformat(), month_name(month)) for month in months
        ]

    def layout(self) -> Layout:
        return Layout(Radios("month"), "runs_from", "runs_to")


class StartForm(GovukForm):
    versions = forms.ModelMultipleChoiceField(
        label=_("Which frameworks are the files reviewed against?"),
        queryset=Version.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    submit_label = _("Start the round")

    def __init__(self, *args: Any, versions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["versions"].queryset = versions  # type: ignore[attr-defined]

    def layout(self) -> Layout:
        return Layout(Checkboxes("versions"))


class RoundWithdrawForm(WarnsOfIdentifiers, GovukForm):
    reason = LongTextField(label=_("Why is the round withdrawn?"), max_length=2000)
    submit_label = _("Withdraw the round")


class ReplaceForm(WarnsOfIdentifiers, GovukForm):
    reason = LongTextField(
        label=_("Why can this file not be reviewed?"),
        max_length=2000,
        help_text=_("For example, the file is lost. Do not name the client."),
    )
    submit_label = _("Replace the file")


class ObjectForm(WarnsOfIdentifiers, GovukForm):
    reason = LongTextField(
        label=_("Why should this person not review your work?"),
        max_length=2000,
        help_text=_("The lead of casework reads it. Do not name a client."),
    )
    submit_label = _("Object to this reviewer")


class DecideForm(WarnsOfIdentifiers, GovukForm):
    upheld = forms.TypedChoiceField(
        label=_("What do you decide?"),
        choices=[
            ("yes", _("Uphold it: somebody else reviews this person's work")),
            ("no", _("Refuse it: the reviewer stays")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    decision = LongTextField(
        label=_("Your reason"), max_length=2000, help_text=_("The person who objected reads it.")
    )
    submit_label = _("Decide")

    def layout(self) -> Layout:
        return Layout(Radios("upheld"), "decision")


class MonitoringForm(WarnsOfIdentifiers, GovukForm):
    """A level, why, and from when until when."""

    level = forms.ChoiceField(
        label=_("How closely is their work reviewed?"),
        choices=Monitoring.choices,
        widget=forms.RadioSelect,
    )
    why = forms.ChoiceField(
        label=_("What is the reason?"), choices=MonitoringReason.choices, widget=forms.RadioSelect
    )
    reason = LongTextField(
        label=_("In your words"), max_length=2000, help_text=_("The person reads this.")
    )
    from_on = DateInputField(label=_("From which day?"))
    to_on = DateInputField(
        label=_("Until which day?"),
        required=False,
        help_text=_("Full and enhanced always end on a day."),
    )
    submit_label = _("Set this level")

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        kwargs["initial"] = {"from_on": today}
        super().__init__(*args, **kwargs)

    def layout(self) -> Layout:
        return Layout(Radios("level"), Radios("why"), "reason", "from_on", "to_on")
