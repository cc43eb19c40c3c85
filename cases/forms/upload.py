"""The form that brings a file of case files in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.base import RegisterForm
from core.layout import Button, ButtonGroup, FileUpload, Layout, LinkButton, Radios

PART, WHOLE = "part", "whole"


class UploadForm(RegisterForm):
    """A CSV or Excel file, and whether it is meant to name every case file."""

    file = forms.FileField(
        label=_("CSV or Excel file"), help_text=_("At most 20,000 rows and 5 MB.")
    )
    extent = forms.ChoiceField(
        label=_("What is in the file?"),
        choices=[
            (PART, _("New and changed case files")),
            (WHOLE, _("Every case file of the register")),
        ],
        widget=forms.RadioSelect,
        initial=PART,
    )

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        self.back = back
        super().__init__(*args, **kwargs)

    def layout(self) -> Layout:
        return Layout(
            FileUpload("file", accept=".csv,.xlsx"),
            Radios(
                "extent",
                hints={
                    WHOLE: _("What the register has and the file has not is listed, never deleted.")
                },
            ),
            ButtonGroup(Button(_("Compare with the register")), LinkButton(_("Cancel"), self.back)),
        )


class ApplyForm(RegisterForm):
    """The last step: references that look like names are looked at first."""

    names_no_client = forms.BooleanField(
        label=_("I have looked at these references: none tells who a client is"), required=False
    )

    def __init__(self, *args: Any, warnings: int, **kwargs: Any) -> None:
        self.warnings = warnings
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self.fields["names_no_client"].required = bool(self.warnings)

    def layout(self) -> Layout:
        boxes = ["names_no_client"] if self.warnings else []
        return Layout(*boxes, Button(_("Apply to the register")))
