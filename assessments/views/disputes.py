"""Disputes: read, raised about a judgement or a level, talked over, given to somebody, decided."""

from functools import partial
from typing import Any

import rules
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.agreeing import begin_agreed
from assessments.content import read_content
from assessments.enums import Decision
from assessments.forms.dispute import DecideDisputeForm, DeciderForm, DisputeForm, TalkForm
from assessments.identifying import identifiers_in
from assessments.independence import suggested
from assessments.models import Dispute, FileReview, Judgement, MonitoringLevel
from assessments.presenters.check import check_page
from assessments.presenters.dispute import dispute_acts, dispute_rows, heading_of, what_next
from assessments.presenters.sheets import answers_beside
from assessments.queries import made_under, written
from assessments.services.decide_dispute import DISPUTE_SHEET, decide_dispute
from assessments.services.dispute import (
    assign_decider,
    dispute_judgement,
    dispute_level,
    mark_read,
    possible_deciders,
    record_talk,
    settle_dispute,
)
from assessments.services.submit import criteria_of
from assessments.views.write import Desk, problems_of, review_to_write, trees_of, write_at
from core.drafted import filled
from core.errors import DomainError, NotAllowed
from core.keyset import page_of
from core.services.drafts import discard_draft, draft_for
from core.services.views_log import note_view
from core.submit import once_per_nonce
from frameworks.models import Degree
from people.requests import Request
from people.views.acts import Page, perform

PAGE = 50
DECISION_FORM = "dispute.decide"
_RIGHT = _lazy(
    "First you talk about the facts with %(name)s, who wrote it. If that does not settle it, a "
    "second reviewer who had no part in it decides within 20 working days, with reasons."
)


def _dispute(request: Request, pk: int) -> Dispute:
    disputes = Dispute.objects.visible_to(request.scope).select_related(
        "person",
        "author",
        "decider",
        "decision__by",
        "review__case_file",
        "judgement__area",
        "judgement__degree",
        "level__by",
    )
    return get_object_or_404(disputes, pk=pk)


@login_required
@require_GET
def dispute_list(request: Request) -> HttpResponse:
    """The disputes this user may open, those not decided first, the latest first."""
    page = page_of(
        Dispute.objects.visible_to(request.scope).placed(),
        told=lambda rows: rows.listed(),
        day="place",
        asked=request.GET,
        size=PAGE,
    )
    context = {"rows": dispute_rows(page.rows), "page": page}
    return render(request, "assessments/dispute_list.html", context)


@login_required
@require_GET
def dispute_detail(request: Request, pk: int) -> HttpResponse:
    """A dispute as its reader may see it: the words, the talk, who decides, and the decision."""
    dispute = _dispute(request, pk)
    note_view(
        viewer=request.user,
        person=dispute.person,
        sort="dispute",
        record=dispute,
        on=request.today,
    )
    talks = list(dispute.talks.select_related("by"))
    acts = dispute_acts(dispute, request.scope, talked=bool(talks))
    review = dispute.review
    opens = (
        review is not None
        and FileReview.objects.visible_to(request.scope).filter(pk=review.pk).exists()
    )
    evidence = (
        list(dispute.judgement.evidence.order_by("-on", "-pk"))
        if dispute.judgement is not None and (acts.decide or acts.mine)
        else []
    )
    context = {
        "dispute": dispute,
        "heading": heading_of(dispute),
        "talks": talks,
        "acts": acts,
        "next": what_next(dispute, request.today, talked=bool(talks)),
        "opens_review": opens,
        "evidence": evidence,
    }
    return render(request, "assessments/dispute_detail.html", context)


def _back(dispute: Dispute) -> str:
    return reverse("dispute_detail", args=[dispute.pk])


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def judgement_dispute(request: Request, pk: int) -> HttpResponse:
    """Disagree with a judgement of oneself."""
    judgement = get_object_or_404(
        Judgement.objects.visible_to(request.scope).select_related("area", "by", "person"), pk=pk
    )
    if judgement.person_id != request.user.pk:
        raise PermissionDenied
    page = Page(
        heading=_("Disagree with a judgement"),
        back=reverse("judgement_list", args=[judgement.person_id, judgement.area_id]),
        done=_("It is recorded that you disagree. The judgement counts nowhere meanwhile."),
        lead=str(_RIGHT) % {"name": judgement.by.name},
        about=judgement.area.title,
    )
    save = partial(dispute_judgement, judgement=judgement, by=request.user, scope=request.scope)
    draft = draft_for(writer=request.user, form="judgement.dispute", record=judgement)
    return perform(request, DisputeForm(request.POST or None), save, page, draft=draft)


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def level_dispute(request: Request, pk: int) -> HttpResponse:
    """Disagree with one's own monitoring level."""
    level = get_object_or_404(
        MonitoringLevel.objects.visible_to(request.scope).select_related("by", "person"), pk=pk
    )
    if level.person_id != request.user.pk:
        raise PermissionDenied
    page = Page(
        heading=_("Disagree with your monitoring level"),
        back=reverse("round_mine"),
        done=_("It is recorded that you disagree. The level holds until it is decided."),
        lead=str(_RIGHT) % {"name": level.by.name},
        about=level.get_level_display(),
    )
    save = partial(dispute_level, level=level, by=request.user, scope=request.scope)
    draft = draft_for(writer=request.user, form="level.dispute", record=level)
    return perform(request, DisputeForm(request.POST or None), save, page, draft=draft)


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def dispute_talk(request: Request, pk: int) -> HttpResponse:
    """Record the talk on facts."""
    dispute = _dispute(request, pk)
    if not rules.test_rule("assessments.talk_about_dispute", request.scope, dispute):
        raise PermissionDenied
    page = Page(
        heading=_("Record your talk on the facts"),
        back=_back(dispute),
        done=_("The talk is recorded. The person reads it and says whether it is settled."),
        about=dispute.person.name,
    )
    form = TalkForm(request.POST or None, initial={"talked_on": request.today})
    save = partial(record_talk, dispute=dispute, by=request.user, scope=request.scope)
    draft = draft_for(writer=request.user, form="dispute.talk", record=dispute)
    return perform(request, form, save, page, draft=draft)


@login_required
@require_POST
@once_per_nonce
def dispute_settle(request: Request, pk: int) -> HttpResponse:
    """Say that the talk has settled it."""
    dispute = _dispute(request, pk)
    if dispute.person_id != request.user.pk:
        raise PermissionDenied
    try:
        settle_dispute(dispute=dispute, by=request.user, scope=request.scope)
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("It is settled."))
    return redirect("dispute_detail", pk=pk)


@login_required
@require_POST
@once_per_nonce
def dispute_read(request: Request, pk: int) -> HttpResponse:
    """Note that one has read the decision, so that it leaves the home page."""
    dispute = _dispute(request, pk)
    if dispute.person_id != request.user.pk:
        raise PermissionDenied
    mark_read(dispute=dispute, by=request.user)
    return redirect("dispute_detail", pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def dispute_assign(request: Request, pk: int) -> HttpResponse:
    """Choose who decides; the software suggests somebody."""
    dispute = _dispute(request, pk)
    if not rules.test_rule("assessments.assign_dispute", request.scope, dispute):
        raise PermissionDenied
    deciders = possible_deciders(dispute, request.today)
    form = DeciderForm(
        request.POST or None,
        deciders=deciders,
        suggested=suggested(deciders, request.today),
        talked=dispute.talks.exists(),
    )
    page = Page(
        heading=_("Choose who decides"),
        back=_back(dispute),
        done=_("They have been asked to decide."),
        lead=_("Who decides is independent and nobody’s subordinate in it."),
        about=heading_of(dispute),
    )
    save = partial(assign_decider, dispute=dispute, by=request.user, scope=request.scope)
    draft = draft_for(writer=request.user, form="dispute.assign", record=dispute)
    return perform(request, form, save, page, draft=draft)


def _to_decide(request: Request, pk: int) -> Dispute:
    dispute = _dispute(request, pk)
    if not rules.test_rule("assessments.decide_dispute", request.scope, dispute):
        raise PermissionDenied
    return dispute


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def dispute_decide(request: Request, pk: int) -> HttpResponse:
    """Decide: stands, changed or withdrawn, with reasons. A changed review is written first."""
    dispute = _to_decide(request, pk)
    if dispute.closed_at is not None:
        return redirect("dispute_detail", pk=pk)
    review, judgement = dispute.review, dispute.judgement
    words = draft_for(writer=request.user, form=DECISION_FORM, record=dispute)
    degrees = Degree.objects.filter(version=judgement.version_id) if judgement else None
    form = filled(
        DecideDisputeForm(
            request.POST or None,
            degrees=degrees,
            level=dispute.level_id is not None,
            initial={"decision": request.GET.get("decision", "")},
        ),
        words,
    )
    changed = _changed(request, review) if review is not None else {}
    form.elsewhere = [text for text, _kind, _field in changed.get("identifiers", ())]
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            decide_dispute(
                dispute=dispute,
                decision=Decision(data.pop("decision")),
                content=changed.get("content"),
                trees=trees_of(review) if review is not None else (),
                by=request.user,
                scope=request.scope,
                **data,
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            discard_draft(writer=request.user, form=DECISION_FORM, record=dispute)
            messages.success(request, _("Your decision is recorded, and both have been told."))
            return redirect("dispute_detail", pk=pk)
    context = {
        "dispute": dispute,
        "heading": heading_of(dispute),
        "form": form,
        "draft": words,
        "review": review,
        **changed,
    }
    status = 422 if form.is_bound else 200
    return render(request, "assessments/dispute_decide.html", context, status=status)


def _changed(request: Request, review: FileReview) -> dict[str, Any]:
    """Return what the decider has written of how the review should stand, once it is complete."""
    draft = draft_for(writer=request.user, form=DISPUTE_SHEET, record=review)
    if not draft.data or problems_of(review, draft):
        return {"content": None, "begun": bool(draft.data)}
    content, under = read_content(draft.data), made_under(review)
    page = check_page(content, criteria=criteria_of(review), trees=under.trees, levels=under.levels)
    return {
        "content": content,
        "page": page,
        "begun": True,
        "identifiers": identifiers_in(content),
    }


def _open_dispute(request: Request, review: FileReview) -> Dispute:
    return get_object_or_404(
        Dispute.objects.open().visible_to(request.scope), review=review, decider=request.user
    )


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def dispute_sheet(request: Request, pk: int) -> HttpResponse:
    """Write what a disputed review should say, begun from what it says."""
    review = review_to_write(request, pk)
    _open_dispute(request, review)
    stands = written(review, review.standing_part, review.reviewer_id)
    desk = Desk(
        form=DISPUTE_SHEET,
        write="dispute_sheet",
        check="dispute_sheet_check",
        heading=_("What a dispute changes"),
        lead=_(
            "Begun from what the review says. Change what you find to be wrong, and leave the rest: "
            "what you leave keeps its evidence. What was written before stays readable."
        ),
        start=begin_agreed([stands]),
        beside=answers_beside({review.reviewer.name: stands}),
    )
    return write_at(request, review, desk)


@login_required
@require_GET
def dispute_sheet_check(request: Request, pk: int) -> HttpResponse:
    """Lead on to the decision, or back to what is still missing."""
    review = review_to_write(request, pk)
    dispute = _open_dispute(request, review)
    draft = draft_for(writer=request.user, form=DISPUTE_SHEET, record=review)
    if problems_of(review, draft):
        return redirect(reverse("dispute_sheet", args=[pk]) + "?check=1")
    return redirect(reverse("dispute_decide", args=[dispute.pk]) + "?decision=changed")
