"""Who reads which point and which theme: asked here, and nowhere else."""

from typing import TYPE_CHECKING, Self

from django.db import models

from people.enums import Role

if TYPE_CHECKING:
    from people.scope import Scope


class PointQuerySet(models.QuerySet):
    def visible_to(self, scope: "Scope") -> Self:
        """Return one's own points; all of them for the lead of casework, who groups them."""
        if scope.has(Role.LEAD_OF_CASEWORK):
            return self
        return self.filter(by=scope.user_id)

    def ungrouped(self) -> Self:
        """Return the points that are in no theme yet."""
        return self.filter(theme__isnull=True)


class ThemeQuerySet(models.QuerySet):
    def visible_to(self, scope: "Scope") -> Self:
        """Return what is shared back, to everybody who is signed in; all for the lead of casework."""
        if scope.has(Role.LEAD_OF_CASEWORK):
            return self
        return self.filter(shared_at__isnull=False) if scope.user_id else self.none()
