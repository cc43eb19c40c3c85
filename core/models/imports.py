"""A file brought in: every row compared and accounted for before anything is applied."""

from django.db import models


class ImportRun(models.Model):
    """One uploaded file, compared with what is there; applied whole or not at all."""

    class State(models.TextChoices):
        COMPARED = "compared", "compared"
        APPLIED = "applied", "applied"
        ABANDONED = "abandoned", "abandoned"

    kind = models.CharField(max_length=60)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    by_key = models.CharField(max_length=80)
    state = models.CharField(max_length=12, choices=State.choices, default=State.COMPARED)
    target_digest = models.CharField(
        max_length=64, help_text="Refused if the target changed since."
    )
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name}"


class ImportRow(models.Model):
    """One row of the file (or one that is there and not in the file) and what becomes of it."""

    class Outcome(models.TextChoices):
        NEW = "new", "new"
        CHANGED = "changed", "changed"
        UNCHANGED = "unchanged", "unchanged"
        GONE = "gone", "gone"
        WRONG = "wrong", "wrong"

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    values = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    messages = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="one_row_a_number")]
        indexes = [models.Index(fields=["run", "outcome", "number"], name="row_by_outcome")]

    def __str__(self) -> str:
        return f"row {self.number}"
