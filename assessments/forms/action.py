"""Forms of actions. They validate and word errors; they save nothing."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from assessments.action_enums import ActionKind, Seriousness
from assessments.services.action import Asked
from core.fields import DateInputField
from core.forms import GovukForm, LongTextField
from core.layout import Layout, Radios, Textarea
from core.warned import WarnsOfIdentifiers
from people.models import User

KIND_HINTS = {
    ActionKind.REMEDY: _("For example, write to the client, or ask for more time."),
    ActionKind.REPAIR: _("For example, add what is missing to the case record."),
    ActionKind.LEARNING: _("For example, sit in with a colleague. This is help, and no warning."),
    ActionKind.PROCESS: _("For example, change a standard letter."),
}


class OwnerChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class ActionForm(WarnsOfIdentifiers, GovukForm):
    """What is to be done, of what sort, by whom, by when."""

    watched = ("what",)

    what = LongTextField(
        label=_("What is to be done?"),
        max_length=2000,
        help_text=_("Say what, and how one will see that it was done. Name no client."),
        error_messages={"required": _("Say what is to be done")},
    )
    kind = forms.ChoiceField(
        label=_("What is put right?"), choices=ActionKind.choices, widget=forms.RadioSelect
    )
    seriousness = forms.ChoiceField(
        label=_("How serious is it?"), choices=Seriousness.choices, widget=forms.RadioSelect
    )
    owner = OwnerChoice(
        label=_("Who does it?"),
        queryset=User.objects.none(),
        help_text=_("Somebody else verifies that it was done."),
        empty_label=_("Choose an owner"),
    )
    due_on = DateInputField(
        label=_("By when?"),
        required=False,
        help_text=_("Leave it empty for 28 days from today, or for tomorrow where it is urgent."),
    )
    re_review = forms.BooleanField(
        label=_("Review a later file once this is verified"), required=False
    )
    submit_label = _("Raise this action")

    def __init__(self, *args: Any, owners: QuerySet[User], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]
        self.fields["due_on"].earliest = today  # type: ignore[attr-defined]

    def layout(self) -> Layout:
        return Layout(
            Textarea("what", rows=4),
            Radios("kind", hints=KIND_HINTS),
            Radios("seriousness", inline=True),
            "owner",
            "due_on",
            "re_review",
            *self.warning_box(),
        )

    def asked(self) -> Asked:
        """Return what the action asks for."""
        given = self.cleaned_data
        return Asked(
            kind=given["kind"],
            seriousness=given["seriousness"],
            what=given["what"],
            owner=given["owner"],
            due_on=given["due_on"],
            re_review=given["re_review"],
        )


class WordsForm(WarnsOfIdentifiers, GovukForm):
    """A form of one text."""

    watched = ("text",)

    text = LongTextField(max_length=4000)

    def layout(self) -> Layout:
        return Layout(Textarea("text", rows=5), *self.warning_box())


class DoneForm(WordsForm):
    text = LongTextField(
        label=_("What was done, and where can it be seen?"),
        max_length=4000,
        help_text=_("It cannot be changed afterwards. Name no client."),
        error_messages={"required": _("Say what was done, and where it can be seen")},
    )
    submit_label = _("Send it to be verified")


class CheckForm(WordsForm):
    """Verified, or returned with what is still missing."""

    verified = forms.TypedChoiceField(
        label=_("Was it done?"),
        choices=[
            ("yes", _("Yes, I have looked and it was done")),
            ("no", _("Not yet: return it to its owner")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    text = LongTextField(
        label=_("What did you look at, or what is still missing?"),
        max_length=4000,
        required=False,
        help_text=_("The owner reads it. You need it to return the action."),
    )
    submit_label = _("Save")

    def layout(self) -> Layout:
        return Layout(Radios("verified"), Textarea("text", rows=5), *self.warning_box())


class HandOverForm(WordsForm):
    owner = OwnerChoice(
        label=_("Who does it now?"),
        queryset=User.objects.none(),
        empty_label=_("Choose an owner"),
    )
    text = LongTextField(label=_("Why does it go to somebody else?"), max_length=2000)
    submit_label = _("Give it to them")

    def __init__(self, *args: Any, owners: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]

    def layout(self) -> Layout:
        return Layout("owner", Textarea("text", rows=4), *self.warning_box())


class ActionWithdrawForm(WordsForm):
    text = LongTextField(label=_("Why is it withdrawn?"), max_length=2000)
    submit_label = _("Withdraw this action")


class AskForm(WarnsOfIdentifiers, GovukForm):
    """HR names one action and the reason for reading it."""

    number = forms.IntegerField(
        label=_("Number of the action"),
        min_value=1,
        max_value=2**31,
        help_text=_("It stands on the page of the action. Somebody who reads it can tell you."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    reason = LongTextField(
        label=_("Why do you need to read it?"),
        max_length=2000,
        help_text=_("The people concerned are told and read your reason."),
    )
    submit_label = _("Read this action")
