"""What the page for writing a review shows: built from the draft and kept trees, no query."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from assessments.content import NO_LEVELS, AnswerContent, FindingContent, Problem, ReviewContent
from assessments.enums import NEEDS_COMMENT, AnswerValue, FindingSort
from assessments.identifying import identifiers_in
from assessments.narrative import texts_for
from cases.enums import HoldingActionKind

if TYPE_CHECKING:
    from assessments.models import Criterion
    from assessments.narrative import Levels
    from cases.models import HoldingAction
    from frameworks.tree import AreaNode, Tree

Beside = Mapping[str, Sequence[tuple[str, str, str]]]
NOTHING_BESIDE: Beside = MappingProxyType({})


@dataclass(frozen=True)
class Option:
    value: str
    text: str
    checked: bool
    id: str


@dataclass(frozen=True)
class CriterionRow:
    criterion: Criterion
    answer: AnswerContent
    options: list[Option]
    needs_comment: bool
    answer_error: str = ""
    comment_error: str = ""
    comment_warning: str = ""
    areas: str = ""
    beside: Sequence[tuple[str, str, str]] = ()
    """What was answered before, where that is shown: who, the answer, the comment."""

    @property
    def differ(self) -> bool:
        return len({answer for _who, answer, _comment in self.beside}) > 1


@dataclass(frozen=True)
class Group:
    name: str
    id: str
    rows: list[CriterionRow]

    @property
    def answered(self) -> int:
        return sum(1 for row in self.rows if row.answer.value)


@dataclass(frozen=True)
class AreaGroup:
    """The areas of one core competency, for the list of areas to choose from."""

    name: str
    areas: list[tuple[int, str, bool]]


@dataclass(frozen=True)
class Tick:
    id: int
    text: str
    checked: bool


@dataclass(frozen=True)
class Narrative:
    """The texts of one kind that a narrative area has for somebody's level."""

    heading: str
    texts: list[str]


@dataclass(frozen=True)
class BehaviourLists:
    """The behaviours of the area chosen in one finding, as two short lists to tick."""

    number: int
    area_title: str = ""
    area_id: int | None = None
    effective: list[Tick] = field(default_factory=list)
    ineffective: list[Tick] = field(default_factory=list)
    narrative: list[Narrative] = field(default_factory=list)
    words: str = ""
    words_error: str = ""


@dataclass(frozen=True)
class FindingBlock:
    number: int
    place: int
    content: FindingContent
    criterion: Criterion | None
    sorts: list[Option]
    area_groups: list[AreaGroup]
    behaviours: BehaviourLists
    holding_kinds: list[Option]
    holding_action: HoldingAction | None
    errors: dict[str, str]
    warnings: dict[str, str] = field(default_factory=dict)

    @property
    def note_warning_id(self) -> str:
        return f"finding-{self.number}-note-warning"

    @property
    def is_harm(self) -> bool:
        return self.content.sort == FindingSort.HARM


@dataclass(frozen=True)
class Progress:
    """The side column: how far the review is, in counts."""

    answered: int
    applicable: int
    findings: list[tuple[str, int]]
    touched: list[str]
    empty: list[str]


@dataclass(frozen=True)
class WritePage:
    groups: list[Group]
    findings: list[FindingBlock]
    progress: Progress
    next_number: int


def find_area(trees: Sequence[Tree], area: int | None) -> AreaNode | None:
    """Return an area of these trees by its id, or None."""
    return next((tree.areas[area] for tree in trees if area in tree.areas), None)


def behaviour_lists(
    number: int, area: AreaNode | None, ticked: Sequence[int] = ()
) -> BehaviourLists:
    """Return the behaviours of an area for one finding, those ticked marked."""
    if area is None:
        return BehaviourLists(number)
    lists: dict[str, list[Tick]] = {"effective": [], "ineffective": []}
    for behaviour in area.behaviours:
        if behaviour.kind in lists:
            lists[behaviour.kind].append(Tick(behaviour.id, behaviour.text, behaviour.id in ticked))
    return BehaviourLists(number, area.title, area.id, lists["effective"], lists["ineffective"])


def area_lists(
    finding: FindingContent,
    trees: Sequence[Tree],
    levels: Levels = NO_LEVELS,
    words_error: str = "",
) -> BehaviourLists:
    """Return what the chosen area of a finding shows: lists to tick, or a narrative to read."""
    tree = next((tree for tree in trees if finding.area in tree.areas), None)
    if tree is None or not tree.narrative:
        return behaviour_lists(finding.number, find_area(trees, finding.area), finding.behaviours)
    area = tree.areas[finding.area or 0]
    leaves = texts_for(tree, area, levels.get(tree.version_id, ""))
    kinds = [
        Narrative(str(tree.words[kind]), [leaf.text for leaf in leaves if leaf.kind == kind])
        for kind in ("effective", "ineffective")
    ]
    return BehaviourLists(
        finding.number,
        area.title,
        area.id,
        narrative=[kind for kind in kinds if kind.texts],
        words=finding.words,
        words_error=words_error,
    )


def _criterion_row(
    criterion: Criterion,
    content: ReviewContent,
    errors: dict[str, str],
    warnings: dict[str, str],
    area_titles: str,
    beside: Beside,
) -> CriterionRow:
    answer = content.answer_to(criterion.key)
    options = [
        Option(value, str(text), value == answer.value, f"answer-{criterion.key}-{value}")
        for value, text in AnswerValue.choices
    ]
    # The first radio carries the bare id, so that a link of the error summary lands on it.
    options[0] = Option(
        options[0].value, options[0].text, options[0].checked, f"answer-{criterion.key}"
    )
    return CriterionRow(
        criterion=criterion,
        answer=answer,
        options=options,
        needs_comment=answer.value in NEEDS_COMMENT,
        answer_error=errors.get(f"answer-{criterion.key}", ""),
        comment_error=errors.get(f"comment-{criterion.key}", ""),
        comment_warning=warnings.get(f"comment-{criterion.key}", ""),
        areas=area_titles,
        beside=beside.get(criterion.key, ()),
    )


def _area_groups(trees: Sequence[Tree], chosen: int | None) -> list[AreaGroup]:
    several = len(trees) > 1
    return [
        AreaGroup(
            f"{core.title} ({tree.title})" if several else core.title,
            [(area.id, area.title, area.id == chosen) for area in core.areas],
        )
        for tree in trees
        for core in tree.cores
    ]


def _finding_block(
    finding: FindingContent,
    place: int,
    trees: Sequence[Tree],
    criteria: dict[str, Criterion],
    holding_actions: dict[int, HoldingAction],
    errors: dict[str, str],
    warnings: dict[str, str],
    levels: Levels,
) -> FindingBlock:
    prefix = f"finding-{finding.number}"
    return FindingBlock(
        number=finding.number,
        place=place,
        content=finding,
        criterion=criteria.get(finding.criterion),
        sorts=[
            Option(
                value,
                str(text),
                value == finding.sort,
                f"{prefix}-sort" if not index else f"{prefix}-sort-{value}",
            )
            for index, (value, text) in enumerate(FindingSort.choices)
        ],
        area_groups=_area_groups(trees, finding.area),
        behaviours=area_lists(finding, trees, levels, errors.get(f"{prefix}-words", "")),
        holding_kinds=[
            Option(value, str(text), value == finding.holding_kind, f"{prefix}-holding-{value}")
            for value, text in HoldingActionKind.choices
        ],
        holding_action=holding_actions.get(finding.holding_action or 0),
        errors=_of_block(errors, prefix),
        warnings=_of_block(warnings, prefix),
    )


def _of_block(sentences: dict[str, str], prefix: str) -> dict[str, str]:
    """Return the sentences beside the fields of one finding, by the field's own name."""
    return {
        name.removeprefix(f"{prefix}-").replace("-", "_"): sentence
        for name, sentence in sentences.items()
        if name.startswith(f"{prefix}-")
    }


def warnings_of(content: ReviewContent) -> dict[str, str]:
    """Return a sentence beside each field whose words could tell who a client is."""
    found: dict[str, list[str]] = {}
    for words, kind, name in identifiers_in(content):
        said = _("“%(words)s” looks like %(kind)s.") % {"words": words[:40], "kind": kind}
        found.setdefault(name, []).append(said)
    return {name: " ".join(said) for name, said in found.items()}


def progress_of(
    content: ReviewContent,
    criteria: Sequence[Criterion],
    trees: Sequence[Tree],
    could_show: Sequence[int],
) -> Progress:
    """Return the counts of the side column.

    *Applicable* leaves out what was answered *not applicable*; areas the file could show that no
    finding names yet are listed, so that nothing is passed over without a look.
    """
    values = [content.answer_to(criterion.key).value for criterion in criteria]
    beside = sum(1 for value in values if value == AnswerValue.NOT_APPLICABLE)
    sorts = Counter(finding.sort for finding in content.written_findings)
    touched = {finding.area for finding in content.written_findings if finding.area}
    titles = {area.id: area.title for tree in trees for area in tree.areas.values()}
    return Progress(
        answered=sum(1 for value in values if value and value != AnswerValue.NOT_APPLICABLE),
        applicable=len(values) - beside,
        findings=[(str(text), sorts.get(value, 0)) for value, text in FindingSort.choices],
        touched=[title for key, title in titles.items() if key in touched],
        empty=[titles[key] for key in could_show if key in titles and key not in touched],
    )


def write_page(
    content: ReviewContent,
    *,
    criteria: Sequence[Criterion],
    trees: Sequence[Tree],
    could_show: Sequence[int],
    holding_actions: Sequence[HoldingAction] = (),
    problems: Sequence[Problem] = (),
    levels: Levels = NO_LEVELS,
    beside: Beside = NOTHING_BESIDE,
) -> WritePage:
    """Return everything the page shows, from what was typed and what the review asks."""
    errors = {problem.field: problem.message for problem in reversed(problems)}
    warnings = warnings_of(content)
    groups: dict[str, list[CriterionRow]] = {}
    for criterion in criteria:
        groups.setdefault(criterion.group, []).append(
            _criterion_row(criterion, content, errors, warnings, "", beside)
        )
    by_key = {criterion.key: criterion for criterion in criteria}
    actions = {action.pk: action for action in holding_actions}
    return WritePage(
        groups=[
            Group(name, f"group-{place}", rows)
            for place, (name, rows) in enumerate(groups.items(), start=1)
        ],
        findings=[
            _finding_block(finding, place, trees, by_key, actions, errors, warnings, levels)
            for place, finding in enumerate(content.findings, start=1)
        ],
        progress=progress_of(content, criteria, trees, could_show),
        next_number=max((finding.number for finding in content.findings), default=0) + 1,
    )


def unlike_fields(mine: dict[str, list[str]], theirs: dict[str, list[str]]) -> list[dict[str, str]]:
    """Return the fields in which two drafts differ, with both texts, for a person to compare."""
    rows = []
    for name in sorted(set(mine) | set(theirs)):
        left, right = mine.get(name, []), theirs.get(name, [])
        if [v for v in left if v] != [v for v in right if v]:
            rows.append(
                {
                    "name": name,
                    "mine": "\n".join(left) or _("(empty)"),
                    "theirs": "\n".join(right) or _("(empty)"),
                }
            )
    return rows
