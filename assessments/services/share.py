"""Share a finished review with the caseworker: from now on it is evidence."""

import datetime as dt
from collections.abc import Sequence

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.clocks import REPLY, clock_of
from assessments.content import directions_of
from assessments.enums import Direction, FeedbackHow, ReviewState, Source
from assessments.models import Evidence, EvidenceTick, Feedback, FileReview, Finding
from assessments.services.levels import refuse_unless_of_its_levels
from assessments.services.proposing import propose_after
from assessments.services.states import change_state, lock_review, refuse_unless
from core.errors import DomainError, NotAllowed
from core.services import trail
from core.services.outbox import queue_mail
from core.services.views_log import show_views
from core.trail import Text
from frameworks.services.permitted_uses import refuse_unless_permitted
from people.models import Absence, User
from people.scope import Scope
from people.working_days import add_working_days

KIND_OF = {Direction.SHOWS: "effective", Direction.OPPOSITE: "ineffective"}


def reply_deadline(review: FileReview, shared_on: dt.date) -> dt.date:
    """Return the day by which the person is asked to answer, not counting their absence.

    The working days are those in force when the review was asked for (ten by default).
    Source: PRACTICE, "Right of reply".
    """
    absences = Absence.objects.filter(user=review.person_id).values_list("from_on", "to_on")
    return add_working_days(shared_on, clock_of(review, REPLY), absent=absences)


def make_evidence(
    review: FileReview,
    day: dt.date,
    now: dt.datetime,
    *,
    findings: Sequence[int] | None = None,
) -> list[Evidence]:
    """Make evidence from the sheet that stands: one row for each finding and direction.

    :param findings: ids of those to make it of; None: all.
    """
    chosen = (
        Finding.objects.filter(sheet__review=review, sheet__part=review.standing_part)
        .select_related("area", "sheet")
        .prefetch_related("ticks__behaviour")
    )
    if findings is not None:
        chosen = chosen.filter(pk__in=findings)
    rows, ticks = [], []
    for finding in chosen:
        seen = list(finding.ticks.all())
        for direction in directions_of(finding.sort, (tick.behaviour.kind for tick in seen)):
            rows.append(
                Evidence(
                    person_id=review.person_id,
                    area=finding.area,
                    version_id=finding.area.version_id,
                    direction=direction,
                    on=day,
                    source=Source.FILE_REVIEW,
                    author_id=finding.sheet.reviewer_id,
                    purpose=review.purpose,
                    statement=finding.note,
                    finding=finding,
                    review=review,
                    post_id=review.post_id,
                    team_id=review.team_id,
                    recorded_at=now,
                )
            )
            kind = KIND_OF[Direction(direction)]
            ticks.append([tick for tick in seen if tick.behaviour.kind == kind])
    rows = Evidence.objects.bulk_create(rows)
    EvidenceTick.objects.bulk_create(
        EvidenceTick(evidence=row, behaviour_id=tick.behaviour_id, words=tick.words)
        for row, named in zip(rows, ticks, strict=True)
        for tick in named
    )
    return rows


def _refuse_feedback(review: FileReview, given_on: dt.date, note: str, today: dt.date) -> None:
    """Refuse feedback without words or on a day that cannot be, beside its field."""
    if given_on > today:
        raise DomainError(
            _("The date feedback was given must be today or earlier."), field="given_on"
        )
    if review.reviewed_on and given_on < review.reviewed_on:
        raise DomainError(
            _("Feedback cannot have been given before the review, on %(day)s.")
            % {"day": review.reviewed_on.strftime("%-d %B %Y")},
            field="given_on",
        )
    if not note.strip():
        raise DomainError(_("Write what you said when you gave feedback."), field="note")


def _refuse_uses(review: FileReview, on: dt.date) -> None:
    """Refuse evidence that a publisher does not permit, or that is about the wrong people."""
    for under in review.review_versions.select_related("version", "role_level"):
        refuse_unless_permitted(under.version, review.purpose)
        refuse_unless_of_its_levels(
            under.version, under.role_level, name=review.person.name, on=on, field="given_on"
        )


def _let_it_be_answered(
    review: FileReview, today: dt.date, *, by: User, at: dt.datetime
) -> dt.date:
    """Move a review to shared. Return the day by which the person is asked to answer."""
    reply_by = reply_deadline(review, today)
    change_state(review, ReviewState.SHARED, by=by, at=at)
    review.shared_at = at
    review.reply_by = reply_by
    review.save(update_fields=["shared_at", "reply_by"])
    show_views(record=review)
    return reply_by


def _record(feedback: Feedback, evidence: list[Evidence]) -> None:
    trail.record(
        "review.shared",
        by=feedback.by,
        subject=feedback.review.person,
        record=feedback.review,
        detail={
            "given_on": feedback.given_on.isoformat(),
            "how": str(feedback.how),
            "note": Text(feedback.note),
            "evidence": [row.pk for row in evidence],
        },
    )


def _tell(review: FileReview, reply_by: dt.date) -> None:
    queue_mail(
        must=True,
        to=review.person.email,
        subject=_("Feedback on your work is ready to read"),
        body=_(
            "Feedback on a case file of yours has been shared with you. "
            "Sign in to read it and to answer. You have until %(day)s."
        )
        % {"day": reply_by.strftime("%-d %B %Y")},
    )


@transaction.atomic
def share_review(
    *,
    review: FileReview,
    given_on: dt.date,
    how: FeedbackHow,
    note: str,
    by: User,
    scope: Scope,
) -> list[Evidence]:
    """Share a review with the person it is about, with the feedback that was given.

    Evidence is made here, from the sheet that stands: one row for each finding and direction,
    carrying person, area, version, date, post and team itself.

    :returns: the evidence made.
    :raises NotAllowed: when ``by`` is not the reviewer.
    :raises DomainError: not finished yet, shared before, feedback without words, or a day that is
        in the future or before the review, or a purpose that a publisher does not permit.
    Source: PRACTICE, "File review" and "Right of reply"; MODEL, "Decisions in it".
    """
    review = lock_review(review)
    if not rules.test_rule("assessments.share_review", scope, review):
        raise NotAllowed(_("Only the reviewer can share this review."))
    refuse_unless(
        review,
        ReviewState.SUBMITTED,
        sentence=_("Only a finished review that is not shared yet can be shared."),
    )
    _refuse_feedback(review, given_on, note, scope.on)
    _refuse_uses(review, scope.on)
    now = timezone.now()
    feedback = Feedback.objects.create(
        review=review, given_on=given_on, how=how, by=by, note=note.strip(), at=now
    )
    reply_by = _let_it_be_answered(review, scope.on, by=by, at=now)
    evidence = make_evidence(review, review.reviewed_on or given_on, now)
    _record(feedback, evidence)
    propose_after(review=review)
    _tell(review, reply_by)
    return evidence
