"""Finish a review: write once, in one transaction, what the draft says."""

import datetime as dt
from collections.abc import Sequence

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from assessments.content import (
    NO_LEVELS,
    ReviewContent,
    needs_second_look,
    problems_in,
    rests_on,
)
from assessments.enums import BEFORE_BOTH, BEFORE_SUBMITTED, ReviewState, SheetPart
from assessments.models import (
    Answer,
    Criterion,
    FileReview,
    Finding,
    FindingTick,
    SecondReview,
    Sheet,
)
from assessments.queries import Under, made_under
from assessments.services.assign import refuse_reviewer
from assessments.services.coaching import guidance_given_on
from assessments.services.second import refuse_second, standing_second
from assessments.services.states import change_state, lock_review
from cases.models import HoldingAction
from core.errors import DomainError, NotAllowed
from core.services import trail
from core.services.drafts import discard_draft
from core.services.outbox import queue_mail
from frameworks.tree import Tree
from people.models import User
from people.scope import Scope

REVIEW_FORM = "file_review"
SECOND_LOOK = _lazy(
    "Look again at the file and tick the box: a review usually finds good practice as well as "
    "something to improve or learn."
)


def criteria_of(review: FileReview) -> list[Criterion]:
    """Return the criteria that apply to this review's file, in order."""
    which = {"for_open": True} if review.file_open else {"for_closed": True}
    return list(Criterion.objects.filter(set_version=review.set_version_id, **which))


def refuse_day(review: FileReview, reviewed_on: dt.date | None, today: dt.date) -> dt.date:
    """Return the day of the review, or refuse one that cannot be.

    :raises DomainError: beside ``reviewed_on``: missing, in the future, before the file was
        opened, or before the person's post began.
    """
    if reviewed_on is None:
        raise DomainError(_("Enter the date of your review."), field="reviewed_on")
    if reviewed_on > today:
        raise DomainError(
            _("The date of your review must be today or earlier."), field="reviewed_on"
        )
    if reviewed_on < review.case_file.opened_on:
        raise DomainError(
            _("The date of your review is before the case file was opened, on %(day)s.")
            % {"day": review.case_file.opened_on.strftime("%-d %B %Y")},
            field="reviewed_on",
        )
    if reviewed_on < review.post.from_on:
        raise DomainError(
            _("The date of your review is before %(name)s’s post began, on %(day)s.")
            % {"name": review.person.name, "day": review.post.from_on.strftime("%-d %B %Y")},
            field="reviewed_on",
        )
    return reviewed_on


def _refuse_foreign_holding_actions(review: FileReview, content: ReviewContent, by: User) -> None:
    named = {f.holding_action for f in content.written_findings if f.holding_action}
    known = set(
        HoldingAction.objects.filter(
            pk__in=named,
            case_file=review.case_file_id,
            opened_by__in=[review.reviewer_id, review.second_reviewer_id, by.pk],
        ).values_list("pk", flat=True)
    )
    if named - known:
        raise DomainError(_("A holding action named here is not about this case file."))


def write_sheet(
    review: FileReview,
    content: ReviewContent,
    criteria: Sequence[Criterion],
    sheet: Sheet,
    now: dt.datetime,
    under: Under,
) -> None:
    Answer.objects.bulk_create(
        Answer(
            sheet=sheet,
            criterion=criterion,
            value=content.answers[criterion.key].value,
            comment=content.answers[criterion.key].comment.strip(),
        )
        for criterion in criteria
    )
    by_key = {criterion.key: criterion for criterion in criteria}
    written = content.written_findings
    findings = Finding.objects.bulk_create(
        Finding(
            sheet=sheet,
            position=place,
            sort=finding.sort,
            area_id=finding.area or 0,
            criterion=by_key.get(finding.criterion),
            note=finding.note.strip(),
        )
        for place, finding in enumerate(written, start=1)
    )
    FindingTick.objects.bulk_create(
        FindingTick(finding=row, behaviour_id=behaviour, words=words)
        for row, finding in zip(findings, written, strict=True)
        for behaviour, words in rests_on(finding, under.trees, under.levels).items()
    )
    sheet.submitted_at = now
    sheet.save(update_fields=["submitted_at"])


def check_content(
    review: FileReview, content: ReviewContent, trees: Sequence[Tree], by: User
) -> tuple[list[Criterion], Under]:
    """Return the criteria and frameworks that what was typed is to be written under.

    :raises DomainError: what stands in the way first; a holding action that is about another file.
    """
    criteria = criteria_of(review)
    narrative = any(tree.narrative for tree in trees)
    under = Under(list(trees), made_under(review).levels if narrative else NO_LEVELS)
    problems = problems_in(content, criteria=criteria, trees=trees, levels=under.levels)
    if problems:
        raise DomainError(problems[0].message, field=problems[0].field)
    _refuse_foreign_holding_actions(review, content, by)
    return criteria, under


@transaction.atomic
def submit_review(
    *,
    review: FileReview,
    content: ReviewContent,
    reviewed_on: dt.date | None,
    trees: Sequence[Tree],
    by: User,
    scope: Scope,
    looked_again: bool = False,
    gave_guidance: bool = False,
) -> Sheet:
    """Finish one's review of a file: its answers and findings are written once and locked.

    Until the review is shared nothing of it is in evidence, counts, lists or search. After this only
    a dated addendum can be added. Of two reviewers each finishes on their own; when the second of
    them has, the review as a whole is submitted and each reads the other's (``unblinded_at``).

    :param trees: the trees of the framework versions the review is made under.
    :param looked_again: the reviewer looked a second time for findings of the sort that is
        missing (good practice, or anything else). Asked for once, never more.
    :param gave_guidance: the reviewer declares that they gave guidance on the case. A case check
        of theirs is declared by itself.
    :raises NotAllowed: when ``by`` is neither its reviewer nor its second reviewer.
    :raises DomainError: when it was finished or withdrawn before, when the reviewer is no longer
        independent, or when something is missing (the form shows all of that beforehand).
    Source: PRACTICE, "States of a file review"; MODEL, "Decisions in it".
    """
    review = lock_review(review)
    if not rules.test_rule("assessments.write_review", scope, review):
        raise NotAllowed(_("Only the reviewer can finish this review."))
    second = standing_second(review) if review.second_reviewer_id else None
    part = SheetPart.SECOND if review.second_reviewer_id == by.pk else SheetPart.FIRST
    if not still_to_write(review, second, part):
        raise DomainError(_("This review was already finished or withdrawn."))
    if part == SheetPart.SECOND:
        refuse_second(review, by, scope.on)
    else:
        refuse_reviewer(by, review.person, review.case_file, scope.on)
    day = refuse_day(review, reviewed_on, scope.on)
    criteria, under = check_content(review, content, trees, by)
    if needs_second_look(content) and not looked_again:
        raise DomainError(str(SECOND_LOOK), field="looked_again")
    now = timezone.now()
    gave_guidance = gave_guidance or guidance_given_on(review.case_file, by.pk) is not None
    sheet = Sheet.objects.create(
        review=review,
        part=part,
        reviewer=by,
        looked_again=looked_again,
        gave_guidance=gave_guidance,
    )
    write_sheet(review, content, criteria, sheet, now, under)
    _finish_part(review, second, part, day=day, by=by, at=now)
    trail.record(
        "review.submitted",
        by=by,
        subject=review.person,
        record=review,
        detail={
            "part": str(part),
            "reviewed_on": day.isoformat(),
            "answers": {a.key: a.value for a in content.answers.values()},
            "findings": len(content.written_findings),
            "gave_guidance": gave_guidance,
        },
    )
    discard_draft(writer=by, form=REVIEW_FORM, record=review)
    return sheet


def still_to_write(review: FileReview, second: SecondReview | None, part: SheetPart) -> bool:
    """Say whether a part of a review is still to be written."""
    if part == SheetPart.SECOND:
        return second is not None and second.submitted_at is None and review.state in BEFORE_BOTH
    return review.state in BEFORE_SUBMITTED


def _finish_part(
    review: FileReview,
    second: SecondReview | None,
    part: SheetPart,
    *,
    day: dt.date,
    by: User,
    at: dt.datetime,
) -> None:
    """Note that one reviewer has finished; where nobody else has still to, the review is submitted.

    The review's own day is the first reviewer's.
    """
    if part == SheetPart.SECOND and second is not None:
        second.reviewed_on, second.submitted_at = day, at
        second.save(update_fields=["reviewed_on", "submitted_at"])
        if review.state != ReviewState.SECOND:
            return
    else:
        review.reviewed_on = day
        review.save(update_fields=["reviewed_on"])
        if second is not None and second.submitted_at is None:
            change_state(review, ReviewState.SECOND, by=by, at=at)
            return
    change_state(review, ReviewState.TO_AGREE if second else ReviewState.SUBMITTED, by=by, at=at)
    review.submitted_at = at
    review.unblinded_at = at if second else None
    review.save(update_fields=["submitted_at", "unblinded_at"])
    if second is not None:
        _tell_both(review)


def _tell_both(review: FileReview) -> None:
    for reviewer in (review.reviewer, review.second_reviewer):
        if reviewer is not None:
            queue_mail(
                to=reviewer.email,
                subject=_("Both reviews of a file are in"),
                body=_("Sign in to read them side by side and to agree the outcome."),
            )


@transaction.atomic
def begin_review(*, review: FileReview, by: User, scope: Scope) -> None:
    """Note that a reviewer has begun. Nothing happens when they had begun before.

    :raises NotAllowed: when ``by`` is neither its reviewer nor its second reviewer.
    """
    review = lock_review(review)
    if not rules.test_rule("assessments.write_review", scope, review):
        raise NotAllowed(_("Only the reviewer can write this review."))
    now = timezone.now()
    if review.second_reviewer_id == by.pk:
        second = standing_second(review)
        if second is None or second.begun_at is not None:
            return
        second.begun_at = now
        second.save(update_fields=["begun_at"])
    elif review.state == ReviewState.ASSIGNED:
        change_state(review, ReviewState.IN_PROGRESS, by=by, at=now)
    else:
        return
    trail.record("review.begun", by=by, subject=review.person, record=review)
