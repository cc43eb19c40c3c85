"""Criteria sets: what a review asks of a file. A published version never changes."""

from django.db import models

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

    def __str__(self) -> str:
        return self.name


class SetVersion(models.Model):
    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField(null=True, blank=True)

    closed_rows = ClosedRows(
        person_sql=NOBODY_SQL, closed_when_sql="{row}.published_at IS NOT NULL"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "number"], name="one_set_a_number")
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
    critical = models.BooleanField(default=False)
    for_open = models.BooleanField(default=True)
    for_closed = models.BooleanField(default=True)

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
