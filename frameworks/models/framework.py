"""A framework and its versions."""

from django.db import models
from django.db.models import Q

from core.closed import ClosedRows
from frameworks.enums import VersionState
from frameworks.querysets import RoleLevelQuerySet, VersionQuerySet

from .closing import NO_PASSAGE
from .keys import key_validator


class Framework(models.Model):
    """A competency framework of a publisher, through all its versions.

    What its publisher wrote, its title and labels too, stands on the version; here stands what
    lasts, and what the organisation decides.
    """

    code = models.CharField(max_length=80, unique=True, validators=[key_validator])
    adopted_on = models.DateField(
        null=True, blank=True, help_text="Since when the organisation uses it, and says so."
    )

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class Version(models.Model):
    """One state of a framework. A draft until it is published, and from then on immutable."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    derived_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="adaptations",
        help_text="The version of another framework that this one adapts.",
    )
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    year = models.CharField(max_length=20, help_text='As printed, else "undated".')
    source = models.CharField(max_length=300)
    copyright = models.CharField(max_length=300)
    labels = models.JSONField(
        default=dict, help_text="The framework's own words for its levels and behaviour kinds."
    )
    summary = models.TextField(blank=True, help_text="The publisher's sentence of what it is.")
    limits = models.JSONField(
        default=list, help_text="The publisher's sentences of what it is not meant for."
    )
    degrees_note = models.TextField(blank=True, help_text="Whose words the degrees are.")
    narrative = models.BooleanField(
        default=False,
        help_text="Its behaviours are narrative: read as a whole, never ticked one by one.",
    )
    levels_only = models.BooleanField(
        default=False,
        help_text="Evidence under it is only about people at one of the levels it names.",
    )
    note = models.TextField(blank=True, help_text="Editor's note.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the canonical content.")
    published_at = models.DateTimeField(null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    closed_rows = ClosedRows(
        person_sql=NO_PASSAGE, closed_when_sql="{row}.published_at IS NOT NULL"
    )

    class Meta:
        ordering = ["framework", "number"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="one_version_a_number"),
            models.UniqueConstraint(
                fields=["framework"],
                condition=Q(published_at__isnull=True),
                name="one_draft_version_a_framework",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_numbers_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})"

    @property
    def state(self) -> VersionState:
        """Where the version stands. *Superseded* needs ``VersionQuerySet.with_successor``."""
        if self.published_at is None:
            return VersionState.DRAFT
        if getattr(self, "has_successor", False):
            return VersionState.SUPERSEDED
        return VersionState.PUBLISHED


class VersionInUse(models.Model):
    """From which day people record under a version of a framework; said once, never changed.

    On a day, that version of a framework is in use whose day came last; of two with one day the
    one that was said later.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="uses_from")
    from_on = models.DateField()

    closed_rows = ClosedRows(person_sql=NO_PASSAGE)

    class Meta:
        ordering = ["from_on", "pk"]

    def __str__(self) -> str:
        return f"version {self.version_id} from {self.from_on}"


class RoleLevel(models.Model):
    """A post's level in a framework (LR1, L2, Team Leader): of the framework, not a version."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="role_levels")
    key = models.CharField(max_length=40, validators=[key_validator])
    title = models.CharField(max_length=120)
    grade = models.CharField(max_length=40, blank=True)
    rank = models.PositiveSmallIntegerField()

    objects = RoleLevelQuerySet.as_manager()

    class Meta:
        ordering = ["framework", "rank"]
        constraints = [models.UniqueConstraint(fields=["framework", "key"], name="one_level_a_key")]

    def __str__(self) -> str:
        return self.title
