"""Where evidence of one area is read at another: of a later version, or of another framework.

Evidence stays on the version it was given on. It is carried one step: the same key joins by
itself; *replaced by*, *same as* and *part of* are one step each, and no two are taken together.
Of one version each area is read at one area, so that each piece of evidence counts once there.

Source: MODEL, "Decisions in it"; docs/decisions/0105. What may be used for a purpose is asked of
the evidence (``assessments.uses``).
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from frameworks.enums import MapRelation
from frameworks.models import Area, MapLink, Replacement, Version
from frameworks.tree import tree_of

SAME_KEY, REPLACED = "same_key", "replaced"


def areas_read_into(version: Version) -> QuerySet[Any]:
    """Return the areas whose evidence is read at an area of this version, other than its own.

    Those of its earlier versions, and those of other frameworks from which a link leads here.

    :returns: areas with ``read_at`` (the key of the area of this version) and ``road`` (how, and
        that key, for :func:`carried`).
    """
    framework = version.framework_id
    its_areas = Area.objects.filter(version=version)
    earlier = Q(version__framework=framework, version__number__lt=version.number)
    kept = earlier & Q(Exists(its_areas.filter(key=OuterRef("key"))))
    step = Replacement.objects.filter(
        old_key=OuterRef("key"),
        version__framework=framework,
        version__number__gt=OuterRef("version__number"),
        version__number__lte=version.number,
        version__published_at__isnull=False,
    ).order_by("version__number", "pk")
    link = MapLink.objects.carrying(
        framework=OuterRef("version__framework"), key=OuterRef("key"), into=framework
    ).annotate(at=Case(When(to_framework=framework, then=F("to_key")), default=F("from_key")))
    read_at = Case(
        When(kept, then=F("key")),
        When(earlier, then=Subquery(step.values("new_key")[:1])),
        default=Subquery(link.values("at")[:1]),
    )
    how = Case(
        When(kept, then=Value(SAME_KEY)),
        When(earlier, then=Value(REPLACED)),
        default=Subquery(link.values("relation")[:1]),
        output_field=CharField(),
    )
    return (
        Area.objects.filter(
            earlier | ~Q(version__framework=framework), version__published_at__isnull=False
        )
        .annotate(read_at=read_at)
        .filter(read_at__in=its_areas.values("key"))
        .annotate(road=Concat(how, Value(" "), F("read_at")))
        .order_by()
    )


def road_from(area: str, into: Version) -> Subquery:
    """Return the ``road`` by which rows on an area are read in a version; null where on its own.

    :param area: the field of the rows that holds the area.
    """
    roads = areas_read_into(into).filter(pk=OuterRef(area))
    return Subquery(roads.values("road")[:1])


@dataclass(frozen=True)
class Carried:
    """How evidence of one area comes to be read at another.

    :ivar read_at: the key of the area at which it is read.
    :ivar said: from where, in words.
    """

    read_at: str
    said: str


def carried(road: str, *, version_id: int, area_id: int) -> Carried:
    """Return a ``road`` in words. No query once the version has been read in this process.

    :param version_id: of the area that the evidence stands on, ``area_id``.
    """
    how, _space, key = road.partition(" ")
    tree = tree_of(version_id)
    place = {
        "version": tree.number,
        "area": tree.areas[area_id].title,
        "framework": tree.title,
    }
    if how == SAME_KEY:
        said = _("Carried from version %(version)d")
    elif how == REPLACED:
        said = _("Carried from version %(version)d, “%(area)s”, which this area replaces")
    elif how == MapRelation.SAME_AS:
        said = _("Carried from %(framework)s, “%(area)s”, which is the same as this area")
    else:
        said = _("Carried from %(framework)s, “%(area)s”, which is part of this area")
    return Carried(key, said % place)
