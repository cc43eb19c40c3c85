"""Restricted cases, and who is named to look at which case: dated, by the lead of casework."""

from django.db import models
from django.db.models import Q

from cases.querysets import NamingQuerySet
from core.closed import ClosedRows


class Restriction(models.Model):
    """A case that only named people review: a colleague's, a relative's, both sides of a dispute."""

    case_file = models.ForeignKey("cases.CaseFile", models.PROTECT, related_name="restrictions")
    reason = models.TextField()
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = NamingQuerySet.as_manager()

    closed_rows = ClosedRows(person_sql="", may_change=("to_on",))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case_file"],
                condition=Q(to_on__isnull=True),
                name="one_open_restriction",
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=models.F("from_on")),
                name="restriction_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"restriction {self.pk}"


class CaseSight(models.Model):
    """Somebody named to review one case between two days: cleared for it where it is restricted,
    and let in at all where they come from outside."""

    case_file = models.ForeignKey("cases.CaseFile", models.PROTECT, related_name="sights")
    user = models.ForeignKey("people.User", models.PROTECT, related_name="case_sights")
    from_on = models.DateField()
    to_on = models.DateField()
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = NamingQuerySet.as_manager()

    closed_rows = ClosedRows(person_sql="{row}.user_id", may_change=("to_on",))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=models.F("from_on")), name="sight_dates_in_order"
            )
        ]
        indexes = [models.Index(fields=["user", "case_file"], name="sight_by_user")]

    def __str__(self) -> str:
        return f"sight of {self.case_file_id}"
