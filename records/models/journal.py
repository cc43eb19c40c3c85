"""The personal development journal: the caseworker's own running record."""

from django.db import models

from core.closed import ClosedRows
from records.enums import EntryKind, Reach
from records.querysets.journal import JournalEntryQuerySet


class JournalEntry(models.Model):
    """An entry in a person's own words. Theirs to change until it is part of a signed record."""

    person = models.ForeignKey("people.User", models.PROTECT, related_name="journal_entries")
    kind = models.CharField(max_length=16, choices=EntryKind.choices, default=EntryKind.REFLECTION)
    on = models.DateField()
    text = models.TextField()
    hours = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    reach = models.CharField(max_length=12, choices=Reach.choices, default=Reach.PRIVATE)
    shared_at = models.DateTimeField(null=True, blank=True)
    review = models.ForeignKey(
        "assessments.FileReview",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="journal_entries",
    )
    area = models.ForeignKey(
        "frameworks.Area", models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = JournalEntryQuerySet.as_manager()

    closed_rows = ClosedRows(
        person_sql="{row}.person_id",
        closed_when_sql=(
            "EXISTS (SELECT 1 FROM records_signoffentry s WHERE s.entry_id = {row}.id)"
        ),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reach=Reach.PRIVATE) | models.Q(shared_at__isnull=False),
                name="shared_entry_says_since_when",
            )
        ]
        indexes = [models.Index(fields=["person", "-on", "-id"], name="entry_by_day")]

    def __str__(self) -> str:
        return f"entry {self.pk}"
