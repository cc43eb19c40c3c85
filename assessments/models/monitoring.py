"""How closely somebody's work is sampled, from a day on. Insert-only: the latest begun is in force."""

from django.db import models
from django.db.models import F, Q

from assessments.enums import RAISED, Monitoring, MonitoringReason
from assessments.round_querysets import MonitoringLevelQuerySet
from core.closed import ClosedRows


class MonitoringLevel(models.Model):
    """Set by a person, with a reason; a raised one ends on a date. Never set by a figure."""

    person = models.ForeignKey("people.User", models.PROTECT, related_name="monitoring_levels")
    level = models.CharField(max_length=8, choices=Monitoring.choices)
    why = models.CharField(max_length=12, choices=MonitoringReason.choices)
    reason = models.TextField()
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = MonitoringLevelQuerySet.as_manager()

    closed_rows = ClosedRows(person_sql="{row}.person_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=False) | ~Q(level__in=sorted(RAISED)),
                name="raised_monitoring_ends",
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="monitoring_dates_in_order",
            ),
            models.CheckConstraint(condition=~Q(by=F("person")), name="nobody_monitors_themself"),
        ]
        indexes = [models.Index(fields=["person", "-from_on", "-id"], name="monitoring_by_person")]

    def __str__(self) -> str:
        return f"{self.level} for {self.person_id}"
