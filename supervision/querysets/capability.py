"""Who reads a capability conversation sheet: asked here, and nowhere else.

Source: TRUST, "Who sees what", row "supervision, personal part", which is the nearest.
"""

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from people.models import Line, User

if TYPE_CHECKING:
    from people.scope import Scope

READING_DAYS = 7
"""How long a stated reason lets the manager read what there was when they stated it."""


def supervisor_of(person_id: int, on: dt.date) -> User | None:
    """Return who supervises somebody on a day in their own right; None: nobody."""
    line = Line.objects.in_force(on).filter(person=person_id).select_related("supervisor").first()
    return line.supervisor if line else None


class CapabilitySheetQuerySet(models.QuerySet):
    def visible_to(self, scope: "Scope") -> Self:
        """Return the sheets this scope may read.

        One's own. Those one signs as supervisor, while the person is one's own to supervise: not
        by cover, and not those of a supervisor before. Those of people one oversees, for a week
        after stating why. HR and everybody else: none.
        """
        readings: Any = self.model._meta.get_field("readings").related_model
        stated = readings._default_manager.filter(
            sheet=OuterRef("pk"),
            by=scope.user_id,
            at__date__gt=scope.on - dt.timedelta(days=READING_DAYS),
        )
        return self.filter(
            Q(person=scope.user_id)
            | Q(supervisor=scope.user_id, person__in=scope.own_lines)
            | (scope.oversees_at("person") & Exists(stated))
        )

    def signed_by(self, scope: "Scope") -> Self:
        """Return the sheets this user writes in: of those visible, as one of the two."""
        return self.visible_to(scope).filter(Q(person=scope.user_id) | Q(supervisor=scope.user_id))

    def waiting_for(self, scope: "Scope") -> Self:
        """Return the open sheets that this user has still to sign as they stand, as one of the
        two, or to say why not. Until help is agreed nobody can sign, and it waits for the
        supervisor alone."""
        signatures: Any = self.model._meta.get_field("signatures").related_model
        answered = signatures._default_manager.filter(
            sheet=OuterRef("pk"), revision=OuterRef("revision"), by=scope.user_id
        )
        can_act = Q(supervisor=scope.user_id) | ~Q(help_agreed="")
        return self.signed_by(scope).filter(can_act, ~Exists(answered), closed_at__isnull=True)
