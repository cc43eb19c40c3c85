"""The agreed outcome of two reviews: proposed by one, confirmed by the other, or decided."""

from collections.abc import Mapping, Sequence
from typing import Any

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.agreeing import AGREED_FORM
from assessments.content import read_content
from assessments.enums import ProposalAnswer, ReviewState, SheetPart
from assessments.models import AgreedAnswer, AgreedProposal, FileReview, Sheet
from assessments.services.assign import refuse_reviewer
from assessments.services.states import change_state, lock_review, refuse_unless
from assessments.services.submit import check_content, write_sheet
from core.errors import DomainError, NotAllowed
from core.services import trail
from core.services.drafts import discard_draft
from core.services.outbox import queue_mail
from core.trail import Text
from frameworks.tree import Tree
from people.enums import Role
from people.models import User
from people.scope import Scope

Fields = Mapping[str, Sequence[str]]


def waiting_proposal(review: FileReview) -> AgreedProposal | None:
    """Return the proposal that waits for an answer, if there is one."""
    return (
        AgreedProposal.objects.filter(review=review, answer__isnull=True)
        .select_related("by", "review")
        .first()
    )


def cannot_agree(review: FileReview) -> bool:
    """Say whether a proposal was refused and none waits: the lead of casework may decide."""
    return (
        AgreedProposal.objects.filter(review=review, answer__sort=ProposalAnswer.REFUSED).exists()
        and waiting_proposal(review) is None
    )


def _refuse_unless_to_agree(review: FileReview) -> None:
    refuse_unless(
        review,
        ReviewState.TO_AGREE,
        sentence=_("There is nothing to agree: two finished reviews of this file are needed."),
    )


def _propose(
    review: FileReview, fields: Fields, reason: str, trees: Sequence[Tree], by: User
) -> AgreedProposal:
    if not reason.strip():
        raise DomainError(_("Say how you came to this outcome."), field="reason")
    check_content(review, read_content(fields), trees, by)
    proposal = AgreedProposal.objects.create(
        review=review,
        number=AgreedProposal.objects.filter(review=review).count() + 1,
        by=by,
        at=timezone.now(),
        reason=reason.strip(),
        content={name: list(values) for name, values in fields.items()},
    )
    trail.record(
        "review.outcome_proposed",
        by=by,
        subject=review.person,
        record=review,
        detail={"number": proposal.number, "reason": Text(reason)},
    )
    discard_draft(writer=by, form=AGREED_FORM, record=review)
    return proposal


@transaction.atomic
def propose_outcome(
    *,
    review: FileReview,
    fields: Fields,
    reason: str,
    trees: Sequence[Tree],
    by: User,
    scope: Scope,
) -> AgreedProposal:
    """Propose a third sheet for a file that was reviewed twice; the other reviewer answers it.

    :param fields: what was typed, as a draft keeps it.
    :raises NotAllowed: for anybody but the two reviewers.
    :raises DomainError: while a proposal waits, before both are in, without a reason, or when
        something is missing.
    Source: PRACTICE, "Calibration" (the agreed outcome stands beside both, with its reason).
    """
    review = lock_review(review)
    if not rules.test_rule("assessments.agree_outcome", scope, review):
        raise NotAllowed(_("The two reviewers agree the outcome."))
    _refuse_unless_to_agree(review)
    if waiting_proposal(review) is not None:
        raise DomainError(_("A proposal is waiting for an answer. Answer it, or wait for one."))
    proposal = _propose(review, fields, reason, trees, by)
    other = _other(review, by.pk)
    if other is not None:
        queue_mail(
            to=other.email,
            subject=_("An agreed outcome waits for your answer"),
            body=_("Sign in to read it beside the two reviews, and to confirm it or not."),
        )
    return proposal


def _other(review: FileReview, user_id: int) -> User | None:
    return review.second_reviewer if review.reviewer_id == user_id else review.reviewer


@transaction.atomic
def answer_proposal(
    *,
    proposal: AgreedProposal,
    agree: bool,
    text: str,
    trees: Sequence[Tree],
    by: User,
    scope: Scope,
) -> AgreedAnswer:
    """Confirm a proposal of the other reviewer, or say why not. Confirmed, it is the outcome.

    :raises NotAllowed: for anybody but the other reviewer.
    :raises DomainError: answered before; not agreed without a reason.
    """
    review = lock_review(proposal.review)
    own = proposal.by_id == by.pk
    if own or not rules.test_rule("assessments.agree_outcome", scope, review):
        raise NotAllowed(_("The other reviewer answers this proposal."))
    _refuse_unless_to_agree(review)
    if AgreedAnswer.objects.filter(proposal=proposal).exists():
        raise DomainError(_("This proposal was answered before."))
    if not agree and not text.strip():
        raise DomainError(_("Say what you do not agree with and why."), field="text")
    answer = AgreedAnswer.objects.create(
        proposal=proposal,
        sort=ProposalAnswer.CONFIRMED if agree else ProposalAnswer.REFUSED,
        text=text.strip(),
        by=by,
        at=timezone.now(),
    )
    trail.record(
        f"review.outcome_{answer.sort}",
        by=by,
        subject=review.person,
        record=review,
        detail={"number": proposal.number, "text": Text(text)},
    )
    if agree:
        _settle(review, proposal, trees, by=by)
    else:
        _tell_leads(review, scope)
    queue_mail(
        to=proposal.by.email,
        subject=_("Your proposal for an agreed outcome was answered"),
        body=_("Sign in to read the answer."),
    )
    return answer


@transaction.atomic
def decide_outcome(
    *,
    review: FileReview,
    fields: Fields,
    reason: str,
    trees: Sequence[Tree],
    by: User,
    scope: Scope,
) -> Sheet:
    """Decide the outcome of two reviews whose reviewers cannot agree.

    :raises NotAllowed: for anybody but a lead of casework who is neither of the reviewers nor the
        person reviewed.
    :raises DomainError: unless a proposal was refused and none waits; for a lead who is not
        independent; without a reason; when something is missing.
    """
    review = lock_review(review)
    if not rules.test_rule("assessments.decide_outcome", scope, review):
        raise NotAllowed(_("Another lead of casework decides where the two cannot agree."))
    _refuse_unless_to_agree(review)
    if not cannot_agree(review):
        raise DomainError(
            _("You decide once one of the two has said why they do not agree with a proposal.")
        )
    refuse_reviewer(by, review.person, review.case_file, scope.on)
    proposal = _propose(review, fields, reason, trees, by)
    AgreedAnswer.objects.create(
        proposal=proposal, sort=ProposalAnswer.DECIDED, by=by, at=timezone.now()
    )
    sheet = _settle(review, proposal, trees, by=by)
    for reviewer in (review.reviewer, review.second_reviewer):
        if reviewer is not None:
            queue_mail(
                to=reviewer.email,
                subject=_("The outcome of a file reviewed twice is decided"),
                body=_("Sign in to read it beside the two reviews."),
            )
    return sheet


def _settle(
    review: FileReview, proposal: AgreedProposal, trees: Sequence[Tree], *, by: User
) -> Sheet:
    """Write the third sheet: from now on it stands. The two others are kept as they are."""
    now = timezone.now()
    content = read_content(proposal.content)
    criteria, under = check_content(review, content, trees, proposal.by)
    sheet = Sheet.objects.create(review=review, part=SheetPart.AGREED, reviewer=proposal.by)
    write_sheet(review, content, criteria, sheet, now, under)
    review.standing_part = SheetPart.AGREED
    review.save(update_fields=["standing_part"])
    change_state(review, ReviewState.SUBMITTED, by=by, at=now)
    trail.record(
        "review.outcome_agreed",
        by=by,
        subject=review.person,
        record=review,
        detail=_detail(proposal, content.answers.values()),
    )
    return sheet


def _detail(proposal: AgreedProposal, answers: Any) -> dict[str, Any]:
    return {"number": proposal.number, "answers": {a.key: a.value for a in answers}}


def _tell_leads(review: FileReview, scope: Scope) -> None:
    leads = User.objects.may_sign_in(scope.on).with_role(Role.LEAD_OF_CASEWORK, scope.on)
    concerned = [review.person_id, review.reviewer_id, review.second_reviewer_id]
    for lead in leads.exclude(pk__in=[each for each in concerned if each]):
        queue_mail(
            to=lead.email,
            subject=_("Two reviewers do not agree"),
            body=_("If they cannot, you decide the outcome. Sign in to read both reviews."),
        )
