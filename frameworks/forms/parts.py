"""The forms in which a draft is written."""

import unicodedata
from functools import cached_property
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import LongTextField
from core.forms import GovukForm
from core.layout import Button, ButtonGroup, Checkboxes, Layout, LinkButton, Radios
from frameworks.enums import BehaviourKind, LevelTextSort, Meaning, PartSort
from frameworks.resources.framework_file import LABELS
from frameworks.resources.shapes import LONGEST_TEXT, UNREADABLE
from frameworks.tree.nodes import OUR_WORDS


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


class WrittenForm(GovukForm):
    """A form that stands in its page's ``<form>`` and leads back where one came from."""

    submit_label = _("Save")

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        self.back = back
        super().__init__(*args, **kwargs)

    @cached_property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.render_hidden_fields = True
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(
            *(self._component(name, bound) for name, bound in self.fields.items()),
            ButtonGroup(Button(self.submit_label), LinkButton(_("Cancel"), self.back)),
        )
        return helper

    def _component(self, name: str, asked: forms.Field) -> Any:
        if isinstance(asked.widget, forms.RadioSelect):
            return Radios(name)
        if isinstance(asked.widget, forms.CheckboxSelectMultiple):
            return Checkboxes(name)
        return name


def _fields(sort: PartSort) -> dict[str, forms.Field]:
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
                "level": forms.TypedChoiceField(
                    label=_("Level of the heading"),
                    choices=[(1, _("A heading")), (2, _("A heading under the one before"))],
                    coerce=int,
                    widget=radios,
                ),
                "text": LinesField(
                    label=_("Text"),
                    max_length=50_000,
                    rows=8,
                    required=False,
                    help_text=LINES_HINT,
                ),
                "note": long_line(NOTE, required=False, rows=2),
            }
        case PartSort.DEGREE:
            return {
                "word": line(_("Degree, in words"), longest=80),
                "explanation": line(_("What it means"), longest=300, required=False),
            }
    return {
        "text": LinesField(label=_("Text"), max_length=50_000, rows=5, help_text=LINES_HINT),
        "sort": forms.ChoiceField(label=_("What it is"), choices=LevelTextSort.choices),
        "band": forms.ChoiceField(label=_("Whom it is for"), required=False),
        "heading": line(_("Heading"), required=False),
        "note": long_line(NOTE, required=False, rows=2),
    }


class PartForm(WrittenForm):
    """One statement of a draft.

    :param choices: those of ``parent``, ``band`` and ``cores``, where the sort asks for them.
    :param asks_meaning: the statement stands in the version before, so that other words may
        change its meaning.
    :param asks_why: whether a reason is kept; ``needs_why`` makes it needed.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        sort: PartSort,
        choices: dict[str, Any],
        asks_meaning: bool = False,
        needs_why: bool = False,
        **kwargs: Any,
    ) -> None:
        self.sort, self.choices = sort, choices
        self.asks_meaning, self.needs_why = asks_meaning, needs_why
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self.fields |= _fields(self.sort)
        for name, choices in self.choices.items():
            if name in self.fields:
                self.fields[name].choices = choices  # type: ignore[attr-defined]
        if self.asks_meaning:
            self.fields["meaning"] = forms.ChoiceField(
                label=_("Does it still mean the same?"),
                choices=Meaning.choices,
                widget=forms.RadioSelect,
                initial=Meaning.SAME,
                help_text=_(
                    "If it does, what was recorded under it goes on under the new words. If its"
                    " meaning changes, it is a new statement that replaces the old one."
                ),
            )
        self.fields["reason"] = long_line(
            _("Why"),
            required=self.needs_why,
            hint=_("It is shown beside the change, in public where the framework is in use."),
        )


class ReasonForm(WrittenForm):
    """Why something is left out."""

    submit_label = _("Leave it out")

    def __init__(self, *args: Any, needs_why: bool = False, **kwargs: Any) -> None:
        self.needs_why = needs_why
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self.fields["reason"] = long_line(
            _("Why"),
            required=self.needs_why,
            hint=_("It is shown beside what is left out, in public where the framework is in use."),
        )


class FrontForm(WrittenForm):
    """What a version says of itself."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    title = line(_("Title"))
    publisher = line(_("Publisher"))
    year = line(_("Year"), longest=20, hint=_("As printed, or “undated”."))
    source = line(_("Source"), longest=300)
    copyright = line(_("Copyright line"), longest=300)
    summary = long_line(_("What it is, in a sentence"), required=False)
    limits = LinesField(
        label=_("What it is not meant for"),
        required=False,
        max_length=20_000,
        help_text=_("The publisher’s sentences, one a line."),
    )
    narrative = forms.BooleanField(
        label=_("Its behaviours are narrative"),
        required=False,
        help_text=_(
            "They are read as a whole and never ticked one by one; evidence may mark the words it"
            " rests on."
        ),
    )
    levels_only = forms.BooleanField(
        label=_("It is only for its role levels"),
        required=False,
        help_text=_("Evidence about people at other levels, or at none, is refused."),
    )
    degrees_note = long_line(_("Whose words the degrees are"), required=False)
    note = long_line(NOTE, required=False)

    def prepare(self) -> None:
        for name in LABELS:
            self.fields[f"label_{name}"] = line(
                _("Its word for “%(word)s”") % {"word": OUR_WORDS[name]},
                longest=80,
                required=False,
            )


class UseForm(WrittenForm):
    """Whether a framework may be used for a purpose."""

    permitted = forms.ChoiceField(
        label=_("What the publisher says"),
        choices=[
            ("yes", _("It may be used for this")),
            ("no", _("It may not be used for this")),
            ("", _("Nothing: so it may not be used for this")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    sentence = long_line(_("The sentence that says so"), required=False)
    note = long_line(NOTE, required=False)


class DeriveForm(WrittenForm):
    """An organisation's own framework, from another."""

    submit_label = _("Start the draft")
    title = line(_("Title of your framework"))
    publisher = line(_("Who publishes it"), hint=_("The name of your organisation."))


class LevelForm(WrittenForm):
    """One more role level."""

    submit_label = _("Add the role level")
    title = line(_("Role level"), longest=120, hint=_("For example, Senior caseworker"))
    grade = line(_("Grade"), longest=40, required=False)


class BandForm(WrittenForm):
    """One or more role levels that share texts."""

    submit_label = _("Add the band")
    title = line(_("Name"), hint=_("For example, For senior staff"))
    levels = forms.MultipleChoiceField(label=_("Role levels"), widget=forms.CheckboxSelectMultiple)
    in_addition = forms.BooleanField(
        label=_("What is written for it is in addition to what stands before"), required=False
    )

    def __init__(self, *args: Any, levels: Any, **kwargs: Any) -> None:
        self.level_choices = levels
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self.fields["levels"].choices = self.level_choices  # type: ignore[attr-defined]
