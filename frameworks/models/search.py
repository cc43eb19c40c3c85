"""The texts of a version as the search reads them."""

from django.db import models

from frameworks.enums import EntrySort

from .closing import PART_OF_VERSION


class SearchEntry(models.Model):
    """One searchable text of a version; its key says where it stands.

    Written with the version and closed with it. The search tables of SQLite and the search index
    of PostgreSQL are made over this one (migration 0002).
    """

    version = models.ForeignKey("frameworks.Version", models.CASCADE, related_name="search_entries")
    position = models.PositiveIntegerField()
    sort = models.CharField(max_length=12, choices=EntrySort.choices)
    key = models.CharField(max_length=120)
    text = models.TextField()

    closed_rows = PART_OF_VERSION

    class Meta:
        ordering = ["version", "sort", "position"]

    def __str__(self) -> str:
        return self.text
