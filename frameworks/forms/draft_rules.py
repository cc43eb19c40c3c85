"""The forms in which a rule of progression is written."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frameworks.enums import WorkKind, WorkScope

from .part_fields import long_line
from .parts import WrittenForm


class RuleLineForm(WrittenForm):
    """One line of a rule: so much work, of this kind, in so many service areas.

    :param statements: the statements of levels of competency that a line can read, by key.
    """

    submit_label = _("Save the line")
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("Kind of work"), choices=WorkKind.choices, widget=forms.RadioSelect
    )
    scope = forms.ChoiceField(
        label=_("How much of it"), choices=WorkScope.choices, widget=forms.RadioSelect
    )
    service_areas = forms.IntegerField(
        label=_("In how many service areas"), min_value=1, max_value=20, initial=1
    )
    functional_knowledge = forms.BooleanField(
        label=_("Service areas that need significant functional knowledge and skills"),
        required=False,
    )
    may_train = forms.BooleanField(
        label=_("Approved to train other caseworkers in it"), required=False
    )
    other = forms.BooleanField(
        label=_("A service area that serves no other line of this alternative"), required=False
    )
    text = forms.ChoiceField(label=_("The statement that it reads"))

    def __init__(self, *args: Any, statements: list[tuple[str, str]], **kwargs: Any) -> None:
        self.statements = statements
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self.fields["text"].choices = self.statements  # type: ignore[attr-defined]


class RuleNoteForm(WrittenForm):
    """How the print is read."""

    submit_label = _("Save the note")
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    note = long_line(_("Editor’s note on how the print is read"), required=False)
