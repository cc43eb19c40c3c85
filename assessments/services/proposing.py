"""Where the rule of *consistently below standard* fits: what the software proposes, and no more.

Source: PRACTICE, "Corrective action".
"""

import datetime as dt

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from assessments.below_standard import Shown, numbers_on, rests_on
from assessments.enums import AnswerValue, ReviewState, WhyThisFile
from assessments.models import Answer, BelowStandard, BelowStandardReview, FileReview
from core.services import trail
from frameworks.enums import Purpose
from people.models import User

SOFTWARE = "software"
"""The actor of a proposal: nobody made it."""


def shown_of(person_id: int, criterion_key: str) -> list[Shown]:
    """Return what each randomly drawn review of somebody's work says of a criterion; one query.

    A criterion is known by its key through all versions of its set. Only reviews made for a review
    of performance, under frameworks whose publishers permit that (``assessments.uses``).
    """
    reviews = (
        FileReview.objects.usable_for(Purpose.PERFORMANCE_REVIEW)
        .filter(person=person_id, why=WhyThisFile.RANDOM, submitted_at__isnull=False)
        .exclude(state=ReviewState.WITHDRAWN)
    )
    answers = (
        Answer.objects.filter(
            sheet__review__in=reviews,
            sheet__submitted_at__isnull=False,
            sheet__part=F("sheet__review__standing_part"),
            criterion__key=criterion_key,
        )
        .order_by("sheet__review")
        .values_list(
            "sheet__review",
            "value",
            "sheet__review__reviewed_on",
            "sheet__review__state",
            "sheet__review__shared_at",
        )
    )
    return [
        Shown(review, on, value, shared_at is not None and state != ReviewState.DISPUTED)
        for review, value, on, state, shared_at in answers
        if on is not None
    ]


def fits(person_id: int, criterion_key: str, on: dt.date) -> list[int]:
    """Return the reviews that the rule rests on today for a person and a criterion; none where it
    does not fit."""
    times, of_last = numbers_on(on)
    decided = BelowStandard.objects.filter(
        person=person_id, criterion_key=criterion_key, decided_at__isnull=False
    ).aggregate(last=Max("decided_at"))["last"]
    since = timezone.localdate(decided) if decided else None
    return rests_on(shown_of(person_id, criterion_key), times=times, of_last=of_last, since=since)


@transaction.atomic
def propose_after(*, review: FileReview) -> list[BelowStandard]:
    """Look at the criteria that a review just shared did not meet; propose where the rule fits.

    Nothing is proposed twice while the first is undecided. The person's supervisor finds it on
    their home page; nobody else is told, and nothing follows by itself.
    """
    if review.why != WhyThisFile.RANDOM or review.state == ReviewState.DISPUTED:
        return []
    missed = (
        Answer.objects.filter(
            sheet__review=review, sheet__part=review.standing_part, value=AnswerValue.NOT_MET
        )
        .values_list("criterion__key", "criterion__text")
        .distinct()
    )
    on = timezone.localdate()
    found = []
    for key, text in sorted(dict(missed).items()):
        resting = fits(review.person_id, key, on)
        undecided = BelowStandard.objects.filter(
            person=review.person_id, criterion_key=key, decided_at__isnull=True
        )
        if resting and not undecided.exists():
            found.append(_propose(review.person, key, text, resting))
    return found


def _propose(person: User, key: str, text: str, resting: list[int]) -> BelowStandard:
    now = timezone.now()
    times, of_last = numbers_on(timezone.localdate(now))
    row = BelowStandard.objects.create(
        person=person,
        criterion_key=key,
        criterion_text=text,
        times=times,
        of_last=of_last,
        proposed_at=now,
        proposed_on=timezone.localdate(now),
    )
    BelowStandardReview.objects.bulk_create(
        BelowStandardReview(below_standard=row, review_id=pk) for pk in resting
    )
    trail.record(
        "below_standard.proposed",
        by=SOFTWARE,
        subject=person,
        record=row,
        detail={"criterion": key, "reviews": resting, "times": times, "of_last": of_last},
    )
    return row
