"""Reviews as rows of a list."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.enums import ReviewState
from core.links import links_to


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One review in a list, and where it is read or written."""

    href: str
    reference: str
    person: str
    reviewer: str
    due_on: dt.date
    state: str


def review_rows(rows: Iterable[Mapping[str, Any]], route: str) -> list[ReviewRow]:
    """Return the rows of ``FileReview.objects.listed()`` in words, each a link to this route."""
    states = {value: str(label) for value, label in ReviewState.choices}
    address = links_to(route)
    return [
        ReviewRow(
            href=address(row["pk"]),
            reference=row["reference"],
            person=row["person_name"],
            reviewer=row["reviewer_name"],
            due_on=row["due_on"],
            state=states[row["state"]],
        )
        for row in rows
    ]
