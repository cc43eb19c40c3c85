"""Absence (dates only, no reason) and adjustments (what is agreed, never a diagnosis)."""

from django.db import models
from django.db.models import F, Q

from people.querysets import AbsenceQuerySet, AdjustmentQuerySet

from .access import dates_in_order


class Absence(models.Model):
    """Days away, both included; without a reason. Clocks and reminders stop over them."""

    user = models.ForeignKey("people.User", models.PROTECT, related_name="absences")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(to_on__isnull=True), name="one_open_absence"
            ),
            dates_in_order("absence_dates_in_order"),
        ]
        indexes = [models.Index(fields=["user", "from_on"], name="absence_by_user")]

    def __str__(self) -> str:
        return f"absence of {self.user_id}"


class Adjustment(models.Model):
    """What is agreed with a person about how they work; never why.

    Written by the person or their supervisor and agreed by the other; in force from then on. A
    change is a new one: what was agreed is never rewritten.
    """

    user = models.ForeignKey("people.User", models.PROTECT, related_name="adjustments")
    agreed = models.TextField(help_text="For the person and their supervisor.")
    to_do = models.TextField(
        blank=True, help_text="What whoever stands in must do; also for the manager."
    )
    hr_may_see = models.BooleanField(
        default=False, help_text="The person agrees that HR sees what must be done."
    )
    recorded_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    agreed_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    objects = AdjustmentQuerySet.as_manager()

    class Meta:
        constraints = [
            dates_in_order("adjustment_dates_in_order"),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True, agreed_at__isnull=True)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False),
                name="adjustment_agreed_by_and_when",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("recorded_by")),
                name="adjustment_agreed_by_the_other",
            ),
        ]
        indexes = [models.Index(fields=["user", "from_on"], name="adjustment_by_user")]

    def __str__(self) -> str:
        return f"adjustment of {self.user_id}"
