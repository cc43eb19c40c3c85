"""Which versions there are to read."""

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef

if TYPE_CHECKING:
    from frameworks.models import Version


YEAR = dt.timedelta(days=365)


class VersionQuerySet(models.QuerySet["Version"]):
    def published(self) -> Self:
        """Return the versions that are published, superseded ones too."""
        return self.filter(published_at__isnull=False)

    def drafts(self) -> Self:
        """Return the versions that are not published yet; at most one of each framework."""
        return self.filter(published_at__isnull=True)

    def loaded_lately(self, on: dt.date) -> Self:
        """Return the versions that were published, so loaded, in the year before a day."""
        return self.filter(published_at__date__gt=on - YEAR)

    def with_successor(self) -> Self:
        """Annotate ``has_successor``: a later version of the framework is published."""
        later = self.model._default_manager.filter(
            framework=OuterRef("framework"),
            number__gt=OuterRef("number"),
            published_at__isnull=False,
        )
        return self.annotate(has_successor=Exists(later))

    def current(self) -> Self:
        """Return the latest published version of each framework."""
        return self.published().with_successor().filter(has_successor=False)

    def permitting(self, purpose: str) -> Self:
        """Return the versions whose publisher permits a use.

        An adapted version never permits more than its original (``services.publishing``), so that
        its own word is enough.
        """
        uses: Any = self.model._meta.get_field("permitted_uses").related_model
        permits = uses._default_manager.filter(purpose=purpose, permitted=True)
        return self.filter(pk__in=permits.values("version"))

    def public(self) -> Self:
        """Return the published versions of frameworks that the organisation uses.

        These are the ones that everybody may read without signing in (DOMAIN: members should
        publish which model they use).
        """
        return self.published().filter(framework__adopted_on__isnull=False)

    def of(self, code: str, number: int | None = None) -> "Version | None":
        """Return the published version of a framework, in one query; without a number the latest.

        It comes with its framework and with ``has_successor``.
        """
        found = self.published().with_successor().filter(framework__code=code)
        if number is not None:
            found = found.filter(number=number)
        return found.select_related("framework").order_by("-number").first()
