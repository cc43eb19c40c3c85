"""Narrowing a list of people to a team."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.forms import GovukForm
from people.models import Team

MOST_CHOICES = 50
"""Of more teams one is looked for by its name: a list of thousands costs more than its page."""


class TeamFilterForm(GovukForm):
    """A filter with a team: chosen from all where they are few, else looked for by its name.

    ``cleaned_data["team"]`` is the condition on a post, or None for any team.

    :ivar team_names: suggestions for what is typed: names that hold what was typed last.
    """

    mark_optional = False

    team = forms.CharField(label=_("Team (part of its name)"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team_names: Iterable[str] = ()
        teams = Team.objects.order_by("name", "pk")
        few = list(teams.values_list("pk", "name")[: MOST_CHOICES + 1])
        if len(few) <= MOST_CHOICES:
            self.fields["team"] = forms.TypedChoiceField(
                label=_("Team"), choices=[("", _("Any team")), *few], coerce=int, required=False
            )
            return
        self.fields["team"].widget.attrs["list"] = "team-names"
        typed = str(self.data.get("team", "")).strip()
        held = teams.filter(name__icontains=typed) if typed else teams
        self.team_names = held.values_list("name", flat=True)[:MOST_CHOICES]

    def clean_team(self) -> Q | None:
        wanted = self.cleaned_data["team"]
        if isinstance(wanted, int):
            return Q(team=wanted)
        return Q(team__name__icontains=wanted) if wanted else None
