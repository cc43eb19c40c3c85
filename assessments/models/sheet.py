"""A sheet: what one reviewer answered and found. Written once, when it is submitted."""

from django.db import models

from assessments.enums import AnswerValue, FindingSort, SheetPart
from core.closed import ClosedRows

from .file_review import REVIEW_PERSON

SHEET_PERSON = (
    "(SELECT r.person_id FROM assessments_sheet s JOIN assessments_filereview r "
    "ON r.id = s.review_id WHERE s.id = {row}.sheet_id)"
)
SHEET_SUBMITTED = (
    "EXISTS (SELECT 1 FROM assessments_sheet s "
    "WHERE s.id = {row}.sheet_id AND s.submitted_at IS NOT NULL)"
)


class Sheet(models.Model):
    """One part of a review: first, second (blind) or agreed. ``submitted_at`` is set last."""

    review = models.ForeignKey("assessments.FileReview", models.PROTECT, related_name="sheets")
    part = models.CharField(max_length=8, choices=SheetPart.choices, default=SheetPart.FIRST)
    reviewer = models.ForeignKey("people.User", models.PROTECT, related_name="sheets")
    looked_again = models.BooleanField(
        default=False, help_text="Finished without findings of both sorts, after a second look."
    )
    gave_guidance = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Its writer gave guidance on the case, and declared so.",
    )
    submitted_at = models.DateTimeField(null=True, blank=True)

    closed_rows = ClosedRows(
        person_sql=REVIEW_PERSON,
        closed_when_sql="{row}.submitted_at IS NOT NULL",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "part"], name="one_sheet_a_part")]

    def __str__(self) -> str:
        return f"{self.part} sheet of review {self.review_id}"


class Answer(models.Model):
    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="answers")
    criterion = models.ForeignKey("assessments.Criterion", models.PROTECT, related_name="+")
    value = models.CharField(max_length=16, choices=AnswerValue.choices)
    comment = models.TextField(blank=True)

    closed_rows = ClosedRows(person_sql=SHEET_PERSON, insert_closed_sql=SHEET_SUBMITTED)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="one_answer_a_criterion")
        ]

    def __str__(self) -> str:
        return f"{self.value} on {self.criterion_id}"


class Finding(models.Model):
    """What a reviewer saw in the file, about one competency area, in own words."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="findings")
    position = models.PositiveSmallIntegerField()
    sort = models.CharField(max_length=16, choices=FindingSort.choices)
    area = models.ForeignKey("frameworks.Area", models.PROTECT, related_name="+")
    criterion = models.ForeignKey(
        "assessments.Criterion", models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField()

    closed_rows = ClosedRows(person_sql=SHEET_PERSON, insert_closed_sql=SHEET_SUBMITTED)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.sort} on {self.area_id}"


FINDING_PERSON = (
    "(SELECT r.person_id FROM assessments_finding f "
    "JOIN assessments_sheet s ON s.id = f.sheet_id "
    "JOIN assessments_filereview r ON r.id = s.review_id WHERE f.id = {row}.finding_id)"
)
FINDING_SUBMITTED = (
    "EXISTS (SELECT 1 FROM assessments_finding f JOIN assessments_sheet s ON s.id = f.sheet_id "
    "WHERE f.id = {row}.finding_id AND s.submitted_at IS NOT NULL)"
)


class FindingTick(models.Model):
    """An indicative behaviour that was seen, effective or ineffective; or words of a narrative."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="ticks")
    behaviour = models.ForeignKey("frameworks.Behaviour", models.PROTECT, related_name="+")
    words = models.TextField(
        blank=True,
        default="",
        db_default="",
        help_text="What of a narrative it rests on, each extract a line; empty where ticked.",
    )

    closed_rows = ClosedRows(person_sql=FINDING_PERSON, insert_closed_sql=FINDING_SUBMITTED)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding", "behaviour"], name="one_tick_a_finding")
        ]

    def __str__(self) -> str:
        return f"{self.behaviour_id} in {self.finding_id}"
