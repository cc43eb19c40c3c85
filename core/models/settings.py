"""Settings that bite from a date, so that a past act can be explained."""

from django.db import models

from core.closed import ClosedRows


class DatedSetting(models.Model):
    """The value of a setting from a day on. Insert-only: a change is a new row."""

    key = models.CharField(max_length=80)
    value = models.JSONField()
    from_on = models.DateField()
    by_key = models.CharField(max_length=80)
    at = models.DateTimeField()

    closed_rows = ClosedRows(person_sql="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "from_on"], name="one_value_a_day")]

    def __str__(self) -> str:
        return f"{self.key} from {self.from_on}"
