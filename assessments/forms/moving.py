"""The form that puts a version of a framework in use."""

from functools import cached_property
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import DateInputField
from core.forms import GovukForm
from core.layout import Button, ButtonGroup, DateInput, Layout, LinkButton


class MoveForm(GovukForm):
    """The first day of a version; ``seen`` is the version in use that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    from_on = DateInputField(
        label=_("First day"),
        help_text=_("Today or later. From this day new work goes by this version."),
    )

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        self.back = back
        super().__init__(*args, **kwargs)

    @cached_property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.form_tag = False
        helper.disable_csrf = True
        return helper

    def layout(self) -> Layout:
        return Layout(
            "seen",
            DateInput("from_on"),
            ButtonGroup(Button(_("Put it in use")), LinkButton(_("Cancel"), self.back)),
        )
