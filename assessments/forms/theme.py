"""Forms of points and themes. They save nothing."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from assessments.models import Point
from assessments.models.theme import PointSort
from core.forms import GovukForm, LongTextField
from core.layout import Checkboxes, Layout, Radios, Text, Textarea
from core.warned import WarnsOfIdentifiers


class PointForm(WarnsOfIdentifiers, GovukForm):
    """An issue or a learning point."""

    watched = ("text",)

    sort = forms.ChoiceField(
        label=_("What is it?"), choices=PointSort.choices, widget=forms.RadioSelect
    )
    text = LongTextField(
        label=_("What did you meet?"),
        max_length=2000,
        help_text=_("Name nobody: no client and no colleague. The lead of casework reads it."),
    )
    submit_label = _("Raise it")

    def layout(self) -> Layout:
        return Layout(Radios("sort"), Textarea("text", rows=5), *self.warning_box())


class PointChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return Truncator(obj.text).chars(200)


class ThemeForm(WarnsOfIdentifiers, GovukForm):
    """A theme: the points it groups, and words that name nobody."""

    watched = ("title", "summary")

    points = PointChoice(
        label=_("Which points belong together?"),
        queryset=Point.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    title = forms.CharField(label=_("Title"), max_length=120)
    summary = LongTextField(
        label=_("What do they have in common?"),
        max_length=4000,
        help_text=_("Everybody reads this once it is shared. Name nobody."),
    )
    submit_label = _("Make this theme")

    def __init__(self, *args: Any, points: QuerySet[Point], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["points"].queryset = points  # type: ignore[attr-defined]

    def layout(self) -> Layout:
        return Layout(
            Checkboxes("points"), Text("title"), Textarea("summary", rows=5), *self.warning_box()
        )


class ThemeCloseForm(WarnsOfIdentifiers, GovukForm):
    watched = ("what_changed",)

    what_changed = LongTextField(
        label=_("What changed?"),
        max_length=4000,
        help_text=_("Everybody reads this. Name nobody."),
    )
    submit_label = _("Close this theme")

    def layout(self) -> Layout:
        return Layout(Textarea("what_changed", rows=5), *self.warning_box())
