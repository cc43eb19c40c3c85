"""The form of a service area."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.base import RegisterForm
from core.layout import Button, ButtonGroup, Checkbox, Layout, LinkButton, Text


class ServiceAreaForm(RegisterForm):
    """A service area's name, and what it asks of whoever works in it."""

    mark_optional = False

    name = forms.CharField(label=_("Name"), max_length=120)
    needs_functional_knowledge = forms.BooleanField(
        label=_("This service area needs significant functional knowledge and skills"),
        required=False,
        help_text=_("Some role levels ask for work in a service area of this sort."),
    )

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        self.back = back
        super().__init__(*args, **kwargs)

    def layout(self) -> Layout:
        return Layout(
            Text("name", width=20),
            Checkbox("needs_functional_knowledge"),
            ButtonGroup(Button(_("Save service area")), LinkButton(_("Cancel"), self.back)),
        )
