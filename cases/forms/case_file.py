"""Forms of the register: a case file, a hand-over, a part somebody had."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import references
from cases.enums import HoldingPart, WorkKind
from cases.forms.base import RegisterForm
from cases.forms.people import person_field, possible_holders
from cases.models import CaseFile, Holding, ServiceArea
from cases.querysets import sees_every_case
from cases.services.case_file import Particulars
from core.forms import DateInputField
from core.layout import Button, ButtonGroup, Checkbox, Layout, LinkButton, Radios, Select, Text
from people.scope import Scope


class CaseFileForm(RegisterForm):
    """What the register says of a case file itself."""

    reference = forms.CharField(
        label=_("Case reference"),
        help_text=_("The number that your case management system gives it. Never a client's name."),
    )
    names_no_client = forms.BooleanField(
        label=_("This reference tells nobody who the client is"), required=False
    )
    service_area = forms.ModelChoiceField(
        label=_("Service area"), queryset=ServiceArea.objects.all(), empty_label=_("Choose one")
    )
    kind = forms.ChoiceField(
        label=_("Kind of work"), choices=WorkKind.choices, widget=forms.RadioSelect
    )
    opened_on = DateInputField(label=_("Opened on"))
    closed_on = DateInputField(
        label=_("Closed on"), required=False, help_text=_("Leave empty while the case is open.")
    )

    def __init__(self, *args: Any, today: dt.date, back: str, **kwargs: Any) -> None:
        self.today = today
        self.back = back
        self.warned = False
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        for name in ("opened_on", "closed_on"):
            self.fields[name].today = self.today  # type: ignore[attr-defined]

    def clean_reference(self) -> str:
        return references.tidy(self.cleaned_data["reference"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        reference = cleaned.get("reference", "")
        if reference == self.initial.get("reference") or references.fault(reference):
            return cleaned
        sentence = references.warning(reference)
        self.warned = bool(sentence)
        if sentence and not cleaned.get("names_no_client"):
            self.add_error(
                "names_no_client",
                _("%(warning)s Use another reference, or tick this box.") % {"warning": sentence},
            )
        return cleaned

    @property
    def particulars(self) -> Particulars:
        """What was entered, once the form is valid."""
        cleaned = self.cleaned_data
        return Particulars(
            reference=cleaned["reference"],
            service_area=cleaned["service_area"],
            kind=WorkKind(cleaned["kind"]),
            opened_on=cleaned["opened_on"],
            closed_on=cleaned["closed_on"],
        )

    def first_fields(self) -> list[Any]:
        box = [Checkbox("names_no_client", optional=False)] if self.warned else []
        return [
            Text("reference", width=20),
            *box,
            Select("service_area"),
            Radios("kind"),
            "opened_on",
        ]


class CaseFileAddForm(CaseFileForm):
    """A new case file, with whoever holds it."""

    held_from = DateInputField(
        label=_("Held from"),
        required=False,
        help_text=_("Leave empty if they had it from the day it was opened."),
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        self.scope = scope
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        super().prepare()
        self.fields["held_from"].today = self.today  # type: ignore[attr-defined]
        self.fields["holder"] = person_field(
            possible_holders(self.scope),
            label=_("Who holds the case"),
            required=not sees_every_case(self.scope),
        )

    def layout(self) -> Layout:
        return Layout(
            *self.first_fields(),
            Select("holder"),
            "held_from",
            "closed_on",
            ButtonGroup(Button(_("Add case file")), LinkButton(_("Cancel"), self.back)),
        )


class CaseFileChangeForm(CaseFileForm):
    """A case file that is on the register; ``version`` is the one the page was made from."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def layout(self) -> Layout:
        return Layout(
            *self.first_fields(),
            "closed_on",
            "version",
            ButtonGroup(Button(_("Save changes")), LinkButton(_("Cancel"), self.back)),
        )


class HandOverForm(RegisterForm):
    """Who takes a case over, and from which day."""

    from_on = DateInputField(label=_("From which day"))
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, scope: Scope, now: Holding | None, back: str, **kwargs: Any):
        self.scope = scope
        self.now = now
        self.back = back
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        people = possible_holders(self.scope)
        if self.now is not None:
            people = people.exclude(pk=self.now.user_id)
        self.fields["to"] = person_field(people, label=_("Who takes the case over"))
        self.fields["from_on"].today = self.scope.on  # type: ignore[attr-defined]

    def layout(self) -> Layout:
        return Layout(
            Select("to"),
            "from_on",
            "seen",
            ButtonGroup(Button(_("Hand the case over")), LinkButton(_("Cancel"), self.back)),
        )


class PartForm(RegisterForm):
    """A part that somebody had in a case beside holding it."""

    part = forms.ChoiceField(
        label=_("What they did"),
        choices=[(part.value, part.label) for part in HoldingPart if part != HoldingPart.HELD],
        widget=forms.RadioSelect,
    )
    from_on = DateInputField(label=_("First day"))
    to_on = DateInputField(
        label=_("Last day"), required=False, help_text=_("Leave empty while it goes on.")
    )

    def __init__(self, *args: Any, scope: Scope, back: str, **kwargs: Any) -> None:
        self.scope = scope
        self.back = back
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self.fields["user"] = person_field(possible_holders(self.scope), label=_("Who it was"))
        for name in ("from_on", "to_on"):
            self.fields[name].today = self.scope.on  # type: ignore[attr-defined]

    def layout(self) -> Layout:
        return Layout(
            Select("user"),
            "part",
            "from_on",
            "to_on",
            ButtonGroup(Button(_("Note this part")), LinkButton(_("Cancel"), self.back)),
        )


def initial_of(case_file: CaseFile) -> dict[str, Any]:
    """Return what the change form shows at first: the file as it is."""
    return {
        "reference": case_file.reference,
        "service_area": case_file.service_area_id,
        "kind": case_file.kind,
        "opened_on": case_file.opened_on,
        "closed_on": case_file.closed_on,
        "version": case_file.version,
    }
