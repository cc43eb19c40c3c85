"""The forms in which a draft is written."""

from functools import cached_property
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import GovukForm
from core.layout import Button, ButtonGroup, Checkboxes, Layout, LinkButton, Radios
from frameworks.enums import Meaning, PartSort
from frameworks.resources.framework_file import LABELS
from frameworks.tree.nodes import OUR_WORDS

from .part_fields import NOTE, LinesField, fields_of, line, long_line


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
        self.fields |= fields_of(self.sort)
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
        if self.sort == PartSort.PROFILE_PART:
            return
        self.fields["reason"] = long_line(
            _("Why"),
            required=self.needs_why,
            hint=_("It is shown beside the change, in public where the framework is in use."),
        )


class ReasonForm(WrittenForm):
    """Why something is left out."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    submit_label = _("Leave it out")

    def __init__(
        self, *args: Any, needs_why: bool = False, asks_why: bool = True, **kwargs: Any
    ) -> None:
        self.needs_why, self.asks_why = needs_why, asks_why
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        if not self.asks_why:
            return
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

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
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
