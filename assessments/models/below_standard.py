"""A criterion not met again and again: proposed by the software, decided by a person."""

from django.db import models
from django.db.models import Q

from assessments.action_enums import Conclusion
from assessments.below_standard_querysets import BelowStandardQuerySet
from assessments.models.round import both_or_neither
from core.closed import ClosedRows


class BelowStandard(models.Model):
    """One person and one criterion, from the proposal to the decision. Each step is set once."""

    person = models.ForeignKey("people.User", models.PROTECT, related_name="below_standard")
    criterion_key = models.CharField(max_length=60)
    criterion_text = models.TextField(help_text="As it stood when this was proposed.")
    times = models.PositiveSmallIntegerField()
    of_last = models.PositiveSmallIntegerField()
    proposed_at = models.DateTimeField()
    proposed_on = models.DateField()
    bears = models.BooleanField(
        null=True, help_text="An adjustment, an absence or a reduction bears on it."
    )
    bears_text = models.TextField(blank=True)
    bears_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    bears_at = models.DateTimeField(null=True, blank=True)
    told_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    told_at = models.DateTimeField(null=True, blank=True)
    hear_by = models.DateField(null=True, blank=True)
    heard_text = models.TextField(blank=True, help_text="The person's own words.")
    heard_at = models.DateTimeField(null=True, blank=True)
    conclusion = models.CharField(max_length=8, choices=Conclusion.choices, blank=True)
    reason = models.TextField(blank=True)
    action = models.ForeignKey(
        "assessments.Action", models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = BelowStandardQuerySet.as_manager()

    closed_rows = ClosedRows(
        person_sql="{row}.person_id", closed_when_sql="{row}.decided_at IS NOT NULL"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "criterion_key"],
                condition=Q(decided_at__isnull=True),
                name="one_undecided_a_criterion",
            ),
            both_or_neither("bears_by", "bears_at", "bearing_answered_by_and_when"),
            both_or_neither("bears", "bears_at", "bearing_answered_one_way"),
            both_or_neither("told_by", "told_at", "below_standard_told_by_and_when"),
            both_or_neither("decided_by", "decided_at", "below_standard_decided_by_and_when"),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True) | Q(bears_at__isnull=False),
                name="told_after_what_bears_was_asked",
            ),
            models.CheckConstraint(
                condition=Q(heard_at__isnull=True) | Q(told_at__isnull=False),
                name="heard_after_told",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, conclusion="")
                | Q(decided_at__isnull=False) & ~Q(conclusion="") & ~Q(reason=""),
                name="below_standard_decided_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(conclusion=Conclusion.HELP)
                | Q(action__isnull=False, told_at__isnull=False),
                name="help_is_agreed_with_the_person",
            ),
        ]

    def __str__(self) -> str:
        return f"below standard {self.pk}"


class BelowStandardReview(models.Model):
    """A review in which the criterion was not met. Insert-only."""

    below_standard = models.ForeignKey(BelowStandard, models.PROTECT, related_name="reviews")
    review = models.ForeignKey("assessments.FileReview", models.PROTECT, related_name="+")

    closed_rows = ClosedRows(
        person_sql=(
            "(SELECT b.person_id FROM assessments_belowstandard b "
            "WHERE b.id = {row}.below_standard_id)"
        ),
        insert_closed_sql=(
            "EXISTS (SELECT 1 FROM assessments_belowstandard b "
            "WHERE b.id = {row}.below_standard_id AND b.decided_at IS NOT NULL)"
        ),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["below_standard", "review"], name="one_review_a_proposal"
            )
        ]

    def __str__(self) -> str:
        return f"review {self.review_id} of {self.below_standard_id}"
