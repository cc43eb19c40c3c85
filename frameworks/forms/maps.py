"""The forms of links between frameworks. They save nothing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import LongTextField
from core.layout import Layout, Radios
from frameworks.choices import area_chosen, areas_by_key
from frameworks.enums import MapRelation
from frameworks.forms.values import PageForm
from frameworks.services.maps import LONGEST_REASON, Place
from frameworks.tree import Tree


class MapLinkForm(PageForm):
    """What one area is to an area of another framework, and why."""

    submit = _("Link these two areas")

    here = forms.ChoiceField(label=_("This area"))
    relation = forms.ChoiceField(
        label=_("What is it to the other?"),
        choices=MapRelation.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Evidence of areas that are the same is read at both. Evidence of a part is read at "
            "the whole. Evidence of related areas stays where it is."
        ),
    )
    there = forms.ChoiceField(label=_("The other area, of another framework"))
    reason = LongTextField(
        label=_("Why?"),
        max_length=LONGEST_REASON,
        rows=4,
        help_text=_("Everybody here can read this."),
    )

    def __init__(self, *args: Any, trees: Sequence[Tree], **kwargs: Any) -> None:
        self.trees = trees
        super().__init__(*args, **kwargs)
        choices = areas_by_key(trees)
        for name in ("here", "there"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def layout(self) -> Layout:
        return Layout("here", Radios("relation"), "there", "reason", self._ends())

    def places(self) -> tuple[Place, Place]:
        """Return the two areas that were chosen."""
        here, there = (
            Place(*area_chosen(self.trees, self.cleaned_data[name])) for name in ("here", "there")
        )
        return here, there


class EndMapLinkForm(PageForm):
    """Why a link ends."""

    submit = _("End this link")

    reason = LongTextField(
        label=_("Why does it end?"),
        max_length=LONGEST_REASON,
        rows=4,
        help_text=_(
            "From now on no evidence is read across it. Judgements that rest on such evidence stay "
            "as they were made."
        ),
    )

    def layout(self) -> Layout:
        return Layout("reason", self._ends())
