"""Case checks of live work, and "well done": what a supervisor says outside of reviews."""

from typing import Any

import rules
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.enums import LookedAt
from assessments.forms.coaching import CaseCheckForm, WellDoneForm
from assessments.models import CaseCheck
from assessments.services.coaching import check_case, say_well_done
from cases.models import CaseFile
from core.errors import NotAllowed
from core.services.drafts import draft_for
from core.services.views_log import note_view
from core.submit import once_per_nonce
from frameworks.models import Behaviour
from people.choices import trees_for
from people.models import User
from people.requests import Request
from people.views.acts import Page, perform


@require_http_methods(["GET", "POST"])
@once_per_nonce
def case_check_add(request: Request, pk: int) -> HttpResponse:
    """Look at a live case of somebody I supervise, and record the guidance given."""
    case_file = get_object_or_404(CaseFile.objects.visible_to(request.scope), pk=pk)
    holder = case_file.holdings.open().select_related("user").first()
    if holder is None or not rules.test_rule(
        "assessments.check_work_of", request.scope, holder.user_id
    ):
        raise NotAllowed(_("You check open cases of people you supervise."))
    page = Page(
        heading=_("Check a case"),
        about=_("%(reference)s, held by %(name)s")
        % {"reference": case_file.reference, "name": holder.user.name},
        back=reverse("case_detail", args=[pk]),
        done=_("%(name)s can read your guidance now.") % {"name": holder.user.name},
        lead=_(
            "A case check is coaching on live work. It counts in no rate, is no evidence, and the "
            "case can still be drawn for a review. If you review it later, the review says that "
            "you gave guidance."
        ),
    )

    def save(*, guidance: str, well: str, looked_at: list[str]) -> None:
        check_case(
            case_file=case_file,
            guidance=guidance,
            well=well,
            looked_at=looked_at,
            by=request.user,
            scope=request.scope,
        )

    draft = draft_for(writer=request.user, form="case.check", record=case_file)
    return perform(request, CaseCheckForm(request.POST or None), save, page, draft=draft)


@require_safe
def case_check_detail(request: Request, pk: int) -> HttpResponse:
    """One case check, as its person and those who supervise them read it."""
    checks = CaseCheck.objects.visible_to(request.scope).select_related("case_file", "person", "by")
    check = get_object_or_404(checks, pk=pk)
    note_view(
        viewer=request.user, person=check.person, sort="case_check", record=check, on=request.today
    )
    labels = dict(LookedAt.choices)
    context = {"check": check, "looked_at": [labels[key] for key in check.looked_at]}
    return render(request, "assessments/case_check_detail.html", context)


@require_http_methods(["GET", "POST"])
@once_per_nonce
def well_done_add(request: Request, pk: int) -> HttpResponse:
    """Say that something was done well: a line and a behaviour, into the person's journal."""
    people = User.objects.filter(request.scope.people_at("pk")).exclude(pk=request.user.pk)
    person = get_object_or_404(people, pk=pk)
    may_read = pk in request.scope.supervises
    page = Page(
        heading=_("Well done"),
        about=person.name,
        back=reverse("person_journal", args=[pk]) if may_read else reverse("team_board"),
        done=_("%(name)s can read it in their journal now.") % {"name": person.name},
        lead=_("It is thanks and praise, and no evidence."),
    )

    def save(*, text: str, behaviour: Any) -> None:
        say_well_done(
            person=person,
            text=text,
            behaviour=Behaviour.objects.get(pk=behaviour) if behaviour else None,
            by=request.user,
            scope=request.scope,
        )

    form = WellDoneForm(request.POST or None, trees=trees_for(pk, request.today))
    draft = draft_for(writer=request.user, form="well.done", record=person)
    return perform(request, form, save, page, draft=draft)
