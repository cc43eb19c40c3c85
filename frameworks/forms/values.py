"""The forms of the organisation's values and aims. They save nothing."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import DateInputField
from core.forms import GovukForm, LongTextField
from core.layout import Button, ButtonGroup, Layout, LinkButton, Radios
from frameworks.choices import area_chosen, areas_by_key
from frameworks.enums import Purpose
from frameworks.models.values import ValueKind
from frameworks.services.values import LONGEST_REASON, LONGEST_TEXT
from frameworks.tree import Tree


class PageForm(GovukForm):
    """Stands within a ``<form>`` of its page."""

    submit: Any = ""

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        self.back = back
        super().__init__(*args, **kwargs)

    @cached_property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.form_tag = False
        helper.disable_csrf = True
        return helper

    def _ends(self) -> ButtonGroup:
        return ButtonGroup(Button(self.submit), LinkButton(_("Cancel"), self.back))


class ValueForm(PageForm):
    """A value or an aim, in the organisation's own words."""

    submit = _("Add it to the list")

    kind = forms.ChoiceField(
        label=_("Is it a value or an aim?"), choices=ValueKind.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("In the organisation’s own words"), max_length=LONGEST_TEXT)
    from_on = DateInputField(label=_("From which day does it hold?"))

    def layout(self) -> Layout:
        return Layout(Radios("kind", inline=True), "text", "from_on", self._ends())


class EndValueForm(PageForm):
    """The last day on which a value holds."""

    submit = _("End it")

    on = DateInputField(label=_("What is the last day on which it holds?"))

    def layout(self) -> Layout:
        return Layout("on", self._ends())


class LinkForm(PageForm):
    """An area that carries a value, and why."""

    submit = _("Link this area")

    area = forms.ChoiceField(label=_("Which competency area carries it?"))
    reason = LongTextField(
        label=_("Why?"),
        max_length=LONGEST_REASON,
        rows=4,
        help_text=_("Everybody here can read this, for example on the page of a role level."),
    )

    def __init__(self, *args: Any, trees: Iterable[Tree], **kwargs: Any) -> None:
        self.trees = [tree for tree in trees if _may_be_aligned(tree)]
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = areas_by_key(self.trees)  # type: ignore[attr-defined]

    def layout(self) -> Layout:
        return Layout("area", "reason", self._ends())

    def chosen(self) -> tuple[Tree, str]:
        """Return the tree and the key of the area that was chosen."""
        return area_chosen(self.trees, self.cleaned_data["area"])


def _may_be_aligned(tree: Tree) -> bool:
    use = tree.uses.get(Purpose.ROLE_ALIGNMENT)
    return bool(use and use.permitted)
