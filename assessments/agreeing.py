"""Two written sheets side by side, and the fields with which an agreed outcome begins. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assessments.enums import FindingSort

if TYPE_CHECKING:
    from assessments.models import Answer

AGREED_FORM = "agreed_outcome"


@dataclass(frozen=True)
class Written:
    """What one sheet says: answers with their criteria, and findings as ``queries`` gives them.

    :ivar holding: ids of the holding actions that its writer opened on the file, oldest first.
    """

    answers: Sequence[Answer]
    findings: Sequence[Mapping[str, Any]]
    holding: Sequence[int] = ()


def begin_agreed(sheets: Iterable[Written]) -> dict[str, list[str]]:
    """Return the fields of a form that begins from these sheets.

    Where all answer alike the answer is kept, where they differ it is left to be agreed; comments
    follow each other; the findings of all are there, a finding that two wrote alike once.
    """
    sheets = list(sheets)
    fields: dict[str, list[str]] = {}
    values: dict[str, list[str]] = {}
    for sheet in sheets:
        for answer in sheet.answers:
            key = answer.criterion.key
            values.setdefault(key, []).append(answer.value)
            if answer.comment:
                before = fields.get(f"comment-{key}", [""])[0]
                if answer.comment not in before.split("\n\n"):
                    fields[f"comment-{key}"] = ["\n\n".join(filter(None, [before, answer.comment]))]
    for key, given in values.items():
        if len(set(given)) == 1:
            fields[f"answer-{key}"] = [given[0]]
    numbers: list[str] = []
    seen: set[tuple[Any, ...]] = set()
    for sheet in sheets:
        keys = {answer.criterion_id: answer.criterion.key for answer in sheet.answers}
        holding = list(sheet.holding)
        for finding in sheet.findings:
            action = ""
            if finding["sort"] == FindingSort.HARM and holding:
                action = str(holding.pop(0) if len(holding) > 1 else holding[0])
            if same_finding(finding) in seen:
                continue
            seen.add(same_finding(finding))
            number = len(numbers) + 1
            numbers.append(str(number))
            fields |= _finding_fields(number, finding, keys, action)
    fields["finding"] = numbers
    return fields


def same_finding(finding: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what makes two written findings alike: sort, area, words and what they rest on."""
    return (
        finding["sort"],
        finding["area_id"],
        finding["note"],
        tuple(sorted(finding["ticked"].items())),
    )


def _finding_fields(
    number: int, finding: Mapping[str, Any], keys: Mapping[int, str], action: str
) -> dict[str, list[str]]:
    prefix = f"finding-{number}"
    ticked: Mapping[int, str] = finding["ticked"]
    fields = {
        f"{prefix}-sort": [finding["sort"]],
        f"{prefix}-area": [str(finding["area_id"])],
        f"{prefix}-criterion": [keys.get(finding["criterion_id"] or 0, "")],
        f"{prefix}-note": [finding["note"]],
        f"{prefix}-behaviour": [str(key) for key, words in ticked.items() if not words],
        f"{prefix}-words": ["\n".join(words for words in ticked.values() if words)],
    }
    if action:
        fields[f"{prefix}-holding"] = [action]
    return fields
