"""The form for judging an area. It saves nothing."""

from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from assessments.forms.purpose import PurposeField
from assessments.forms.review import KeptForm
from assessments.models import Evidence
from core.fields import DateInputField
from core.forms import LongTextField
from core.layout import Checkboxes, Layout, Radios
from core.warned import WarnsOfIdentifiers
from frameworks.carrying import carried
from frameworks.models import Degree


class DegreeChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.word[:1].upper()}{obj.word[1:]}"


class EvidenceChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        said = _t("%(day)s, for %(purpose)s, %(direction)s: %(statement)s") % {
            "day": formats.date_format(obj.on, "j F Y"),
            "purpose": obj.get_purpose_display().lower(),
            "direction": obj.get_direction_display().lower(),
            "statement": obj.statement,
        }
        if not obj.road:
            return said
        return f"{carried(obj.road, version_id=obj.version_id, area_id=obj.area_id).said}. {said}"


class JudgementForm(WarnsOfIdentifiers, KeptForm):
    """How far an area is shown, in words, with the reason and the evidence it rests on."""

    purpose = PurposeField(label=_("What is your judgement for?"))
    evidence = EvidenceChoice(
        label=_("Which evidence does your judgement rest on?"),
        queryset=Evidence.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    degree = DegreeChoice(
        label=_("How far is this area shown?"),
        queryset=Degree.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    reason = LongTextField(
        label=_("Why?"),
        max_length=10_000,
        help_text=_("In words the caseworker can follow. They read this and can answer it."),
    )
    on = DateInputField(label=_("Date of the judgement"))
    submit_label = _("Record this judgement")

    def __init__(self, *args: Any, evidence: Any, degrees: Any, trees: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].offer(trees)  # type: ignore[attr-defined]
        self.fields["evidence"].queryset = evidence  # type: ignore[attr-defined]
        self.fields["degree"].queryset = degrees  # type: ignore[attr-defined]
        if not evidence:
            del self.fields["evidence"]

    def layout(self) -> Layout:
        shown = [Checkboxes("evidence")] if "evidence" in self.fields else []
        return Layout(Radios("purpose"), *shown, Radios("degree"), "reason", "on")
