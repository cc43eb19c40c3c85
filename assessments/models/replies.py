"""What is said of a review afterwards: feedback given, replies, addenda. All insert-only."""

from django.db import models

from assessments.enums import FeedbackHow, ReplySort
from core.closed import ClosedRows

from .file_review import REVIEW_PERSON


class Feedback(models.Model):
    """How and when the feedback was given, by whom, and what of the talking note was kept."""

    review = models.ForeignKey("assessments.FileReview", models.PROTECT, related_name="feedback")
    given_on = models.DateField()
    how = models.CharField(max_length=8, choices=FeedbackHow.choices)
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    note = models.TextField()
    at = models.DateTimeField()

    closed_rows = ClosedRows(person_sql=REVIEW_PERSON)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review"], name="one_feedback_a_review")]

    def __str__(self) -> str:
        return f"feedback on review {self.review_id}"


class Reply(models.Model):
    """The caseworker's own words on a shared review."""

    review = models.ForeignKey("assessments.FileReview", models.PROTECT, related_name="replies")
    sort = models.CharField(max_length=12, choices=ReplySort.choices)
    text = models.TextField(blank=True)
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    closed_rows = ClosedRows(person_sql=REVIEW_PERSON)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["review", "id"], name="reply_by_review")]

    def __str__(self) -> str:
        return f"{self.sort} on review {self.review_id}"


class Addendum(models.Model):
    """What is added to a review after it was submitted; the original stays readable."""

    review = models.ForeignKey("assessments.FileReview", models.PROTECT, related_name="addenda")
    text = models.TextField()
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    closed_rows = ClosedRows(person_sql=REVIEW_PERSON)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"addendum to review {self.review_id}"
