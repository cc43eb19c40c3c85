"""The register of case files: a reference and what it takes to review one. No client's name."""

from django.db import models
from django.db.models import F, Q

from cases.enums import HoldingPart, WorkKind


class ServiceArea(models.Model):
    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    needs_functional_knowledge = models.BooleanField(
        default=False, help_text="Needs significant functional knowledge and skills (Guildford)."
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CaseFile(models.Model):
    """One case file, known by its source system and reference."""

    source = models.CharField(max_length=40, default="register")
    reference = models.CharField(max_length=60)
    service_area = models.ForeignKey(ServiceArea, models.PROTECT, related_name="case_files")
    kind = models.CharField(max_length=24, choices=WorkKind.choices)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "reference"], name="one_file_a_reference"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="file_dates_in_order",
            ),
        ]
        indexes = [models.Index(fields=["-opened_on", "-id"], name="file_by_date")]

    def __str__(self) -> str:
        return self.reference


class Holding(models.Model):
    """Somebody's part in a case file, from a day to a day. One open holder at a time."""

    case_file = models.ForeignKey(CaseFile, models.PROTECT, related_name="holdings")
    user = models.ForeignKey("people.User", models.PROTECT, related_name="holdings")
    part = models.CharField(max_length=10, choices=HoldingPart.choices, default=HoldingPart.HELD)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case_file"],
                condition=Q(part=HoldingPart.HELD, to_on__isnull=True),
                name="one_open_holder",
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="holding_dates_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "part", "from_on"], name="holding_by_user"),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.case_file_id}"


class Conflict(models.Model):
    """A declared conflict of a person with a file or a service area. Never a client's name."""

    user = models.ForeignKey("people.User", models.PROTECT, related_name="conflicts")
    case_file = models.ForeignKey(CaseFile, models.PROTECT, null=True, blank=True, related_name="+")
    service_area = models.ForeignKey(
        ServiceArea, models.PROTECT, null=True, blank=True, related_name="+"
    )
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(case_file__isnull=True) ^ Q(service_area__isnull=True),
                name="conflict_with_a_file_or_an_area",
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="conflict_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"conflict of {self.user_id}"
