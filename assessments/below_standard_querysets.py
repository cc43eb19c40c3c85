"""Who sees a proposal that a criterion is not met again and again: asked here, nowhere else."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from assessments.querysets import supervised_since

if TYPE_CHECKING:
    from people.scope import Scope


class BelowStandardQuerySet(models.QuerySet):
    def visible_to(self, scope: "Scope") -> Self:
        """Return those this scope may read.

        The person: once they are told, or it is decided; nothing is kept from them afterwards. Who
        supervises or covers for them: since taking over, and of before what is undecided. Nobody
        else: the manager and HR read the actions that follow as they read all actions.
        """
        told = Q(told_at__isnull=False) | Q(decided_at__isnull=False)
        below = supervised_since(scope, "proposed_at") | (
            scope.supervises_at("person") & Q(decided_at__isnull=True)
        )
        return self.filter(Q(person=scope.user_id) & told | below)

    def waiting(self, scope: "Scope", on: dt.date) -> Self:
        """Return those that wait for this user: the person's to answer, once told and until they
        answer or the time is over; the supervisor's for every other step."""
        answers = Q(told_at__isnull=False, heard_at__isnull=True)
        to_hear = answers & Q(hear_by__gte=on)
        return self.filter(
            Q(person=scope.user_id) & answers | scope.supervises_at("person") & ~to_hear,
            decided_at__isnull=True,
        )
