"""The form in which somebody declares a conflict of their own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import references
from cases.forms.base import RegisterForm
from cases.models import ServiceArea
from core.layout import Button, ButtonGroup, Layout, LinkButton, Radios, Select, Text

FILE, AREA = "file", "area"


class ConflictForm(RegisterForm):
    """A conflict with a case file or with a service area; never with whom."""

    mark_optional = False

    about = forms.ChoiceField(
        label=_("What is the conflict with?"),
        choices=[(FILE, _("A case file")), (AREA, _("A whole service area"))],
        widget=forms.RadioSelect,
    )
    reference = forms.CharField(
        label=_("Case reference"),
        required=False,
        help_text=_("We do not say whether the register has a case file with this reference."),
    )
    service_area = forms.ModelChoiceField(
        label=_("Service area"),
        queryset=ServiceArea.objects.all(),
        required=False,
        empty_label=_("Choose one"),
    )

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        self.back = back
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Keep the one that was chosen; ask for it where it is empty."""
        cleaned = super().clean() or self.cleaned_data
        reference = references.tidy(cleaned.get("reference", ""))
        about = cleaned.get("about")
        cleaned["reference"] = reference if about == FILE else ""
        cleaned["service_area"] = cleaned.get("service_area") if about == AREA else None
        if about == FILE and (fault := references.fault(reference)):
            self.add_error("reference", fault)
        if about == AREA and cleaned["service_area"] is None:
            self.add_error("service_area", _("Select the service area"))
        return cleaned

    def layout(self) -> Layout:
        return Layout(
            Radios(
                "about",
                conditional={
                    FILE: Text("reference", width=20),
                    AREA: Select("service_area"),
                },
            ),
            ButtonGroup(Button(_("Declare conflict")), LinkButton(_("Cancel"), self.back)),
        )
