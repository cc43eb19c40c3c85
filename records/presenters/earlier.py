"""Evidence of earlier versions, as lines beside the cells of a profile."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.enums import Direction
from frameworks.tree import Tree


@dataclass(frozen=True)
class Earlier:
    """What was recorded under an area of an earlier version, with where it is read."""

    said: str
    url: str


def earlier_lines(
    person_id: int, tree: Tree, rows: Iterable[Mapping[str, Any]], query: str = ""
) -> dict[int, tuple[Earlier, ...]]:
    """Return the lines by area of the later version.

    :param query: what each address ends with.
    :param rows: of ``evidence_before``. What no area of the later version continues is left out:
        it is read under its own version.
    """
    lines: dict[int, tuple[Earlier, ...]] = {}
    for row in rows:
        area = tree.area_by_key.get(row["area__key"]) or tree.area_by_key.get(row["replaced_by"])
        if area is not None:
            url = reverse("evidence_list", args=[person_id, row["area_id"]]) + query
            found = Earlier(_said(row, replaced=area.key != row["area__key"]), url)
            lines[area.id] = (*lines.get(area.id, ()), found)
    return lines


def _said(row: Mapping[str, Any], *, replaced: bool) -> str:
    if row["direction"] == Direction.SHOWS:
        words = ngettext(
            "%(number)d from version %(version)d shows it",
            "%(number)d from version %(version)d show it",
            row["number"],
        )
    else:
        words = ngettext(
            "%(number)d from version %(version)d shows the opposite",
            "%(number)d from version %(version)d show the opposite",
            row["number"],
        )
    said = words % {"number": row["number"], "version": row["version__number"]}
    if replaced:
        said = _("%s (of an area that this one replaces)") % said
    return said
