"""Issues and learning points, grouped into themes that are shared back without names."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.round import both_or_neither
from assessments.theme_querysets import PointQuerySet, ThemeQuerySet


class PointSort(models.TextChoices):
    ISSUE = "issue", _("An issue: something that goes wrong, or could")
    LEARNING = "learning", _("A learning point: something others could use")


class Theme(models.Model):
    """What several points have in common, in words that name nobody."""

    title = models.CharField(max_length=120)
    summary = models.TextField()
    opened_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    shared_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    shared_at = models.DateTimeField(null=True, blank=True)
    what_changed = models.TextField(blank=True)
    closed_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        constraints = [
            both_or_neither("shared_by", "shared_at", "theme_shared_by_and_when"),
            both_or_neither("closed_by", "closed_at", "theme_closed_by_and_when"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True)
                | Q(shared_at__isnull=False) & ~Q(what_changed=""),
                name="theme_closed_with_what_changed",
            ),
        ]

    def __str__(self) -> str:
        return f"theme {self.pk}"


class Point(models.Model):
    """An issue or a learning point that somebody met in a review or in casework."""

    sort = models.CharField(max_length=8, choices=PointSort.choices)
    text = models.TextField()
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="points")
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    on = models.DateField()

    objects = PointQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["on", "id"], name="point_by_day")]

    def __str__(self) -> str:
        return f"point {self.pk}"
