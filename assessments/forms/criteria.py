"""Forms around criteria sets. They validate and word errors; they save nothing."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.rule_groups import NOTICE_DAYS
from assessments.services.criteria_draft import Wording
from core.fields import DateInputField
from core.forms import GovukForm, LongTextField
from core.layout import Checkbox, Checkboxes, Layout, Textarea
from frameworks.tree import Tree


class CriterionForm(GovukForm):
    """The words of a criterion, where it stands, and which areas it can show."""

    text = LongTextField(
        label=_("The criterion"),
        max_length=300,
        help_text=_(
            "One thing that a file shows or does not. A reviewer answers from met to not met."
        ),
    )
    group = forms.CharField(label=_("Group"), max_length=80)
    help_text = LongTextField(
        label=_("Help for the reviewer"),
        max_length=500,
        required=False,
        help_text=_("What to look for, and where."),
    )
    critical = forms.BooleanField(
        label=_("Critical: not met means that action is needed, whatever the rest"), required=False
    )
    areas = forms.MultipleChoiceField(
        label=_("Which competency areas can it show?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    edits = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0)
    submit_label = _("Save this criterion")

    def __init__(
        self, *args: Any, trees: Sequence[Tree], groups: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["areas"].choices = [  # type: ignore[attr-defined]
            (area.key, f"{core.title}: {area.title}")
            for tree in trees
            for core in tree.cores
            for area in core.areas
        ]
        if groups:
            self.fields["group"].help_text = _("One of these, or a new one: %(names)s") % {
                "names": ", ".join(groups)
            }

    def layout(self) -> Layout:
        return Layout(
            Textarea("text", rows=3),
            "group",
            Textarea("help_text", rows=3),
            Checkbox("critical"),
            Checkboxes("areas", small=True),
            "edits",
        )

    def wording(self) -> Wording:
        """Return what was typed, for the service."""
        given = self.cleaned_data
        return Wording(
            group=given["group"],
            text=given["text"],
            help_text=given["help_text"],
            critical=given["critical"],
            areas=tuple(given["areas"]),
        )


class PublishForm(GovukForm):
    from_on = DateInputField(
        label=_("From which day?"),
        help_text=_("Everybody reads the change until then: 28 days at least."),
    )
    reason = LongTextField(
        label=_("Why do the criteria change?"),
        max_length=2000,
        help_text=_("Everybody reads this. Name nobody."),
    )
    submit_label = _("Publish this version")

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        kwargs["initial"] = {"from_on": today + dt.timedelta(days=NOTICE_DAYS)}
        super().__init__(*args, **kwargs)


class CriteriaWithdrawForm(GovukForm):
    reason = LongTextField(
        label=_("Why is this version withdrawn?"),
        max_length=2000,
        help_text=_("Everybody reads this. Name nobody."),
    )
    submit_label = _("Withdraw this version")
