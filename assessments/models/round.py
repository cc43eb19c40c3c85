"""A round of file reviews: one month's work, drawn by the software, reviewed over some weeks."""

from django.db import models
from django.db.models import F, Q

from assessments.enums import Monitoring, RoundState
from assessments.round_querysets import (
    DrawnQuerySet,
    ObjectionQuerySet,
    RoundQuerySet,
    ShareQuerySet,
)
from core.closed import ClosedRows


def both_or_neither(one: str, other: str, name: str) -> models.CheckConstraint:
    """Return the constraint that who and when of an act stand together."""
    return models.CheckConstraint(
        condition=Q(**{f"{one}__isnull": True, f"{other}__isnull": True})
        | Q(**{f"{one}__isnull": False, f"{other}__isnull": False}),
        name=name,
    )


class Round(models.Model):
    """The draw of one month. What was drawn, from what and by which seed, never changes."""

    month = models.DateField(help_text="The first day of the month whose work is reviewed.")
    runs_from = models.DateField()
    runs_to = models.DateField()
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.PLANNED)
    planned_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    population = models.BinaryField(
        null=True, help_text="Compressed JSON; see assessments.drawing."
    )
    population_sha256 = models.CharField(max_length=64, blank=True)
    seed = models.CharField(max_length=64, blank=True)
    blind_one_in = models.PositiveSmallIntegerField(default=0)
    drawn_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    drawn_at = models.DateTimeField(null=True)
    started_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)

    objects = RoundQuerySet.as_manager()

    closed_rows = ClosedRows(
        person_sql="",
        closed_when_sql="{row}.drawn_at IS NOT NULL",
        may_change=(
            "state",
            "started_by_id",
            "started_at",
            "ended_by_id",
            "ended_at",
            "withdrawn_by_id",
            "withdrawn_at",
            "withdrawn_reason",
        ),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month"],
                condition=~Q(state=RoundState.WITHDRAWN),
                name="one_round_a_month",
            ),
            models.CheckConstraint(
                condition=Q(runs_to__gte=F("runs_from")) & Q(runs_from__gt=F("month")),
                name="round_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(drawn_at__isnull=True, population__isnull=True, seed="")
                | Q(drawn_at__isnull=False, population__isnull=False) & ~Q(seed=""),
                name="drawn_round_keeps_its_draw",
            ),
            models.CheckConstraint(
                condition=~Q(state=RoundState.WITHDRAWN) | ~Q(withdrawn_reason=""),
                name="withdrawn_round_has_a_reason",
            ),
            both_or_neither("drawn_by", "drawn_at", "round_drawn_by_and_when"),
            both_or_neither("started_by", "started_at", "round_started_by_and_when"),
            both_or_neither("ended_by", "ended_at", "round_ended_by_and_when"),
            both_or_neither("withdrawn_by", "withdrawn_at", "round_withdrawn_by_and_when"),
        ]

    def __str__(self) -> str:
        return f"round of {self.month:%Y-%m}"


class RoundShare(models.Model):
    """One person's part in a round: how many files were wanted, why, and how many were drawn."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="shares")
    person = models.ForeignKey("people.User", models.PROTECT, related_name="round_shares")
    level = models.CharField(max_length=8, choices=Monitoring.choices)
    hours = models.DecimalField(max_digits=4, decimal_places=1)
    files = models.PositiveIntegerField(help_text="Files held in the month.")
    present = models.DecimalField(
        max_digits=4, decimal_places=3, help_text="1 for the whole month."
    )
    wanted = models.PositiveIntegerField()
    available = models.PositiveIntegerField(help_text="Files not reviewed lately.")
    drawn = models.PositiveIntegerField()
    seen_at = models.DateTimeField(null=True, help_text="When the person said they had read it.")

    objects = ShareQuerySet.as_manager()

    closed_rows = ClosedRows(person_sql="{row}.person_id", may_change=("seen_at",))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="one_share_a_round"),
            models.CheckConstraint(
                condition=Q(drawn__lte=F("available")), name="no_more_drawn_than_there_are"
            ),
        ]

    def __str__(self) -> str:
        return f"part of {self.person_id} in round {self.round_id}"


class Drawn(models.Model):
    """A file drawn in a round, who reviews it, and its review once the round runs."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="drawn")
    case_file = models.ForeignKey("cases.CaseFile", models.PROTECT, related_name="drawn")
    person = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    place = models.PositiveIntegerField(help_text="In the order of its stratum.")
    blind = models.BooleanField(help_text="Drawn for a second, blind review.")
    reviewer = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    review = models.OneToOneField(
        "assessments.FileReview", models.PROTECT, null=True, related_name="drawn"
    )
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by_file"
    )
    replaced_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    replaced_at = models.DateTimeField(null=True)
    replaced_reason = models.TextField(blank=True)

    objects = DrawnQuerySet.as_manager()

    closed_rows = ClosedRows(
        person_sql="{row}.person_id",
        may_change=(
            "reviewer_id",
            "due_on",
            "review_id",
            "replaced_by_id",
            "replaced_at",
            "replaced_reason",
        ),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "case_file"], name="one_file_a_round"),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | ~Q(reviewer=F("person")),
                name="nobody_drawn_for_themself",
            ),
            both_or_neither("replaced_by", "replaced_at", "file_replaced_by_and_when"),
            models.CheckConstraint(
                condition=Q(replaced_at__isnull=True) | ~Q(replaced_reason=""),
                name="replaced_file_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["person", "round"], name="drawn_by_person")]

    def __str__(self) -> str:
        return f"file {self.case_file_id} in round {self.round_id}"


class Objection(models.Model):
    """A person's objection to a reviewer of a round, and the decision of the lead of casework."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="objections")
    person = models.ForeignKey("people.User", models.PROTECT, related_name="objections")
    reviewer = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()
    upheld = models.BooleanField(null=True)
    decision = models.TextField(blank=True, help_text="The reason, which the person reads.")
    decided_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = ObjectionQuerySet.as_manager()

    closed_rows = ClosedRows(
        person_sql="{row}.person_id",
        closed_when_sql="{row}.decided_at IS NOT NULL",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person", "reviewer"], name="one_objection_a_reviewer"
            ),
            both_or_neither("decided_by", "decided_at", "objection_decided_by_and_when"),
            both_or_neither("upheld", "decided_at", "objection_decided_one_way"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | ~Q(decision=""),
                name="decided_objection_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"objection {self.pk}"
