"""Evidence and judgements as parts of the document: numbered, grouped, and marked if shaken."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.enums import Direction, ReplySort, ReviewState
from assessments.models import Addendum, Evidence, Judgement, Reply
from frameworks.enums import BehaviourKind
from frameworks.tree import AreaNode, BehaviourLeaf, Tree
from records.closing import said_of
from records.enums import Reader

from .content import (
    AreaPart,
    BehaviourLine,
    CorePart,
    EvidenceItem,
    JudgementItem,
    Remark,
    Standing,
)


@dataclass
class Said:
    """What was said of reviews after they were shared, by review."""

    replies: dict[int, list[Reply]] = field(default_factory=lambda: defaultdict(list))
    addenda: dict[int, list[Addendum]] = field(default_factory=lambda: defaultdict(list))


def cores_of(
    reader: Reader,
    tree: Tree,
    rows: Iterable[Evidence],
    judged: Iterable[Judgement],
    said: Iterable[Reply | Addendum] | None = None,
) -> tuple[CorePart, ...]:
    """Return every core competency with its areas, and what stands under each, numbered through.

    :param rows: evidence with what ``told_evidence`` adds; what was withdrawn unsigned is left
        out.
    :param judged: judgements with what ``told_judgements`` adds, by day.
    :param said: replies and addenda to the reviews of this evidence; read here if not given.
    """
    order = {area_id: place for place, area_id in enumerate(tree.areas)}
    kept = sorted(
        (row for row in rows if standing(row) != Standing.WITHDRAWN or signed_on(row)),
        key=lambda row: (order[row.area_id], row.on, row.pk),
    )
    numbers = {row.pk: number for number, row in enumerate(kept, start=1)}
    shaken = {row.pk for row in kept if standing(row) != Standing.COUNTS}
    spoken = _by_review(said_of(kept) if said is None else said)
    evidence: dict[int, list[EvidenceItem]] = defaultdict(list)
    for row in kept:
        evidence[row.area_id].append(_item(reader, tree, row, numbers[row.pk], spoken))
    judgements: dict[int, list[JudgementItem]] = defaultdict(list)
    for judgement in judged:
        judgements[judgement.area_id].append(_judgement(tree, judgement, numbers, shaken))
    return tuple(
        CorePart(
            key=core.key,
            title=core.title,
            printed_number=core.printed_number,
            sentence=core.sentence,
            stem=core.stem,
            areas=tuple(_area(area, evidence[area.id], judgements[area.id]) for area in core.areas),
        )
        for core in tree.cores
    )


def standing(row: Evidence) -> Standing:
    """Return whether evidence counts: a withdrawal is final, a dispute holds while it is open."""
    if hasattr(row, "withdrawal"):
        return Standing.WITHDRAWN
    if row.review is None or row.review.state not in (ReviewState.DISPUTED, ReviewState.WITHDRAWN):
        return Standing.COUNTS
    return Standing.DISPUTED if row.review.state == ReviewState.DISPUTED else Standing.WITHDRAWN


def signed_on(row: Any) -> dt.date | None:
    """Return the day on which a row (with its ``signed_at``) was first signed, or None."""
    return timezone.localdate(row.signed_at) if row.signed_at else None


def _by_review(rows: Iterable[Reply | Addendum]) -> Said:
    said = Said()
    for row in rows:
        if isinstance(row, Reply):
            said.replies[row.review_id].append(row)
        else:
            said.addenda[row.review_id].append(row)
    return said


def _area(
    node: AreaNode, evidence: list[EvidenceItem], judgements: list[JudgementItem]
) -> AreaPart:
    return AreaPart(
        key=node.key,
        title=node.title,
        printed_number=node.printed_number,
        text=node.text,
        evidence=tuple(evidence),
        judgements=tuple(judgements),
    )


def _item(reader: Reader, tree: Tree, row: Evidence, number: int, said: Said) -> EvidenceItem:
    now = standing(row)
    disputed_on, because = _shaken_when(row, now, said)
    criterion = row.finding.criterion if row.finding else None
    show_file = reader != Reader.HR
    return EvidenceItem(
        number=number,
        on=row.on,
        direction=Direction(row.direction),
        statement=row.statement,
        source=row.get_source_display(),
        reference=row.review.case_file.reference if row.review and show_file else "",
        author=row.author.name,
        purpose=row.get_purpose_display(),
        criterion=criterion.text if criterion else "",
        behaviours=tuple(
            BehaviourLine(kind=str(BehaviourKind(leaf.kind).label), text=text)
            for leaf, text in named_by(row, tree)
        ),
        standing=now,
        standing_on=disputed_on,
        standing_because=because,
        remarks=_remarks(reader, row, said),
        signed_on=signed_on(row),
    )


def named_by(row: Evidence, tree: Tree) -> Iterator[tuple[BehaviourLeaf, str]]:
    """Yield the behaviours a piece of evidence names, each with its text; of a narrative, with the
    words that were marked."""
    for tick in row.ticks.all():
        leaf = tree.behaviours[tick.behaviour_id]
        if tick.words:
            yield leaf, " … ".join(f"“{words}”" for words in tick.words.splitlines())
        else:
            yield leaf, f"{leaf.stem} {leaf.text}".strip()


def _shaken_when(row: Evidence, now: Standing, said: Said) -> tuple[dt.date | None, str]:
    """Return since when evidence no longer counts, and the reason given for a withdrawal."""
    if now == Standing.WITHDRAWN and hasattr(row, "withdrawal"):
        return timezone.localdate(row.withdrawal.at), row.withdrawal.reason
    if now == Standing.DISPUTED:
        days = [r.at for r in said.replies[row.review_id or 0] if r.sort == ReplySort.DISPUTED]
        return (timezone.localdate(max(days)) if days else None), ""
    return None, ""


def _remarks(reader: Reader, row: Evidence, said: Said) -> tuple[Remark, ...]:
    """Return what was said of the review that this evidence comes from.

    HR reads what was signed, so of replies and addenda those from before the sign-off; and every
    dispute, whenever it was raised, for a disputed finding is printed with the reply or not at all.
    """
    replies = [reply for reply in said.replies[row.review_id or 0] if reply.text]
    addenda = said.addenda[row.review_id or 0]
    if reader == Reader.HR:
        until: dt.datetime | None = row.signed_at  # type: ignore[attr-defined]
        replies = [r for r in replies if r.sort == ReplySort.DISPUTED or _by_then(r, until)]
        addenda = [note for note in addenda if _by_then(note, until)]
    remarks = [(r.at, _remark(r, r.get_sort_display(), row)) for r in replies]
    remarks += [(note.at, _remark(note, _("Added later"), row)) for note in addenda]
    return tuple(remark for _at, remark in sorted(remarks, key=lambda pair: pair[0]))


def _by_then(said: Reply | Addendum, until: dt.datetime | None) -> bool:
    return until is not None and said.at <= until


def _remark(said: Reply | Addendum, sort: str, row: Evidence) -> Remark:
    return Remark(
        sort=sort,
        own=said.by_id == row.person_id,
        on=timezone.localdate(said.at),
        by=said.by.name,
        text=said.text,
    )


def _judgement(
    tree: Tree, row: Judgement, numbers: Mapping[int, int], shaken: set[int]
) -> JudgementItem:
    rests_on = [link.evidence_id for link in row.rests_on.all()]
    return JudgementItem(
        on=row.on,
        degree=tree.degree_by_id[row.degree_id].word,
        by=row.by.name,
        reason=row.reason,
        rests_on=tuple(sorted(numbers[pk] for pk in rests_on if pk in numbers)),
        elsewhere=any(pk not in numbers for pk in rests_on),
        shaken=tuple(sorted(numbers[pk] for pk in rests_on if pk in shaken)),
        signed_on=signed_on(row),
    )
