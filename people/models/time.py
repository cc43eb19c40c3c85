"""Absence (dates only, no reason) and adjustments (what is agreed, never a diagnosis)."""

from django.db import models

from people.querysets import AboutPersonQuerySet

from .access import dates_in_order


class Absence(models.Model):
    """Days away, both included; without a reason. Clocks and reminders stop over them."""

    user = models.ForeignKey("people.User", models.PROTECT, related_name="absences")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    objects = AboutPersonQuerySet.as_manager()

    class Meta:
        constraints = [dates_in_order("absence_dates_in_order")]
        indexes = [models.Index(fields=["user", "from_on"], name="absence_by_user")]

    def __str__(self) -> str:
        return f"absence of {self.user_id}"


class Adjustment(models.Model):
    """What is agreed with a person about how they work; never why."""

    user = models.ForeignKey("people.User", models.PROTECT, related_name="adjustments")
    agreed = models.TextField()
    recorded_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    objects = AboutPersonQuerySet.as_manager()

    class Meta:
        constraints = [dates_in_order("adjustment_dates_in_order")]

    def __str__(self) -> str:
        return f"adjustment of {self.user_id}"
