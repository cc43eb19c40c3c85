"""Evidence of earlier versions of a framework, under the areas of a later one.

It stays on the version it was given on. The same key joins by itself; *replaced by* carries it one
step. Each piece counts once: not under the version's own, and under one area only (MODEL,
"Decisions in it").
"""

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from assessments.models import Evidence
from assessments.querysets import in_default_view
from frameworks.enums import Purpose
from frameworks.models import Replacement, Version

if TYPE_CHECKING:
    from people.scope import Scope


def evidence_before(
    *,
    person_id: int,
    version: Version,
    scope: "Scope",
    all_ages: bool = False,
    purpose: Purpose = Purpose.DEVELOPMENT,
) -> QuerySet[Evidence, Any]:
    """Return the evidence under earlier versions by area and direction, in one query.

    :param purpose: what it is read for; what its publisher does not permit is left out.
    :returns: rows with ``area_id``, ``area__key``, ``replaced_by`` (the key that stands in its
        place, else None), ``version__number``, ``direction``, ``number`` and ``latest``.
    """
    shown = Q() if all_ages else in_default_view(scope.on)
    step = Replacement.objects.filter(
        old_key=OuterRef("area__key"),
        version__framework=version.framework_id,
        version__number__gt=OuterRef("version__number"),
        version__number__lte=version.number,
        version__published_at__isnull=False,
    ).order_by("version__number", "pk")
    return (
        Evidence.objects.visible_to(scope)
        .usable_for(purpose)
        .counting()
        .filter(
            shown,
            person=person_id,
            version__framework=version.framework_id,
            version__number__lt=version.number,
        )
        .order_by()
        .values("area_id", "area__key", "version__number", "direction")
        .annotate(
            number=Count("pk"), latest=Max("on"), replaced_by=Subquery(step.values("new_key")[:1])
        )
        .order_by("-version__number", "area_id", "direction")
    )
