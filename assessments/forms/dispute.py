"""Forms around disputes. They validate and word errors; they save nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.enums import Decision, Monitoring
from assessments.forms.review import KeptForm, PersonChoice
from assessments.forms.second import suggestion
from core.fields import DateInputField
from core.forms import LongTextField
from core.layout import Layout, Radios
from core.warned import BOX, WarnsOfIdentifiers
from frameworks.models import Degree
from people.models import User


class DisputeForm(WarnsOfIdentifiers, KeptForm):
    """The person's own words on what they disagree with."""

    text = LongTextField(
        label=_("What do you disagree with, and why?"),
        max_length=10_000,
        help_text=_("Your words stay beside it wherever it is read or printed."),
    )
    submit_label = _("I disagree")


class TalkForm(WarnsOfIdentifiers, KeptForm):
    """The talk on facts, as who wrote the disputed record notes it."""

    talked_on = DateInputField(label=_("When did you talk?"))
    note = LongTextField(
        label=_("What did you both say about the facts?"),
        max_length=10_000,
        help_text=_(
            "The person reads this, and says whether it is settled. If what you wrote was wrong, "
            "withdraw it instead."
        ),
    )
    submit_label = _("Record the talk")


class DeciderForm(WarnsOfIdentifiers, KeptForm):
    """Who decides a dispute."""

    reviewer = PersonChoice(
        label=_("Who decides?"),
        queryset=User.objects.none(),
        empty_label=_("Choose a second reviewer"),
    )
    no_talk = LongTextField(
        label=_("Why was there no talk on the facts first?"), max_length=2000, required=False
    )
    submit_label = _("Ask them to decide")

    def __init__(
        self, *args: Any, deciders: Any, suggested: User | None, talked: bool, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"reviewer": suggested, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        field = self.fields["reviewer"]
        field.queryset = deciders  # type: ignore[attr-defined]
        field.help_text = suggestion(suggested)
        if talked:
            del self.fields["no_talk"]


class DecideDisputeForm(WarnsOfIdentifiers, KeptForm):
    """The decision, with its reasons; for a judgement the degree, for a level the level instead."""

    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[(each.value, each.label) for each in Decision if each != Decision.SETTLED],
        widget=forms.RadioSelect,
    )
    degree = forms.ModelChoiceField(
        label=_("If it is changed: which degree instead?"),
        queryset=Degree.objects.none(),
        required=False,
        empty_label=_("Choose a degree"),
    )
    level = forms.ChoiceField(
        label=_("If it is changed: which level instead?"),
        choices=[("", _("Choose a level")), *Monitoring.choices],
        required=False,
    )
    to_on = DateInputField(
        label=_("If it is changed: when does it end?"),
        required=False,
        help_text=_("A raised level has an end."),
    )
    reasons = LongTextField(
        label=_("What are your reasons?"),
        max_length=10_000,
        help_text=_("Both the person and who wrote it read them."),
    )
    submit_label = _("Decide")

    def __init__(self, *args: Any, degrees: Any = None, level: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if degrees is None:
            del self.fields["degree"]
        else:
            self.fields["degree"].queryset = degrees  # type: ignore[attr-defined]
        if not level:
            del self.fields["level"], self.fields["to_on"]

    def layout(self) -> Layout:
        names = [name for name in self.fields if name not in ("decision", BOX)]
        return Layout(Radios("decision"), *names)
