"""The three levels of a version: core competency, competency area, indicative behaviour."""

from django.db import models

from frameworks.enums import BehaviourKind

from .closing import PART_OF_VERSION, closed_with
from .keys import key_validator


class CoreCompetency(models.Model):
    version = models.ForeignKey(
        "frameworks.Version", models.CASCADE, related_name="core_competencies"
    )
    key = models.CharField(max_length=120, validators=[key_validator])
    position = models.PositiveSmallIntegerField()
    printed_number = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=200)
    sentence = models.TextField(blank=True)
    stem = models.CharField(max_length=120, blank=True, help_text='E.g. "I am...".')
    note = models.TextField(blank=True, help_text="Editor's note on the printed text.")

    closed_rows = PART_OF_VERSION

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="one_competency_a_key")
        ]

    def __str__(self) -> str:
        return self.title


class Area(models.Model):
    """A competency area: what evidence stands on."""

    version = models.ForeignKey("frameworks.Version", models.CASCADE, related_name="areas")
    core_competency = models.ForeignKey(CoreCompetency, models.CASCADE, related_name="areas")
    key = models.CharField(max_length=120, validators=[key_validator])
    position = models.PositiveSmallIntegerField()
    printed_number = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    note = models.TextField(blank=True, help_text="Editor's note on the printed text.")

    closed_rows = PART_OF_VERSION

    class Meta:
        ordering = ["core_competency__position", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="one_area_a_key")]

    def __str__(self) -> str:
        return self.title


class Behaviour(models.Model):
    """An indicative behaviour: an illustration of its area, not a check-list."""

    version = models.ForeignKey("frameworks.Version", models.CASCADE, related_name="behaviours")
    area = models.ForeignKey(Area, models.CASCADE, related_name="behaviours")
    band = models.ForeignKey(
        "frameworks.Band",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="behaviours",
        help_text="The role levels it is written for; none: for all.",
    )
    key = models.CharField(max_length=120, validators=[key_validator])
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=BehaviourKind.choices)
    printed_number = models.CharField(max_length=20, blank=True)
    stem = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    note = models.TextField(blank=True, help_text="Editor's note on the printed text.")

    closed_rows = PART_OF_VERSION

    class Meta:
        ordering = ["area", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="one_behaviour_a_key")
        ]

    def __str__(self) -> str:
        return self.text


class ServiceStandard(models.Model):
    """The organisation's promise to the public: shown beside competencies, never for a person."""

    version = models.ForeignKey(
        "frameworks.Version", models.CASCADE, related_name="service_standards"
    )
    key = models.CharField(max_length=120, validators=[key_validator])
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    note = models.TextField(blank=True, help_text="Editor's note on the printed text.")
    core_competencies = models.ManyToManyField(
        CoreCompetency, through="StandardSupport", related_name="service_standards"
    )

    closed_rows = PART_OF_VERSION

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="one_standard_a_key")
        ]

    def __str__(self) -> str:
        return self.text


class StandardSupport(models.Model):
    """A core competency that helps an organisation to meet a service standard."""

    service_standard = models.ForeignKey(ServiceStandard, models.CASCADE, related_name="supports")
    core_competency = models.ForeignKey(CoreCompetency, models.CASCADE, related_name="supports")

    closed_rows = closed_with(
        "(SELECT standard.version_id FROM frameworks_servicestandard standard"
        " WHERE standard.id = {row}.service_standard_id)"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service_standard", "core_competency"], name="one_support_a_standard"
            )
        ]

    def __str__(self) -> str:
        return f"{self.core_competency_id} supports {self.service_standard_id}"
