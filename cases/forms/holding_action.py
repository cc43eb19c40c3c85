"""Forms of holding actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.enums import QUESTIONS, HoldingActionKind, HoldingQuestion
from cases.forms.base import RegisterForm
from core.forms import DateInputField, LongTextField
from core.layout import Button, ButtonGroup, Layout, LinkButton, Radios, Textarea
from core.warned import WarnsOfIdentifiers


class HoldingActionForm(WarnsOfIdentifiers, RegisterForm):
    """A problem that cannot wait, and the step that it asks for at once."""

    watched = ("fact", "step")

    kind = forms.ChoiceField(
        label=_("What it is"), choices=HoldingActionKind.choices, widget=forms.RadioSelect
    )
    fact = LongTextField(
        label=_("What happened"),
        max_length=2000,
        help_text=_("The fact in neutral words. Blame nobody and name no client."),
        error_messages={"required": _("Say in neutral words what happened")},
    )
    step = LongTextField(
        label=_("What must be done at once"),
        max_length=2000,
        error_messages={"required": _("Say what must be done at once")},
    )
    time_limit_on = DateInputField(
        label=_("Time limit"), required=False, help_text=_("The last day, where there is one.")
    )

    known_on = DateInputField(
        label=_("When did we first know?"),
        required=False,
        help_text=_("Leave it empty if that was today. A breach of data is reported in 72 hours."),
    )

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        self.back = back
        super().__init__(*args, **kwargs)

    def layout(self) -> Layout:
        return Layout(
            Radios("kind", small=True),
            Textarea("fact", rows=4),
            Textarea("step", rows=4),
            "time_limit_on",
            "known_on",
            *self.warning_box(),
            ButtonGroup(Button(_("Open holding action")), LinkButton(_("Cancel"), self.back)),
        )


class HoldingActionAnswerForm(WarnsOfIdentifiers, RegisterForm):
    """An answer: what was done, or to one of the questions of its kind."""

    watched = ("text",)

    about = forms.ChoiceField(
        label=_("What do you answer?"),
        widget=forms.RadioSelect,
        required=False,
        initial=HoldingQuestion.DONE,
    )
    text = LongTextField(
        label=_("Your answer"),
        max_length=4000,
        help_text=_("It cannot be changed afterwards. You can add to it."),
        error_messages={"required": _("Say what was done")},
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        self.questions = QUESTIONS[kind]
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self.fields["about"].choices = [(q.value, q.label) for q in self.questions]  # type: ignore[attr-defined]

    def clean_about(self) -> str:
        return self.cleaned_data["about"] or HoldingQuestion.DONE

    def layout(self) -> Layout:
        return Layout(
            Radios("about", small=True, optional=False),
            Textarea("text", rows=4),
            *self.warning_box(),
            Button(_("Save answer")),
        )


class HoldingPolicyForm(RegisterForm):
    """Where the policy on one kind of problem is read."""

    title = forms.CharField(label=_("What is the policy called?"), max_length=120, required=False)
    href = forms.CharField(
        label=_("Its web address"),
        max_length=500,
        required=False,
        help_text=_("Leave both empty to take the link away."),
    )

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        self.back = back
        super().__init__(*args, **kwargs)

    def layout(self) -> Layout:
        return Layout(
            "title",
            "href",
            ButtonGroup(Button(_("Save policy")), LinkButton(_("Cancel"), self.back)),
        )
