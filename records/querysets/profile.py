"""What a profile is drawn from: evidence for and against, and judgements, by area.

A degree is never computed here: it is read from a judgement (MODEL, "Decisions in it").
"""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from assessments.models import Evidence, Judgement
from assessments.querysets import in_default_view
from frameworks.carrying import areas_read_into, road_from
from frameworks.enums import Purpose
from frameworks.models import Version
from records.querysets.carried import carried_by_a_link

if TYPE_CHECKING:
    from people.scope import Scope


def versions_of(person_id: int, scope: "Scope") -> QuerySet[Version]:
    """Return the framework versions under which this scope may read anything of a person: those
    it was recorded under, and the ones in use now into which it is carried."""
    evidence = Evidence.objects.visible_to(scope).filter(person=person_id, version=OuterRef("pk"))
    judgements = Judgement.objects.visible_to(scope).filter(
        person=person_id, version=OuterRef("pk")
    )
    earlier = Evidence.objects.visible_to(scope).filter(
        person=person_id, version__framework=OuterRef("framework")
    )
    linked = carried_by_a_link(person_id, scope)
    continued = Q(Exists(earlier)) | Q(linked, framework__adopted_on__isnull=False)
    return (
        Version.objects.with_in_use()
        .filter(Exists(evidence) | Exists(judgements) | (Q(pk=F("in_use_id")) & continued))
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
    carried_into: Version | None = None,
) -> QuerySet[Evidence, Any]:
    """Return, for each area and direction, the number of pieces of evidence that count, the day
    of the latest, and how many were recorded after ``since``. For and against stay two rows.

    :param all_ages: improvement points that left the default view too.
    :param carried_into: the version, where rows of areas that are read at one of its own are asked
        for too. They stand apart, under their own areas, and each row then has its ``road``
        (``frameworks.carrying``), which is None for the version's own.
    """
    new = Q(recorded_at__date__gt=since) if since else Q(pk__in=[])
    shown = Q() if all_ages else in_default_view(scope.on)
    rows: QuerySet[Evidence, Any] = (
        Evidence.objects.visible_to(scope)
        .usable_for(purpose, read_under=version_id)
        .counting()
        .filter(shown, person=person_id)
        .order_by()
    )
    if carried_into is None:
        rows = rows.filter(version=version_id).values("area_id", "direction")
    else:
        elsewhere = areas_read_into(carried_into).values("pk")
        rows = (
            rows.filter(Q(version=version_id) | Q(area__in=elsewhere))
            .annotate(road=road_from("area", carried_into))
            .values("version_id", "area_id", "direction", "road")
        )
    return rows.annotate(number=Count("pk"), latest=Max("on"), new=Count("pk", filter=new))


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
        .counting()
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
