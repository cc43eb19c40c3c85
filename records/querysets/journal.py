"""Who reads which journal entry: asked here, and nowhere else.

Source: TRUST, "Who sees what", row "reflection".
"""

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from assessments.querysets import supervised_since
from people.enums import Role
from people.models import Line
from records.enums import Reach

if TYPE_CHECKING:
    from people.scope import Scope

SHARED = (Reach.SUPERVISOR, Reach.RECORD)


class JournalEntryQuerySet(models.QuerySet):
    def visible_to(self, scope: "Scope") -> Self:
        """Return the entries this scope may read.

        One's own, whatever their reach. Those of people one supervises or covers, once shared,
        and shared since one took them over: sharing again hands an older entry on. HR: what is in
        a signed record. Nobody else, and a private one nobody but its writer.
        """
        readable = Q(person=scope.user_id) | (
            Q(reach__in=SHARED) & supervised_since(scope, "shared_at")
        )
        if scope.has(Role.HR):
            readable |= Q(reach=Reach.RECORD) & Q(self._signed())
        return self.filter(readable)

    def written_by(self, scope: "Scope") -> Self:
        """Return this user's own entries: the only ones they may change, share or delete."""
        return self.filter(person=scope.user_id)

    def with_signed(self) -> Self:
        """Add ``signed``: whether the entry is part of a signed record, and so closed."""
        return self.annotate(signed=self._signed())

    def _signed(self) -> Exists:
        rows: Any = self.model._meta.get_field("sign_offs").related_model
        return Exists(rows.objects.filter(entry=OuterRef("pk")))


def line_of(person_id: int, on: dt.date) -> Line | None:
    """Return the line of a person to their supervisor on a day, with the supervisor."""
    return Line.objects.in_force(on).filter(person=person_id).select_related("supervisor").first()
