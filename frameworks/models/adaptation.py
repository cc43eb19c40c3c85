"""Why an adapted framework says something else than its original."""

from django.db import models

from .closing import PART_OF_VERSION
from .keys import key_validator


class AdaptationReason(models.Model):
    """The reason for one change: the statement reworded, added or left out, by its key.

    It is shown beside the change for as long as the version is read, so it closes with it.
    """

    version = models.ForeignKey(
        "frameworks.Version", models.CASCADE, related_name="adaptation_reasons"
    )
    key = models.CharField(max_length=120, validators=[key_validator])
    reason = models.TextField()

    closed_rows = PART_OF_VERSION

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="one_reason_a_change")
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.reason}"
