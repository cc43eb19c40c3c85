"""Forms of holding actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.enums import HoldingActionKind
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

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        self.back = back
        super().__init__(*args, **kwargs)

    def layout(self) -> Layout:
        return Layout(
            Radios("kind", small=True),
            Textarea("fact", rows=4),
            Textarea("step", rows=4),
            "time_limit_on",
            *self.warning_box(),
            ButtonGroup(Button(_("Open holding action")), LinkButton(_("Cancel"), self.back)),
        )


class HoldingActionAnswerForm(WarnsOfIdentifiers, RegisterForm):
    """What was done on a holding action."""

    watched = ("text",)

    text = LongTextField(
        label=_("Add what was done"),
        max_length=4000,
        help_text=_("It cannot be changed afterwards. You can add to it."),
        error_messages={"required": _("Say what was done")},
    )

    def layout(self) -> Layout:
        return Layout(Textarea("text", rows=4), *self.warning_box(), Button(_("Save answer")))
