"""What a caseworker is told of rounds; objections; and monitoring levels."""

from functools import partial

import rules
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.clocks import TELL, ran_out_since_finished
from assessments.enums import Monitoring
from assessments.forms.round import MonitoringForm, ObjectForm
from assessments.models import Drawn, FileReview, MonitoringLevel, RoundShare
from assessments.presenters.round import my_rounds
from assessments.services.monitoring import set_monitoring
from assessments.services.round_objection import mark_seen, object_to_reviewer
from core.services.drafts import draft_for
from core.submit import once_per_nonce
from people.enums import Role
from people.models import User
from people.requests import Request
from people.scope import Scope
from people.views.acts import Page, perform

PAGE = 50


@login_required
@require_GET
def round_mine(request: Request) -> HttpResponse:
    """How one's own work is sampled: the level, and the rounds with their reviewers."""
    levels = MonitoringLevel.objects.filter(person=request.user).visible_to(request.scope)
    now = levels.in_force(request.today).select_related("by").first()
    [told] = ran_out_since_finished(request.today, [TELL])
    context = {
        "level": Monitoring(now.level if now else Monitoring.STANDARD).label,
        "now": now,
        "rounds": my_rounds(request.scope),
        "disputes": now.disputes.order_by("pk") if now else [],
        "late": FileReview.objects.unshared_past(told).filter(person=request.user).count(),
    }
    return render(request, "assessments/round_mine.html", context)


def _share(request: Request, pk: int) -> RoundShare:
    return get_object_or_404(RoundShare.objects.told_to(request.scope), pk=pk)


@login_required
@require_POST
@once_per_nonce
def round_seen(request: Request, pk: int) -> HttpResponse:
    """Note that one has read of a round, so that it leaves the home page."""
    mark_seen(share=_share(request, pk), by=request.user)
    return redirect("round_mine")


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def round_object(request: Request, pk: int, reviewer_pk: int) -> HttpResponse:
    """Object to a reviewer of one's own work, with a reason."""
    share = _share(request, pk)
    named = Drawn.objects.reviewers_of(request.scope.user_id, [share.round_id])
    if not any(row["who"] == reviewer_pk for row in named):
        raise Http404
    reviewer = get_object_or_404(User, pk=reviewer_pk)
    form = ObjectForm(request.POST or None)
    page = Page(
        heading=_("Object to a reviewer"),
        back=reverse("round_mine"),
        done=_("Your objection is with the lead of casework."),
        lead=_("The lead of casework decides, and you read the decision and its reason here."),
        about=reviewer.name,
    )
    save = partial(
        object_to_reviewer, share=share, reviewer=reviewer, by=request.user, scope=request.scope
    )
    draft = draft_for(writer=request.user, form=f"round.object.{reviewer_pk}", record=share)
    return perform(request, form, save, page, draft=draft)


def _monitored(scope: Scope) -> set[int] | None:
    """Return whose level this scope may set: None for everybody; 403 for nobody."""
    if scope.has(Role.LEAD_OF_CASEWORK):
        return None
    if not scope.supervises:
        raise PermissionDenied
    return set(scope.supervises)


@login_required
@require_GET
def monitoring_list(request: Request) -> HttpResponse:
    """The monitoring levels of the people one supervises; for the lead, of everybody here."""
    people = User.objects.here_on(request.today).exclude(pk=request.scope.user_id)
    whose = _monitored(request.scope)
    if whose is not None:
        people = people.filter(pk__in=whose)
    page = people.page_by_name(
        after=_number(request.GET.get("after")), before=_number(request.GET.get("before"))
    )
    levels: dict[int, MonitoringLevel] = {}
    rows = MonitoringLevel.objects.visible_to(request.scope).filter(person__in=page.people)
    for row in rows.in_force(request.today):
        levels.setdefault(row.person_id, row)
    listed = [
        (person, levels.get(person.pk), _label(levels.get(person.pk))) for person in page.people
    ]
    return render(request, "assessments/monitoring_list.html", {"rows": listed, "page": page})


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0


def _label(row: MonitoringLevel | None) -> str:
    return str(Monitoring(row.level if row else Monitoring.STANDARD).label)


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def monitoring_set(request: Request, pk: int) -> HttpResponse:
    """Set somebody's monitoring level."""
    person = get_object_or_404(User.objects.visible_to(request.scope).here_on(request.today), pk=pk)
    if not rules.test_rule("assessments.set_monitoring_of", request.scope, person.pk):
        raise PermissionDenied
    form = MonitoringForm(request.POST or None, today=request.today)
    page = Page(
        heading=_("Set a monitoring level"),
        back=reverse("monitoring_list"),
        done=_("The level is set, and the person has been told."),
        lead=_(
            "It says how many of their files are drawn in a round. That somebody has few files is "
            "no reason to raise it. Is there an adjustment, an absence or a reduction that bears "
            "on this?"
        ),
        about=person.name,
    )
    save = partial(set_monitoring, person=person, by=request.user, scope=request.scope)
    draft = draft_for(writer=request.user, form="monitoring.set", record=person)
    return perform(request, form, save, page, draft=draft)
