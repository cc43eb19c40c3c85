"""Evidence: one dated, sourced statement about one person and one competency area."""

from django.db import models

from assessments.enums import Direction, Source
from assessments.querysets import EvidenceQuerySet
from core.closed import ClosedRows
from frameworks.enums import Purpose


class Evidence(models.Model):
    """Made at sharing, from the sheet that stands. Insert-only.

    It carries person, area, version, direction, date, team and post itself, so that lists join
    no review (MODEL, "Decisions in it").
    """

    person = models.ForeignKey("people.User", models.PROTECT, related_name="evidence")
    area = models.ForeignKey("frameworks.Area", models.PROTECT, related_name="+")
    version = models.ForeignKey("frameworks.Version", models.PROTECT, related_name="+")
    direction = models.CharField(max_length=8, choices=Direction.choices)
    on = models.DateField(help_text="The day of what was seen.")
    source = models.CharField(max_length=12, choices=Source.choices)
    author = models.ForeignKey("people.User", models.PROTECT, related_name="evidence_given")
    purpose = models.CharField(max_length=24, choices=Purpose.choices)
    statement = models.TextField()
    finding = models.ForeignKey(
        "assessments.Finding", models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    review = models.ForeignKey(
        "assessments.FileReview", models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    post = models.ForeignKey("people.Post", models.PROTECT, related_name="+")
    team = models.ForeignKey("people.Team", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = EvidenceQuerySet.as_manager()

    closed_rows = ClosedRows(person_sql="{row}.person_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "direction"], name="one_evidence_a_finding_and_direction"
            )
        ]
        indexes = [
            models.Index(fields=["person", "area", "direction", "on"], name="evidence_by_area"),
            models.Index(fields=["person", "-on", "-id"], name="evidence_by_day"),
            models.Index(fields=["team", "area", "on"], name="evidence_by_team"),
        ]

    def __str__(self) -> str:
        return f"evidence {self.pk}"


EVIDENCE_PERSON = "(SELECT e.person_id FROM assessments_evidence e WHERE e.id = {row}.evidence_id)"


class EvidenceTick(models.Model):
    """An indicative behaviour, or words of a narrative, that a piece of evidence rests on.

    Evidence may stand without any.
    """

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="ticks")
    behaviour = models.ForeignKey("frameworks.Behaviour", models.PROTECT, related_name="+")
    words = models.TextField(
        blank=True,
        default="",
        db_default="",
        help_text="What of a narrative it rests on, each extract a line; empty where ticked.",
    )

    closed_rows = ClosedRows(person_sql=EVIDENCE_PERSON)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evidence", "behaviour"], name="one_tick_an_evidence")
        ]

    def __str__(self) -> str:
        return f"{self.behaviour_id} in {self.evidence_id}"


class EvidenceWithdrawal(models.Model):
    """A piece of evidence no longer counts, for a reason. The evidence itself stays readable."""

    evidence = models.OneToOneField(Evidence, models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    closed_rows = ClosedRows(person_sql=EVIDENCE_PERSON)

    def __str__(self) -> str:
        return f"withdrawal of {self.evidence_id}"
