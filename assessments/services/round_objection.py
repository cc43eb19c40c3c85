"""A caseworker objects to a reviewer of a round; the lead of casework decides."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.enums import BEFORE_BOTH, ReviewState, RoundState
from assessments.models import Drawn, Objection, Round, RoundShare
from assessments.services.assign import reassign_review
from assessments.services.reply import withdraw_review
from assessments.services.round_draw import share_reviewers
from assessments.services.round_plan import lock_round
from assessments.services.round_second import second_reviewers
from assessments.services.second import call_off_second, reassign_second
from core.errors import DomainError
from core.services import trail
from core.services.outbox import queue_mail
from core.trail import Text
from people.enums import Role
from people.models import User
from people.scope import Scope


def second_not_begun(round_: Round, person: int, reviewer: int) -> QuerySet[Drawn]:
    """Return the files of a person that somebody is to review a second time and has not begun."""
    return (
        round_.drawn.standing()
        .filter(
            person=person,
            review__second_reviewer=reviewer,
            review__state__in=BEFORE_BOTH,
            review__seconds__called_off_at__isnull=True,
            review__seconds__begun_at__isnull=True,
        )
        .select_related("review__case_file", "review__person", "review__reviewer")
        .order_by("pk")
    )


def not_begun(round_: Round, person: int, reviewer: int) -> QuerySet[Drawn]:
    """Return the files of a person that a reviewer has in a round and has not begun to review."""
    return (
        round_.drawn.standing()
        .filter(
            Q(review__isnull=True) | Q(review__state=ReviewState.ASSIGNED),
            person=person,
            reviewer=reviewer,
        )
        .order_by("pk")
    )


@transaction.atomic
def mark_seen(*, share: RoundShare, by: User) -> None:
    """Note that somebody has read that a round is on. Doing it twice changes nothing."""
    if share.person_id == by.pk and share.seen_at is None:
        share.seen_at = timezone.now()
        share.save(update_fields=["seen_at"])
        trail.record("round.seen", by=by, subject=by, record=share)


@transaction.atomic
def object_to_reviewer(
    *, share: RoundShare, reviewer: User, reason: str, by: User, scope: Scope
) -> Objection:
    """Object to a reviewer of one's own work in a round, until they begin.

    :raises DomainError: when the round is not on, this reviewer has none of one's files or has
        begun them all, without a reason, or a second time.
    Source: PRACTICE, "Independence" and "States of a file review".
    """
    round_ = Round.objects.select_for_update().without_population().get(pk=share.round_id)
    if share.person_id != by.pk or round_.state != RoundState.RUNNING:
        raise DomainError(_("You can object to reviewers of your own work while a round is on."))
    if not reason.strip():
        raise DomainError(_("Say why this person should not review your work."), "reason")
    same = Objection.objects.filter(round=round_, person=by, reviewer=reviewer)
    if same.exists():
        raise DomainError(_("You have objected to this reviewer already."))
    first, second = (
        files(round_, by.pk, reviewer.pk).exists() for files in (not_begun, second_not_begun)
    )
    if not first and not second:
        raise DomainError(
            _(
                "This reviewer has begun. Once a review is shared with you, you can answer it and "
                "disagree with it."
            )
        )
    objection = Objection.objects.create(
        round=round_, person=by, reviewer=reviewer, reason=reason.strip(), at=timezone.now()
    )
    trail.record(
        "objection.raised",
        by=by,
        subject=by,
        record=objection,
        detail={"reviewer": reviewer.pk, "reason": Text(reason)},
    )
    leads = User.objects.may_sign_in(scope.on).with_role(Role.LEAD_OF_CASEWORK, scope.on)
    for lead in leads.exclude(pk=by.pk):
        queue_mail(
            to=lead.email,
            subject=_("An objection to a reviewer waits for you"),
            body=_("Sign in to read the reason and to decide."),
        )
    return objection


@transaction.atomic
def decide_objection(
    *, objection: Objection, upheld: bool, decision: str, by: User, scope: Scope
) -> int:
    """Decide an objection. Upheld: the software gives the files to others, who are told.

    Reviews that were begun meanwhile stay with their reviewer; the person may dispute them.

    :returns: how many files went to another reviewer, or to nobody where none is independent.
    :raises NotAllowed: for anybody but the lead of casework.
    :raises DomainError: without a reason; decided before; one's own; refused by the reviewer
        whom it is about.
    """
    round_ = lock_round(objection.round, scope)
    objection = Objection.objects.select_for_update().get(pk=objection.pk)
    if objection.person_id == by.pk:
        raise DomainError(_("Another lead of casework decides your own objection."))
    if objection.decided_at is not None:
        raise DomainError(_("This objection is decided already."))
    if not decision.strip():
        raise DomainError(_("Give the reason, which the person will read."), "decision")
    if not upheld and objection.reviewer_id == by.pk:
        raise DomainError(
            _("The objection is to you. You can uphold it; only another can refuse it."), "upheld"
        )
    objection.upheld, objection.decision = upheld, decision.strip()
    objection.decided_by, objection.decided_at = by, timezone.now()
    objection.save(update_fields=["upheld", "decision", "decided_by", "decided_at"])
    moved = _move(round_, objection, decision, by=by, scope=scope) if upheld else 0
    trail.record(
        "objection.decided",
        by=by,
        subject=objection.person,
        record=objection,
        detail={"upheld": upheld, "decision": Text(decision), "moved": moved},
    )
    queue_mail(
        to=objection.person.email,
        subject=_("Your objection to a reviewer is decided"),
        body=_("Sign in to read the decision and its reason."),
    )
    return moved


def _move(round_: Round, objection: Objection, reason: str, *, by: User, scope: Scope) -> int:
    files = list(not_begun(round_, objection.person_id, objection.reviewer_id))
    share_reviewers(round_, on=scope.on, files=files)
    for drawn in files:
        if drawn.review is None:
            continue
        if drawn.reviewer is None or drawn.due_on is None:
            withdraw_review(review=drawn.review, reason=reason, by=by, scope=scope)
        else:
            reassign_review(
                review=drawn.review,
                reviewer=drawn.reviewer,
                due_on=drawn.due_on,
                by=by,
                on=scope.on,
            )
    return len(files) + _move_seconds(round_, objection, reason, by=by, scope=scope)


def _move_seconds(
    round_: Round, objection: Objection, reason: str, *, by: User, scope: Scope
) -> int:
    """Give second reviews that have not begun to others; call off those nobody independent can do."""
    files = list(second_not_begun(round_, objection.person_id, objection.reviewer_id))
    reviews = {drawn.case_file_id: drawn.review for drawn in files if drawn.review is not None}
    if not reviews:
        return 0
    chosen = second_reviewers(round_, reviews.values(), scope)
    people = User.objects.in_bulk(set(chosen.values()))
    for file, review in sorted(reviews.items()):
        if file in chosen:
            reassign_second(
                review=review,
                reviewer=people[chosen[file]],
                due_on=max(review.due_on, scope.on),
                by=by,
                on=scope.on,
            )
        else:
            call_off_second(review=review, reason=reason, by=by, scope=scope)
    return len(reviews)
