"""The lead of casework plans, draws, starts, ends and withdraws rounds of file reviews."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.enums import BEFORE_SUBMITTED, RoundState
from assessments.forms.round import (
    DecideForm,
    PlanForm,
    ReplaceForm,
    RoundWithdrawForm,
    StartForm,
)
from assessments.models import Drawn, Objection, Round
from assessments.presenters.round import heading_of, parts, previewed
from assessments.queries import adopted_versions
from assessments.round_facts import plan_of
from assessments.services.round_draw import draw_round
from assessments.services.round_objection import decide_objection
from assessments.services.round_plan import end_round, month_name, plan_round, withdraw_round
from assessments.services.round_run import replace_drawn, start_round
from core.errors import DomainError
from core.services.drafts import draft_for
from core.submit import once_per_nonce
from people.access import require
from people.enums import Role
from people.requests import Request
from people.views.acts import Page, perform

PAGE = 50
lead_only = require(Role.LEAD_OF_CASEWORK)


def _round(request: Request, pk: int) -> Round:
    rounds = Round.objects.visible_to(request.scope).without_population()
    return get_object_or_404(rounds, pk=pk)


def _address(round_: Round) -> str:
    return reverse("round_detail", args=[round_.pk])


@lead_only
@require_GET
def round_list(request: Request) -> HttpResponse:
    """All rounds, latest month first."""
    rounds = Round.objects.visible_to(request.scope).without_population()
    page = Paginator(rounds.order_by("-month", "-pk"), PAGE).get_page(request.GET.get("page"))
    rows = [(round_, month_name(round_.month)) for round_ in page]
    return render(request, "assessments/round_list.html", {"rows": rows, "page": page})


@lead_only
@require_http_methods(["GET", "POST"])
@once_per_nonce
def round_plan(request: Request) -> HttpResponse:
    """Plan a month; the next page shows what would be drawn."""
    form = PlanForm(request.POST or None, today=request.today)
    page = Page(
        heading=_("Plan a round of file reviews"),
        back=reverse("round_list"),
        done=_("The round is planned. Open it to see what would be drawn."),
        lead=_(
            "The software draws the files and chooses the reviewers. You decide which month's work "
            "is reviewed, and when."
        ),
    )
    return perform(request, form, partial(plan_round, by=request.user, scope=request.scope), page)


@lead_only
@require_GET
def round_detail(request: Request, pk: int) -> HttpResponse:
    """A round: what would be or was drawn of whom and why, and what comes next."""
    round_ = _round(request, pk)
    context: dict[str, Any] = {
        "round": round_,
        "heading": heading_of(round_),
        "states": RoundState,
    }
    if round_.state == RoundState.PLANNED:
        plan = plan_of(round_.month, request.today)
        page: Any = Paginator(previewed(plan), PAGE).get_page(request.GET.get("page"))
        context["people"] = list(page)
        context["files"] = sum(min(each.wanted, each.available) for each in plan.people)
    else:
        rows = round_.shares.select_related("person").order_by("person__name", "person")
        page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
        context["people"] = parts(list(page))
        context |= round_.drawn.standing().aggregate(
            files=Count("pk"),
            without_reviewer=Count("pk", filter=Q(reviewer__isnull=True)),
            unfinished=Count("pk", filter=Q(review__state__in=BEFORE_SUBMITTED)),
        )
        objections = Objection.objects.to_decide(request.scope).filter(round=round_)
        context["objections"] = objections[:PAGE]
    context["page"] = page
    return render(request, "assessments/round_detail.html", context)


def _step(request: Request, pk: int, act: Any, done: str) -> HttpResponse:
    """Do one act on a round and go back to its page, with what came of it."""
    round_ = _round(request, pk)
    try:
        act(round_=round_, by=request.user, scope=request.scope)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, done)
    return redirect("round_detail", pk=pk)


@lead_only
@require_POST
@once_per_nonce
def round_draw(request: Request, pk: int) -> HttpResponse:
    return _step(
        request, pk, draw_round, _("The files are drawn and shared out among the reviewers.")
    )


@lead_only
@require_POST
@once_per_nonce
def round_end(request: Request, pk: int) -> HttpResponse:
    return _step(request, pk, end_round, _("The round has ended."))


@lead_only
@require_http_methods(["GET", "POST"])
@once_per_nonce
def round_start(request: Request, pk: int) -> HttpResponse:
    """Start a round: choose the frameworks; the reviews are assigned."""
    round_ = _round(request, pk)
    form = StartForm(request.POST or None, versions=adopted_versions())
    page = Page(
        heading=_("Start the round"),
        back=_address(round_),
        done=_("The round is on. Caseworkers and reviewers have been told."),
        lead=_("Each reviewer gets their files, with days spread over the round."),
        about=heading_of(round_),
    )
    save = partial(start_round, round_=round_, by=request.user, scope=request.scope)
    return perform(request, form, save, page)


@lead_only
@require_http_methods(["GET", "POST"])
@once_per_nonce
def round_withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw a round, with a reason."""
    round_ = _round(request, pk)
    form = RoundWithdrawForm(request.POST or None)
    page = Page(
        heading=_("Withdraw the round"),
        back=_address(round_),
        done=_("The round is withdrawn."),
        lead=_(
            "Its reviews that are not finished are withdrawn with it. What was drawn stays "
            "readable. Then the month can be planned and drawn again."
        ),
        about=heading_of(round_),
    )
    save = partial(withdraw_round, round_=round_, by=request.user, scope=request.scope)
    draft = draft_for(writer=request.user, form="round.withdraw", record=round_)
    return perform(request, form, save, page, draft=draft)


@lead_only
@require_GET
def round_files(request: Request, pk: int) -> HttpResponse:
    """The drawn files, by person, with their reviewers and days."""
    round_ = _round(request, pk)
    rows = (
        Drawn.objects.visible_to(request.scope)
        .filter(round=round_)
        .select_related(
            "case_file", "person", "reviewer", "review__second_reviewer", "replaces__case_file"
        )
        .order_by("person__name", "person", "pk")
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"round": round_, "heading": heading_of(round_), "page": page}
    context["may_replace"] = round_.state in (RoundState.DRAWN, RoundState.RUNNING)
    return render(request, "assessments/round_files.html", context)


@lead_only
@require_http_methods(["GET", "POST"])
@once_per_nonce
def drawn_replace(request: Request, pk: int) -> HttpResponse:
    """Put the next file of the draw in the place of a drawn one, with a reason."""
    rows = Drawn.objects.visible_to(request.scope).select_related("round", "case_file", "person")
    drawn = get_object_or_404(rows.defer("round__population"), pk=pk)
    form = ReplaceForm(request.POST or None)
    page = Page(
        heading=_("Replace a drawn file"),
        back=reverse("round_files", args=[drawn.round_id]),
        done=_("The next file of the draw has taken its place."),
        lead=_("The software takes the next file in the order of the draw. Nobody picks it."),
        about=f"{drawn.case_file.reference}, {drawn.person.name}",
    )
    save = partial(replace_drawn, drawn=drawn, by=request.user, scope=request.scope)
    draft = draft_for(writer=request.user, form="round.replace", record=drawn)
    return perform(request, form, save, page, draft=draft)


@lead_only
@require_http_methods(["GET", "POST"])
@once_per_nonce
def objection_decide(request: Request, pk: int) -> HttpResponse:
    """Decide somebody's objection to a reviewer."""
    rows = Objection.objects.to_decide(request.scope).select_related("round", "person", "reviewer")
    objection = get_object_or_404(rows.defer("round__population"), pk=pk)
    form = DecideForm(request.POST or None)
    page = Page(
        heading=_("Decide an objection"),
        back=_address(objection.round),
        done=_("Your decision is recorded, and the person has been told."),
        lead=_("%(person)s objects to %(reviewer)s: “%(reason)s”")
        % {
            "person": objection.person.name,
            "reviewer": objection.reviewer.name,
            "reason": objection.reason,
        },
        about=heading_of(objection.round),
    )
    save = partial(decide_objection, objection=objection, by=request.user, scope=request.scope)
    draft = draft_for(writer=request.user, form="objection.decide", record=objection)
    return perform(request, form, save, page, draft=draft)
