from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import GovukForm
from core.layout import Fieldset, Text
from people.labels import LABELS
from people.models import Team


class TeamForm(GovukForm):
    submit_label = _("Save the team")

    name = forms.CharField(label=_("Name of the team"), max_length=120)
    parent = forms.ModelChoiceField(
        Team.objects.order_by("name"),
        label=_("Stands under"),
        required=False,
        empty_label=_("No other team"),
    )
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, team: Team | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if team is not None:
            others = Team.objects.exclude(pk=team.pk).order_by("name")
            self.fields["parent"].queryset = others  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class OrganisationForm(GovukForm):
    """Name, colour and own words; one box a word, its default as the hint."""

    submit_label = _("Save the settings")

    name = forms.CharField(label=_("Name of the organisation"), max_length=150)
    colour = forms.CharField(
        label=_("Colour"),
        help_text=_(
            "Of the bar at the top, as # and six digits or letters a to f, like #1d4f7c. White "
            "text on it must be readable."
        ),
        max_length=7,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, (use, default) in LABELS.items():
            self.fields[key] = forms.CharField(
                label=use,
                help_text=_("Ours is “%(word)s”. Leave empty to keep it.") % {"word": default},
                max_length=40,
                required=False,
            )

    def layout(self) -> Layout:
        return Layout(
            "name",
            Text("colour", width=10),
            Fieldset(_("Your own words"), *(Text(key, width=20, optional=False) for key in LABELS)),
            "version",
        )

    def clean(self) -> dict[str, Any]:
        """Gather the words under ``labels``, as the service takes them."""
        cleaned = super().clean() or {}
        cleaned["labels"] = {key: cleaned.pop(key, "") for key in LABELS}
        cleaned["version"] = cleaned.get("version") or 0
        return cleaned
