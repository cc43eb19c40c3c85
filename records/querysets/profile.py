"""What a profile is drawn from: evidence for and against, and judgements, by area.

A degree is never computed here: it is read from a judgement (MODEL, "Decisions in it").
"""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from assessments.models import Evidence, Judgement
from assessments.querysets import in_default_view
from frameworks.enums import Purpose
from frameworks.models import Version

if TYPE_CHECKING:
    from people.scope import Scope


def versions_of(person_id: int, scope: "Scope") -> QuerySet[Version]:
    """Return the framework versions under which this scope may read anything of a person: those
    it was recorded under, and the ones in use now that continue them."""
    evidence = Evidence.objects.visible_to(scope).filter(person=person_id, version=OuterRef("pk"))
    judgements = Judgement.objects.visible_to(scope).filter(
        person=person_id, version=OuterRef("pk")
    )
    earlier = Evidence.objects.visible_to(scope).filter(
        person=person_id, version__framework=OuterRef("framework")
    )
    return (
        Version.objects.with_in_use()
        .filter(Exists(evidence) | Exists(judgements) | (Q(pk=F("in_use_id")) & Exists(earlier)))
        .select_related("framework")
        .order_by("title", "-number")
    )


def evidence_by_area(
    *,
    person_id: int,
    version_id: int,
    scope: "Scope",
    since: dt.date | None,
    all_ages: bool = False,
    purpose: Purpose = Purpose.DEVELOPMENT,
) -> QuerySet[Evidence, Any]:
    """Return, for each area and direction, the number of pieces of evidence that count, the day
    of the latest, and how many were recorded after ``since``. For and against stay two rows.

    :param all_ages: improvement points that left the default view too.
    """
    new = Q(recorded_at__date__gt=since) if since else Q(pk__in=[])
    shown = Q() if all_ages else in_default_view(scope.on)
    return (
        Evidence.objects.visible_to(scope)
        .usable_for(purpose)
        .counting()
        .filter(shown, person=person_id, version=version_id)
        .order_by()
        .values("area_id", "direction")
        .annotate(number=Count("pk"), latest=Max("on"), new=Count("pk", filter=new))
    )


def latest_judgements(
    *,
    person_id: int,
    version_id: int,
    scope: "Scope",
    until: dt.date | None = None,
    purpose: Purpose = Purpose.DEVELOPMENT,
) -> QuerySet[Judgement]:
    """Return the latest judgement of each area by each assessor, newest first.

    :param until: judgements on or before this day only: how things stood then.
    :param purpose: what they are read for.
    """
    rows = (
        Judgement.objects.visible_to(scope)
        .usable_for(purpose)
        .filter(person=person_id, version=version_id)
    )
    if until:
        rows = rows.filter(on__lte=until)
    return (
        rows.annotate(
            newest=Window(
                RowNumber(),
                partition_by=[F("area"), F("by")],
                order_by=[F("on").desc(), F("id").desc()],
            )
        )
        .filter(newest=1)
        .select_related("degree", "by")
        .order_by("area", "-on", "-id")
    )
