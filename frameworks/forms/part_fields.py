"""The fields of the forms in which a draft is written, by sort of statement."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import LongTextField
from frameworks.enums import BehaviourKind, LevelTextSort, PartSort
from frameworks.resources.shapes import LONGEST_TEXT, UNREADABLE


class LineField(forms.CharField):
    """One line of text: whatever breaks a line becomes a space."""

    def to_python(self, value: Any) -> str:
        return readable(" ".join(str(value or "").split()))


class LinesField(LongTextField):
    """A paragraph a line; one that begins with "- " is an item of a list."""

    def to_python(self, value: Any) -> str:
        lines = str(value or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        cleaned = [" ".join(line.split()) for line in lines]
        return "\n".join(readable(line) for line in cleaned if line)


def readable(text: str) -> str:
    """Return a text that a framework may hold.

    :raises forms.ValidationError: it has characters that nobody can read.
    """
    if any(unicodedata.category(character) in UNREADABLE for character in text):
        raise forms.ValidationError(_("Take out the characters that cannot be read."))
    return text


def line(label: Any, *, longest: int = 200, required: bool = True, hint: Any = "") -> LineField:
    return LineField(label=label, max_length=longest, required=required, help_text=hint)


def long_line(label: Any, *, required: bool = True, hint: Any = "", rows: int = 3) -> LineField:
    widget = forms.Textarea(attrs={"rows": rows})
    return LineField(
        label=label, max_length=LONGEST_TEXT, required=required, help_text=hint, widget=widget
    )


NUMBER = _("Printed number")
NOTE = _("Editor’s note")
LINES_HINT = _("Each line is a paragraph. A line that begins with “- ” is an item of a list.")


class FactsField(LinesField):
    """What heads a role profile: a label and its text in each line."""

    longest_label, longest_text = 80, 300

    def __init__(self) -> None:
        super().__init__(
            label=_("What heads it"),
            required=False,
            max_length=20_000,
            rows=5,
            help_text=_(
                "A line each, with a colon: “Directorate: Operations”, “Reports to: Head of Team”,"
                " “Purpose of the role: …”."
            ),
        )

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return "\n".join(f"{fact['label']}: {fact['text']}" for fact in value)
        return value

    def clean(self, value: Any) -> Any:
        return [self._fact(line) for line in super().clean(value).split("\n") if line]

    def _fact(self, line: str) -> dict[str, str]:
        label, colon, text = (part.strip() for part in line.partition(":"))
        if not colon or not label or not text:
            raise forms.ValidationError(
                _("Write a label, a colon and its text in each line. This line has not: “%s”")
                % line[:80]
            )
        if len(label) > self.longest_label or len(text) > self.longest_text:
            raise forms.ValidationError(
                _("A label has at most 80 characters and its text 300. This line has more: “%s”")
                % line[:80]
            )
        return {"label": label, "text": text}


def heading_level() -> forms.Field:
    return forms.TypedChoiceField(
        label=_("Level of the heading"),
        choices=[(1, _("A heading")), (2, _("A heading under the one before"))],
        coerce=int,
        widget=forms.RadioSelect,
    )


def lines_of_text(*, required: bool) -> LinesField:
    return LinesField(
        label=_("Text"), max_length=50_000, rows=8, required=required, help_text=LINES_HINT
    )


def fields_of(sort: PartSort) -> dict[str, forms.Field]:
    """Return the fields of one sort of statement, in the order of its form."""
    radios = forms.RadioSelect
    match sort:
        case PartSort.CORE:
            return {
                "title": line(_("Title")),
                "sentence": long_line(_("Sentence"), required=False),
                "stem": line(
                    _("How its areas begin"),
                    longest=120,
                    required=False,
                    hint=_("For example, I am..."),
                ),
                "printed_number": line(NUMBER, longest=20, required=False),
                "note": long_line(NOTE, required=False, rows=2),
            }
        case PartSort.AREA:
            return {
                "title": line(_("Title")),
                "text": long_line(_("Text"), required=False),
                "parent": forms.ChoiceField(label=_("Core competency it stands in")),
                "printed_number": line(NUMBER, longest=20, required=False),
                "note": long_line(NOTE, required=False, rows=2),
            }
        case PartSort.BEHAVIOUR:
            return {
                "text": long_line(_("Behaviour")),
                "kind": forms.ChoiceField(
                    label=_("Kind"), choices=BehaviourKind.choices, widget=radios
                ),
                "band": forms.ChoiceField(label=_("Whom it is for"), required=False),
                "parent": forms.ChoiceField(label=_("Competency area it stands in")),
                "stem": line(_("Words it begins with"), required=False),
                "printed_number": line(NUMBER, longest=20, required=False),
                "note": long_line(NOTE, required=False, rows=2),
            }
        case PartSort.STANDARD:
            return {
                "text": long_line(_("Service standard")),
                "cores": forms.MultipleChoiceField(
                    label=_("Core competencies it stands under"),
                    widget=forms.CheckboxSelectMultiple,
                ),
                "note": long_line(NOTE, required=False, rows=2),
            }
        case PartSort.SECTION:
            return {
                "heading": line(_("Heading")),
                "level": heading_level(),
                "text": lines_of_text(required=False),
                "note": long_line(NOTE, required=False, rows=2),
            }
        case PartSort.DEGREE:
            return {
                "word": line(_("Degree, in words"), longest=80),
                "explanation": line(_("What it means"), longest=300, required=False),
            }
        case PartSort.PROFILE:
            return {
                "title": line(_("Title")),
                "dated": line(_("Date"), longest=40, hint=_("As printed, or “undated”.")),
                "facts": FactsField(),
                "role_level": forms.ChoiceField(label=_("Role level it is for"), required=False),
                "note": long_line(NOTE, required=False, rows=2),
            }
        case PartSort.PROFILE_PART:
            return {
                "heading": line(_("Heading")),
                "parent": forms.ChoiceField(widget=forms.HiddenInput),
                "level": heading_level(),
                "text": lines_of_text(required=False),
                "core": forms.ChoiceField(
                    label=_("Core competency whose areas are its criteria"), required=False
                ),
                "note": long_line(NOTE, required=False, rows=2),
            }
    return {
        "text": LinesField(label=_("Text"), max_length=50_000, rows=5, help_text=LINES_HINT),
        "sort": forms.ChoiceField(label=_("What it is"), choices=LevelTextSort.choices),
        "band": forms.ChoiceField(label=_("Whom it is for"), required=False),
        "heading": line(_("Heading"), required=False),
        "note": long_line(NOTE, required=False, rows=2),
    }
