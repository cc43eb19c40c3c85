"""Criteria sets: what a review asks of a file. A published version never changes."""

from django.db import models
from django.db.models import Q

from assessments.criteria_querysets import CriteriaVersionQuerySet
from assessments.enums import FilesFor
from core.closed import ClosedRows

NOBODY_SQL = "0"
PUBLISHED = (
    "EXISTS (SELECT 1 FROM assessments_setversion v "
    "WHERE v.id = {row}.set_version_id AND v.published_at IS NOT NULL)"
)
PUBLISHED_OF_CRITERION = (
    "EXISTS (SELECT 1 FROM assessments_criterion c "
    "JOIN assessments_setversion v ON v.id = c.set_version_id "
    "WHERE c.id = {row}.criterion_id AND v.published_at IS NOT NULL)"
)


class CriteriaSet(models.Model):
    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    for_files = models.CharField(
        max_length=8, choices=FilesFor.choices, default=FilesFor.ANY, db_default=FilesFor.ANY
    )

    def __str__(self) -> str:
        return self.name


class SetVersion(models.Model):
    """A version of a set: a draft until it is published, then in force from a day on.

    One that is published for a day to come may be withdrawn before it; the row stays.
    """

    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    source = models.TextField(
        blank=True, default="", db_default="", help_text="Whose words they are, with copyright."
    )
    reason = models.TextField(blank=True, default="", db_default="")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    from_on = models.DateField(
        null=True, blank=True, help_text="Empty: from the day it was published."
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_reason = models.TextField(blank=True, default="", db_default="")

    objects = CriteriaVersionQuerySet.as_manager()

    closed_rows = ClosedRows(
        person_sql=NOBODY_SQL,
        closed_when_sql="{row}.published_at IS NOT NULL",
        may_change=("withdrawn_at", "withdrawn_by_id", "withdrawn_reason"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "number"], name="one_set_a_number"),
            models.UniqueConstraint(
                fields=["criteria_set"],
                condition=Q(published_at__isnull=True),
                name="one_draft_a_criteria_set",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & ~Q(withdrawn_reason="")
                & Q(published_at__isnull=False),
                name="withdrawn_criteria_say_who_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of set {self.criteria_set_id}"


class Criterion(models.Model):
    """One question asked of a file. Statistics follow its key through the set's versions."""

    set_version = models.ForeignKey(SetVersion, models.PROTECT, related_name="criteria")
    key = models.SlugField(max_length=60)
    group = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    help_text = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=200, blank=True, default="", db_default="")
    critical = models.BooleanField(default=False)
    for_open = models.BooleanField(default=True)
    for_closed = models.BooleanField(default=True)
    edits = models.PositiveIntegerField(
        default=0, db_default=0, help_text="Counts the changes of a draft's criterion."
    )

    closed_rows = ClosedRows(
        person_sql=NOBODY_SQL, closed_when_sql=PUBLISHED, insert_closed_sql=PUBLISHED
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["set_version", "key"], name="one_criterion_a_key")
        ]

    def __str__(self) -> str:
        return self.text


class CriterionArea(models.Model):
    """An area, by its key, that a criterion can show."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="areas")
    area_key = models.CharField(max_length=80)

    closed_rows = ClosedRows(
        person_sql=NOBODY_SQL,
        closed_when_sql=PUBLISHED_OF_CRITERION,
        insert_closed_sql=PUBLISHED_OF_CRITERION,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["criterion", "area_key"], name="one_area_a_criterion")
        ]

    def __str__(self) -> str:
        return self.area_key
