"""What waits for somebody in assessment: rows of the same columns as every app's (STYLE)."""

from typing import Any

from django.db.models import CharField, DateField, F, QuerySet, Value
from django.db.models.functions import Cast, TruncDate
from django.utils.translation import gettext_lazy as _

from assessments.enums import ReviewState
from assessments.models import FileReview
from people.scope import Scope

WORDS = {
    "review_to_do": _("Review a case file of %(subject)s"),
    "review_begun": _("Finish your review of a case file of %(subject)s"),
    "review_to_share": _("Give %(subject)s feedback and share the review"),
    "review_to_read": _("Read the feedback on your work and answer it"),
    "review_to_close": _("Close the review that %(subject)s has acknowledged"),
    "review_disputed": _("Talk with %(subject)s about a review they disagree with"),
}


def _rows(
    reviews: QuerySet[FileReview],
    key: str,
    *,
    since: str,
    due: str = "",
    url: str = "review_detail",
) -> QuerySet[FileReview, Any]:
    return reviews.order_by().values(
        sort=Value(key, CharField()),
        subject_name=F("person__name"),
        since=TruncDate(since),
        due=F(due) if due else Cast(Value(None), DateField()),
        url_name=Value(url, CharField()),
        object_id=F("pk"),
        text_key=Value(key, CharField()),
        about=F("case_file__reference"),
    )


def waiting_for(scope: Scope, on: object) -> QuerySet[FileReview, Any]:
    """Return what waits in assessment for this scope, as rows of the columns of the home page.

    Reviews to do and to go on with, finished ones to share, shared ones to read, acknowledged ones
    to close and disputed ones to talk about. Nothing is stored: what is done is gone from here.
    """
    reviews = FileReview.objects
    mine = reviews.filter(reviewer=scope.user_id)
    supervised = reviews.visible_to(scope).filter(person__in=set(scope.supervises))
    return _rows(
        mine.filter(state=ReviewState.ASSIGNED),
        "review_to_do",
        since="assigned_at",
        due="due_on",
        url="review_write",
    ).union(
        _rows(
            mine.filter(state=ReviewState.IN_PROGRESS),
            "review_begun",
            since="assigned_at",
            due="due_on",
            url="review_write",
        ),
        _rows(mine.filter(state=ReviewState.SUBMITTED), "review_to_share", since="submitted_at"),
        _rows(
            reviews.filter(person=scope.user_id, state=ReviewState.SHARED),
            "review_to_read",
            since="shared_at",
            due="reply_by",
        ),
        _rows(
            supervised.filter(state=ReviewState.ACKNOWLEDGED), "review_to_close", since="shared_at"
        ),
        _rows(mine.filter(state=ReviewState.DISPUTED), "review_disputed", since="shared_at"),
        all=True,
    )
