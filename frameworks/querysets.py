"""Which versions there are to read."""

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from core.clock import today
from frameworks.enums import CARRYING, MapRelation

if TYPE_CHECKING:
    from frameworks.models import RoleLevel, Version


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

    def with_in_use(self, on: dt.date | None = None) -> Self:
        """Annotate ``in_use_id``: which version of its framework people record under on a day.

        Where none was said, as of a framework that the organisation has never used, it is the
        latest one. Source: docs/decisions/0018.

        :param on: today, unless another day is given.
        """
        uses: Any = self.model._meta.get_field("uses_from").related_model
        said = uses._default_manager.filter(
            version__framework=OuterRef("framework"), from_on__lte=on or today()
        )
        latest = self.model._default_manager.filter(
            framework=OuterRef("framework"), published_at__isnull=False
        )
        return self.annotate(
            in_use_id=Coalesce(
                Subquery(said.order_by("-from_on", "-pk").values("version")[:1]),
                Subquery(latest.order_by("-number").values("pk")[:1]),
                output_field=models.BigIntegerField(),
            )
        )

    def current(self, on: dt.date | None = None) -> Self:
        """Return of each framework the published version that people record under on a day.

        That is not always the latest: publishing changes nothing of what people do. It comes with
        ``has_successor``.
        """
        return self.published().with_successor().with_in_use(on).filter(pk=F("in_use_id"))

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

        It comes with its framework, ``has_successor`` and ``in_use_id``.
        """
        found = self.published().with_successor().with_in_use().filter(framework__code=code)
        if number is not None:
            found = found.filter(number=number)
        return found.select_related("framework").order_by("-number").first()

    def in_use_of(self, code: str) -> "Version | None":
        """Return the version of a framework that people record under today, in one query."""
        return self.current().filter(framework__code=code).select_related("framework").first()


class MapLinkQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Return the links that have not been ended."""
        return self.filter(ended_on__isnull=True)

    def ended(self) -> Self:
        """Return the links that have been ended, the latest first."""
        return self.filter(ended_on__isnull=False).order_by("-ended_on", "-pk")

    def carrying(self, *, framework: Any, key: Any, into: Any) -> Self:
        """Return the links across which evidence of an area is read in another framework.

        There is one at most. Of *same as* both ways, of *part of* at the whole, of *related to*
        never.

        :param framework: the framework of the area, and ``key`` its key; values or ``OuterRef``.
        :param into: the framework in which it is read.
        """
        there = Q(from_framework=framework, from_key=key, to_framework=into)
        back = Q(to_framework=framework, to_key=key, from_framework=into)
        return self.standing().filter(
            Q(there, relation__in=CARRYING) | Q(back, relation=MapRelation.SAME_AS)
        )


class RoleLevelQuerySet(models.QuerySet["RoleLevel"]):
    def published(self) -> "models.QuerySet[RoleLevel]":
        """Return the role levels that a published version names.

        One that a draft alone names is known to framework admins only, as the draft is.
        """
        names: Any = apps.get_model("frameworks", "VersionLevel")
        told = names._default_manager.filter(version__published_at__isnull=False)
        return self.filter(pk__in=told.values("role_level"))
