"""Capability support: a conversation sheet, not an assessment. No degree, no evidence rows."""

from django.db import models
from django.db.models import Q

from core.closed import ClosedRows
from supervision.querysets.capability import CapabilitySheetQuerySet

SHEET_PERSON = "(SELECT s.person_id FROM supervision_capabilitysheet s WHERE s.id = {row}.sheet_id)"
SHEET_CLOSED = (
    "EXISTS (SELECT 1 FROM supervision_capabilitysheet s"
    " WHERE s.id = {row}.sheet_id AND s.closed_at IS NOT NULL)"
)


class CapabilitySheet(models.Model):
    """A talk between somebody and their supervisor over what their role asks of them.

    It is of the two of them: both may write, both sign, and then it is closed.
    """

    person = models.ForeignKey("people.User", models.PROTECT, related_name="capability_sheets")
    supervisor = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    version = models.ForeignKey("frameworks.Version", models.PROTECT, related_name="+")
    role_level = models.ForeignKey(
        "frameworks.RoleLevel", models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    bears = models.BooleanField(
        help_text="An adjustment, absence or reduction bears on this: asked about first."
    )
    bearing = models.TextField(blank=True, help_text="What follows from it.")
    help_agreed = models.TextField(blank=True)
    next_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(
        default=1, help_text="Goes up with each thing written: a signature is under one of them."
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = CapabilitySheetQuerySet.as_manager()

    closed_rows = ClosedRows(
        person_sql="{row}.person_id", closed_when_sql="{row}.closed_at IS NOT NULL"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(person=models.F("supervisor")), name="capability_talk_of_two"
            ),
            models.CheckConstraint(
                condition=Q(bears=False) | ~Q(bearing=""), name="capability_bearing_says_what"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True)
                | (~Q(help_agreed="") & Q(next_on__isnull=False)),
                name="capability_closed_with_help_agreed",
            ),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="capability_by_person")]

    def __str__(self) -> str:
        return f"capability sheet {self.pk}"


class CapabilityArea(models.Model):
    """A competency area that the talk is about."""

    sheet = models.ForeignKey(CapabilitySheet, models.PROTECT, related_name="areas")
    area = models.ForeignKey("frameworks.Area", models.PROTECT, related_name="+")

    closed_rows = ClosedRows(person_sql=SHEET_PERSON, insert_closed_sql=SHEET_CLOSED)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "area"], name="one_area_a_capability_sheet")
        ]

    def __str__(self) -> str:
        return f"{self.area_id} of sheet {self.sheet_id}"


class CapabilityWords(models.Model):
    """What one of the two says. Insert-only."""

    sheet = models.ForeignKey(CapabilitySheet, models.PROTECT, related_name="words")
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    closed_rows = ClosedRows(person_sql=SHEET_PERSON, insert_closed_sql=SHEET_CLOSED)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="capability_words_say_something")
        ]

    def __str__(self) -> str:
        return f"words on sheet {self.sheet_id}"


class CapabilitySignature(models.Model):
    """One of the two signs what stands there then, or says why not. Insert-only."""

    sheet = models.ForeignKey(CapabilitySheet, models.PROTECT, related_name="signatures")
    revision = models.PositiveIntegerField()
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    signed = models.BooleanField(help_text='False is "not signed, because".')
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    closed_rows = ClosedRows(person_sql=SHEET_PERSON, insert_closed_sql=SHEET_CLOSED)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "revision", "by"], name="one_answer_a_revision_and_signer"
            ),
            models.CheckConstraint(
                condition=Q(signed=True) | ~Q(note=""), name="capability_not_signed_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"signature under sheet {self.sheet_id}"


class CapabilityHandOn(models.Model):
    """The person lets the supervisor who follows go on with an open sheet. Insert-only."""

    sheet = models.ForeignKey(CapabilitySheet, models.PROTECT, related_name="hand_ons")
    before = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    after = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    closed_rows = ClosedRows(person_sql=SHEET_PERSON, insert_closed_sql=SHEET_CLOSED)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(before=models.F("after")), name="capability_handed_on_to_another"
            )
        ]

    def __str__(self) -> str:
        return f"sheet {self.sheet_id} handed on"


class CapabilityReading(models.Model):
    """The manager reads a sheet for a stated reason, and the person is told. Insert-only."""

    sheet = models.ForeignKey(CapabilitySheet, models.PROTECT, related_name="readings")
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()

    closed_rows = ClosedRows(person_sql=SHEET_PERSON)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"reading of sheet {self.sheet_id}"
