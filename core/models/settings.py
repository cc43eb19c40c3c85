"""Settings that bite from a date, so that a past act can be explained."""

from django.db import models
from django.db.models import Q

from core.closed import ClosedRows


class DatedSetting(models.Model):
    """The value of a setting from a day on. A change is a new row, which is never rewritten.

    One that was announced may be withdrawn before its day, and then counts for nothing; the row
    stays, with who withdrew it, when and why.
    """

    key = models.CharField(max_length=80)
    value = models.JSONField()
    from_on = models.DateField()
    reason = models.TextField(blank=True, default="", db_default="")
    by_key = models.CharField(max_length=80)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by_key = models.CharField(max_length=80, blank=True, default="", db_default="")
    withdrawn_reason = models.TextField(blank=True, default="", db_default="")

    closed_rows = ClosedRows(
        person_sql="", may_change=("withdrawn_at", "withdrawn_by_key", "withdrawn_reason")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "from_on"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_value_a_day",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by_key="", withdrawn_reason="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by_key="") & ~Q(withdrawn_reason=""),
                name="withdrawn_setting_says_who_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} from {self.from_on}"
