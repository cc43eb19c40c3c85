import datetime as dt
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DateInputField, GovukForm
from core.layout import Radios

ANSWERS = [("yes", _("Yes, they may list them")), ("no", _("No, they may not"))]


class SearchEnginesForm(GovukForm):
    submit_label = _("Save")

    listed = forms.ChoiceField(
        label=_("May search engines list the public pages?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
    )
    from_on = DateInputField(
        label=_("First day of the change"),
        help_text=_("Today or later. Of two changes from one day, the later one holds."),
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"].earliest = today  # type: ignore[attr-defined]

    def layout(self) -> Layout:
        return Layout(Radios("listed"), "from_on")
