"""The one road by which free text of casework is questioned before it is saved.

A form whose words could tell who a client is comes back once, with a sentence beside the words and
a box to tick at its end. It warns and never blocks. Source: PRACTICE, "No client can be
identified".
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import LongTextField
from core.identifiers import find
from core.layout import Button, ButtonGroup, Checkbox, Layout

BOX = "identifies_no_client"


class WarnsOfIdentifiers(forms.Form):
    """A form that is sent back once when what was typed seems to tell who a client is.

    Put this class before `GovukForm`. It watches every field of several lines, or those named in
    ``watched``; the box stands before the buttons, or where ``layout()`` puts
    ``*self.warning_box()``. The service is never given the box.

    :ivar elsewhere: sentences about words that the form does not hold itself, e.g. a sheet that it
        finishes.
    """

    watched: tuple[str, ...] = ()
    elsewhere: Sequence[str] = ()

    identifies_no_client = forms.BooleanField(
        required=False, label=gettext_lazy("I have checked: this tells nobody who a client is")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        sure = cleaned.pop(BOX, False)
        finds = {name: self.finds_in(name) for name in self.watched_fields()}
        self.found = [
            *(sentence for sentences in finds.values() for sentence in sentences),
            *self.elsewhere,
        ]
        if self.found and not sure:
            for name, sentences in finds.items():
                for sentence in sentences:
                    self.add_error(name, sentence)
            self.add_error(
                BOX,
                _("Take out what could tell who a client is, or tick this box if nothing does."),
            )
        return cleaned

    def watched_fields(self) -> list[str]:
        """Return the names of the fields whose words are questioned."""
        if self.watched:
            return [name for name in self.watched if name in self.fields]
        return [name for name, field in self.fields.items() if isinstance(field, LongTextField)]

    def finds_in(self, name: str) -> list[str]:
        """Return a sentence for each thing in a field that could tell who a client is."""
        return [
            _("“%(text)s” under “%(field)s” looks like %(sort)s.")
            % {
                "text": Truncator(found.text).chars(40),
                "field": self.fields[name].label,
                "sort": found.kind.label,
            }
            for found in find(str(self.cleaned_data.get(name) or ""))
        ]

    def warning_box(self) -> list[Any]:
        """Return the box to tick, for the end of a layout; none where there is no warning."""
        asked = getattr(self, "found", None) or self.elsewhere
        return [Checkbox(BOX, optional=False)] if asked else []

    def layout(self) -> Layout:
        """Return all fields one below the other, without the box."""
        return Layout(*(name for name in self.fields if name != BOX))

    @cached_property
    def helper(self) -> FormHelper:
        """Return the form's helper, with the box before its buttons where one is asked for."""
        helper: FormHelper = super().helper  # type: ignore[misc]
        parts = helper.layout.fields
        if not any(BOX in getattr(part, "fields", ()) for part in parts):
            buttons = [
                place for place, part in enumerate(parts) if isinstance(part, Button | ButtonGroup)
            ]
            at = buttons[0] if buttons else len(parts)
            parts[at:at] = self.warning_box()
        return helper
