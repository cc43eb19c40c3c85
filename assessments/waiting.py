"""What waits for somebody in assessment: rows of the same columns as every app's (STYLE)."""

import datetime as dt
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, TruncDate
from django.utils.translation import gettext_lazy as _

from assessments.action_enums import ActionState
from assessments.clocks import SHARE, TELL, ran_out_since_finished
from assessments.enums import TO_CLOSE, ReviewState
from assessments.models import (
    Action,
    BelowStandard,
    Dispute,
    FileReview,
    Objection,
    RoundShare,
    SecondReview,
)
from people.scope import Scope

WORDS = {
    "review_assigned": _("Review a case file of %(subject)s"),
    "review_in_progress": _("Finish your review of a case file of %(subject)s"),
    "review_submitted": _("Give %(subject)s feedback and share the review"),
    "review_shared": _("Read the feedback on your work and answer it"),
    "review_acknowledged": _("Close the review that %(subject)s has acknowledged"),
    "action_open": _("Do what was agreed, and say how it can be seen"),
    "action_done": _("Verify what %(subject)s has done"),
    "action_overdue": _("See to an overdue action of %(subject)s"),
    "action_re_review": _("Ask for the re-review of a later file"),
    "below_standard_hear": _("Say what you think of a criterion not met again and again"),
    "below_standard_look": _("Look at a criterion that %(subject)s’s reviews do not meet"),
    "round_on": _("Read that a round of file reviews is on, and who your reviewers are"),
    "objection_undecided": _("Decide an objection of %(subject)s to a reviewer"),
    "second_to_write": _("Review a case file of %(subject)s a second time, blind"),
    "review_to_agree": _("Agree the outcome of two reviews of a case file of %(subject)s"),
    "review_undecided": _("Decide the outcome of two reviews of a case file of %(subject)s"),
    "review_decided": _("Close the review of %(subject)s on which a dispute was decided"),
    "review_unshared": _("See to it that a finished review is shared with %(subject)s"),
    "review_waits": _("A finished review of your work has not been shared with you yet"),
    "dispute_talk": _("Talk with %(subject)s about what they disagree with"),
    "dispute_settle": _("Say whether the talk has settled what you disagree with"),
    "dispute_assign": _("Choose who decides a dispute of %(subject)s"),
    "dispute_late": _("See to it that a dispute of %(subject)s is decided"),
    "dispute_decide": _("Decide a dispute of %(subject)s"),
    "dispute_read": _("Read the decision on what you disagreed with"),
}
"""One thing to do for each state in which a review waits for somebody."""

TO_WRITE = (ReviewState.ASSIGNED, ReviewState.IN_PROGRESS)
FOR_REVIEWER = (*TO_WRITE, ReviewState.SUBMITTED)


def _text(value: str) -> Value:
    return Value(value, CharField())


def waiting_for(scope: Scope, on: dt.date) -> QuerySet[FileReview, Any]:
    """Return what waits in assessment for this scope, as rows of the columns of the home page.

    Reviews to do and to go on with, finished ones to share, shared ones to read, acknowledged ones
    to close, disputes and their clocks: what there is to do, and for whom, follows from the state
    alone. Nothing is stored: what is done is gone from here.
    """
    waits = (
        Q(reviewer=scope.user_id, state__in=FOR_REVIEWER)
        | Q(person=scope.user_id, state=ReviewState.SHARED)
        | scope.supervises_at("person")
        & Q(state__in=TO_CLOSE)
        & ~Exists(Action.objects.hold_open(OuterRef("pk")))
    )
    reviews = (
        FileReview.objects.visible_to(scope)
        .filter(waits)
        .order_by()
        .values(
            sort=_text("review"),
            subject_name=F("person__name"),
            since=TruncDate(Coalesce("shared_at", "submitted_at", "assigned_at")),
            due=Case(
                When(state__in=TO_WRITE, then=F("due_on")),
                When(state=ReviewState.SHARED, then=F("reply_by")),
            ),
            url_name=Case(
                When(state__in=TO_WRITE, then=_text("review_write")),
                default=_text("review_detail"),
            ),
            object_id=F("pk"),
            text_key=Concat(_text("review_"), F("state")),
            about=F("case_file__reference"),
        )
    )
    late, told = ran_out_since_finished(scope.on, [SHARE, TELL])
    return reviews.union(
        _second_reviews(scope),
        _outcomes(scope),
        _disputes(scope),
        _late(scope, late),
        _waits_for_me(scope, told),
        _rounds(scope),
        _objections(scope),
        _actions(scope, on),
        _below_standard(scope, on),
        all=True,
    )


def _disputes(scope: Scope) -> QuerySet[Dispute, Any]:
    """Disputes in which the next step is this user's, by the day on which they are decided."""
    return (
        Dispute.objects.waiting_for(scope)
        .order_by()
        .values(
            sort=_text("dispute"),
            subject_name=F("person__name"),
            since=TruncDate(Coalesce("closed_at", "assigned_at", "raised_at")),
            due=Case(When(closed_at__isnull=True, then=F("due_on"))),
            url_name=_text("dispute_detail"),
            object_id=F("pk"),
            text_key=F("step"),
            about=Coalesce("review__case_file__reference", _text("")),
        )
    )


def _late(scope: Scope, clock: Q) -> QuerySet[FileReview, Any]:
    """Reviews not shared within their time: in the queue of the supervisor's supervisor."""
    return (
        FileReview.objects.unshared_past(clock)
        .filter(scope.oversees_at("person"))
        .exclude(reviewer=scope.user_id)
        .order_by()
        .values(
            sort=_text("review"),
            subject_name=F("person__name"),
            since=TruncDate("submitted_at"),
            due=Value(None, DateField()),
            url_name=_text("review_detail"),
            object_id=F("pk"),
            text_key=_text("review_unshared"),
            about=F("case_file__reference"),
        )
    )


def _waits_for_me(scope: Scope, clock: Q) -> QuerySet[FileReview, Any]:
    """That a review of one's own work waits to be shared; neither which file nor what it says."""
    return (
        FileReview.objects.unshared_past(clock)
        .filter(person=scope.user_id)
        .order_by()
        .values(
            sort=_text("review"),
            subject_name=_text(""),
            since=TruncDate("submitted_at"),
            due=Value(None, DateField()),
            url_name=_text("round_mine"),
            object_id=Value(None, BigIntegerField()),
            text_key=_text("review_waits"),
            about=_text(""),
        )
    )


def _second_reviews(scope: Scope) -> QuerySet[SecondReview, Any]:
    """Second reviews to do and to go on with."""
    return (
        SecondReview.objects.to_write(scope)
        .order_by()
        .values(
            sort=_text("review"),
            subject_name=F("review__person__name"),
            since=TruncDate("asked_at"),
            due=F("due_on"),
            url_name=_text("review_write"),
            object_id=F("review"),
            text_key=_text("second_to_write"),
            about=F("review__case_file__reference"),
        )
    )


def _outcomes(scope: Scope) -> QuerySet[FileReview, Any]:
    """Files reviewed twice: what waits for one of the two, or for the lead of casework."""
    return (
        FileReview.objects.outcome_waits_for(scope)
        .order_by()
        .values(
            sort=_text("review"),
            subject_name=F("person__name"),
            since=TruncDate("unblinded_at"),
            due=Value(None, DateField()),
            url_name=_text("review_detail"),
            object_id=F("pk"),
            text_key=Case(
                When(
                    Q(reviewer=scope.user_id) | Q(second_reviewer=scope.user_id),
                    then=_text("review_to_agree"),
                ),
                default=_text("review_undecided"),
            ),
            about=F("case_file__reference"),
        )
    )


def _below_standard(scope: Scope, on: dt.date) -> QuerySet[BelowStandard, Any]:
    """Criteria not met again and again: to look at and decide, or to answer as the person."""
    return (
        BelowStandard.objects.waiting(scope, on)
        .order_by()
        .values(
            sort=_text("below_standard"),
            subject_name=F("person__name"),
            since=F("proposed_on"),
            due=F("hear_by"),
            url_name=_text("below_standard_detail"),
            object_id=F("pk"),
            text_key=Case(
                When(person=scope.user_id, then=_text("below_standard_hear")),
                default=_text("below_standard_look"),
            ),
            about=_text(""),
        )
    )


def _actions(scope: Scope, on: dt.date) -> QuerySet[Action, Any]:
    """Actions to do, to verify, to follow with a re-review, and overdue ones of others."""
    return (
        Action.objects.waiting(scope, on)
        .order_by()
        .values(
            sort=_text("action"),
            subject_name=F("owner__name"),
            since=F("raised_on"),
            due=Case(When(state=ActionState.OPEN, then=F("due_on")), output_field=DateField()),
            url_name=_text("action_detail"),
            object_id=F("pk"),
            text_key=Case(
                When(state=ActionState.VERIFIED, then=_text("action_re_review")),
                When(state=ActionState.DONE, then=_text("action_done")),
                When(owner=scope.user_id, then=_text("action_open")),
                default=_text("action_overdue"),
            ),
            about=Concat(_text("#"), Cast("pk", CharField())),
        )
    )


def _rounds(scope: Scope) -> QuerySet[RoundShare, Any]:
    """Rounds that are on and that the person has not read of."""
    return (
        RoundShare.objects.unread(scope)
        .order_by()
        .values(
            sort=_text("round"),
            subject_name=_text(""),
            since=TruncDate("round__started_at"),
            due=F("round__runs_to"),
            url_name=_text("round_mine"),
            object_id=Value(None, BigIntegerField()),
            text_key=_text("round_on"),
            about=_text(""),
        )
    )


def _objections(scope: Scope) -> QuerySet[Objection, Any]:
    """Objections that wait for the lead of casework."""
    return (
        Objection.objects.to_decide(scope)
        .order_by()
        .values(
            sort=_text("objection"),
            subject_name=F("person__name"),
            since=TruncDate("at"),
            due=Value(None, DateField()),
            url_name=_text("objection_decide"),
            object_id=F("pk"),
            text_key=_text("objection_undecided"),
            about=_text(""),
        )
    )
