"""What a supervisor says of live work, and of work done well: coaching, in no rate, no evidence."""

from django.db import models
from django.db.models import F, Q

from assessments.coaching_querysets import CaseCheckQuerySet, WellDoneQuerySet
from core.closed import ClosedRows


class CaseCheck(models.Model):
    """A look at live work by one's own supervisor: guidance on an open case. Written once.

    It counts in no rate, is no evidence and is never sampled. That it was given is shown when its
    author reviews the file later. Source: PRACTICE, "Independence".
    """

    case_file = models.ForeignKey("cases.CaseFile", models.PROTECT, related_name="case_checks")
    person = models.ForeignKey("people.User", models.PROTECT, related_name="case_checks")
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    on = models.DateField()
    looked_at = models.JSONField(default=list, help_text="Keys of assessments.enums.LookedAt.")
    well = models.TextField(blank=True)
    guidance = models.TextField()
    at = models.DateTimeField()

    objects = CaseCheckQuerySet.as_manager()

    closed_rows = ClosedRows(person_sql="{row}.person_id")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(by=F("person")), name="nobody_checks_themself")
        ]
        indexes = [models.Index(fields=["person", "-on", "-id"], name="case_check_by_day")]

    def __str__(self) -> str:
        return f"case check {self.pk}"


class WellDone(models.Model):
    """Thanks or praise for a behaviour that was seen, in one line. Written once; no evidence."""

    person = models.ForeignKey("people.User", models.PROTECT, related_name="well_done")
    behaviour = models.ForeignKey(
        "frameworks.Behaviour", models.PROTECT, null=True, blank=True, related_name="+"
    )
    area = models.ForeignKey(
        "frameworks.Area", models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = models.CharField(max_length=300)
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    objects = WellDoneQuerySet.as_manager()

    closed_rows = ClosedRows(person_sql="{row}.person_id")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(by=F("person")), name="nobody_praises_themself")
        ]
        indexes = [models.Index(fields=["person", "-on", "-id"], name="well_done_by_day")]

    def __str__(self) -> str:
        return f"well done {self.pk}"
