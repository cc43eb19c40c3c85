"""What evidence says of service standards: of a team or of the organisation, never of a person.

Source: Ombudsman Association, Caseworker Competency Framework, "Link to the Service Standards
Framework"; DOMAIN, section 1: reported for a team or the organisation, never for a person.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import BigIntegerField, Count, Q, Value

from assessments.enums import Direction
from assessments.models import Evidence
from assessments.querysets import EvidenceQuerySet
from frameworks.carrying import areas_read_into
from frameworks.enums import Purpose
from frameworks.models import Version
from frameworks.tree import Tree
from people.scope import Scope

SHOWN_FOR = Purpose.PERFORMANCE_REVIEW
"""A figure on how well work is done is a review of performance: of many, but of performance."""

LEAST_PEOPLE = 5
LEAST_PIECES = 10
"""Source: PRACTICE, "Rules in force": no cell under 10; and nothing that few people make up."""


AreasByStandard = Mapping[tuple[int, str], frozenset[int]]
"""The ids of areas by version and key of the service standard that they carry."""


@dataclass(frozen=True)
class Counted:
    """What was recorded on the areas that carry a standard; each piece counts once.

    :ivar people: how many people it is about.
    """

    shows: int
    opposite: int
    people: int

    @property
    def pieces(self) -> int:
        return self.shows + self.opposite

    @property
    def enough(self) -> bool:
        """Say whether it may be shown: so many pieces about so many that it is about nobody."""
        return self.pieces >= LEAST_PIECES and self.people >= LEAST_PEOPLE


def team_evidence(scope: Scope) -> EvidenceQuerySet:
    """Return the evidence about those whom this scope supervises or covers for, as it sees it."""
    seen: EvidenceQuerySet = Evidence.objects.visible_to(scope).usable_for(SHOWN_FOR)
    return seen.filter(scope.supervises_at("person"))


def organisation_evidence() -> EvidenceQuerySet:
    """Return the evidence about everybody, for figures that open no record of anybody."""
    everybody: EvidenceQuerySet = Evidence.objects.usable_for(SHOWN_FOR)
    return everybody


def areas_by_standard(trees: Sequence[Tree]) -> AreasByStandard:
    """Return the areas that carry each standard of these versions, with those of earlier versions
    whose evidence is read at them.

    A standard is carried by the areas of the core competencies that it stands under. One query, and
    none where each is its framework's first version. Links between frameworks carry nothing here:
    a figure is of one framework.
    """
    earlier = _earlier_areas([tree for tree in trees if tree.number > 1])
    found: dict[tuple[int, str], set[int]] = {}
    for tree in trees:
        for core in tree.cores:
            areas = {
                pk for area in core.areas for pk in (area.id, *earlier[tree.version_id, area.key])
            }
            for standard in core.standards:
                found.setdefault((tree.version_id, standard.key), set()).update(areas)
    return {key: frozenset(areas) for key, areas in found.items()}


def _earlier_areas(trees: Sequence[Tree]) -> Mapping[tuple[int, str], list[int]]:
    """Return the areas of earlier versions by version and key of the area they are read at."""
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    if not trees:
        return found
    rows = [
        areas_read_into(version)
        .filter(version__framework=version.framework_id)
        .values_list("pk", "read_at", Value(version.pk, BigIntegerField()))
        for version in Version.objects.filter(pk__in=[tree.version_id for tree in trees])
    ]
    first, *others = rows
    for pk, key, version_id in first.union(*others, all=True) if others else first:
        found[version_id, key].append(pk)
    return found


def standards_counted(
    evidence: EvidenceQuerySet, carrying: AreasByStandard, first: dt.date, last: dt.date
) -> Mapping[tuple[int, str], Counted]:
    """Count evidence by service standard, in one query.

    What is withdrawn or in dispute counts nowhere. For and against are kept apart. Standards that
    the same areas carry are counted once for all of them.

    :param carrying: of :func:`areas_by_standard`.
    :param first: the first day of what was seen, and ``last`` the last, both included.
    :returns: by version and key of the standard.
    """
    sets = list(dict.fromkeys(carrying.values()))
    figures: dict[str, Count] = {}
    for number, areas in enumerate(sets):
        there = Q(area__in=areas)
        figures[f"shows_{number}"] = Count("pk", filter=there & Q(direction=Direction.SHOWS))
        figures[f"opposite_{number}"] = Count("pk", filter=there & Q(direction=Direction.OPPOSITE))
        figures[f"people_{number}"] = Count("person", distinct=True, filter=there)
    if not figures:
        return {}
    rows = evidence.counting().filter(
        area__in=frozenset().union(*sets), on__gte=first, on__lte=last
    )
    told = rows.aggregate(**figures)
    counted = {
        areas: Counted(told[f"shows_{n}"], told[f"opposite_{n}"], told[f"people_{n}"])
        for n, areas in enumerate(sets)
    }
    return {key: counted[areas] for key, areas in carrying.items()}
