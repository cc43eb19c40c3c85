"""Forms of a case check and of "well done". They validate and word errors; they save nothing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.enums import LookedAt
from assessments.services.coaching import LONGEST_PRAISE
from core.forms import GovukForm, LongTextField
from core.layout import Checkboxes, Layout, Textarea
from core.warned import WarnsOfIdentifiers
from frameworks.tree import Tree


class CaseCheckForm(WarnsOfIdentifiers, GovukForm):
    """What was looked at, what is good, and the guidance given."""

    looked_at = forms.MultipleChoiceField(
        label=_("What did you look at?"),
        choices=LookedAt.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    well = LongTextField(label=_("What goes well"), max_length=4000, required=False)
    guidance = LongTextField(
        label=_("The guidance you gave"),
        max_length=4000,
        help_text=_("What you asked, what you advised, and where it comes from. Name no client."),
    )
    submit_label = _("Put it into their journal")

    def layout(self) -> Layout:
        return Layout(
            Checkboxes("looked_at", small=True),
            Textarea("well", rows=3),
            Textarea("guidance", rows=6),
        )


class WellDoneForm(WarnsOfIdentifiers, GovukForm):
    """A behaviour that was seen, and one line."""

    watched = ("text",)

    text = forms.CharField(
        label=_("In a line, what was done well?"),
        max_length=LONGEST_PRAISE,
        help_text=_("They read it at once. Name no client."),
    )
    behaviour = forms.TypedChoiceField(
        label=_("Which behaviour did you see?"), coerce=int, empty_value=None, required=False
    )
    submit_label = _("Say well done")

    def __init__(self, *args: Any, trees: Sequence[Tree], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["behaviour"].choices = [  # type: ignore[attr-defined]
            ("", _("None, the line says it")),
            *(
                (f"{core.title}: {area.title}", [(leaf.id, leaf.text) for leaf in area.effective])
                for tree in trees
                for core in tree.cores
                for area in core.areas
                if area.effective
            ),
        ]
