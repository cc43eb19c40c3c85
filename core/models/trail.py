"""The trail: who did what to whose record, in two parts, sealed; and who looked at what."""

from django.db import models

from core.closed import ClosedRows
from core.keys import person_id_sql


class AuditEvent(models.Model):
    """The fixed part of one act. Insert-only; its detail can be erased, this cannot."""

    at = models.DateTimeField()
    actor_key = models.CharField(max_length=80)
    acting_for_key = models.CharField(max_length=80, blank=True)
    act = models.CharField(max_length=80)
    subject_key = models.CharField(max_length=80, blank=True)
    record_key = models.CharField(max_length=80, blank=True)
    detail_hmac = models.CharField(max_length=64, blank=True)

    closed_rows = ClosedRows(person_sql="")

    class Meta:
        indexes = [
            models.Index(fields=["subject_key", "-id"], name="event_by_subject"),
            models.Index(fields=["record_key", "-id"], name="event_by_record"),
            models.Index(fields=["actor_key", "-id"], name="event_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.record_key}"


class AuditDetail(models.Model):
    """What changed in one act. Free text is kept only as an HMAC under the person's secret."""

    event = models.OneToOneField(
        AuditEvent, models.PROTECT, primary_key=True, related_name="detail"
    )
    subject_key = models.CharField(max_length=80, blank=True)
    salt = models.CharField(max_length=32)
    data = models.JSONField()

    closed_rows = ClosedRows(person_sql=person_id_sql("{row}.subject_key"))

    def __str__(self) -> str:
        return f"detail of {self.event_id}"


class AuditSeal(models.Model):
    """A hash over the events since the last seal, in the order of their ids."""

    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64)
    marks = models.BinaryField(help_text="For each event its id and a short hash, to name it.")
    previous = models.CharField(max_length=64, blank=True, unique=True)
    at = models.DateTimeField()

    closed_rows = ClosedRows(person_sql="")

    def __str__(self) -> str:
        return f"seal {self.first_id}-{self.last_id}"


class SubjectSecret(models.Model):
    """The secret under which the free text of one person's trail is hashed."""

    subject_key = models.CharField(max_length=80, unique=True)
    secret = models.CharField(max_length=64)

    closed_rows = ClosedRows(person_sql=person_id_sql("{row}.subject_key"))

    def __str__(self) -> str:
        return self.subject_key


class RecordView(models.Model):
    """One viewer opened one sort of record of one person on one day."""

    viewer_key = models.CharField(max_length=80)
    subject_key = models.CharField(max_length=80)
    sort = models.CharField(max_length=40)
    day = models.DateField()
    first_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    shown_from = models.DateTimeField(
        null=True, blank=True, help_text="Null while the record named is not yet shared."
    )
    record_key = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["viewer_key", "subject_key", "sort", "record_key", "day"],
                name="one_view_a_day",
            )
        ]
        indexes = [models.Index(fields=["subject_key", "-day"], name="view_by_subject")]

    def __str__(self) -> str:
        return f"{self.viewer_key} {self.sort} {self.day}"
