"""The register of case files: a reference and what it takes to review one. No client's name."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cases.enums import HoldingPart, WorkKind
from cases.querysets import CaseFileQuerySet, ConflictQuerySet, HoldingQuerySet


def reference_key() -> models.GeneratedField:
    """Return the column by which references are compared: two that differ in case are one."""
    return models.GeneratedField(
        expression=Upper("reference"),
        output_field=models.CharField(max_length=60),
        db_persist=True,
        db_index=True,
    )


class ServiceArea(models.Model):
    """A service of the organisation; with the kind of work it says what a case asks for."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    needs_functional_knowledge = models.BooleanField(
        _("needs significant functional knowledge and skills"), default=False
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CaseFile(models.Model):
    """One case file, known by its source system and reference."""

    source = models.CharField(max_length=40, default="register")
    reference = models.CharField(max_length=60)
    reference_key = reference_key()
    service_area = models.ForeignKey(ServiceArea, models.PROTECT, related_name="case_files")
    kind = models.CharField(max_length=24, choices=WorkKind.choices)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(
        default=0, help_text="Counts the changes, so that a later save knows of an earlier one."
    )

    objects = CaseFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "reference_key"], name="one_file_a_reference"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="file_dates_in_order",
            ),
        ]
        indexes = [models.Index(fields=["-opened_on", "-id"], name="file_by_date")]

    def __str__(self) -> str:
        return self.reference

    @cached_property
    def last_holding(self) -> "Holding | None":
        """Whoever holds the file, or held it last; with the person."""
        held = self.holdings.filter(part=HoldingPart.HELD).select_related("user")
        return held.order_by(F("to_on").desc(nulls_first=True), "-from_on", "-pk").first()


class Holding(models.Model):
    """Somebody's part in a case file, from a day to a day. One open holder at a time."""

    case_file = models.ForeignKey(CaseFile, models.PROTECT, related_name="holdings")
    user = models.ForeignKey("people.User", models.PROTECT, related_name="holdings")
    part = models.CharField(max_length=10, choices=HoldingPart.choices, default=HoldingPart.HELD)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    objects = HoldingQuerySet.as_manager()

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
    """A declared conflict of a person with a file or a service area. Never a client's name.

    A file is named by its reference: so somebody can declare a conflict with a file they may not
    see, or that is not on the register yet, without being told whether it is.
    """

    user = models.ForeignKey("people.User", models.PROTECT, related_name="conflicts")
    reference = models.CharField(max_length=60, blank=True)
    reference_key = reference_key()
    service_area = models.ForeignKey(
        ServiceArea, models.PROTECT, null=True, blank=True, related_name="+"
    )
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reference="") ^ Q(service_area__isnull=True),
                name="conflict_with_a_file_or_an_area",
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="conflict_dates_in_order",
            ),
            models.UniqueConstraint(
                fields=["user", "reference_key"],
                condition=Q(to_on__isnull=True, service_area__isnull=True),
                name="one_open_conflict_a_file",
            ),
            models.UniqueConstraint(
                fields=["user", "service_area"],
                condition=Q(to_on__isnull=True, service_area__isnull=False),
                name="one_open_conflict_an_area",
            ),
        ]

    def __str__(self) -> str:
        return f"conflict of {self.user_id}"
