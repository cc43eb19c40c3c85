"""Who reads a case check and who reads thanks and praise: asked here, and nowhere else.

Source: TRUST, "Who sees what", row "supervision, case part", which a case check is a part of: the
person, their supervisor and deputy, the manager; not HR. Praise stands in the person's journal and
is read as evidence is.
"""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from assessments.querysets import ASSIGNEE_DAYS, supervised_since

if TYPE_CHECKING:
    from people.scope import Scope


def _mine_lately(scope: "Scope") -> Q:
    """Return the condition that one wrote it oneself, lately enough to talk about it."""
    return Q(by=scope.user_id, at__date__gte=scope.on - dt.timedelta(days=ASSIGNEE_DAYS))


class CaseCheckQuerySet(models.QuerySet):
    def visible_to(self, scope: "Scope") -> Self:
        """Return the case checks this scope may read: one's own; those of people one supervises
        or covers for, since taking over; those one step further down; what one wrote lately."""
        return self.filter(
            Q(person=scope.user_id)
            | supervised_since(scope, "at")
            | scope.oversees_at("person")
            | _mine_lately(scope)
        )


class WellDoneQuerySet(models.QuerySet):
    def visible_to(self, scope: "Scope") -> Self:
        """Return the praise this scope may read: one's own; that of people one supervises or
        covers for, since taking over; what one wrote lately."""
        return self.filter(
            Q(person=scope.user_id) | supervised_since(scope, "at") | _mine_lately(scope)
        )
