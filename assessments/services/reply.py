"""What follows on a shared review: the person's answer, addenda, closing, withdrawal."""

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.enums import SHARED_STATES, TO_CLOSE, Decision, ReplySort, ReviewState
from assessments.models import Action, Addendum, Evidence, FileReview, Reply
from assessments.services.decide_dispute import withdraw_evidence
from assessments.services.dispute import close_dispute, raise_dispute
from assessments.services.states import change_state, lock_review, refuse_unless
from core.errors import DomainError, NotAllowed
from core.services import trail
from core.services.outbox import queue_mail
from core.trail import Text
from people.models import User
from people.scope import Scope

NEXT_STATE = {
    ReplySort.ACKNOWLEDGED: ReviewState.ACKNOWLEDGED,
    ReplySort.DISPUTED: ReviewState.DISPUTED,
}


@transaction.atomic
def reply_to_review(
    *, review: FileReview, sort: ReplySort, text: str, by: User, scope: Scope
) -> Reply:
    """Answer a shared review in one's own words: read, disagree, or a comment.

    Acknowledging is not agreeing. A disputed review counts nowhere until the dispute is settled or
    decided (``services.dispute``).

    :raises NotAllowed: when the review is not about ``by``.
    :raises DomainError: beside ``text`` when words are missing; or when the state has no such
        step (a second answer of the same sort, a closed review).
    Source: PRACTICE, "Right of reply".
    """
    review = lock_review(review)
    if not rules.test_rule("assessments.reply_to_review", scope, review):
        raise NotAllowed(_("Only the person whose work was reviewed can answer."))
    if not text.strip() and sort != ReplySort.ACKNOWLEDGED:
        sentence = (
            _("Say in your own words what you disagree with and why.")
            if sort == ReplySort.DISPUTED
            else _("Write your comment.")
        )
        raise DomainError(sentence, field="text")
    refuse_unless(
        review,
        ReviewState.SHARED,
        ReviewState.ACKNOWLEDGED,
        ReviewState.DISPUTED,
        ReviewState.DECIDED,
        sentence=_("This review is closed. Ask your supervisor to add your words to it."),
    )
    now = timezone.now()
    if sort in NEXT_STATE:
        change_state(review, NEXT_STATE[sort], by=by, at=now)
    if sort == ReplySort.DISPUTED:
        raise_dispute(person=by, author=review.reviewer, text=text, on=scope.on, review=review)
    reply = Reply.objects.create(review=review, sort=sort, text=text.strip(), by=by, at=now)
    trail.record(
        f"review.{sort}",
        by=by,
        subject=review.person,
        record=review,
        detail={"text": Text(text)},
    )
    queue_mail(
        to=review.reviewer.email,
        subject=_("A caseworker has answered your review"),
        body=_("There is an answer to a review of yours. Sign in to read it."),
    )
    return reply


@transaction.atomic
def add_addendum(*, review: FileReview, text: str, by: User, scope: Scope) -> Addendum:
    """Add a dated addendum to a finished review; the original stays readable.

    :raises NotAllowed: for anybody but the reviewer and the person's supervisor.
    :raises DomainError: beside ``text`` when empty; when not finished yet or withdrawn.
    """
    review = lock_review(review)
    if not rules.test_rule("assessments.add_to_review", scope, review):
        raise NotAllowed(_("Only the reviewer or the supervisor can add to this review."))
    if review.submitted_at is None:
        raise DomainError(_("This review is not finished. Change it instead."))
    if review.state == ReviewState.WITHDRAWN:
        raise DomainError(_("This review was withdrawn. Nothing can be added to it."))
    if not text.strip():
        raise DomainError(_("Write what you want to add."), field="text")
    addendum = Addendum.objects.create(review=review, text=text.strip(), by=by, at=timezone.now())
    trail.record(
        "review.addendum",
        by=by,
        subject=review.person,
        record=review,
        detail={"text": Text(text)},
    )
    if review.shared_at:
        queue_mail(
            to=review.person.email,
            subject=_("Something was added to a review of your work"),
            body=_("Sign in to read what was added, and to answer."),
        )
    return addendum


@transaction.atomic
def close_review(*, review: FileReview, by: User, scope: Scope) -> None:
    """Close a review that was acknowledged, or decided after a dispute.

    :raises NotAllowed: for anybody but the person's supervisor or deputy.
    :raises DomainError: when it is neither, or an action of it is not verified.
    """
    review = lock_review(review)
    if not rules.test_rule("assessments.close_review", scope, review):
        raise NotAllowed(_("Only the supervisor can close this review."))
    refuse_unless(
        review,
        *TO_CLOSE,
        sentence=_(
            "A review can be closed once the caseworker has acknowledged it, or a dispute about it "
            "is decided."
        ),
    )
    if Action.objects.hold_open(review).exists():
        raise DomainError(_("This review can be closed once its actions are verified."))
    now = timezone.now()
    change_state(review, ReviewState.CLOSED, by=by, at=now)
    review.closed_at = now
    review.save(update_fields=["closed_at"])
    trail.record("review.closed", by=by, subject=review.person, record=review)


@transaction.atomic
def withdraw_review(*, review: FileReview, reason: str, by: User, scope: Scope) -> None:
    """Withdraw a review, for a reason. Its evidence stays readable and counts no more.

    :raises NotAllowed: for anybody but the reviewer, the line above the person, and the lead.
    :raises DomainError: beside ``reason`` when empty; when closed or withdrawn before.
    """
    review = lock_review(review)
    if not rules.test_rule("assessments.withdraw_review", scope, review):
        raise NotAllowed(_("You cannot withdraw this review."))
    if not reason.strip():
        raise DomainError(_("Say why the review is withdrawn."), field="reason")
    was_shared = review.state in SHARED_STATES
    now = timezone.now()
    change_state(review, ReviewState.WITHDRAWN, by=by, at=now, reason=reason.strip())
    review.closed_at = now
    review.save(update_fields=["closed_at"])
    withdraw_evidence(list(Evidence.objects.filter(review=review)), reason, by=by, at=now)
    for dispute in review.disputes.open():
        close_dispute(dispute, Decision.WITHDRAWN, reason, by=by, at=now)
    trail.record(
        "review.withdrawn",
        by=by,
        subject=review.person,
        record=review,
        detail={"reason": Text(reason)},
    )
    if was_shared:
        queue_mail(
            to=review.person.email,
            subject=_("A review of your work was withdrawn"),
            body=_("It counts no more. Sign in to read the reason."),
        )
