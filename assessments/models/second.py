"""A second, blind review of a file, and how the two reviewers come to an agreed outcome."""

from django.db import models
from django.db.models import Q

from assessments.enums import ProposalAnswer
from assessments.second_querysets import SecondReviewQuerySet
from core.closed import ClosedRows

from .file_review import REVIEW_PERSON
from .round import both_or_neither


class SecondReview(models.Model):
    """Somebody is asked to review the same file, blind. Their answers stand on a sheet.

    Without a reason where the file was drawn for it. Called off, it is kept with its reason.
    """

    review = models.ForeignKey("assessments.FileReview", models.PROTECT, related_name="seconds")
    reviewer = models.ForeignKey("people.User", models.PROTECT, related_name="second_reviews")
    reason = models.TextField(blank=True)
    asked_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    begun_at = models.DateTimeField(null=True)
    reviewed_on = models.DateField(null=True)
    submitted_at = models.DateTimeField(null=True)
    called_off_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    called_off_at = models.DateTimeField(null=True)
    called_off_reason = models.TextField(blank=True)

    objects = SecondReviewQuerySet.as_manager()

    closed_rows = ClosedRows(
        person_sql=REVIEW_PERSON,
        closed_when_sql="{row}.submitted_at IS NOT NULL OR {row}.called_off_at IS NOT NULL",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review"],
                condition=Q(called_off_at__isnull=True),
                name="one_second_review_at_a_time",
            ),
            both_or_neither("called_off_by", "called_off_at", "second_called_off_by_and_when"),
            models.CheckConstraint(
                condition=Q(called_off_at__isnull=True) | ~Q(called_off_reason=""),
                name="called_off_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True)
                | Q(called_off_at__isnull=True, reviewed_on__isnull=False),
                name="submitted_second_has_a_day",
            ),
        ]
        indexes = [models.Index(fields=["reviewer", "submitted_at"], name="second_by_reviewer")]

    def __str__(self) -> str:
        return f"second review of {self.review_id}"


class AgreedProposal(models.Model):
    """A third sheet as one of the two reviewers, or the lead of casework, writes it. Insert-only."""

    review = models.ForeignKey("assessments.FileReview", models.PROTECT, related_name="proposals")
    number = models.PositiveSmallIntegerField()
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(help_text="How the two came to it.")
    content = models.JSONField(help_text="Its answers and findings, as fields of the form.")

    closed_rows = ClosedRows(person_sql=REVIEW_PERSON)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="one_proposal_a_number"),
            models.CheckConstraint(condition=~Q(reason=""), name="proposal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"proposal {self.number} for review {self.review_id}"


class AgreedAnswer(models.Model):
    """What the other reviewer said to a proposal, or that the lead of casework decided it."""

    proposal = models.OneToOneField(AgreedProposal, models.PROTECT, related_name="answer")
    sort = models.CharField(max_length=9, choices=ProposalAnswer.choices)
    text = models.TextField(blank=True)
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    closed_rows = ClosedRows(
        person_sql=(
            "(SELECT r.person_id FROM assessments_agreedproposal p "
            "JOIN assessments_filereview r ON r.id = p.review_id WHERE p.id = {row}.proposal_id)"
        )
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(sort=ProposalAnswer.REFUSED) | ~Q(text=""),
                name="refused_proposal_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sort}: proposal {self.proposal_id}"
