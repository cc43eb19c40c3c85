"""Linking the competency areas of two frameworks, and ending such a link.

Source: MODEL, "Decisions in it"; docs/decisions/0105.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import rules
from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError, NotAllowed
from core.services import trail
from frameworks.enums import CARRYING, MapRelation
from frameworks.models import Framework, MapLink
from frameworks.services.wording import one_text
from frameworks.tree import Tree

LONGEST_REASON = 1000


@dataclass(frozen=True)
class Place:
    """An area of a framework, by its key."""

    tree: Tree
    key: str


@transaction.atomic
def link_areas(
    *,
    here: Place,
    there: Place,
    relation: str,
    reason: str,
    on: dt.date,
    by: Any,
    scope: Any,
) -> MapLink:
    """Say what one area is to an area of another framework, and why.

    *Is part of* leads from the part to the whole. Evidence of one area is read at one area of
    another framework at most, so that each piece counts once there.

    :raises NotAllowed: ``by`` does not keep the frameworks.
    :raises DomainError: beside the field: no such area, two areas of one framework, no reason,
        linked already, or evidence of the area is read at another area there.
    """
    _refuse_unless_keeper(scope)
    if here.key not in here.tree.area_by_key:
        raise DomainError(_("Choose an area of a framework that is in use."), field="here")
    if there.key not in there.tree.area_by_key:
        raise DomainError(_("Choose an area of a framework that is in use."), field="there")
    if here.tree.code == there.tree.code:
        raise DomainError(_("Choose an area of another framework."), field="there")
    if relation not in MapRelation.values:
        raise DomainError(_("Say what the one is to the other."), field="relation")
    reason = one_text(reason, LONGEST_REASON, "reason")
    frameworks = {
        framework.code: framework
        for framework in Framework.objects.select_for_update()
        .filter(code__in=[here.tree.code, there.tree.code])
        .order_by("pk")
    }
    start, end = frameworks[here.tree.code], frameworks[there.tree.code]
    _refuse_linked(start, here, end, there)
    if relation in CARRYING:
        _refuse_second_way(start, here, end)
    if relation == MapRelation.SAME_AS:
        _refuse_second_way(end, there, start)
    link = MapLink.objects.create(
        from_framework=start,
        from_key=here.key,
        to_framework=end,
        to_key=there.key,
        relation=relation,
        reason=reason,
        made_on=on,
    )
    trail.record(
        "map.linked",
        by=by,
        record=link,
        detail={
            "from": f"{start.code}/{here.key}",
            "to": f"{end.code}/{there.key}",
            "relation": relation,
            "reason": reason,
        },
    )
    return link


@transaction.atomic
def end_map_link(*, link: MapLink, reason: str, on: dt.date, by: Any, scope: Any) -> None:
    """End a link, with a reason. From now on no evidence is read across it; judgements that rest
    on such evidence stay as they were made.

    :raises DomainError: beside ``reason`` where there is none; the link has ended.
    """
    _refuse_unless_keeper(scope)
    link = MapLink.objects.select_for_update().get(pk=link.pk)
    if link.ended_on is not None:
        raise DomainError(_("This link has ended already."))
    link.ended_on, link.end_reason = on, one_text(reason, LONGEST_REASON, "reason")
    link.save(update_fields=["ended_on", "end_reason"])
    trail.record("map.ended", by=by, record=link, detail={"on": on, "reason": link.end_reason})


def _refuse_unless_keeper(scope: Any) -> None:
    if not rules.has_perm("frameworks.keep_maps", scope):
        raise NotAllowed(_("Framework admins keep the links between frameworks."))


def _refuse_linked(start: Framework, here: Place, end: Framework, there: Place) -> None:
    standing = MapLink.objects.standing()
    if (
        standing.filter(
            from_framework=start, from_key=here.key, to_framework=end, to_key=there.key
        ).exists()
        or standing.filter(
            from_framework=end, from_key=there.key, to_framework=start, to_key=here.key
        ).exists()
    ):
        raise DomainError(
            _("These two areas are linked already. End that link before you make another."),
            field="there",
        )


def _refuse_second_way(framework: Framework, place: Place, into: Framework) -> None:
    """Refuse a second area at which evidence of an area would be read in one framework."""
    link = MapLink.objects.carrying(framework=framework, key=place.key, into=into).first()
    if link is not None:
        raise DomainError(
            _(
                "Evidence of “%(area)s” is read at another area of that framework already, and "
                "each piece counts once. Choose “is related to”, or end the other link first."
            )
            % {"area": place.tree.area_by_key[place.key].title},
            field="relation",
        )
