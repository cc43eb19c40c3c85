"""Decide a dispute: it stands, is changed or is withdrawn, with reasons. Both stay readable."""

import datetime as dt
from collections.abc import Sequence

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.agreeing import same_finding
from assessments.content import ReviewContent
from assessments.enums import (
    RAISED,
    Decision,
    Monitoring,
    MonitoringReason,
    ReviewState,
    SheetPart,
)
from assessments.models import (
    Dispute,
    DisputeDecision,
    Evidence,
    EvidenceWithdrawal,
    FileReview,
    Judgement,
    JudgementEvidence,
    MonitoringLevel,
    Sheet,
)
from assessments.queries import findings_of
from assessments.services.dispute import close_dispute, lock_dispute, refuse_decider
from assessments.services.share import make_evidence
from assessments.services.states import change_state, lock_review
from assessments.services.submit import check_content, write_sheet
from core.errors import DomainError, NotAllowed
from core.services import trail
from core.services.drafts import discard_draft
from core.services.outbox import queue_mail
from frameworks.models import Degree
from frameworks.tree import Tree
from people.models import User
from people.scope import Scope

DISPUTE_SHEET = "dispute_sheet"


@transaction.atomic
def decide_dispute(
    *,
    dispute: Dispute,
    decision: Decision,
    reasons: str,
    by: User,
    scope: Scope,
    content: ReviewContent | None = None,
    trees: Sequence[Tree] = (),
    degree: Degree | None = None,
    level: str = "",
    to_on: dt.date | None = None,
) -> DisputeDecision:
    """Decide a dispute as the second reviewer.

    A review that *stands* counts again; *withdrawn*, it and its evidence count no more; *changed*,
    a further sheet is written, from which alone the evidence that is new or altered is made, with
    the decider as author, and what it replaces is withdrawn. A judgement is replaced by another; a
    monitoring level by another, or ended. Nothing is overwritten.

    :param content: of a changed review, the whole sheet as it is to stand.
    :param degree: of a changed judgement; ``level`` and ``to_on``: of a changed level.
    :raises NotAllowed: for anybody but the decider.
    :raises DomainError: without reasons, when the decider is no longer independent, when nothing
        is changed though it says so, once it is closed.
    Source: PRACTICE, "Right of reply".
    """
    dispute = lock_dispute(dispute)
    if not rules.test_rule("assessments.decide_dispute", scope, dispute):
        raise NotAllowed(_("Only the second reviewer who was chosen decides this."))
    refuse_decider(dispute, by, scope.on)
    if decision == Decision.SETTLED:
        raise DomainError(_("Choose whether it stands, is changed or is withdrawn."), "decision")
    if not reasons.strip():
        raise DomainError(_("Give your reasons, which the person will read."), field="reasons")
    now = timezone.now()
    if dispute.review is not None:
        review = lock_review(dispute.review)
        _decide_review(review, decision, reasons, content, trees, by=by, at=now)
    elif dispute.judgement is not None and decision == Decision.CHANGED:
        _judge_anew(dispute.judgement, degree, reasons, by=by, on=scope.on, at=now)
    elif dispute.level is not None and decision != Decision.STANDS:
        if decision == Decision.WITHDRAWN:
            level, to_on = Monitoring.STANDARD, None
        _set_anew(dispute.level, level, to_on, reasons, by=by, on=scope.on, at=now)
    written = close_dispute(dispute, decision, reasons, by=by, at=now)
    _tell(dispute)
    return written


def _tell(dispute: Dispute) -> None:
    for user in (dispute.person, dispute.author):
        queue_mail(
            to=user.email,
            subject=_("A dispute is decided"),
            body=_("Sign in to read the decision and its reasons."),
        )


def _decide_review(
    review: FileReview,
    decision: Decision,
    reasons: str,
    content: ReviewContent | None,
    trees: Sequence[Tree],
    *,
    by: User,
    at: dt.datetime,
) -> None:
    if decision == Decision.CHANGED:
        if content is None:
            raise DomainError(_("Write what the review should say first."), field="decision")
        _write_changed(review, content, trees, reasons, by=by, at=at)
    if decision != Decision.WITHDRAWN:
        change_state(review, ReviewState.DECIDED, by=by, at=at)
        return
    change_state(review, ReviewState.WITHDRAWN, by=by, at=at, reason=reasons.strip())
    review.closed_at = at
    review.save(update_fields=["closed_at"])
    withdraw_evidence(list(Evidence.objects.filter(review=review)), reasons, by=by, at=at)


def withdraw_evidence(rows: Sequence[Evidence], reason: str, *, by: User, at: dt.datetime) -> None:
    """Withdraw evidence that is not withdrawn yet. It stays readable and counts no more."""
    gone = set(
        EvidenceWithdrawal.objects.filter(evidence__in=rows).values_list("evidence_id", flat=True)
    )
    EvidenceWithdrawal.objects.bulk_create(
        EvidenceWithdrawal(evidence=row, reason=reason.strip(), by=by, at=at)
        for row in rows
        if row.pk not in gone
    )


def _write_changed(
    review: FileReview,
    content: ReviewContent,
    trees: Sequence[Tree],
    reasons: str,
    *,
    by: User,
    at: dt.datetime,
) -> None:
    """Write the sheet that stands from now on; keep the evidence of findings left as they were."""
    before = findings_of(review)
    answers = _answers(review)
    criteria, under = check_content(review, content, trees, by)
    sheet = Sheet.objects.create(review=review, part=SheetPart.DECIDED, reviewer=by)
    write_sheet(review, content, criteria, sheet, at, under)
    review.standing_part = SheetPart.DECIDED
    review.save(update_fields=["standing_part"])
    after = findings_of(review)
    kept = {same_finding(row) for row in before} & {same_finding(row) for row in after}
    if len(kept) == len(before) == len(after) and answers == _answers(review):
        raise DomainError(
            _("Nothing is changed yet. Change an answer or a finding, or choose “stands”."),
            field="decision",
        )
    replaced = [row["pk"] for row in before if same_finding(row) not in kept]
    new = [row["pk"] for row in after if same_finding(row) not in kept]
    withdraw_evidence(
        list(Evidence.objects.filter(review=review, finding__in=replaced)), reasons, by=by, at=at
    )
    make_evidence(review, review.reviewed_on or at.date(), at, findings=new)
    discard_draft(writer=by, form=DISPUTE_SHEET, record=review)


def _answers(review: FileReview) -> set[tuple[int, str, str]]:
    rows = review.sheets.filter(part=review.standing_part)
    return set(rows.values_list("answers__criterion", "answers__value", "answers__comment"))


def _judge_anew(
    judgement: Judgement,
    degree: Degree | None,
    reasons: str,
    *,
    by: User,
    on: dt.date,
    at: dt.datetime,
) -> None:
    if degree is None or degree.version_id != judgement.version_id:
        raise DomainError(_("Choose one of this framework’s degrees."), field="degree")
    if degree.pk == judgement.degree_id:
        raise DomainError(
            _("This is the degree that it was. Choose another, or “stands”."), "degree"
        )
    new = Judgement.objects.create(
        person_id=judgement.person_id,
        area_id=judgement.area_id,
        version_id=judgement.version_id,
        degree=degree,
        reason=reasons.strip(),
        purpose=judgement.purpose,
        by=by,
        on=on,
        post_id=judgement.post_id,
        team_id=judgement.team_id,
        at=at,
    )
    JudgementEvidence.objects.bulk_create(
        JudgementEvidence(judgement=new, evidence_id=pk)
        for pk in judgement.rests_on.values_list("evidence_id", flat=True)
    )
    trail.record(
        "area.judged",
        by=by,
        subject=judgement.person,
        record=new,
        detail={"degree": degree.key, "instead_of": judgement.pk},
    )


def _set_anew(
    was: MonitoringLevel,
    level: str,
    to_on: dt.date | None,
    reasons: str,
    *,
    by: User,
    on: dt.date,
    at: dt.datetime,
) -> None:
    if level not in Monitoring.values:
        raise DomainError(_("Choose a monitoring level."), field="level")
    if level in RAISED and to_on is None:
        raise DomainError(_("Enter the day on which the raised level ends."), field="to_on")
    if to_on is not None and to_on < on:
        raise DomainError(_("The last day must be today or later."), field="to_on")
    row = MonitoringLevel.objects.create(
        person_id=was.person_id,
        level=level,
        why=MonitoringReason.ENDED if level not in RAISED else was.why,
        reason=reasons.strip(),
        from_on=max(on, was.from_on),
        to_on=to_on,
        by=by,
        at=at,
    )
    trail.record(
        "monitoring.set",
        by=by,
        subject=was.person,
        record=row,
        detail={"level": str(level), "why": str(row.why), "to_on": to_on},
    )
