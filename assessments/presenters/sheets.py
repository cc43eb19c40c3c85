"""What the sheets of one review say side by side: where two reviewers agree, and where not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assessments.enums import AnswerValue

if TYPE_CHECKING:
    from assessments.agreeing import Written
    from assessments.models import Criterion
    from assessments.presenters.check import AnswerLine, FindingLine, ReadPage


def answers_beside(sheets: Mapping[str, Written]) -> dict[str, list[tuple[str, str, str]]]:
    """Return, by criterion, who answered what with which comment."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for name, sheet in sheets.items():
        for answer in sheet.answers:
            line = (name, str(AnswerValue(answer.value).label), answer.comment)
            found.setdefault(answer.criterion.key, []).append(line)
    return found


@dataclass(frozen=True)
class SheetPage:
    """One sheet with its writer."""

    part: str
    heading: str
    writer: str
    page: ReadPage


@dataclass(frozen=True)
class CriterionTwice:
    """What two reviewers answered to one question."""

    criterion: Criterion
    lines: list[AnswerLine]

    @property
    def agree(self) -> bool:
        return len({line.value for line in self.lines}) == 1


@dataclass(frozen=True)
class FindingsTwice:
    """What two reviewers found in one competency area: their names, each with what they saw."""

    title: str
    url: str
    by_writer: list[tuple[str, list[FindingLine]]]

    @property
    def agree(self) -> bool:
        """Whether both saw something there, of the same sorts."""
        sorts = [{line.sort for line in lines} for _name, lines in self.by_writer]
        return all(sorts) and all(each == sorts[0] for each in sorts)


@dataclass(frozen=True)
class Comparison:
    """Two sheets side by side: counts with their denominator, never a percentage."""

    writers: list[str]
    criteria: list[CriterionTwice] = field(default_factory=list)
    areas: list[FindingsTwice] = field(default_factory=list)

    @property
    def agreed(self) -> int:
        return sum(row.agree for row in self.criteria)


def compare(first: SheetPage, second: SheetPage) -> Comparison:
    """Return what two reviewers of one file wrote, by criterion and by competency area."""
    lines: dict[int, list[AnswerLine]] = {}
    areas: dict[int, tuple[str, str, list[list[FindingLine]]]] = {}
    for place, sheet in enumerate((first, second)):
        for _name, group in sheet.page.groups:
            for line in group:
                lines.setdefault(line.criterion.pk, []).append(line)
        for finding in sheet.page.findings:
            key, title, url = _area(finding)
            areas.setdefault(key, (title, url, [[], []]))[2][place].append(finding)
    names = [first.writer, second.writer]
    return Comparison(
        writers=names,
        criteria=[CriterionTwice(both[0].criterion, both) for both in lines.values()],
        areas=[
            FindingsTwice(title, url, list(zip(names, found, strict=True)))
            for title, url, found in areas.values()
        ],
    )


def _area(finding: FindingLine) -> tuple[int, str, str]:
    if finding.area is None:
        return 0, "", ""
    return (
        finding.area.id,
        f"{finding.area.core_title}: {finding.area.title}",
        finding.area.url,
    )
