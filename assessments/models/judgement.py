"""A judgement: the degree of one area, by a named person, on named evidence. Never computed."""

from django.db import models

from assessments.querysets import JudgementQuerySet
from core.closed import ClosedRows
from frameworks.enums import Purpose


class Judgement(models.Model):
    """Every earlier one is kept; several assessors stand side by side. Insert-only."""

    person = models.ForeignKey("people.User", models.PROTECT, related_name="judgements")
    area = models.ForeignKey("frameworks.Area", models.PROTECT, related_name="+")
    version = models.ForeignKey("frameworks.Version", models.PROTECT, related_name="+")
    degree = models.ForeignKey("frameworks.Degree", models.PROTECT, related_name="+")
    reason = models.TextField()
    purpose = models.CharField(max_length=24, choices=Purpose.choices)
    by = models.ForeignKey("people.User", models.PROTECT, related_name="judgements_made")
    on = models.DateField()
    post = models.ForeignKey("people.Post", models.PROTECT, related_name="+")
    team = models.ForeignKey("people.Team", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    evidence = models.ManyToManyField(
        "assessments.Evidence", through="assessments.JudgementEvidence", related_name="judgements"
    )

    objects = JudgementQuerySet.as_manager()

    closed_rows = ClosedRows(person_sql="{row}.person_id")

    class Meta:
        indexes = [
            models.Index(fields=["person", "area", "-on", "-id"], name="judgement_by_area"),
            models.Index(fields=["person", "-on", "-id"], name="judgement_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(by=models.F("person")), name="nobody_judges_themself"
            )
        ]

    def __str__(self) -> str:
        return f"judgement {self.pk}"


class JudgementEvidence(models.Model):
    judgement = models.ForeignKey(Judgement, models.PROTECT, related_name="rests_on")
    evidence = models.ForeignKey("assessments.Evidence", models.PROTECT, related_name="+")

    closed_rows = ClosedRows(
        person_sql=(
            "(SELECT j.person_id FROM assessments_judgement j WHERE j.id = {row}.judgement_id)"
        )
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["judgement", "evidence"], name="one_evidence_a_judgement"
            )
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} for {self.judgement_id}"
