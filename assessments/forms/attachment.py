"""The form that adds a file. It saves nothing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.action import WordsForm
from core.file_types import ENDINGS
from core.forms import GovukForm, LongTextField
from core.layout import FileUpload, Layout, Text
from core.warned import WarnsOfIdentifiers


class AttachmentForm(WarnsOfIdentifiers, GovukForm):
    """A file, and what it shows."""

    watched = ("shows",)

    upload = forms.FileField(
        label=_("The file"),
        allow_empty_file=True,
        max_length=200,
        help_text=_(
            "PDF, PNG, JPEG, DOCX, ODT or TXT, at most 10 MB. Black out what could tell who a "
            "client is: nobody can look into the file for you."
        ),
        error_messages={"max_length": _("The name of the file is too long. Make it shorter.")},
    )
    shows = forms.CharField(
        label=_("What does it show?"), max_length=200, help_text=_("Name no client.")
    )
    submit_label = _("Add this file")

    def layout(self) -> Layout:
        accept = ",".join(f".{ending}" for ending in ENDINGS)
        return Layout(FileUpload("upload", accept=accept), Text("shows"), *self.warning_box())


class TakeAwayForm(WordsForm):
    text = LongTextField(
        label=_("Why is the file taken away?"),
        max_length=1000,
        help_text=_("The file is deleted. Your reason stays."),
    )
    submit_label = _("Take the file away")
