"""Forms around second reviews and agreed outcomes. They validate and word errors."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.review import KeptForm, PersonChoice
from core.fields import DateInputField
from core.forms import LongTextField
from core.layout import Layout, Radios
from core.warned import WarnsOfIdentifiers
from people.models import User


class ReasonForm(WarnsOfIdentifiers, KeptForm):
    """How one came to the outcome of two reviews."""

    reason = LongTextField(
        label=_("How did you come to this outcome?"),
        max_length=10_000,
        help_text=_(
            "Where the two reviews differed, say what settled it. The caseworker reads this once "
            "the review is shared."
        ),
    )

    def __init__(
        self, *args: Any, deciding: bool, elsewhere: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.elsewhere = elsewhere
        self.deciding = deciding

    @property
    def submit_label(self) -> Any:
        return _("Decide the outcome") if self.deciding else _("Propose this outcome")


class AnswerProposalForm(WarnsOfIdentifiers, KeptForm):
    """The other reviewer's answer to a proposed outcome."""

    agree = forms.ChoiceField(
        label=_("Do you agree with this outcome?"),
        choices=[("yes", _("Yes, it stands")), ("no", _("No, because"))],
        widget=forms.RadioSelect,
    )
    text = LongTextField(
        label=_("Your words"),
        max_length=10_000,
        required=False,
        help_text=_("Needed if you do not agree: what, and why."),
    )
    submit_label = _("Answer")

    def layout(self) -> Layout:
        return Layout(Radios("agree"), "text")


class SecondReviewForm(WarnsOfIdentifiers, KeptForm):
    """Who reviews a file a second time, why, and by when."""

    reviewer = PersonChoice(
        label=_("Who reviews it a second time?"),
        queryset=User.objects.none(),
        empty_label=_("Choose a reviewer"),
    )
    reason = LongTextField(label=_("Why should it be reviewed twice?"), max_length=2000)
    due_on = DateInputField(label=_("When should it be finished?"))
    submit_label = _("Ask for a second review")

    def __init__(
        self, *args: Any, reviewers: Any, suggested: User | None, due_on: dt.date, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"due_on": due_on, "reviewer": suggested, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        field = self.fields["reviewer"]
        field.queryset = reviewers  # type: ignore[attr-defined]
        field.help_text = suggestion(suggested)


def suggestion(suggested: User | None) -> Any:
    """Return the sentence that says whom the software suggests, and why."""
    if suggested is None:
        return _(
            "Nobody independent is here today. Ask an organisation admin to let an external "
            "reviewer sign in."
        )
    return _(
        "Suggested: %(name)s, who is independent and has the fewest reviews to do. Nobody is "
        "offered who had a part in the case or is supervised by one of those concerned."
    ) % {"name": suggested.name}


class CallOffForm(WarnsOfIdentifiers, KeptForm):
    reason = LongTextField(label=_("Why is the second review called off?"), max_length=2000)
    submit_label = _("Call the second review off")
