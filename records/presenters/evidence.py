"""One piece of evidence: what it says, and what it rests on."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.enums import COUNTING_STATES, ReviewState, Source
from assessments.models import Evidence
from frameworks.carrying import carried


@dataclass(frozen=True)
class Line:
    """One piece of evidence in a list.

    :ivar standing: why it does not count, in a whole sentence; "" where it counts.
    :ivar carried: from where it was carried to the area that the list is of; "" where from none.
    """

    url: str
    on: dt.date
    source: str
    by: str
    statement: str
    review_url: str
    reference: str
    standing: str
    carried: str


def lines_of(rows: Iterable[Evidence]) -> list[Line]:
    """Return evidence, loaded with its author, review, withdrawal and road, as lines of a list."""
    return [line_of(evidence) for evidence in rows]


def line_of(evidence: Evidence) -> Line:
    """Return one piece of evidence as a line."""
    review = evidence.review
    return Line(
        url=reverse("evidence_detail", args=[evidence.pk]),
        on=evidence.on,
        source=str(Source(evidence.source).label),
        by=evidence.author.name,
        statement=evidence.statement,
        review_url=finding_url(evidence),
        reference=review.case_file.reference if review else "",
        standing=standing_of(evidence),
        carried=_carried(evidence),
    )


def road_of(evidence: Evidence) -> str:
    """Return how evidence came to the area that a list is of; "" where it stands on it."""
    return getattr(evidence, "road", None) or ""


def _carried(evidence: Evidence) -> str:
    road = road_of(evidence)
    if not road:
        return ""
    return carried(road, version_id=evidence.version_id, area_id=evidence.area_id).said


def finding_url(evidence: Evidence) -> str:
    """Return the address of the finding, else of the review, that evidence rests on."""
    if not evidence.review_id:
        return ""
    address = reverse("review_detail", args=[evidence.review_id])
    return f"{address}#finding-{evidence.finding_id}" if evidence.finding_id else address


def standing_of(evidence: Evidence) -> str:
    """Return why a piece of evidence counts nowhere, as a sentence; "" where it counts."""
    if getattr(evidence, "withdrawal", None):
        return _("Withdrawn: it counts nowhere.")
    if evidence.review and evidence.review.state == ReviewState.DISPUTED:
        return _("Disputed: it counts nowhere while the dispute is open.")
    if evidence.review and evidence.review.state not in COUNTING_STATES:
        return _("The review it rests on was withdrawn: it counts nowhere.")
    return ""
