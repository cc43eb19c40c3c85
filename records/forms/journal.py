"""Writing an entry, choosing who may read it, and choosing what of a journal to see."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import FileReview
from core.fields import DATE_PARTS
from core.forms import DateInputField, GovukForm, LongTextField
from core.warned import WarnsOfIdentifiers
from frameworks.choices import area_choices
from frameworks.models import Area
from frameworks.tree import Tree
from records.enums import EntryKind, Reach
from records.querysets.timeline import OTHERS, OWN, Rank, Wanted
from records.services.journal import LONGEST_TEXT, MOST_HOURS, EntryText

REACH_HINTS = {
    Reach.PRIVATE: gettext_lazy("Nobody in the organisation can open it here."),
    Reach.SUPERVISOR: gettext_lazy(
        "Your supervisor, and whoever covers for them, can read it. It is not printed."
    ),
    Reach.RECORD: gettext_lazy(
        "Your supervisor can read it. It is printed in your record of learning, for all who read "
        "that record."
    ),
}


class ReachField(forms.ChoiceField):
    """Who may read an entry, with what each choice means."""

    choice_hints = REACH_HINTS

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Who can read it"),
            choices=Reach.choices,
            widget=forms.RadioSelect,
            **kwargs,
        )


class EntryForm(WarnsOfIdentifiers, GovukForm):
    """An entry: the words first; all else is filled in already and may be changed."""

    watched = ("text",)

    text = LongTextField(
        label=gettext_lazy("Your words"),
        help_text=gettext_lazy("Do not name a client, or anybody who could be recognised."),
        max_length=LONGEST_TEXT,
        rows=8,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of entry"), choices=EntryKind.choices, widget=forms.RadioSelect
    )
    on = DateInputField(label=gettext_lazy("Date it is about"))
    area = forms.ChoiceField(label=gettext_lazy("Competency area"), required=False)
    hours = forms.DecimalField(
        label=gettext_lazy("Hours of learning"),
        required=False,
        min_value=Decimal("0.5"),
        max_value=MOST_HOURS,
        decimal_places=1,
        error_messages={
            "invalid": gettext_lazy("Hours of learning must be a number, like 1.5"),
            "min_value": gettext_lazy("Hours of learning must be 0.5 or more"),
            "max_value": gettext_lazy("Hours of learning must be 99.5 or fewer"),
            "max_decimal_places": gettext_lazy("Hours of learning can have one decimal place"),
        },
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: dt.date, trees: Sequence[Tree], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].today = today  # type: ignore[attr-defined]
        self.fields["area"].choices = area_choices(trees, _("No area"))  # type: ignore[attr-defined]

    def entry(self, review: FileReview | None) -> EntryText:
        """Return what was written, for the service."""
        given = self.cleaned_data
        area = given["area"]
        return EntryText(
            text=given["text"],
            on=given["on"],
            kind=given["kind"],
            hours=given["hours"],
            area=Area(pk=int(area)) if area else None,
            review=review,
        )

    @classmethod
    def typed(cls, draft: QueryDict) -> dict[str, Any]:
        """Return what a draft holds as the first values of this form's fields."""
        values: dict[str, Any] = {name: draft[name] for name in cls.base_fields if name in draft}
        day = tuple(draft.get(f"on-{part}", "") for part in DATE_PARTS)
        return {**values, "on": day} if any(day) else values

    @property
    def rest_is_open(self) -> bool:
        """Whether anything but the words needs a look."""
        return bool({"kind", "on", "area", "hours"} & set(self.errors)) if self.is_bound else False


class WriteForm(EntryForm):
    """A new entry, with who may read it: private unless its writer says otherwise."""

    reach = ReachField()


class ShareForm(GovukForm):
    reach = ReachField()


class Shown:
    """The choices of "what to see" in a journal."""

    CHOICES = (
        ("", gettext_lazy("Everything")),
        (
            gettext_lazy("My own words"),
            (
                ("own", gettext_lazy("All my own words")),
                ("entry", gettext_lazy("My entries")),
                ("reply", gettext_lazy("My replies")),
            ),
        ),
        (
            gettext_lazy("What others wrote"),
            (
                ("others", gettext_lazy("All that others wrote")),
                ("review", gettext_lazy("File reviews")),
                ("evidence", gettext_lazy("Evidence")),
                ("judgement", gettext_lazy("Judgements")),
                ("check", gettext_lazy("Case checks")),
                ("praise", gettext_lazy("Thanks and praise")),
            ),
        ),
    )
    RANKS = {
        "": frozenset(Rank),
        "own": OWN,
        "others": OTHERS,
        "entry": frozenset({Rank.ENTRY}),
        "reply": frozenset({Rank.REPLY}),
        "review": frozenset({Rank.REVIEW}),
        "evidence": frozenset({Rank.EVIDENCE}),
        "judgement": frozenset({Rank.JUDGEMENT}),
        "check": frozenset({Rank.CASE_CHECK}),
        "praise": frozenset({Rank.WELL_DONE}),
    }


class JournalFilterForm(GovukForm):
    """What of a journal to see: by kind, area and dates."""

    mark_optional = False

    show = forms.ChoiceField(
        label=gettext_lazy("What to show"), choices=Shown.CHOICES, required=False
    )
    area = forms.ChoiceField(label=gettext_lazy("Competency area"), required=False)
    first = DateInputField(label=gettext_lazy("From"), required=False)
    last = DateInputField(label=gettext_lazy("To"), required=False)

    def __init__(self, *args: Any, trees: Sequence[Tree], own: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = area_choices(trees, _("All areas"))  # type: ignore[attr-defined]
        if not own:
            self.fields["show"].choices = (  # type: ignore[attr-defined]
                ("", _("Everything")),
                ("own", _("Their own words")),
                *Shown.CHOICES[2][1],
            )

    def clean(self) -> dict[str, Any]:
        super().clean()
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day must be on or after the first."))
        return self.cleaned_data

    def wanted(self, points_from: dt.date | None = None) -> Wanted:
        """Return what is asked for; what cannot be understood is left out and said beside it.

        :param points_from: the first day whose improvement points are shown. None: all ages.
        """
        given = self.cleaned_data if self.is_bound else {}
        return Wanted(
            ranks=Shown.RANKS[given.get("show") or ""],
            area_id=int(given["area"]) if given.get("area") else None,
            first=given.get("first"),
            last=given.get("last"),
            points_from=points_from,
        )


class SinceForm(GovukForm):
    """The day since when change is shown."""

    mark_optional = False

    since = DateInputField(label=gettext_lazy("Show change since"), required=False)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].today = today  # type: ignore[attr-defined]
