"""An action: what somebody does about a thing that is not as it should be. Informal help only."""

from django.db import models
from django.db.models import F, Q

from assessments.action_enums import (
    UNFINISHED,
    ActionKind,
    ActionOrigin,
    ActionState,
    Seriousness,
    StepSort,
)
from assessments.action_querysets import ActionQuerySet
from core.closed import ClosedRows

ACTION_PERSON = "(SELECT a.person_id FROM assessments_action a WHERE a.id = {row}.action_id)"
ENDED = (ActionState.VERIFIED, ActionState.WITHDRAWN)


class Action(models.Model):
    """What is to be done, by whom, by when. What was said of it stands in its steps.

    No warning, and no stage of any formal procedure. What was asked for never changes; only its
    owner and its state move.
    """

    origin = models.CharField(
        max_length=12, choices=ActionOrigin.choices, default=ActionOrigin.CORRECTIVE
    )
    person = models.ForeignKey(
        "people.User",
        models.PROTECT,
        related_name="actions_about",
        help_text="The person whose work it is about.",
    )
    team = models.ForeignKey("people.Team", models.PROTECT, null=True, related_name="+")
    review = models.ForeignKey(
        "assessments.FileReview", models.PROTECT, null=True, blank=True, related_name="actions"
    )
    finding = models.ForeignKey(
        "assessments.Finding", models.PROTECT, null=True, blank=True, related_name="actions"
    )
    kind = models.CharField(max_length=8, choices=ActionKind.choices)
    seriousness = models.CharField(max_length=8, choices=Seriousness.choices)
    what = models.TextField()
    owner = models.ForeignKey("people.User", models.PROTECT, related_name="actions_owned")
    raised_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    raised_on = models.DateField()
    due_on = models.DateField()
    re_review = models.BooleanField(
        default=False, help_text="Once it is verified, a later file is reviewed."
    )
    state = models.CharField(max_length=10, choices=ActionState.choices, default=ActionState.OPEN)
    verified_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was verified or withdrawn."
    )

    objects = ActionQuerySet.as_manager()

    closed_rows = ClosedRows(
        person_sql="{row}.person_id",
        may_change=("owner_id", "state", "verified_by_id", "ended_at"),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="action_says_something"),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("raised_on")), name="action_not_due_before_raised"
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("owner")),
                name="action_verified_by_another",
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=False, state=ActionState.VERIFIED)
                | Q(verified_by__isnull=True) & ~Q(state=ActionState.VERIFIED),
                name="action_verified_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, state__in=sorted(UNFINISHED))
                | Q(ended_at__isnull=False, state__in=ENDED),
                name="action_ended_and_when",
            ),
            models.CheckConstraint(
                condition=Q(finding__isnull=True) | Q(review__isnull=False),
                name="action_of_a_finding_has_its_review",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "state", "due_on"], name="action_by_person"),
            models.Index(fields=["owner", "state", "due_on"], name="action_by_owner"),
            models.Index(fields=["raised_by", "state"], name="action_by_raiser"),
            models.Index(
                fields=["due_on", "id"],
                condition=Q(state__in=sorted(UNFINISHED)),
                name="action_unfinished",
            ),
        ]

    def __str__(self) -> str:
        return f"action {self.pk}"


class ActionStep(models.Model):
    """What was said or done on an action. Insert-only."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="steps")
    sort = models.CharField(max_length=12, choices=StepSort.choices)
    text = models.TextField(blank=True)
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    closed_rows = ClosedRows(person_sql=ACTION_PERSON)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["action", "id"], name="step_by_action")]

    def __str__(self) -> str:
        return f"{self.sort} on action {self.action_id}"


class ActionReading(models.Model):
    """HR read one action for a stated reason, and its people were told. Insert-only."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="readings")
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()

    closed_rows = ClosedRows(person_sql=ACTION_PERSON)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="action_read_for_a_reason")
        ]

    def __str__(self) -> str:
        return f"reading of action {self.action_id}"
