"""Forms around a review. They validate and word errors; they save nothing."""

import datetime as dt
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.enums import FeedbackHow, WhyThisFile
from assessments.forms.purpose import PurposeField
from cases.enums import HoldingActionKind
from core.fields import DateInputField
from core.forms import GovukForm, LongTextField
from core.layout import Button, Checkboxes, Layout, Radios
from core.warned import WarnsOfIdentifiers
from frameworks.enums import Purpose
from frameworks.models import Version
from frameworks.tree import tree_of
from people.models import User


class KeptForm(GovukForm):
    """A form inside a page's own form tag, beside its nonce and its draft (``_form.html``)."""

    @cached_property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.layout = self.layout()
        helper.render_hidden_fields = True
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout.append(Button(self.submit_label))
        return helper


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class FindFileForm(KeptForm):
    """Which case file: found by its reference."""

    reference = forms.CharField(
        label=_("Case reference"),
        max_length=60,
        help_text=_("As it stands in the register, for example HB-2041."),
    )
    submit_label = _("Find the file")


class AssignForm(KeptForm):
    """Who reviews whose work on a file, why, against what, by when."""

    person = PersonChoice(
        label=_("Whose work is reviewed?"), queryset=User.objects.none(), widget=forms.RadioSelect
    )
    reviewer = PersonChoice(
        label=_("Who reviews it?"),
        queryset=User.objects.none(),
        help_text=_("Somebody with no part in the case."),
        empty_label=_("Choose a reviewer"),
    )
    why = forms.ChoiceField(
        label=_("Why this file?"), choices=WhyThisFile.choices, widget=forms.RadioSelect
    )
    versions = forms.ModelMultipleChoiceField(
        label=_("Which frameworks is it reviewed against?"),
        queryset=Version.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    purpose = PurposeField(label=_("What is the review for?"), initial=Purpose.DEVELOPMENT)
    due_on = DateInputField(label=_("When should it be finished?"))
    submit_label = _("Ask for this review")

    def __init__(
        self,
        *args: Any,
        people: Any,
        reviewers: Any,
        versions: Any,
        due_on: dt.date,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", {}).setdefault("due_on", due_on)
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["reviewer"].queryset = reviewers  # type: ignore[attr-defined]
        self.fields["versions"].queryset = versions  # type: ignore[attr-defined]
        self.fields["purpose"].offer(tree_of(version.pk) for version in versions)  # type: ignore[attr-defined]

    def layout(self) -> Layout:
        return Layout(
            Radios("person"),
            "reviewer",
            Radios("why"),
            Checkboxes("versions"),
            Radios("purpose"),
            "due_on",
        )


class HoldingForm(WarnsOfIdentifiers, GovukForm):
    """The step taken on harm or risk, from the fields of one finding."""

    watched = ("fact", "step")

    kind = forms.ChoiceField(
        label=_("what kind of problem it is"), choices=HoldingActionKind.choices
    )
    fact = forms.CharField(label=_("what happened, in neutral words"), max_length=2000)
    step = forms.CharField(label=_("the step taken now"), max_length=2000)
    limit = DateInputField(label=_("the time limit"), required=False)


class FinishForm(WarnsOfIdentifiers, KeptForm):
    """The last step: the day of the review, and a second look where one is asked for."""

    reviewed_on = DateInputField(
        label=_("When did you review the file?"), help_text=_("For example, 27 3 2026.")
    )
    looked_again = forms.BooleanField(
        label=_("I looked again and there is nothing to add"), required=False
    )
    gave_guidance = forms.BooleanField(
        label=_("I gave guidance on this case"),
        required=False,
        help_text=_(
            "It is shown with the review. Leave out findings that are about your own guidance: "
            "tell the lead of casework, and somebody else looks at those."
        ),
    )
    submit_label = _("Finish the review")

    def __init__(
        self,
        *args: Any,
        second_look: bool,
        guided: bool = False,
        elsewhere: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if guided:
            del self.fields["gave_guidance"]
        self.elsewhere = elsewhere
        if not second_look:
            del self.fields["looked_again"]


class ShareForm(WarnsOfIdentifiers, KeptForm):
    """How and when feedback was given, and what is kept of the talking note."""

    given_on = DateInputField(label=_("When did you give the feedback?"))
    how = forms.ChoiceField(
        label=_("How did you give it?"), choices=FeedbackHow.choices, widget=forms.RadioSelect
    )
    note = LongTextField(
        label=_("What you said"),
        max_length=10_000,
        help_text=_(
            "This talking note was made from your findings, good practice first. "
            "Keep what you said and change the rest. The caseworker will read it."
        ),
    )
    submit_label = _("Share with the caseworker")

    def layout(self) -> Layout:
        return Layout("given_on", Radios("how"), "note")


class ReplyForm(WarnsOfIdentifiers, GovukForm):
    """The caseworker's answer, in own words."""

    text = LongTextField(
        label=_("Your words"),
        max_length=10_000,
        required=False,
        help_text=_("Your words stay beside the review wherever it is read or printed."),
    )


class AddendumForm(WarnsOfIdentifiers, KeptForm):
    text = LongTextField(
        label=_("What do you want to add?"),
        max_length=10_000,
        help_text=_(
            "It is dated, carries your name, and stands under the review. "
            "The review itself stays as it is."
        ),
    )
    submit_label = _("Add to the review")


class WithdrawForm(WarnsOfIdentifiers, KeptForm):
    reason = LongTextField(
        label=_("Why is the review withdrawn?"),
        max_length=2000,
        help_text=_("The caseworker reads this if the review was shared with them."),
    )
    submit_label = _("Withdraw the review")
