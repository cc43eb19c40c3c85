"""Two reviews of one file: the agreed outcome is written, checked, answered or decided."""

from typing import Any

import rules
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.agreeing import AGREED_FORM, begin_agreed
from assessments.content import read_content
from assessments.enums import ReviewState, SheetPart
from assessments.forms.second import AnswerProposalForm, ReasonForm
from assessments.identifying import identifiers_in
from assessments.models import AgreedProposal, FileReview
from assessments.presenters.check import check_page
from assessments.presenters.sheets import answers_beside
from assessments.queries import made_under, written
from assessments.services.agree import (
    answer_proposal,
    cannot_agree,
    decide_outcome,
    propose_outcome,
    waiting_proposal,
)
from assessments.services.submit import criteria_of
from assessments.views.read import visible_review
from assessments.views.write import Desk, problems_of, review_to_write, trees_of, write_at
from core.drafted import filled
from core.errors import DomainError, NotAllowed
from core.services.drafts import discard_draft, draft_for
from core.submit import once_per_nonce
from frameworks.presenters import notices
from people.requests import Request

ANSWER_FORM = "agreed_answer"
REASON_FORM = "agreed_reason"


def may_propose(request: Request, review: FileReview) -> bool:
    """Say whether this user may write the agreed outcome now: one of the two while nothing waits
    for an answer, or the lead of casework where they cannot agree."""
    if review.state != ReviewState.TO_AGREE or waiting_proposal(review) is not None:
        return False
    if rules.test_rule("assessments.agree_outcome", request.scope, review):
        return True
    return decides(request, review) and cannot_agree(review)


def decides(request: Request, review: FileReview) -> bool:
    """Say whether this user would decide the outcome, rather than agree it."""
    return bool(rules.test_rule("assessments.decide_outcome", request.scope, review))


def _desk(review: FileReview, *, deciding: bool) -> Desk:
    both = {
        review.reviewer.name: written(review, SheetPart.FIRST, review.reviewer_id),
        getattr(review.second_reviewer, "name", ""): written(
            review, SheetPart.SECOND, review.second_reviewer_id
        ),
    }
    return Desk(
        form=AGREED_FORM,
        write="review_agree",
        check="review_agree_check",
        heading=_("Outcome of two reviews"),
        lead=_(
            "Both reviews stand beside each question. Where they agree, the answer is filled in. "
            "All findings of both are below: keep, change or remove them. Both reviews stay as "
            "they were written."
        )
        if not deciding
        else _(
            "The two reviewers could not agree, so you decide. Both reviews stand beside each "
            "question, and stay as they were written."
        ),
        start=begin_agreed(both.values()),
        beside=answers_beside(both),
    )


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def review_agree(request: Request, pk: int) -> HttpResponse:
    """The page on which the third sheet is written, begun from both reviews side by side."""
    review = review_to_write(request, pk)
    if not may_propose(request, review):
        return redirect("review_detail", pk=pk)
    return write_at(request, review, _desk(review, deciding=decides(request, review)))


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def review_agree_check(request: Request, pk: int) -> HttpResponse:
    """Check the third sheet, say how one came to it, and propose it: or decide it, as the lead."""
    review = review_to_write(request, pk)
    if not may_propose(request, review):
        return redirect("review_detail", pk=pk)
    deciding = decides(request, review)
    draft = draft_for(writer=request.user, form=AGREED_FORM, record=review)
    if problems_of(review, draft):
        return redirect(reverse("review_agree", args=[pk]) + "?check=1")
    words = draft_for(writer=request.user, form=REASON_FORM, record=review)
    content = read_content(draft.data)
    found = identifiers_in(content)
    form = filled(
        ReasonForm(
            request.POST or None,
            deciding=deciding,
            elsewhere=[text for text, _kind, _field in found],
        ),
        words,
    )
    if request.method == "POST" and form.is_valid():
        act = decide_outcome if deciding else propose_outcome
        try:
            act(
                review=review,
                fields=draft.data,
                reason=form.cleaned_data["reason"],
                trees=trees_of(review),
                by=request.user,
                scope=request.scope,
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            discard_draft(writer=request.user, form=REASON_FORM, record=review)
            messages.success(
                request,
                _("The outcome is decided. The first reviewer gives feedback and shares it.")
                if deciding
                else _("The other reviewer is asked to confirm it."),
            )
            return redirect("review_detail", pk=pk)
    context = {
        **_checked(review, content),
        "form": form,
        "draft": words,
        "deciding": deciding,
        "identifiers": found,
    }
    status = 422 if form.is_bound else 200
    return render(request, "assessments/review_agree_check.html", context, status=status)


def _checked(review: FileReview, content: Any) -> dict[str, Any]:
    under = made_under(review)
    return {
        "review": review,
        "notices": notices(under.trees),
        "page": check_page(
            content, criteria=criteria_of(review), trees=under.trees, levels=under.levels
        ),
    }


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def review_agree_answer(request: Request, pk: int) -> HttpResponse:
    """Confirm what the other reviewer proposes, or say why not."""
    review = visible_review(request, pk)
    if not rules.test_rule("assessments.agree_outcome", request.scope, review):
        raise NotAllowed(_("The other reviewer answers this proposal."))
    proposal: AgreedProposal | None = waiting_proposal(review)
    if proposal is None or proposal.by_id == request.user.pk:
        return redirect("review_detail", pk=pk)
    draft = draft_for(writer=request.user, form=ANSWER_FORM, record=review)
    form = filled(AnswerProposalForm(request.POST or None), draft)
    if request.method == "POST" and form.is_valid():
        agree = form.cleaned_data["agree"] == "yes"
        try:
            answer_proposal(
                proposal=proposal,
                agree=agree,
                text=form.cleaned_data["text"],
                trees=trees_of(review),
                by=request.user,
                scope=request.scope,
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            discard_draft(writer=request.user, form=ANSWER_FORM, record=review)
            messages.success(
                request,
                _("The outcome is agreed. The first reviewer gives feedback and shares it.")
                if agree
                else _("Your answer is recorded. Talk it over, and write an outcome together."),
            )
            return redirect("review_detail", pk=pk)
    context = {
        **_checked(review, read_content(proposal.content)),
        "proposal": proposal,
        "form": form,
        "draft": draft,
    }
    status = 422 if form.is_bound else 200
    return render(request, "assessments/review_agree_answer.html", context, status=status)
