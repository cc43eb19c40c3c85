from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import GovukForm
from people.enums import Role, Standing
from people.forms.team_filter import TeamFilterForm


class PersonForm(GovukForm):
    """A person's name and address. ``version`` is that of the person when the page was made."""

    submit_label = _("Save")

    name = forms.CharField(
        label=_("Full name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("They sign in with it, and get their invitation at it."),
        error_messages={
            "invalid": _("Enter an email address in the correct form, like name@example.org")
        },
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_version(self) -> int:
        return self.cleaned_data["version"] or 0


class FilterForm(TeamFilterForm):
    """What the list of people is narrowed to. It is sent by POST: no name stands in an address."""

    field_order = ("name", "team", "role", "standing")

    name = forms.CharField(label=_("Name or email address"), max_length=150, required=False)
    role = forms.ChoiceField(
        label=_("Access role"), required=False, choices=[("", _("Any")), *Role.choices]
    )
    standing = forms.ChoiceField(
        label=_("Who"), required=False, choices=Standing.choices, initial=Standing.HERE
    )
