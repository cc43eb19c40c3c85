"""Who sees what of second reviews: asked here, and nowhere else.

Source: PRACTICE, "States of a file review": until both reviewers have submitted, neither sees the
other's answers, nor does the caseworker. What a sheet says is read through :func:`readable_parts`.
"""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q

from assessments.enums import BEFORE_BOTH, ReviewState, SheetPart
from people.enums import Role

if TYPE_CHECKING:
    from assessments.models import FileReview
    from people.scope import Scope

OF_BOTH = (SheetPart.FIRST, SheetPart.SECOND)
ALL_PARTS = (*OF_BOTH, SheetPart.AGREED, SheetPart.DECIDED)


def readable_parts(review: "FileReview", scope: "Scope") -> tuple[SheetPart, ...]:
    """Return the sheets of a review that a reader who may open it may read now.

    Until all its reviewers have finished, each reads their own and nobody reads another's, whoever
    they are; from then on all of them, to whom the review is open at all.
    """
    if review.submitted_at is not None:
        return ALL_PARTS
    if review.reviewer_id == scope.user_id:
        return (SheetPart.FIRST,)
    if review.second_reviewer_id == scope.user_id:
        return (SheetPart.SECOND,)
    return ()


class SecondReviewQuerySet(models.QuerySet):
    def visible_to(self, scope: "Scope") -> Self:
        """Return that a second review was asked for, and by whom: for the two reviewers and the
        lead of casework, but for their own work; for the person once the review is shared."""
        mine = Q(reviewer=scope.user_id) | Q(review__reviewer=scope.user_id)
        told = Q(review__person=scope.user_id, review__shared_at__isnull=False)
        if scope.has(Role.LEAD_OF_CASEWORK):
            return self.filter(~Q(review__person=scope.user_id) | told)
        return self.filter(mine | told)

    def standing(self) -> Self:
        """Return those that were not called off."""
        return self.filter(called_off_at__isnull=True)

    def to_write(self, scope: "Scope") -> Self:
        """Return the second reviews this user has been given and has not finished."""
        return self.standing().filter(
            reviewer=scope.user_id, submitted_at__isnull=True, review__state__in=BEFORE_BOTH
        )

    def listed(self) -> models.QuerySet[Any, dict[str, Any]]:
        """Return what a row of a list shows, as ``FileReview.objects.listed()``."""
        return self.values(
            "due_on",
            pk=F("review"),
            state=models.Case(
                models.When(begun_at__isnull=True, then=models.Value(ReviewState.ASSIGNED)),
                default=models.Value(ReviewState.IN_PROGRESS),
                output_field=models.CharField(),
            ),
            reference=F("review__case_file__reference"),
            person_name=F("review__person__name"),
            reviewer_name=F("reviewer__name"),
        )
