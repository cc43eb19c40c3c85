"""Somebody disagrees with what was recorded of them: the talk, who decides, and the decision."""

from django.db import models
from django.db.models import F, Q

from assessments.dispute_querysets import DisputeQuerySet
from assessments.enums import Decision
from core.closed import ClosedRows

from .round import both_or_neither

DISPUTE_PERSON = "(SELECT d.person_id FROM assessments_dispute d WHERE d.id = {row}.dispute_id)"
ABOUT = ("review", "judgement", "level")


def _about_one() -> Q:
    alone = Q()
    for one in ABOUT:
        alone |= Q(**{f"{each}__isnull": each != one for each in ABOUT})
    return alone


class Dispute(models.Model):
    """A disagreement with a shared review, a judgement or a monitoring level; open until closed.

    ``author`` is who wrote what is disputed; they talk about the facts first. ``decider`` is a
    second reviewer, nobody's subordinate in it.
    """

    person = models.ForeignKey("people.User", models.PROTECT, related_name="disputes")
    author = models.ForeignKey("people.User", models.PROTECT, related_name="disputes_to_talk_of")
    review = models.ForeignKey(
        "assessments.FileReview", models.PROTECT, null=True, related_name="disputes"
    )
    judgement = models.ForeignKey(
        "assessments.Judgement", models.PROTECT, null=True, related_name="disputes"
    )
    level = models.ForeignKey(
        "assessments.MonitoringLevel", models.PROTECT, null=True, related_name="disputes"
    )
    text = models.TextField(help_text="In the person's own words.")
    raised_at = models.DateTimeField()
    due_on = models.DateField(help_text="By when it is decided.")
    decider = models.ForeignKey(
        "people.User", models.PROTECT, null=True, related_name="disputes_to_decide"
    )
    assigned_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    assigned_at = models.DateTimeField(null=True)
    no_talk = models.TextField(blank=True, help_text="Why there was no talk first.")
    closed_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True, help_text="When the person read the decision.")

    objects = DisputeQuerySet.as_manager()

    closed_rows = ClosedRows(
        person_sql="{row}.person_id",
        may_change=(
            "decider_id",
            "assigned_by_id",
            "assigned_at",
            "no_talk",
            "closed_at",
            "read_at",
        ),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_about_one(), name="dispute_is_about_one_record"),
            models.CheckConstraint(condition=~Q(text=""), name="dispute_has_words"),
            models.CheckConstraint(
                condition=Q(decider__isnull=True)
                | ~Q(decider=F("person")) & ~Q(decider=F("author")),
                name="dispute_decided_by_another",
            ),
            both_or_neither("assigned_by", "assigned_at", "dispute_assigned_by_and_when"),
            *(
                models.UniqueConstraint(
                    fields=[one],
                    condition=Q(closed_at__isnull=True),
                    name=f"one_open_dispute_a_{one}",
                )
                for one in ABOUT
            ),
        ]
        indexes = [
            models.Index(fields=["decider", "closed_at"], name="dispute_by_decider"),
            models.Index(fields=["person", "-raised_at"], name="dispute_by_person"),
        ]

    def __str__(self) -> str:
        return f"dispute {self.pk}"


class DisputeTalk(models.Model):
    """The talk on facts between the two, as its author recorded it. Insert-only."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="talks")
    talked_on = models.DateField()
    note = models.TextField()
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    closed_rows = ClosedRows(person_sql=DISPUTE_PERSON)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"talk on dispute {self.dispute_id}"


class DisputeDecision(models.Model):
    """How a dispute ended, with the reasons. Insert-only."""

    dispute = models.OneToOneField(Dispute, models.PROTECT, related_name="decision")
    sort = models.CharField(max_length=9, choices=Decision.choices)
    reasons = models.TextField(blank=True)
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    closed_rows = ClosedRows(person_sql=DISPUTE_PERSON)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sort=Decision.SETTLED) | ~Q(reasons=""), name="decision_has_reasons"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sort}: dispute {self.dispute_id}"
