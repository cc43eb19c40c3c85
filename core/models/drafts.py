"""What people are typing, kept on the server; and the guard against a double submit."""

from django.db import models


class Draft(models.Model):
    """One writer's unfinished form about one record. Seen by its writer only."""

    writer_key = models.CharField(max_length=80)
    form = models.CharField(max_length=60)
    record_key = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField(default=0)
    data = models.JSONField(default=dict)
    other = models.JSONField(
        null=True, blank=True, help_text="What came from an older page after a newer save."
    )
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["writer_key", "form", "record_key"], name="one_draft_a_form"
            )
        ]
        indexes = [models.Index(fields=["writer_key", "-updated_at"], name="draft_by_writer")]

    def __str__(self) -> str:
        return f"{self.form} {self.record_key}"


class Submission(models.Model):
    """A form that was sent once. A second POST with the same nonce makes no second record."""

    nonce = models.CharField(max_length=64, unique=True)
    writer_key = models.CharField(max_length=80)
    at = models.DateTimeField()
    result_url = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["at"], name="submission_by_time")]

    def __str__(self) -> str:
        return self.nonce
