"""Teams in their tree, and the organisation's settings."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.submit import once_per_nonce
from people import presenters
from people.access import allowed
from people.forms import OrganisationForm, TeamForm
from people.models import Team
from people.organisation import current_organisation
from people.requests import Request
from people.services.organisation import change_organisation
from people.services.seen import seen_of
from people.services.teams import add_team, change_team
from people.views.acts import Page, perform


@require_safe
@allowed("people.place")
def team_list(request: Request) -> HttpResponse:
    tree = presenters.team_tree(request.today)
    return render(request, "people/team_list.html", {"teams": tree})


@allowed("people.place")
@once_per_nonce
def team_create(request: Request) -> HttpResponse:
    page = Page(heading=_("Add a team"), back=reverse("team_list"), done=_("The team is added."))
    form = TeamForm(request.POST or None)

    def save(*, name: str, parent: Team | None, seen: str) -> Team:
        return add_team(by=request.user, name=name, parent=parent)

    return perform(request, form, save, page)


@allowed("people.place")
def team_change(request: Request, pk: int) -> HttpResponse:
    team = get_object_or_404(Team, pk=pk)
    now = {
        "name": team.name,
        "parent": team.parent_id,
        "seen": seen_of(Team.objects.filter(pk=pk)),
    }
    page = Page(
        heading=_("Change a team"),
        about=team.name,
        back=reverse("team_list"),
        done=_("The change is saved."),
    )
    form = TeamForm(request.POST or None, initial=now, team=team)
    return perform(request, form, lambda **v: change_team(by=request.user, team=team, **v), page)


@allowed("people.change_organisation")
def organisation_change(request: Request) -> HttpResponse:
    organisation = current_organisation()
    is_new = organisation._state.adding
    now = {
        "name": "" if is_new else organisation.name,
        "colour": organisation.colour,
        "version": 0 if is_new else organisation.version,
        **organisation.labels,
    }

    page = Page(
        heading=_("Settings of the organisation"),
        lead=_("The words apply on every page. The texts of frameworks keep their own words."),
        back=reverse("organisation_change"),
        done=_("The settings are saved."),
    )
    form = OrganisationForm(request.POST or None, initial=now)
    return perform(request, form, lambda **v: change_organisation(by=request.user, **v), page)
