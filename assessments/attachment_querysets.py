"""Who reads an attached file: whoever reads what it was added to."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from people.scope import Scope


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, scope: "Scope") -> Self:
        """Return the files this scope may read: those of the reviews, the actions and the evidence
        that it may read. Those taken away are read by nobody."""
        from assessments.models import Action, Evidence, FileReview  # noqa: PLC0415

        return self.standing().filter(
            Q(review__in=FileReview.objects.visible_to(scope).values("pk"))
            | Q(action__in=Action.objects.visible_to(scope).values("pk"))
            | Q(evidence__in=Evidence.objects.visible_to(scope).values("pk"))
        )

    def standing(self) -> Self:
        """Return the files that were not taken away."""
        return self.filter(withdrawn_at__isnull=True)
