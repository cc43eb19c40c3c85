"""Who supervises whom, who covers for whom, who may what: each with its dates."""

from django.db import models
from django.db.models import F, Q

from people.enums import Role
from people.querysets import AccessRoleQuerySet, CoverQuerySet, LineQuerySet


def dates_in_order(name: str) -> models.CheckConstraint:
    """Return the constraint that a period does not end before it begins."""
    return models.CheckConstraint(
        condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name=name
    )


class Line(models.Model):
    """A person's supervisor, from a day to a day; one open at a time."""

    person = models.ForeignKey("people.User", models.PROTECT, related_name="lines")
    supervisor = models.ForeignKey("people.User", models.PROTECT, related_name="supervises")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(to_on__isnull=True), name="one_open_line"
            ),
            models.CheckConstraint(
                condition=~Q(person=F("supervisor")), name="nobody_supervises_themself"
            ),
            dates_in_order("line_dates_in_order"),
        ]
        indexes = [models.Index(fields=["supervisor", "from_on"], name="line_by_supervisor")]

    def __str__(self) -> str:
        return f"{self.person_id} under {self.supervisor_id}"


class Cover(models.Model):
    """A deputy who has a supervisor's sight and duties for these dates only."""

    covered = models.ForeignKey("people.User", models.PROTECT, related_name="covered_by")
    deputy = models.ForeignKey("people.User", models.PROTECT, related_name="covers")
    from_on = models.DateField()
    to_on = models.DateField()

    objects = CoverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(covered=F("deputy")), name="nobody_covers_themself"
            ),
            dates_in_order("cover_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.deputy_id} for {self.covered_id}"


class AccessRole(models.Model):
    """What a user may do in the product, from a day; dated so that a past act can be explained."""

    user = models.ForeignKey("people.User", models.PROTECT, related_name="access_roles")
    role = models.CharField(max_length=24, choices=Role.choices)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    objects = AccessRoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(to_on__isnull=True), name="one_open_role"
            ),
            dates_in_order("role_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.user_id}"
