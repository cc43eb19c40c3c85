"""The development plan: what somebody will work on, tied to a competency area."""

from django.db import models
from django.db.models import Q

from supervision.querysets.plan import PlanItemQuerySet


class PlanItem(models.Model):
    """One thing a person has put on their plan, in their own words."""

    person = models.ForeignKey("people.User", models.PROTECT, related_name="plan_items")
    text = models.TextField()
    area = models.ForeignKey(
        "frameworks.Area", models.PROTECT, null=True, blank=True, related_name="+"
    )
    finding = models.ForeignKey(
        "assessments.Finding",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_items",
        help_text="The finding of a shared review that it answers.",
    )
    by_when = models.DateField()
    created_at = models.DateTimeField()
    done_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="plan_item_says_something"),
        ]
        indexes = [
            models.Index(fields=["person", "by_when", "id"], name="plan_by_day"),
            models.Index(
                fields=["by_when"], condition=Q(done_on__isnull=True), name="plan_items_open"
            ),
        ]

    def __str__(self) -> str:
        return f"plan item {self.pk}"
