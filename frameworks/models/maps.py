"""Links between the competency areas of two frameworks."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from frameworks.enums import CARRYING, MapRelation
from frameworks.querysets import MapLinkQuerySet

from .keys import key_validator


class MapLink(models.Model):
    """What an area of one framework is to an area of another, and why.

    By the keys of the areas: it holds through the versions of both. It is never changed and never
    deleted: it is ended, with a reason (docs/decisions/0105).
    """

    from_framework = models.ForeignKey("frameworks.Framework", models.PROTECT, related_name="+")
    from_key = models.CharField(max_length=120, validators=[key_validator])
    to_framework = models.ForeignKey("frameworks.Framework", models.PROTECT, related_name="+")
    to_key = models.CharField(max_length=120, validators=[key_validator])
    relation = models.CharField(max_length=12, choices=MapRelation.choices)
    reason = models.TextField()
    made_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.TextField(blank=True)

    objects: Any = MapLinkQuerySet.as_manager()

    class Meta:
        ordering = ["from_framework", "to_framework", "from_key", "to_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_framework=F("to_framework")), name="map_link_between_two"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="map_link_says_why"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason="")
                | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="map_link_ended_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("made_on")),
                name="map_link_dates_in_order",
            ),
            models.UniqueConstraint(
                fields=["from_framework", "from_key", "to_framework", "to_key"],
                condition=Q(ended_on__isnull=True),
                name="one_map_link_between_two_areas",
            ),
            models.UniqueConstraint(
                fields=["from_framework", "from_key", "to_framework"],
                condition=Q(ended_on__isnull=True, relation__in=CARRYING),
                name="one_way_for_evidence_of_an_area",
            ),
            models.UniqueConstraint(
                fields=["to_framework", "to_key", "from_framework"],
                condition=Q(ended_on__isnull=True, relation=MapRelation.SAME_AS),
                name="one_way_back_for_evidence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_key} {self.relation} {self.to_key}"
