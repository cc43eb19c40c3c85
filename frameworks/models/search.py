"""The texts of a version as the search reads them."""

from django.db import models
from django.db.models import Q

from frameworks.enums import EntrySort

from .closing import PART_OF_VERSION
from .tree import Area, CoreCompetency


class SearchEntry(models.Model):
    """One searchable text of a version, and the place where a reader finds it.

    Written with the version and closed with it. The search tables of SQLite and the search index
    of PostgreSQL are made over this one (migration 0002).
    """

    version = models.ForeignKey("frameworks.Version", models.CASCADE, related_name="search_entries")
    position = models.PositiveSmallIntegerField()
    sort = models.CharField(max_length=12, choices=EntrySort.choices)
    key = models.CharField(max_length=120)
    core_competency = models.ForeignKey(
        CoreCompetency, models.CASCADE, null=True, blank=True, related_name="+"
    )
    area = models.ForeignKey(Area, models.CASCADE, null=True, blank=True, related_name="+")
    text = models.TextField()

    closed_rows = PART_OF_VERSION

    class Meta:
        ordering = ["version", "sort", "position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=True) | Q(core_competency__isnull=False),
                name="entry_of_an_area_names_its_competency",
            )
        ]

    def __str__(self) -> str:
        return self.text
