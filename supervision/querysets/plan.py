"""Who reads a development plan: asked here, and nowhere else.

Source: TRUST, "Who sees what", row "development plan".
"""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from core.among import among

if TYPE_CHECKING:
    from people.scope import Scope

DONE_STAYS_DAYS = 365
"""How long something done stays on the page of the plan."""


class PlanItemQuerySet(models.QuerySet):
    def visible_to(self, scope: "Scope") -> Self:
        """Return the items this scope may read.

        One's own; all of those one supervises, of before too; of those one covers, what is open.
        """
        covered = set(scope.supervises) - scope.own_lines
        return self.filter(
            Q(person=scope.user_id)
            | among("person", scope.own_lines)
            | among("person", covered) & Q(done_on__isnull=True)
        )

    def of_now(self, on: dt.date) -> Self:
        """Return what is open, and what was done in the year before a day."""
        since = on - dt.timedelta(days=DONE_STAYS_DAYS)
        return self.filter(Q(done_on__isnull=True) | Q(done_on__gte=since))

    def written_by(self, scope: "Scope") -> Self:
        """Return this user's own items: the only ones they may change."""
        return self.filter(person=scope.user_id)
