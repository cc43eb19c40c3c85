"""What one sign-off closes, as rows and as the values whose hash it carries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from assessments.models import Addendum, Evidence, Judgement, Reply
from people.scope import Scope
from records.digest import digest_of
from records.models import (
    JournalEntry,
    SignOff,
    SignOffEntry,
    SignOffEvidence,
    SignOffJudgement,
)
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
    said = said_of(evidence)
    content = _content(span, evidence, judgements, entries, said)
    return Closing(evidence, judgements, entries, digest_of(content))


def digests_now(sign_offs: Iterable[SignOff]) -> dict[int, str]:
    """Reckon the hash of each sign-off's content from the rows it names, as they stand now.

    Each is equal to its ``digest`` as long as nothing that was signed has changed. Replies and
    addenda written after a sign-off are not part of what was signed. Eight queries for any number.
    """
    wanted = list(sign_offs)
    ids = [sign_off.pk for sign_off in wanted]
    evidence = _by_sign_off(
        SignOffEvidence.objects.filter(sign_off__in=ids).prefetch_related("evidence__ticks"),
        "evidence",
    )
    judgements = _by_sign_off(
        SignOffJudgement.objects.filter(sign_off__in=ids).prefetch_related("judgement__rests_on"),
        "judgement",
    )
    entries = _by_sign_off(
        SignOffEntry.objects.filter(sign_off__in=ids).prefetch_related("entry"), "entry"
    )
    said = said_of(row for rows in evidence.values() for row in rows)
    return {
        sign_off.pk: digest_now(
            sign_off,
            evidence[sign_off.pk],
            judgements[sign_off.pk],
            entries[sign_off.pk],
            said,
        )
        for sign_off in wanted
    }


def digest_now(
    sign_off: SignOff,
    evidence: Sequence[Evidence],
    judgements: Sequence[Judgement],
    entries: Sequence[JournalEntry],
    said: Iterable[Reply | Addendum],
) -> str:
    """Reckon the hash of one sign-off's content from its rows by day. No query.

    :param said: what was said of the reviews; only what was said before the signing is reckoned.
    """
    reviews = {row.review_id for row in evidence}
    before = [row for row in said if row.review_id in reviews and row.at <= sign_off.at]
    return digest_of(_content(span_of(sign_off), evidence, judgements, entries, before))


def span_of(sign_off: SignOff) -> Span:
    """Return what a sign-off was about."""
    return Span(sign_off.person_id, sign_off.version_id, sign_off.period_from, sign_off.period_to)


def _by_sign_off(links: Iterable[Any], name: str) -> dict[int, list[Any]]:
    """Return, by sign-off, the rows these links name, by day."""
    rows: dict[int, list[Any]] = defaultdict(list)
    for link in links:
        rows[link.sign_off_id].append(getattr(link, name))
    for named in rows.values():
        named.sort(key=lambda row: (row.on, row.pk))
    return rows


def said_of(evidence: Iterable[Evidence]) -> list[Reply | Addendum]:
    """Return what was said of the reviews this evidence comes from: replies, then addenda."""
    reviews = {row.review_id for row in evidence} - {None}
    return [
        *Reply.objects.filter(review__in=reviews).select_related("by").order_by("pk"),
        *Addendum.objects.filter(review__in=reviews).select_related("by").order_by("pk"),
    ]


def _words_of(row: Evidence) -> dict[str, Any]:
    """Return the words of a narrative that evidence rests on; nothing where it rests on none, so
    that what was signed before there were any keeps its hash."""
    words = {str(tick.behaviour_id): tick.words for tick in row.ticks.all() if tick.words}
    return {"words": words} if words else {}


def _content(
    span: Span,
    evidence: Sequence[Evidence],
    judgements: Sequence[Judgement],
    entries: Sequence[JournalEntry],
    said: Sequence[Reply | Addendum],
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
                **_words_of(row),
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
        "said": [
            {
                "what": row._meta.model_name,
                "id": row.pk,
                "review": row.review_id,
                "sort": str(getattr(row, "sort", "")),
                "text": row.text,
                "by": row.by_id,
            }
            for row in said
        ],
    }
