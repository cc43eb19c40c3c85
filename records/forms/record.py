"""Forms of the record of learning: which framework and period, the signatures, the finder."""

import datetime as dt
import hashlib
import re
from functools import cached_property
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.purpose import PurposeField
from core.forms import DateInputField, GovukForm, LongTextField
from core.layout import (
    Button,
    ButtonGroup,
    Checkbox,
    DateInput,
    FileUpload,
    Layout,
    Radios,
    Select,
    Text,
)
from core.warned import WarnsOfIdentifiers
from frameworks.enums import Purpose
from frameworks.models import Version
from frameworks.tree import tree_of
from people.forms import TeamFilterForm

LONGEST_NOTE = 4_000
LARGEST_FILE = 30 * 1024 * 1024


class VersionField(forms.ModelChoiceField):
    """A framework version, told by its title, publisher and number."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title}, {obj.publisher} ({obj.year})"


class BareForm(GovukForm):
    """A form whose page writes the form tag, with the token and the nonce, itself."""

    @cached_property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.layout = self.layout()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.render_hidden_fields = True
        return helper


class SpanForm(BareForm):
    """Which framework and which period. Sent by GET: the address says what is shown."""

    version = VersionField(
        Version.objects.none(),
        label=_("Framework"),
        empty_label=None,
        error_messages={"required": _("Choose a framework")},
    )
    first = DateInputField(label=_("First day"))
    last = DateInputField(label=_("Last day"))

    def __init__(self, *args: Any, versions: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].queryset = versions  # type: ignore[attr-defined]
        for name in ("first", "last"):
            self.fields[name].today = today  # type: ignore[attr-defined]
            self.fields[name].latest = today  # type: ignore[attr-defined]

    def layout(self) -> Layout:
        return Layout(
            Select("version"),
            DateInput("first"),
            DateInput("last"),
            Button(_("Show what will be signed off"), kind="secondary"),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day must be the same as or after the first day"))
        return data


class SignOffForm(WarnsOfIdentifiers, BareForm):
    """The supervisor's words, and the hash of exactly what they had before them."""

    note = LongTextField(
        label=_("A note to go with your signature"),
        help_text=_("The person reads it, and it is printed in the record."),
        max_length=LONGEST_NOTE,
        required=False,
    )
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)

    @cached_property
    def helper(self) -> FormHelper:
        """The page writes the hash itself: that of what it shows now."""
        helper = super().helper
        helper.render_hidden_fields = False
        return helper

    def layout(self) -> Layout:
        return Layout("note", Button(_("Sign off")))


class AnswerForm(WarnsOfIdentifiers, BareForm):
    """The person signs, or says why not."""

    signed = forms.ChoiceField(
        label=_("Do you sign this record?"),
        help_text=_(
            "Signing is not agreeing with every word. A note can say what you see otherwise."
        ),
        choices=[("yes", _("I sign it")), ("no", _("I do not sign it, because"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you sign this record")},
    )
    note = LongTextField(
        label=_("Your words"),
        help_text=_(
            "With a signature you may leave this empty. Everybody who reads the record reads it."
        ),
        max_length=LONGEST_NOTE,
        required=False,
    )

    def layout(self) -> Layout:
        return Layout(Radios("signed"), "note", Button(_("Give your answer")))


class ExportForm(SpanForm):
    """What to make a document of. The person alone is asked about their private entries."""

    purpose = PurposeField(label=_("What is the document for?"), initial=Purpose.DEVELOPMENT)
    with_older = forms.BooleanField(
        label=_("Include improvement points of more than 24 months ago"), required=False
    )
    with_private = forms.BooleanField(
        label=_("Include my entries that are not in my record"),
        help_text=_(
            "Your private ones, and those that only your supervisor can read. Nobody but you can "
            "do this. Whoever you give the document to can read them."
        ),
        required=False,
    )

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].offer(tree_of(version.pk) for version in kwargs["versions"])  # type: ignore[attr-defined]
        if not own:
            del self.fields["with_private"]

    def layout(self) -> Layout:
        boxes = [Checkbox(name) for name in ("with_older", "with_private") if name in self.fields]
        return Layout(
            Select("version"),
            Radios("purpose"),
            DateInput("first"),
            DateInput("last"),
            *boxes,
            ButtonGroup(
                Button(_("Make the PDF"), name="kind", value="record_of_learning"),
                Button(
                    _("The same as data (JSON)"), name="kind", value="record_data", kind="secondary"
                ),
            ),
        )


class FindPersonForm(TeamFilterForm):
    """Whom to look for. It is sent by POST: no name stands in an address."""

    field_order = ("name", "team")

    name = forms.CharField(label=_("Name"), max_length=150, required=False)


class CheckForm(BareForm):
    """A file to check, or the code at the end of a printed document.

    :ivar file_digest: the SHA-256 of the file; "" where there was none.
    :ivar code_digest: the code typed, in small letters and without spaces.
    """

    mark_optional = False

    file = forms.FileField(
        label=_("The file"),
        help_text=_("We work out its code and keep nothing of it."),
        required=False,
    )
    code = forms.CharField(
        label=_("Or the code at the end of the printed document"),
        help_text=_("64 letters and numbers. Spaces do not matter."),
        max_length=200,
        required=False,
    )
    file_digest = ""
    code_digest = ""

    def layout(self) -> Layout:
        return Layout(FileUpload("file", accept=".pdf,.json"), Text("code"), Button(_("Check it")))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file is None:
            return None
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file must be smaller than 30 MB"))
        digest = hashlib.sha256()
        for chunk in file.chunks():
            digest.update(chunk)
        self.file_digest = digest.hexdigest()
        return file

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].split()).lower()
        if code and not re.fullmatch(r"[0-9a-f]{64}", code):
            raise forms.ValidationError(
                _("The code must be 64 characters, each a number or a letter from a to f")
            )
        self.code_digest = code
        return code

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not (self.errors or self.file_digest or self.code_digest):
            self.add_error("file", _("Choose a file, or enter the code"))
        return data
