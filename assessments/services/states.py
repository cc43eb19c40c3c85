"""The one place where a review goes from one state to another."""

import datetime as dt

from django.utils.translation import gettext as _

from assessments.enums import TRANSITIONS, ReviewState
from assessments.models import FileReview, StatusChange
from core.errors import DomainError
from people.models import User


def lock_review(review: FileReview) -> FileReview:
    """Read the review again under lock, so that two acts on it come one after the other."""
    return FileReview.objects.select_for_update().get(pk=review.pk)


def refuse_unless(review: FileReview, *states: ReviewState, sentence: str) -> None:
    """Raise a :class:`DomainError` with this sentence unless the review is in one of the states."""
    if review.state not in states:
        raise DomainError(sentence)


def change_state(
    review: FileReview, to: ReviewState, *, by: User, at: dt.datetime, reason: str = ""
) -> None:
    """Move the review on and write who did it, when and why. The caller saves nothing else of it.

    :raises DomainError: when the table of transitions (``enums.TRANSITIONS``) has no such step.
    """
    if to not in TRANSITIONS[review.state]:
        raise DomainError(
            _("This review is “%(now)s”. It cannot become “%(then)s”.")
            % {"now": review.get_state_display(), "then": ReviewState(to).label}
        )
    StatusChange.objects.create(
        review=review, from_state=review.state, to_state=to, by=by, at=at, reason=reason
    )
    review.state = to
    review.save(update_fields=["state"])
