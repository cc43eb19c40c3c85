"""A second reviewer for a file, blind: asked for, given to another, called off."""

import datetime as dt

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.enums import BEFORE_BOTH, ReviewState
from assessments.independence import refuse_dependent
from assessments.models import FileReview, SecondReview
from assessments.services.assign import refuse_reviewer, refuse_without_role
from assessments.services.states import change_state, lock_review
from core.errors import DomainError, NotAllowed
from core.services import trail
from core.services.outbox import queue_mail
from core.trail import Text
from people.enums import Role
from people.models import User
from people.scope import Scope


def refuse_second(review: FileReview, reviewer: User, on: dt.date) -> None:
    """Refuse a second reviewer who is not independent. Asked when assigned and when they submit.

    :raises DomainError: beside ``reviewer``: the first reviewer; whoever may not review the file at
        all; somebody whom the person reviewed, or the first reviewer, supervises.
    Source: PRACTICE, "Independence" and "Calibration" (two reviews, blind).
    """
    if reviewer.pk == review.reviewer_id:
        raise DomainError(
            _("Choose somebody else: %(name)s is the first reviewer of this file.")
            % {"name": reviewer.name},
            field="reviewer",
        )
    refuse_reviewer(reviewer, review.person, review.case_file, on)
    refuse_dependent(reviewer, (review.person, review.reviewer), on)


def standing_second(review: FileReview) -> SecondReview | None:
    """Return the second review of a file under lock, where one was asked for and stands."""
    return (
        SecondReview.objects.select_for_update(of=("self",))
        .standing()
        .filter(review=review)
        .select_related("reviewer")
        .first()
    )


def _refuse_not_lead(review: FileReview, scope: Scope) -> None:
    if not rules.test_rule("assessments.ask_second_review", scope, review):
        raise NotAllowed(
            _("A lead of casework asks for second reviews, but not of their own work.")
        )


def _refuse_day(due_on: dt.date, on: dt.date) -> None:
    if due_on < on:
        raise DomainError(_("The date to finish by must be today or later."), field="due_on")


def _tell(second: SecondReview) -> None:
    queue_mail(
        to=second.reviewer.email,
        subject=_("A case file is waiting for your second review"),
        body=_(
            "You have been given a case file to review by %(day)s, without seeing what the first "
            "reviewer writes. Sign in to see which one."
        )
        % {"day": date_format(second.due_on, "j F Y")},
    )


@transaction.atomic
def ask_second_review(
    *,
    review: FileReview,
    reviewer: User,
    due_on: dt.date,
    by: User,
    scope: Scope,
    reason: str = "",
    drawn: bool = False,
    tell: bool = True,
) -> SecondReview:
    """Ask somebody to review the same file, blind, before the first review is finished.

    :param reason: why; may be empty only where the file was ``drawn`` for it.
    :raises NotAllowed: for anybody but the lead of casework, and for their own work.
    :raises DomainError: once the first reviewer has finished, while there is a second reviewer, for
        somebody who is not independent or holds no role to review, without a reason.
    Source: PRACTICE, "Calibration"; issue "File review that can be trusted", 6.
    """
    review = lock_review(review)
    if not drawn or not scope.has(Role.LEAD_OF_CASEWORK):
        _refuse_not_lead(review, scope)
    if review.state not in (ReviewState.ASSIGNED, ReviewState.IN_PROGRESS):
        raise DomainError(
            _("A second review is asked for before the first is finished. This one was finished.")
        )
    if review.second_reviewer_id is not None:
        raise DomainError(_("This file has a second reviewer already."), field="reviewer")
    _refuse_day(due_on, scope.on)
    if not drawn and not reason.strip():
        raise DomainError(_("Say why this file should be reviewed twice."), field="reason")
    refuse_second(review, reviewer, scope.on)
    refuse_without_role(reviewer, scope.on)
    second = SecondReview.objects.create(
        review=review,
        reviewer=reviewer,
        reason=reason.strip(),
        asked_by=by,
        asked_at=timezone.now(),
        due_on=due_on,
    )
    review.second_reviewer = reviewer
    review.save(update_fields=["second_reviewer"])
    trail.record(
        "review.second_asked",
        by=by,
        subject=review.person,
        record=review,
        detail={
            "reviewer": reviewer.pk,
            "due_on": due_on.isoformat(),
            "drawn": drawn,
            "reason": Text(reason),
        },
    )
    if tell and reviewer.pk != by.pk:
        _tell(second)
    return second


@transaction.atomic
def reassign_second(
    *, review: FileReview, reviewer: User, due_on: dt.date, by: User, on: dt.date
) -> SecondReview:
    """Give a second review that has not begun to another, who is told.

    :raises DomainError: without one, once it has begun, for somebody who is not independent or
        holds no role to review.
    """
    review = lock_review(review)
    second = standing_second(review)
    if second is None or second.begun_at is not None or review.state not in BEFORE_BOTH:
        raise DomainError(_("This second review has begun, so it stays with its reviewer."))
    refuse_second(review, reviewer, on)
    refuse_without_role(reviewer, on)
    before = second.reviewer_id
    second.reviewer, second.due_on = reviewer, due_on
    second.save(update_fields=["reviewer", "due_on"])
    review.second_reviewer = reviewer
    review.save(update_fields=["second_reviewer"])
    trail.record(
        "review.second_reassigned",
        by=by,
        subject=review.person,
        record=review,
        detail={"from": before, "reviewer": reviewer.pk, "due_on": due_on.isoformat()},
    )
    _tell(second)
    return second


@transaction.atomic
def call_off_second(*, review: FileReview, reason: str, by: User, scope: Scope) -> None:
    """Call a second review off before it is finished, for a reason. The first then stands alone.

    :raises NotAllowed: for anybody but the lead of casework, and for their own work.
    :raises DomainError: without one, once it is finished, without a reason.
    """
    review = lock_review(review)
    _refuse_not_lead(review, scope)
    second = standing_second(review)
    if second is None:
        raise DomainError(_("This file has no second reviewer."))
    if second.submitted_at is not None or review.state not in BEFORE_BOTH:
        raise DomainError(_("The second review is finished. It can no longer be called off."))
    if not reason.strip():
        raise DomainError(_("Say why the second review is called off."), field="reason")
    now = timezone.now()
    second.called_off_by, second.called_off_at = by, now
    second.called_off_reason = reason.strip()
    second.save(update_fields=["called_off_by", "called_off_at", "called_off_reason"])
    review.second_reviewer = None
    review.save(update_fields=["second_reviewer"])
    if review.state == ReviewState.SECOND:
        change_state(review, ReviewState.SUBMITTED, by=by, at=now)
        review.submitted_at = now
        review.save(update_fields=["submitted_at"])
    trail.record(
        "review.second_called_off",
        by=by,
        subject=review.person,
        record=review,
        detail={"reviewer": second.reviewer_id, "reason": Text(reason)},
    )
    queue_mail(
        to=second.reviewer.email,
        subject=_("A second review is no longer needed"),
        body=_("A case file you were asked to review a second time is no longer waiting for you."),
    )
