"""Evidence that was carried from elsewhere, as lines beside the cells of a profile."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.enums import Direction
from frameworks.carrying import carried
from frameworks.tree import Tree


@dataclass(frozen=True)
class CarriedLine:
    """What was recorded under an area elsewhere, with where it is read."""

    said: str
    url: str


def carried_lines(
    person_id: int, tree: Tree, rows: Iterable[Mapping[str, Any]], query: str = ""
) -> dict[int, tuple[CarriedLine, ...]]:
    """Return the lines by area of the version at which they are read.

    :param rows: of ``evidence_by_area``, those with a ``road``.
    :param query: what each address ends with.
    """
    found: dict[tuple[int, int, str], dict[str, str]] = {}
    for row in rows:
        place = (row["version_id"], row["area_id"], row["road"])
        found.setdefault(place, {})[row["direction"]] = _count(row)
    lines: dict[int, tuple[CarriedLine, ...]] = {}
    for (version_id, area_id, road), counts in sorted(found.items()):
        source = carried(road, version_id=version_id, area_id=area_id)
        area = tree.area_by_key[source.read_at]
        url = reverse("evidence_list", args=[person_id, area.id]) + query
        told = ", ".join(counts[direction] for direction in Direction if direction in counts)
        said = _("%(carried)s: %(counts)s") % {"carried": source.said, "counts": told}
        lines[area.id] = (*lines.get(area.id, ()), CarriedLine(said, url))
    return lines


def _count(row: Mapping[str, Any]) -> str:
    if row["direction"] == Direction.SHOWS:
        words = ngettext("%(number)d shows it", "%(number)d show it", row["number"])
    else:
        words = ngettext(
            "%(number)d shows the opposite", "%(number)d show the opposite", row["number"]
        )
    return words % {"number": row["number"]}
