"""What one sign-off closes, as rows and as the values whose hash it carries."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from assessments.models import Addendum, Evidence, Judgement, Reply
from people.scope import Scope
from records.digest import digest_of
from records.models import JournalEntry, SignOff
from records.querysets.closing import (
    Span,
    entries_to_close,
    evidence_to_close,
    judgements_to_close,
)


@dataclass(frozen=True)
class Closing:
    """Exactly what one sign-off closes, and the hash of it."""

    evidence: tuple[Evidence, ...]
    judgements: tuple[Judgement, ...]
    entries: tuple[JournalEntry, ...]
    digest: str

    @property
    def is_empty(self) -> bool:
        return not (self.evidence or self.judgements or self.entries)


def closing_of(span: Span, scope: Scope) -> Closing:
    """Return what a sign-off of this span by this scope would close now. Seven queries."""
    evidence = tuple(evidence_to_close(span, scope))
    judgements = tuple(judgements_to_close(span, scope))
    entries = tuple(entries_to_close(span, scope))
    reviews = {row.review_id for row in evidence if row.review_id}
    said = _said_of(reviews, until=None)
    content = _content(span, evidence, judgements, entries, said)
    return Closing(evidence, judgements, entries, digest_of(content))


def digest_now(sign_off: SignOff) -> str:
    """Reckon the hash of a sign-off's content from the rows it names, as they stand now.

    Equal to ``sign_off.digest`` as long as nothing that was signed has changed. Replies and
    addenda written after the sign-off are not part of what was signed.
    """
    evidence = tuple(
        Evidence.objects.filter(sign_offs__sign_off=sign_off)
        .prefetch_related("ticks")
        .order_by("on", "pk")
    )
    judgements = tuple(
        Judgement.objects.filter(sign_offs__sign_off=sign_off)
        .prefetch_related("rests_on")
        .order_by("on", "pk")
    )
    entries = tuple(JournalEntry.objects.filter(sign_offs__sign_off=sign_off).order_by("on", "pk"))
    reviews = {row.review_id for row in evidence if row.review_id}
    span = Span(sign_off.person_id, sign_off.version_id, sign_off.period_from, sign_off.period_to)
    said = _said_of(reviews, until=sign_off.at)
    return digest_of(_content(span, evidence, judgements, entries, said))


def _said_of(reviews: set[int], *, until: dt.datetime | None) -> list[dict[str, Any]]:
    """Return what was said of these reviews up to a moment, replies and addenda, as values."""
    said = []
    for model, sort in ((Reply, "reply"), (Addendum, "addendum")):
        rows = model.objects.filter(review__in=reviews)
        if until:
            rows = rows.filter(at__lte=until)
        said += [
            {
                "what": sort,
                "id": row.pk,
                "review": row.review_id,
                "sort": getattr(row, "sort", ""),
                "text": row.text,
                "by": row.by_id,
            }
            for row in rows.order_by("pk")
        ]
    return said


def _content(
    span: Span,
    evidence: tuple[Evidence, ...],
    judgements: tuple[Judgement, ...],
    entries: tuple[JournalEntry, ...],
    said: list[dict[str, Any]],
) -> dict[str, Any]:
    """Return what is closed as plain values: the text whose hash a sign-off carries."""
    return {
        "person": span.person_id,
        "version": span.version_id,
        "period": [span.first.isoformat(), span.last.isoformat()],
        "evidence": [
            {
                "id": row.pk,
                "area": row.area_id,
                "on": row.on.isoformat(),
                "direction": str(row.direction),
                "source": str(row.source),
                "purpose": str(row.purpose),
                "author": row.author_id,
                "statement": row.statement,
                "behaviours": sorted(tick.behaviour_id for tick in row.ticks.all()),
            }
            for row in evidence
        ],
        "judgements": [
            {
                "id": row.pk,
                "area": row.area_id,
                "on": row.on.isoformat(),
                "degree": row.degree_id,
                "reason": row.reason,
                "by": row.by_id,
                "evidence": sorted(link.evidence_id for link in row.rests_on.all()),
            }
            for row in judgements
        ],
        "entries": [
            {"id": row.pk, "on": row.on.isoformat(), "kind": str(row.kind), "text": row.text}
            for row in entries
        ],
        "said": said,
    }
