"""The file review: its header and its states. What it says stands on sheets."""

from django.db import models
from django.db.models import F, Q

from assessments.enums import STEERED_BY, ReviewState, SheetPart, WhyThisFile
from assessments.querysets import FileReviewQuerySet
from core.closed import ClosedRows
from frameworks.enums import Purpose

REVIEW_PERSON = "(SELECT r.person_id FROM assessments_filereview r WHERE r.id = {row}.review_id)"
REVIEW_SUBMITTED = (
    "EXISTS (SELECT 1 FROM assessments_filereview r "
    "WHERE r.id = {row}.review_id AND r.submitted_at IS NOT NULL)"
)


class FileReview(models.Model):
    """An independent review of one case file, by somebody with no part in the case."""

    case_file = models.ForeignKey("cases.CaseFile", models.PROTECT, related_name="reviews")
    person = models.ForeignKey("people.User", models.PROTECT, related_name="file_reviews")
    post = models.ForeignKey("people.Post", models.PROTECT, related_name="+")
    team = models.ForeignKey("people.Team", models.PROTECT, related_name="+")
    role_level = models.ForeignKey(
        "frameworks.RoleLevel", models.PROTECT, null=True, blank=True, related_name="+"
    )
    set_version = models.ForeignKey("assessments.SetVersion", models.PROTECT, related_name="+")
    versions = models.ManyToManyField(
        "frameworks.Version", through="assessments.FileReviewVersion", related_name="+"
    )
    purpose = models.CharField(max_length=24, choices=Purpose.choices, default=Purpose.DEVELOPMENT)
    why = models.CharField(max_length=16, choices=WhyThisFile.choices)
    state = models.CharField(
        max_length=12, choices=ReviewState.choices, default=ReviewState.ASSIGNED
    )
    reviewer = models.ForeignKey("people.User", models.PROTECT, related_name="reviews_to_do")
    second_reviewer = models.ForeignKey(
        "people.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="second_reviews_to_do",
        help_text="Who reviews the same file blind; nobody where it is reviewed once.",
    )
    standing_part = models.CharField(
        max_length=8,
        choices=SheetPart.choices,
        default=SheetPart.FIRST,
        db_default=SheetPart.FIRST,
        help_text="The sheet that stands: evidence is made from it.",
    )
    asked_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    due_on = models.DateField()
    file_open = models.BooleanField(help_text="The file was open when it was reviewed.")
    reviewed_on = models.DateField(null=True, blank=True, help_text="The day of the review.")
    submitted_at = models.DateTimeField(
        null=True, blank=True, help_text="When all its reviewers had finished."
    )
    unblinded_at = models.DateTimeField(
        null=True, blank=True, help_text="When the second of two reviewers had finished."
    )
    shared_at = models.DateTimeField(null=True, blank=True)
    reply_by = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = FileReviewQuerySet.as_manager()

    closed_rows = ClosedRows(
        person_sql="{row}.person_id",
        closed_when_sql="{row}.submitted_at IS NOT NULL",
        may_change=("state", "standing_part", "shared_at", "reply_by", "closed_at"),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reviewer=F("person")), name="nobody_reviews_themself"
            ),
            models.CheckConstraint(
                condition=Q(second_reviewer__isnull=True)
                | ~Q(second_reviewer=F("person")) & ~Q(second_reviewer=F("reviewer")),
                name="second_reviewer_is_another",
            ),
            models.CheckConstraint(
                condition=Q(unblinded_at__isnull=True)
                | Q(second_reviewer__isnull=False, submitted_at__isnull=False),
                name="unblinded_once_both_are_in",
            ),
            models.CheckConstraint(
                condition=Q(shared_at__isnull=True)
                | Q(submitted_at__isnull=False, reply_by__isnull=False),
                name="shared_after_submitted",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | Q(reviewed_on__isnull=False),
                name="submitted_review_has_a_day",
            ),
            models.UniqueConstraint(
                fields=["case_file", "person", "reviewer"],
                condition=Q(submitted_at__isnull=True) & ~Q(state=ReviewState.WITHDRAWN),
                name="one_running_review_a_reviewer",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "state", "-id"], name="review_by_person"),
            models.Index(fields=["reviewer", "state", "due_on"], name="review_by_reviewer"),
            models.Index(fields=["state", "due_on"], name="review_by_state"),
            models.Index(
                fields=[
                    "state",
                    "person",
                    "submitted_at",
                    "shared_at",
                    "reviewer",
                    "second_reviewer",
                    "closed_at",
                ],
                condition=Q(state__in=STEERED_BY),
                name="review_steered_by",
            ),
        ]

    def __str__(self) -> str:
        return f"review {self.pk}"

    @property
    def is_shared(self) -> bool:
        return self.shared_at is not None


class FileReviewVersion(models.Model):
    """A framework version a review is made under. One review may feed two frameworks."""

    review = models.ForeignKey(FileReview, models.PROTECT, related_name="review_versions")
    version = models.ForeignKey("frameworks.Version", models.PROTECT, related_name="+")
    role_level = models.ForeignKey(
        "frameworks.RoleLevel",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The level that the person's post had in this framework at the time of the work.",
    )

    closed_rows = ClosedRows(
        person_sql=REVIEW_PERSON,
        insert_closed_sql=REVIEW_SUBMITTED,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "version"], name="one_version_a_review")
        ]

    def __str__(self) -> str:
        return f"{self.version_id} of review {self.review_id}"


class CouldShow(models.Model):
    """An area that this file can show, so that its absence means something."""

    review = models.ForeignKey(FileReview, models.PROTECT, related_name="could_show")
    area = models.ForeignKey("frameworks.Area", models.PROTECT, related_name="+")

    closed_rows = ClosedRows(
        person_sql=REVIEW_PERSON,
        insert_closed_sql=REVIEW_SUBMITTED,
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "area"], name="one_area_a_review")]

    def __str__(self) -> str:
        return f"{self.area_id} of review {self.review_id}"


class StatusChange(models.Model):
    """A review went from one state to another. Insert-only."""

    review = models.ForeignKey(FileReview, models.PROTECT, related_name="status_changes")
    from_state = models.CharField(max_length=12, choices=ReviewState.choices, blank=True)
    to_state = models.CharField(max_length=12, choices=ReviewState.choices)
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)

    closed_rows = ClosedRows(person_sql=REVIEW_PERSON)

    class Meta:
        indexes = [models.Index(fields=["review", "id"], name="status_by_review")]

    def __str__(self) -> str:
        return f"{self.from_state} to {self.to_state}"
