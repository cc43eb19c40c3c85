"""What evidence says of service standards: of a team or of the organisation, never of a person.

Source: Ombudsman Association, Caseworker Competency Framework, "Link to the Service Standards
Framework"; DOMAIN, section 1: reported for a team or the organisation, never for a person.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q

from assessments.enums import Direction
from assessments.models import Evidence
from assessments.querysets import EvidenceQuerySet
from frameworks.enums import Purpose
from people.scope import Scope

SHOWN_FOR = Purpose.PERFORMANCE_REVIEW
"""A figure on how well work is done is a review of performance: of many, but of performance."""

LEAST_PEOPLE = 5
LEAST_PIECES = 10
"""Source: PRACTICE, "Rules in force": no cell under 10; and nothing that few people make up."""


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


def standards_counted(
    evidence: EvidenceQuerySet, version_ids: list[int], first: dt.date, last: dt.date
) -> Mapping[tuple[int, str], Counted]:
    """Count evidence by service standard, in one query.

    A standard is carried by the areas of the core competencies that it stands under in the
    framework. What is withdrawn or in dispute counts nowhere. For and against are kept apart.

    :param first: the first day of what was seen, and ``last`` the last, both included.
    :returns: by version and key of the standard; a standard without evidence is not in it.
    """
    rows: Any = (
        evidence.counting()
        .filter(version__in=version_ids, on__gte=first, on__lte=last)
        .filter(area__core_competency__supports__isnull=False)
        .values("version_id", key=F("area__core_competency__supports__service_standard__key"))
        .annotate(
            shows=Count("pk", distinct=True, filter=Q(direction=Direction.SHOWS)),
            opposite=Count("pk", distinct=True, filter=Q(direction=Direction.OPPOSITE)),
            people=Count("person", distinct=True),
        )
        .order_by()
    )
    return {
        (row["version_id"], row["key"]): Counted(row["shows"], row["opposite"], row["people"])
        for row in rows
    }
