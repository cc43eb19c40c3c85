"""The immediate step on a problem that cannot wait (Citizens Advice unit 12)."""

from django.db import models
from django.db.models import F, Q

from cases.enums import HoldingActionKind, HoldingQuestion
from cases.querysets import HoldingActionQuerySet
from core.closed import ClosedRows


class HoldingAction(models.Model):
    """One holding action on a case file: the fact, the step and the time limit, in neutral words.

    A record of its own: it carries nothing of the review in which the problem was found.
    """

    case_file = models.ForeignKey("cases.CaseFile", models.PROTECT, related_name="holding_actions")
    kind = models.CharField(max_length=24, choices=HoldingActionKind.choices)
    fact = models.TextField()
    step = models.TextField()
    time_limit_on = models.DateField(null=True, blank=True)
    opened_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    known_on = models.DateField(
        null=True, blank=True, help_text="When we knew, where that was before it was opened."
    )
    told = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="holding_actions_told"
    )
    closed_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = HoldingActionQuerySet.as_manager()

    closed_rows = ClosedRows(
        person_sql="COALESCE({row}.told_id, {row}.opened_by_id)",
        may_change=("told_id", "closed_by_id", "closed_at"),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True, closed_at__isnull=True)
                | Q(closed_by__isnull=False, closed_at__isnull=False),
                name="holding_action_closed_by_and_when",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True) | ~Q(closed_by=F("opened_by")),
                name="holding_action_closed_by_another",
            ),
        ]
        indexes = [models.Index(fields=["told", "closed_at"], name="holding_action_by_told")]

    def __str__(self) -> str:
        return f"{self.kind} on {self.case_file_id}"


class HoldingActionAnswer(models.Model):
    """A dated answer on a holding action: what was done. Insert-only."""

    holding_action = models.ForeignKey(HoldingAction, models.PROTECT, related_name="answers")
    about = models.CharField(
        max_length=8,
        choices=HoldingQuestion.choices,
        default=HoldingQuestion.DONE,
        db_default=HoldingQuestion.DONE,
    )
    text = models.TextField()
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    closed_rows = ClosedRows(
        person_sql="{row}.by_id",
        insert_closed_sql=(
            "EXISTS (SELECT 1 FROM cases_holdingaction h "
            "WHERE h.id = {row}.holding_action_id AND h.closed_at IS NOT NULL)"
        ),
    )

    def __str__(self) -> str:
        return f"answer on {self.holding_action_id}"


class HoldingPolicy(models.Model):
    """Where the organisation's own policy on a kind of problem is read."""

    kind = models.CharField(max_length=24, choices=HoldingActionKind.choices, unique=True)
    title = models.CharField(max_length=120)
    href = models.URLField(max_length=500)
    changed_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title
