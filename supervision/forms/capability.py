"""The forms of a capability conversation sheet. They save nothing."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import DateInputField
from core.forms import GovukForm, LongTextField
from core.layout import Button, Checkboxes, Layout, Radios
from core.warned import BOX, WarnsOfIdentifiers
from frameworks.models import Area
from frameworks.tree import Tree
from supervision.services.capability import LONGEST_REASON, LONGEST_TEXT

YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class _SheetForm(WarnsOfIdentifiers, GovukForm):
    """Stands within a ``<form>`` of its page."""

    submit: Any = ""

    @cached_property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.form_tag = False
        helper.disable_csrf = True
        helper.render_hidden_fields = True
        return helper

    def parts(self) -> Iterable[Any]:
        shown = (name for name, field in self.fields.items() if not field.widget.is_hidden)
        return [name for name in shown if name != BOX]

    def layout(self) -> Layout:
        return Layout(*self.parts(), *self.warning_box(), Button(self.submit))


class OpenForm(_SheetForm):
    """What to talk about; first, what bears on it."""

    submit = _("Open this with them")
    watched = ("bearing",)

    bears = forms.ChoiceField(
        label=_("Is there an adjustment, absence or reduction that bears on this?"),
        help_text=_("Ask them before you answer. No reason and no diagnosis is asked for."),
        choices=YES_NO,
        widget=forms.RadioSelect,
    )
    bearing = LongTextField(
        label=_("If yes, what follows from it for this talk?"),
        max_length=LONGEST_TEXT,
        rows=3,
        required=False,
    )
    areas = forms.MultipleChoiceField(
        label=_("What do you want to talk about?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what you want to talk about")},
    )

    def __init__(self, *args: Any, tree: Tree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["areas"].choices = [  # type: ignore[attr-defined]
            (str(area.id), area.title) for area in tree.areas.values()
        ]

    def parts(self) -> Iterable[Any]:
        return [Radios("bears", inline=True), "bearing", Checkboxes("areas")]

    def chosen(self) -> list[Area]:
        """Return the areas that were chosen."""
        return list(Area.objects.filter(pk__in=self.cleaned_data["areas"]))


class WordsForm(_SheetForm):
    """What one of the two says."""

    submit = _("Add my words")
    watched = ("text",)

    text = LongTextField(
        label=_("What do you want to say?"),
        help_text=_("Your words stand in your name, for the two of you. Do not name a client."),
        max_length=LONGEST_TEXT,
        rows=6,
    )


class HelpForm(_SheetForm):
    """The help agreed, and when to talk again."""

    submit = _("Write this down")
    watched = ("help_agreed",)

    help_agreed = LongTextField(
        label=_("What help have you agreed?"),
        help_text=_("Who does what, and by when."),
        max_length=LONGEST_TEXT,
        rows=6,
    )
    next_on = DateInputField(label=_("When do you talk again?"))
    revision = forms.IntegerField(widget=forms.HiddenInput)


class SignForm(_SheetForm):
    """One of the two signs, or says why not."""

    submit = _("Give my answer")
    watched = ("note",)

    signed = forms.ChoiceField(
        label=_("Do you sign this?"),
        help_text=_(
            "Signing is not agreeing with every word. When both have signed, it is closed."
        ),
        choices=[("yes", _("I sign it")), ("no", _("I do not sign it, because"))],
        widget=forms.RadioSelect,
    )
    note = LongTextField(label=_("Your words"), max_length=LONGEST_TEXT, rows=3, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def parts(self) -> Iterable[Any]:
        return [Radios("signed"), "note"]


class ReasonForm(_SheetForm):
    """Why the manager needs to read what is between two others."""

    submit = _("State this reason and read")

    reason = LongTextField(
        label=_("Why do you need to read it?"),
        help_text=_(
            "For safety, a complaint or a grievance. The reason is kept, and the person is told."
        ),
        max_length=LONGEST_REASON,
        rows=4,
    )
