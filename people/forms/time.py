from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import DateInputField, LongTextField
from people.forms.placing import DatedForm, SeenForm


class AbsenceForm(DatedForm):
    """Days away. There is no box for a reason."""

    submit_label = _("Save the dates")

    from_on = DateInputField(label=_("First day away"))
    to_on = DateInputField(
        label=_("Last day away"),
        help_text=_("Leave empty if it is not known yet."),
        required=False,
    )


class AbsenceChangeForm(SeenForm, AbsenceForm):
    """Other dates, for an absence as its page showed it."""


class AdjustmentForm(DatedForm):
    submit_label = _("Propose this")

    agreed = LongTextField(
        label=_("What is agreed"),
        help_text=_(
            "Time, format, tools, load, how feedback is given. Write what is agreed, not why. "
            "The person and their supervisor read this."
        ),
        max_length=2000,
    )
    to_do = LongTextField(
        label=_("What somebody else must do"),
        help_text=_(
            "One or two sentences. A deputy and the manager read only this, so that they can "
            "keep to it."
        ),
        max_length=600,
        rows=3,
        required=False,
    )
    hr_may_see = forms.BooleanField(
        label=_("HR may read what somebody else must do"), required=False
    )
    from_on = DateInputField(label=_("First day"))
    to_on = DateInputField(
        label=_("Last day"), help_text=_("Leave empty if none is agreed."), required=False
    )

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not own:
            del self.fields["hr_may_see"]
