"""The clock of the right of reply stops while the person is away, whenever that becomes known."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from assessments.enums import ReviewState
from assessments.models import FileReview
from assessments.services.proposing import SOFTWARE
from assessments.services.share import reply_deadline
from core.services import trail
from people.models import Absence


def stretch_reply_clocks() -> int:
    """Give people who were away since a review was shared the days that they have left.

    An absence that was known at sharing is counted already. A clock is never made shorter: what
    somebody was told holds. Return for how many reviews the day was moved.
    Source: PRACTICE, "Right of reply" (stopped by absence) and "Fair to everybody".
    """
    away = Absence.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gte=OuterRef("shared_at__date")),
        user=OuterRef("person"),
        from_on__lte=OuterRef("reply_by"),
    )
    waiting = FileReview.objects.filter(Exists(away), state=ReviewState.SHARED)
    return sum(_stretch(pk) for pk in waiting.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _stretch(pk: int) -> bool:
    review = FileReview.objects.select_for_update(of=("self",)).select_related("person").get(pk=pk)
    if review.state != ReviewState.SHARED or review.shared_at is None or review.reply_by is None:
        return False
    reply_by = reply_deadline(review, timezone.localdate(review.shared_at))
    if reply_by <= review.reply_by:
        return False
    before, review.reply_by = review.reply_by, reply_by
    review.save(update_fields=["reply_by"])
    trail.record(
        "review.reply_clock_stopped",
        by=SOFTWARE,
        subject=review.person,
        record=review,
        detail={"from": before, "reply_by": reply_by},
    )
    return True
