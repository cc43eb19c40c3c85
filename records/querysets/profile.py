"""What a profile is drawn from: evidence for and against, and judgements, by area.

A degree is never computed here: it is read from a judgement (MODEL, "Decisions in it").
"""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from assessments.enums import Direction
from assessments.models import Evidence, Judgement
from frameworks.models import Version

if TYPE_CHECKING:
    from people.scope import Scope

OLD_POINTS_MONTHS = 24
"""Improvement points older than this leave the default view (PRACTICE, File review)."""


def old_points_before(on: dt.date) -> dt.date:
    """Return the first day whose improvement points are still in the default view on a day."""
    year, month = divmod(on.year * 12 + on.month - 1 - OLD_POINTS_MONTHS, 12)
    last = (dt.date(year + (month == 11), (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(on.day, last))


def in_default_view(on: dt.date) -> Q:
    """Return the condition that evidence is in the default view on a day."""
    return Q(direction=Direction.SHOWS) | Q(on__gte=old_points_before(on))


def versions_of(person_id: int, scope: "Scope") -> QuerySet[Version]:
    """Return the framework versions under which this scope may read anything of a person."""
    evidence = Evidence.objects.visible_to(scope).filter(person=person_id, version=OuterRef("pk"))
    judgements = Judgement.objects.visible_to(scope).filter(
        person=person_id, version=OuterRef("pk")
    )
    return (
        Version.objects.filter(Exists(evidence) | Exists(judgements))
        .select_related("framework")
        .order_by("title", "-number")
    )


def evidence_by_area(
    *, person_id: int, version_id: int, scope: "Scope", since: dt.date | None
) -> QuerySet[Evidence, Any]:
    """Return, for each area and direction, the number of pieces of evidence that count, the day
    of the latest, and how many were recorded after ``since``. For and against stay two rows.
    """
    new = Q(recorded_at__date__gt=since) if since else Q(pk__in=[])
    return (
        Evidence.objects.visible_to(scope)
        .counting()
        .filter(in_default_view(scope.on), person=person_id, version=version_id)
        .order_by()
        .values("area_id", "direction")
        .annotate(number=Count("pk"), latest=Max("on"), new=Count("pk", filter=new))
    )


def latest_judgements(
    *, person_id: int, version_id: int, scope: "Scope", until: dt.date | None = None
) -> QuerySet[Judgement]:
    """Return the latest judgement of each area by each assessor, newest first.

    :param until: judgements on or before this day only: how things stood then.
    """
    rows = Judgement.objects.visible_to(scope).filter(person=person_id, version=version_id)
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
