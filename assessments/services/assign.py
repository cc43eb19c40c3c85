"""Give a case file to somebody to review."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.enums import ReviewState, WhyThisFile
from assessments.models import (
    CouldShow,
    CriterionArea,
    FileReview,
    FileReviewVersion,
    SetVersion,
    StatusChange,
)
from assessments.queries import who_may_review
from assessments.services.criteria import criteria_for
from assessments.services.levels import levels_of, refuse_unless_of_its_levels
from assessments.services.states import lock_review, refuse_unless
from cases.models import CaseFile, Holding
from cases.rules import bars
from core.errors import DomainError, NotAllowed
from core.services import trail
from core.services.outbox import queue_mail
from frameworks.enums import Purpose
from frameworks.models import Area, RoleLevel, Version
from frameworks.services.permitted_uses import refuse_unless_permitted
from people.models import Post, User
from people.periods import in_force
from people.scope import Scope


@dataclass(frozen=True)
class Work:
    """The work that a review is about.

    :ivar on: the last day of it.
    :ivar levels: the role level of the post in the framework of each version, where it has one.
    """

    on: dt.date
    post: Post
    levels: Mapping[int, RoleLevel]


def post_on(person: User, on: dt.date) -> Post | None:
    """Return the post a person held on a day, the latest begun where there are two; else None."""
    return Post.objects.filter(in_force(on), user=person).order_by("-from_on", "-pk").first()


def day_of_work(case_file: CaseFile, person: User, on: dt.date) -> dt.date | None:
    """Return the last day, not after ``on``, that a person had a part in a file; else None."""
    parts = Holding.objects.filter(case_file=case_file, user=person, from_on__lte=on)
    days = [min(part.to_on or on, on) for part in parts]
    return max(days, default=None)


def refuse_reviewer(reviewer: User, person: User, case_file: CaseFile, on: dt.date) -> None:
    """Refuse somebody who is not independent. Asked when assigned and again when submitted.

    :raises DomainError: beside ``reviewer``. Source: PRACTICE, "Independence".
    """
    if reviewer.pk == person.pk:
        raise DomainError(
            _("Choose another reviewer: nobody reviews their own work."), field="reviewer"
        )
    reasons = bars(reviewer, case_file, on)
    if reasons:
        raise DomainError(
            _("Choose another reviewer than %(name)s. %(reasons)s")
            % {"name": reviewer.name, "reasons": " ".join(reasons)},
            field="reviewer",
        )


def refuse_without_role(reviewer: User, on: dt.date) -> None:
    """Refuse somebody who is no supervisor and no lead of casework on the day they are asked.

    Asked when assigned only: who begins a review while in the role may finish it.
    """
    if not who_may_review(on).filter(pk=reviewer.pk).exists():
        raise DomainError(
            _(
                "%(name)s is not a supervisor or lead of casework today, so cannot review files. "
                "Choose somebody who is, or ask an organisation admin to give them the role first."
            )
            % {"name": reviewer.name},
            field="reviewer",
        )


def _refuse_assignment(
    *,
    case_file: CaseFile,
    person: User,
    reviewer: User,
    versions: Sequence[Version],
    purpose: Purpose,
    due_on: dt.date,
    on: dt.date,
    work: Work,
) -> None:
    """Refuse what cannot be assigned, each with a sentence beside its field."""
    refuse_reviewer(reviewer, person, case_file, on)
    refuse_without_role(reviewer, on)
    if not versions:
        raise DomainError(_("Choose the framework to review against."), field="versions")
    for version in versions:
        refuse_unless_permitted(version, purpose)
        refuse_unless_of_its_levels(
            version,
            work.levels.get(version.pk),
            name=person.name,
            on=work.on,
            field="versions",
        )
    if due_on < on:
        raise DomainError(_("The date to finish by must be today or later."), field="due_on")
    same = FileReview.objects.filter(
        case_file=case_file, person=person, reviewer=reviewer, submitted_at__isnull=True
    ).exclude(state=ReviewState.WITHDRAWN)
    if same.exists():
        raise DomainError(
            _("%(name)s is already reviewing this file.") % {"name": reviewer.name},
            field="reviewer",
        )


def _work_of(person: User, case_file: CaseFile, versions: Sequence[Version], on: dt.date) -> Work:
    """Return when the person last worked on the file, and in which post and at which levels.

    :raises DomainError: beside ``person``: no part in the file, or no post on that day.
    """
    worked_on = day_of_work(case_file, person, on)
    if worked_on is None:
        raise DomainError(
            _("%(name)s had no part in this case file. Choose somebody who worked on it.")
            % {"name": person.name},
            field="person",
        )
    post = post_on(person, worked_on)
    if post is None:
        raise DomainError(
            _("%(name)s held no post when they worked on this file.") % {"name": person.name},
            field="person",
        )
    return Work(worked_on, post, levels_of(post, versions, worked_on))


def _say_what_it_can_show(
    review: FileReview, versions: Sequence[Version], levels: Mapping[int, RoleLevel]
) -> None:
    """Write the frameworks of a review, and the areas that its criteria can show in the file."""
    FileReviewVersion.objects.bulk_create(
        FileReviewVersion(review=review, version=version, role_level=levels.get(version.pk))
        for version in versions
    )
    keys = CriterionArea.objects.filter(
        criterion__set_version=review.set_version_id,
        **{"criterion__for_open" if review.file_open else "criterion__for_closed": True},
    ).values("area_key")
    CouldShow.objects.bulk_create(
        CouldShow(review=review, area=area)
        for area in Area.objects.filter(version__in=versions, key__in=keys)
    )


def _tell_reviewer(review: FileReview) -> None:
    queue_mail(
        to=review.reviewer.email,
        subject=_("A case file is waiting for your review"),
        body=_("You have been given a case file to review by %(day)s. Sign in to see which one.")
        % {"day": date_format(review.due_on, "j F Y")},
    )


@transaction.atomic
def assign_review(
    *,
    case_file: CaseFile,
    person: User,
    reviewer: User,
    why: WhyThisFile,
    versions: Sequence[Version],
    due_on: dt.date,
    by: User,
    scope: Scope,
    set_version: SetVersion | None = None,
    purpose: Purpose = Purpose.DEVELOPMENT,
    tell: bool = True,
) -> FileReview:
    """Assign the review of one file, for the work of one person, to a reviewer.

    The header keeps the post, team and role level the person had when they did the work; figures
    go by these, whatever changes later. The areas the file can show are those its criteria name.

    :param scope: what ``by`` may see today; must supervise, cover or oversee the person, or lead
        casework.
    :param set_version: the criteria; None: those in force for an open or a closed file, as this is.
    :param tell: e-mail the reviewer; a round tells each of theirs once, whatever their number.
    :raises NotAllowed: when ``by`` has no say over this person.
    :raises DomainError: beside the field: person without a part in the file, reviewer who is not
        independent or holds no role to review on this day, a purpose the framework does not
        permit, a framework that is not about the level of the person's post, a due date in the
        past.
    Source: PRACTICE, "File review" and "Independence".
    """
    on = scope.on
    if not rules.test_rule("assessments.assign_review_of", scope, person.pk):
        raise NotAllowed(
            _("You can ask for reviews of the work of people you supervise."), field="person"
        )
    work = _work_of(person, case_file, versions, on)
    _refuse_assignment(
        case_file=case_file,
        person=person,
        reviewer=reviewer,
        versions=versions,
        purpose=purpose,
        due_on=due_on,
        on=on,
        work=work,
    )
    now = timezone.now()
    review = FileReview.objects.create(
        case_file=case_file,
        person=person,
        post=work.post,
        team_id=work.post.team_id,
        role_level=next(iter(work.levels.values()), None),
        set_version=set_version or criteria_for(file_open=case_file.closed_on is None, on=on),
        purpose=purpose,
        why=why,
        state=ReviewState.ASSIGNED,
        reviewer=reviewer,
        asked_by=by,
        assigned_at=now,
        due_on=due_on,
        file_open=case_file.closed_on is None,
    )
    _say_what_it_can_show(review, versions, work.levels)
    StatusChange.objects.create(
        review=review, from_state=ReviewState.SELECTED, to_state=ReviewState.ASSIGNED, by=by, at=now
    )
    trail.record(
        "review.assigned",
        by=by,
        subject=person,
        record=review,
        detail={"reviewer": reviewer.pk, "why": str(why), "due_on": due_on.isoformat()},
    )
    if tell and reviewer.pk != by.pk:
        _tell_reviewer(review)
    return review


@transaction.atomic
def reassign_review(
    *, review: FileReview, reviewer: User, due_on: dt.date, by: User, on: dt.date
) -> FileReview:
    """Give a review that has not begun to another reviewer, who is told.

    :raises DomainError: once it has begun; for a reviewer who is not independent or holds no role
        to review. Source: PRACTICE, "Independence" (an objection that is upheld).
    """
    review = lock_review(review)
    refuse_unless(
        review,
        ReviewState.ASSIGNED,
        sentence=_("This review has begun, so it stays with its reviewer."),
    )
    refuse_reviewer(reviewer, review.person, review.case_file, on)
    refuse_without_role(reviewer, on)
    before = review.reviewer_id
    review.reviewer, review.due_on = reviewer, due_on
    review.save(update_fields=["reviewer", "due_on"])
    trail.record(
        "review.reassigned",
        by=by,
        subject=review.person,
        record=review,
        detail={"from": before, "reviewer": reviewer.pk, "due_on": due_on.isoformat()},
    )
    _tell_reviewer(review)
    return review
