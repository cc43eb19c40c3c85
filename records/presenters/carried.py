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
    lines: dict[int, tuple[CarriedLine, ...]] = {}
    for row in sorted(rows, key=lambda row: (row["version_id"], row["area_id"], row["direction"])):
        found = carried(row["road"], version_id=row["version_id"], area_id=row["area_id"])
        area = tree.area_by_key[found.read_at]
        url = reverse("evidence_list", args=[person_id, area.id]) + query
        said = _("%(carried)s: %(count)s") % {"carried": found.said, "count": _count(row)}
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
