"""The form on which another statement is put in the place of one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .part_fields import long_line
from .parts import WrittenForm


class FoundField(forms.ChoiceField):
    """One of those that were found; of one that is gone by now the service says so in words."""

    def valid_value(self, value: Any) -> bool:
        return True


class ReplaceForm(WrittenForm):
    """Which statement of the draft takes the place of one, and why.

    :param choices: the statements that may, by key.
    """

    submit_label = _("Put it in its place")
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    into = FoundField(label=_("Which one takes its place?"), widget=forms.RadioSelect)
    reason = long_line(
        _("Why"),
        hint=_("It is shown beside the change, in public where the framework is in use."),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        self.into_choices = choices
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self.fields["into"].choices = self.into_choices  # type: ignore[attr-defined]
