"""A file added to a review, an action or a piece of evidence."""

import secrets

from django.db import models
from django.db.models import Q

from assessments.attachment_querysets import AttachmentQuerySet
from assessments.models.round import both_or_neither
from core.closed import ClosedRows

FOLDER = "attachments"


def random_place(_row: models.Model, _name: str) -> str:
    """Return where a file is stored: a name that tells nothing and that nobody guesses."""
    name = secrets.token_hex(20)
    return f"{FOLDER}/{name[:2]}/{name}"


class Attachment(models.Model):
    """What was added cannot be changed; it can be taken away, and then the file itself is gone."""

    PARENTS = ("review", "action", "evidence")

    person = models.ForeignKey(
        "people.User", models.PROTECT, related_name="+", help_text="Whose work it is about."
    )
    review = models.ForeignKey(
        "assessments.FileReview", models.PROTECT, null=True, blank=True, related_name="attachments"
    )
    action = models.ForeignKey(
        "assessments.Action", models.PROTECT, null=True, blank=True, related_name="attachments"
    )
    evidence = models.ForeignKey(
        "assessments.Evidence", models.PROTECT, null=True, blank=True, related_name="attachments"
    )
    file = models.FileField(upload_to=random_place)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    shows = models.CharField(max_length=200, help_text="What the file shows, in words.")
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    objects = AttachmentQuerySet.as_manager()

    closed_rows = ClosedRows(
        person_sql="{row}.person_id",
        may_change=("withdrawn_by_id", "withdrawn_at", "withdrawn_reason"),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(review__isnull=False, action__isnull=True, evidence__isnull=True)
                | Q(review__isnull=True, action__isnull=False, evidence__isnull=True)
                | Q(review__isnull=True, action__isnull=True, evidence__isnull=False),
                name="attached_to_one_thing",
            ),
            both_or_neither("withdrawn_by", "withdrawn_at", "attachment_withdrawn_by_and_when"),
        ]

    def __str__(self) -> str:
        return f"attachment {self.pk}"
