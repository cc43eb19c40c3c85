"""Forms around a criterion not met again and again. They save nothing."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from assessments.action_enums import ActionKind, Conclusion, Seriousness
from assessments.forms.action import OwnerChoice, WordsForm
from assessments.services.action import Asked
from core.fields import DateInputField
from core.forms import GovukForm, LongTextField
from core.layout import Layout, Radios, Textarea
from core.warned import WarnsOfIdentifiers
from people.models import User


class BearsForm(WordsForm):
    """Whether something bears on it, asked before anything else."""

    bears = forms.TypedChoiceField(
        label=_("Does an adjustment, an absence or a reduction bear on this?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    text = LongTextField(
        label=_("What did you look at, and what follows from it?"),
        max_length=2000,
        help_text=_("Your answer is kept. The person reads it once they are told."),
    )
    submit_label = _("Save this answer")

    def layout(self) -> Layout:
        return Layout(Radios("bears", inline=True), Textarea("text", rows=4), *self.warning_box())


class HearForm(WordsForm):
    text = LongTextField(
        label=_("What do you think?"),
        max_length=4000,
        help_text=_("Your own words. They stay beside whatever is decided."),
    )
    submit_label = _("Send my answer")


class DecideBelowForm(WarnsOfIdentifiers, GovukForm):
    """What is decided, why, and the help where help is agreed."""

    watched = ("reason", "what")

    conclusion = forms.ChoiceField(
        label=_("What do you decide?"), choices=Conclusion.choices, widget=forms.RadioSelect
    )
    reason = LongTextField(
        label=_("Your reason"), max_length=2000, help_text=_("The person reads it.")
    )
    what = LongTextField(
        label=_("What help is agreed?"),
        max_length=2000,
        required=False,
        help_text=_("For example, sitting in with a colleague. It becomes an action."),
    )
    owner = OwnerChoice(
        label=_("Who sees to the help?"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Choose an owner"),
    )
    due_on = DateInputField(
        label=_("By when?"), required=False, help_text=_("Leave it empty for 28 days from today.")
    )
    submit_label = _("Decide")

    def __init__(self, *args: Any, owners: QuerySet[User], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]
        self.fields["due_on"].earliest = today  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("conclusion") == Conclusion.HELP and not cleaned.get("owner"):
            self.add_error("owner", _("Choose who sees to the help"))
        return cleaned

    def layout(self) -> Layout:
        return Layout(
            Radios("conclusion"),
            Textarea("reason", rows=4),
            Textarea("what", rows=4),
            "owner",
            "due_on",
            *self.warning_box(),
        )

    def help_agreed(self) -> Asked | None:
        """Return what help is agreed; None where nothing follows."""
        given = self.cleaned_data
        if given["conclusion"] != Conclusion.HELP:
            return None
        return Asked(
            kind=ActionKind.LEARNING,
            seriousness=Seriousness.MINOR,
            what=given["what"],
            owner=given["owner"],
            due_on=given["due_on"],
            re_review=True,
        )
