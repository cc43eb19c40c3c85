"""What a review says, for reading: from what was typed, or from the sheet that was written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assessments.content import NO_LEVELS, ReviewContent, rests_on
from assessments.enums import AnswerValue, FindingSort
from assessments.outcome import Summary, summarise
from assessments.presenters.write import find_area

if TYPE_CHECKING:
    from assessments.models import Answer, Criterion
    from assessments.narrative import Levels
    from frameworks.tree import AreaNode, BehaviourLeaf, Tree

SORT_ORDER = [
    FindingSort.GOOD_PRACTICE,
    FindingSort.LEARNING,
    FindingSort.IMPROVEMENT,
    FindingSort.HARM,
]
"""Good practice first, then the rest (SCREENS, "Reading a review")."""


@dataclass(frozen=True)
class AnswerLine:
    criterion: Criterion
    value: str
    label: str
    comment: str


@dataclass(frozen=True)
class FindingLine:
    id: int
    sort: str
    label: str
    area: AreaNode | None
    effective: list[BehaviourLeaf]
    ineffective: list[BehaviourLeaf]
    note: str
    criterion: Criterion | None
    words: list[tuple[str, str]] = field(default_factory=list)
    """Of a narrative: the words that were marked, each with the kind of text they stand in."""


@dataclass(frozen=True)
class ReadPage:
    groups: list[tuple[str, list[AnswerLine]]]
    findings: list[FindingLine]
    summary: Summary
    counts: list[tuple[str, int]]


def _grouped(lines: Sequence[AnswerLine]) -> list[tuple[str, list[AnswerLine]]]:
    groups: dict[str, list[AnswerLine]] = {}
    for line in lines:
        groups.setdefault(line.criterion.group, []).append(line)
    return list(groups.items())


def _read_page(lines: Sequence[AnswerLine], findings: Sequence[FindingLine]) -> ReadPage:
    summary = summarise((line.value, line.criterion.critical) for line in lines)
    return ReadPage(
        groups=_grouped(lines),
        findings=sorted(findings, key=lambda line: SORT_ORDER.index(FindingSort(line.sort))),
        summary=summary,
        counts=[
            (str(label), summary.counts[value])
            for value, label in AnswerValue.choices
            if value in summary.counts
        ],
    )


def _finding_line(
    *,
    key: int,
    sort: str,
    area: AreaNode | None,
    ticked: Mapping[int, str],
    note: str,
    criterion: Criterion | None,
) -> FindingLine:
    named = [leaf for leaf in (area.behaviours if area else ()) if leaf.id in ticked]
    seen = [leaf for leaf in named if not ticked[leaf.id]]
    return FindingLine(
        id=key,
        sort=sort,
        label=str(FindingSort(sort).label),
        area=area,
        effective=[leaf for leaf in seen if leaf.kind == "effective"],
        ineffective=[leaf for leaf in seen if leaf.kind == "ineffective"],
        note=note,
        criterion=criterion,
        words=[(extract, leaf.kind) for leaf in named for extract in ticked[leaf.id].splitlines()],
    )


def check_page(
    content: ReviewContent,
    *,
    criteria: Sequence[Criterion],
    trees: Sequence[Tree],
    levels: Levels = NO_LEVELS,
) -> ReadPage:
    """Return what a draft without problems says, to be checked before it is finished."""
    by_key = {criterion.key: criterion for criterion in criteria}
    lines = [
        AnswerLine(
            criterion,
            (answer := content.answer_to(criterion.key)).value,
            str(AnswerValue(answer.value).label),
            answer.comment,
        )
        for criterion in criteria
    ]
    findings = [
        _finding_line(
            key=finding.number,
            sort=finding.sort,
            area=find_area(trees, finding.area),
            ticked=rests_on(finding, trees, levels),
            note=finding.note,
            criterion=by_key.get(finding.criterion),
        )
        for finding in content.written_findings
    ]
    return _read_page(lines, findings)


def sheet_page(
    answers: Iterable[Answer], findings: Iterable[Mapping[str, Any]], *, trees: Sequence[Tree]
) -> ReadPage:
    """Return what a written sheet says, from its answers (with criteria) and its findings
    (as ``queries.findings_of`` gives them). Asks the database for nothing else."""
    answers = list(answers)
    criteria = {answer.criterion_id: answer.criterion for answer in answers}
    lines = [
        AnswerLine(
            answer.criterion,
            answer.value,
            str(AnswerValue(answer.value).label),
            answer.comment,
        )
        for answer in answers
    ]
    return _read_page(
        lines,
        [
            _finding_line(
                key=finding["pk"],
                sort=finding["sort"],
                area=find_area(trees, finding["area_id"]),
                ticked=finding["ticked"],
                note=finding["note"],
                criterion=criteria.get(finding["criterion_id"] or 0),
            )
            for finding in findings
        ],
    )


def talking_note(page: ReadPage) -> str:
    """Return a note to talk from, made of the findings, good practice first.

    What is kept of it becomes the feedback record. Source: PRACTICE, "File review".
    """
    parts = []
    for line in page.findings:
        area = f" ({line.area.title})" if line.area else ""
        parts.append(f"{line.label}{area}: {line.note}")
    return "\n\n".join(parts)
