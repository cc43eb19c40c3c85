"""Which version of a criteria set is read by whom, and which is in force on a day."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from people.enums import Role

if TYPE_CHECKING:
    from people.scope import Scope


class CriteriaVersionQuerySet(models.QuerySet):
    def visible_to(self, scope: "Scope") -> Self:
        """Return what is published, for everybody; drafts for the lead of casework."""
        if scope.has(Role.LEAD_OF_CASEWORK):
            return self
        return self.published()

    def published(self) -> Self:
        """Return the versions that are published, withdrawn ones among them."""
        return self.filter(published_at__isnull=False)

    def standing(self) -> Self:
        """Return the versions that are published and not withdrawn."""
        return self.published().filter(withdrawn_at__isnull=True)

    def in_force(self, on: dt.date) -> Self:
        """Return the versions that had begun by a day, of each set the latest first."""
        begun = Q(from_on__lte=on) | Q(from_on__isnull=True)
        return self.standing().filter(begun).order_by("criteria_set", "-number")

    def to_come(self, on: dt.date) -> Self:
        """Return the versions announced for a later day, soonest first."""
        return self.standing().filter(from_on__gt=on).order_by("from_on", "pk")

    def drafts(self) -> Self:
        """Return the versions that are not published yet: one a set at most."""
        return self.filter(published_at__isnull=True)
