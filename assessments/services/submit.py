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
from assessments.enums import ReviewState, SheetPart
from assessments.models import Answer, Criterion, FileReview, Finding, FindingTick, Sheet
from assessments.queries import Under, made_under
from assessments.services.assign import refuse_reviewer
from assessments.services.states import change_state, lock_review, refuse_unless
from cases.models import HoldingAction
from core.errors import DomainError, NotAllowed
from core.services import trail
from core.services.drafts import discard_draft
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


def _refuse_foreign_holding_actions(review: FileReview, content: ReviewContent) -> None:
    named = {f.holding_action for f in content.written_findings if f.holding_action}
    known = set(
        HoldingAction.objects.filter(
            pk__in=named, case_file=review.case_file_id, opened_by=review.reviewer_id
        ).values_list("pk", flat=True)
    )
    if named - known:
        raise DomainError(_("A holding action named here is not about this case file."))


def _write_sheet(
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
) -> Sheet:
    """Finish a review: its answers and findings are written once and locked.

    Until it is shared nothing of it is in evidence, counts, lists or search. After this only a
    dated addendum can be added.

    :param trees: the trees of the framework versions the review is made under.
    :param looked_again: the reviewer looked a second time for findings of the sort that is
        missing (good practice, or anything else). Asked for once, never more.
    :raises NotAllowed: when ``by`` is not the reviewer.
    :raises DomainError: when it was finished or withdrawn before, when the reviewer is no longer
        independent, or when something is missing (the form shows all of that beforehand).
    Source: PRACTICE, "States of a file review"; MODEL, "Decisions in it".
    """
    review = lock_review(review)
    if not rules.test_rule("assessments.write_review", scope, review):
        raise NotAllowed(_("Only the reviewer can finish this review."))
    refuse_unless(
        review,
        ReviewState.ASSIGNED,
        ReviewState.IN_PROGRESS,
        sentence=_("This review was already finished or withdrawn."),
    )
    refuse_reviewer(by, review.person, review.case_file, scope.on)
    day = refuse_day(review, reviewed_on, scope.on)
    criteria = criteria_of(review)
    narrative = any(tree.narrative for tree in trees)
    under = Under(list(trees), made_under(review).levels if narrative else NO_LEVELS)
    problems = problems_in(content, criteria=criteria, trees=trees, levels=under.levels)
    if problems:
        raise DomainError(problems[0].message, field=problems[0].field)
    _refuse_foreign_holding_actions(review, content)
    if needs_second_look(content) and not looked_again:
        raise DomainError(str(SECOND_LOOK), field="looked_again")
    now = timezone.now()
    sheet = Sheet.objects.create(
        review=review, part=SheetPart.FIRST, reviewer=by, looked_again=looked_again
    )
    _write_sheet(review, content, criteria, sheet, now, under)
    change_state(review, ReviewState.SUBMITTED, by=by, at=now)
    review.reviewed_on = day
    review.submitted_at = now
    review.save(update_fields=["reviewed_on", "submitted_at"])
    trail.record(
        "review.submitted",
        by=by,
        subject=review.person,
        record=review,
        detail={
            "reviewed_on": day.isoformat(),
            "answers": {a.key: a.value for a in content.answers.values()},
            "findings": len(content.written_findings),
        },
    )
    discard_draft(writer=by, form=REVIEW_FORM, record=review)
    return sheet


@transaction.atomic
def begin_review(*, review: FileReview, by: User, scope: Scope) -> None:
    """Note that the reviewer has begun. Nothing happens when they had begun before.

    :raises NotAllowed: when ``by`` is not the reviewer.
    """
    review = lock_review(review)
    if not rules.test_rule("assessments.write_review", scope, review):
        raise NotAllowed(_("Only the reviewer can write this review."))
    if review.state == ReviewState.ASSIGNED:
        change_state(review, ReviewState.IN_PROGRESS, by=by, at=timezone.now())
        trail.record("review.begun", by=by, subject=review.person, record=review)
