"""Putting something on one's plan."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import DateInputField, GovukForm, LongTextField
from core.warned import WarnsOfIdentifiers
from frameworks.choices import area_choices
from frameworks.models import Area
from frameworks.tree import Tree
from supervision.services.plan import LONGEST_TEXT, Planned


class PlanItemForm(WarnsOfIdentifiers, GovukForm):
    """What somebody will do, for which area, and by when."""

    watched = ("text",)

    text = LongTextField(
        label=gettext_lazy("What will you do?"),
        help_text=gettext_lazy("Your supervisor can read your plan. Do not name a client."),
        max_length=LONGEST_TEXT,
        rows=4,
    )
    area = forms.ChoiceField(label=gettext_lazy("Competency area"), required=False)
    by_when = DateInputField(label=gettext_lazy("By when?"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, trees: Sequence[Tree], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = area_choices(trees, _("No area"))  # type: ignore[attr-defined]

    def planned(self) -> Planned:
        """Return what was written, for the service."""
        area = self.cleaned_data["area"]
        return Planned(
            text=self.cleaned_data["text"],
            by_when=self.cleaned_data["by_when"],
            area=Area(pk=int(area)) if area else None,
        )


def in_a_month(on: dt.date) -> dt.date:
    """Return the day that a new thing is first given: four weeks on."""
    return on + dt.timedelta(weeks=4)
