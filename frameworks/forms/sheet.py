"""The forms that bring a framework in from a spreadsheet."""

from functools import cached_property
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import GovukForm
from core.layout import Button, ButtonGroup, FileUpload, Layout, LinkButton


class SheetForm(GovukForm):
    """A CSV or Excel file of a framework. Stands within a ``<form>`` of its page."""

    file = forms.FileField(
        label=_("CSV or Excel file"), help_text=_("At most 12,000 rows and 5 MB.")
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
            FileUpload("file", accept=".csv,.xlsx"),
            ButtonGroup(
                Button(_("Compare with the framework")), LinkButton(_("Cancel"), self.back)
            ),
        )
