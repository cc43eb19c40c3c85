"""Forms that warn before free text is saved that could tell who a client is."""

from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.identifiers import find
from core.layout import Checkbox

BOX = "identifies_no_client"


class WarnsOfIdentifiers(forms.Form):
    """A form that is sent back once when a watched field seems to tell who a client is.

    The writer takes it out, or ticks a box that appears then: it warns and never blocks. Put this
    class before `GovukForm`, name the fields in ``watched``, and let ``layout()`` end with
    ``*self.warning_box()``. Source: PRACTICE, "No client can be identified".
    """

    watched: tuple[str, ...] = ()

    identifies_no_client = forms.BooleanField(
        required=False, label=gettext_lazy("I have checked: this tells nobody who a client is")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.found = [sentence for name in self.watched for sentence in self.finds_in(name)]
        if self.found and not cleaned.get(BOX):
            for sentence in self.found:
                self.add_error(BOX, sentence)
        return cleaned

    def finds_in(self, name: str) -> list[str]:
        """Return a sentence for each thing in a field that could tell who a client is."""
        return [
            _("“%(text)s” under “%(field)s” looks like %(sort)s. Take it out, or tick this box.")
            % {
                "text": Truncator(found.text).chars(40),
                "field": self.fields[name].label,
                "sort": found.kind.label,
            }
            for found in find(str(self.cleaned_data.get(name) or ""))
        ]

    def warning_box(self) -> list[Any]:
        """Return the box to tick, for the end of a layout; none where there is no warning."""
        return [Checkbox(BOX, optional=False)] if getattr(self, "found", None) else []
