"""Evidence, page by page, newest first."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from assessments.models import Evidence
from core.keyset import Place


@dataclass(frozen=True)
class EvidencePage:
    """One page of evidence; ``older`` is the place to go on from, "" where this is the last."""

    rows: list[Evidence]
    older: str = ""


def evidence_page(
    rows: QuerySet[Evidence], *, size: int, older_than: str = "", first: dt.date | None = None
) -> EvidencePage:
    """Return one page of evidence with what a line says of it, newest first, in one query.

    :param rows: evidence already narrowed by ``visible_to``.
    :param older_than: the place that ended the page before; nonsense is the first page.
    :param first: the earliest day shown, where there is one.
    """
    if first:
        rows = rows.filter(on__gte=first)
    if place := Place.read(older_than):
        rows = rows.filter(Q(on__lt=place.day) | Q(on=place.day, pk__lt=place.pk))
    found = list(
        rows.select_related("author", "review__case_file", "withdrawal").order_by("-on", "-pk")[
            : size + 1
        ]
    )
    if len(found) <= size:
        return EvidencePage(found)
    last = found[size - 1]
    return EvidencePage(found[:size], str(Place(last.on, last.pk)))
