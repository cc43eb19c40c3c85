"""What a reviewer has typed, read from the fields of the form: pure data, no database.

Until a review is submitted its content is only its draft (TRUST, "Records that stay true"): the
fields of the form as they were sent. This module turns such fields into answers and findings, and
says in whole sentences what still stands in the way of finishing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from assessments.enums import NEEDS_COMMENT, AnswerValue, Direction, FindingSort
from assessments.narrative import Levels, extracts, marked, texts_for

if TYPE_CHECKING:
    from assessments.models import Criterion
    from frameworks.tree import Tree

Fields = Mapping[str, Sequence[str]]
DATE_PARTS = ("day", "month", "year")
MAX_FINDINGS = 60
MAX_TEXT = 10_000
MOST_SHOWN = 80
NO_LEVELS: Levels = MappingProxyType({})


@dataclass(frozen=True)
class AnswerContent:
    """The answer to one criterion; ``value`` is "" where there is none yet."""

    key: str
    value: str = ""
    comment: str = ""


@dataclass(frozen=True)
class FindingContent:
    """One finding as typed. ``number`` names its fields in the form and never changes."""

    number: int
    sort: str = ""
    area: int | None = None
    criterion: str = ""
    note: str = ""
    behaviours: tuple[int, ...] = ()
    words: str = ""
    holding_action: int | None = None
    holding_kind: str = ""
    holding_fact: str = ""
    holding_step: str = ""
    holding_limit: tuple[str, str, str] = ("", "", "")
    holding_sure: bool = False

    @property
    def is_empty(self) -> bool:
        """True where nothing was chosen or written: such a block is left out when finishing."""
        return not (self.sort or self.area or self.note.strip() or self.behaviours or self.words)


@dataclass(frozen=True)
class ReviewContent:
    answers: dict[str, AnswerContent] = field(default_factory=dict)
    findings: tuple[FindingContent, ...] = ()

    @property
    def written_findings(self) -> tuple[FindingContent, ...]:
        return tuple(finding for finding in self.findings if not finding.is_empty)

    def answer_to(self, key: str) -> AnswerContent:
        return self.answers.get(key, AnswerContent(key))


@dataclass(frozen=True)
class Problem:
    """What stands in the way of finishing: the field it belongs to, and a sentence."""

    field: str
    message: str


def _first(fields: Fields, name: str) -> str:
    values = fields.get(name) or [""]
    return values[0]


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _date_parts(fields: Fields, name: str) -> tuple[str, str, str]:
    day, month, year = (_first(fields, f"{name}-{part}").strip() for part in DATE_PARTS)
    return day, month, year


def read_content(fields: Fields) -> ReviewContent:
    """Return what these form fields say. Never raises: what cannot be read is left empty.

    :param fields: names to lists of values, as a draft keeps them.
    """
    answers: dict[str, AnswerContent] = {}
    for name in fields:
        if name.startswith("answer-") or name.startswith("comment-"):
            key = name.split("-", 1)[1]
            answers[key] = AnswerContent(
                key=key,
                value=_first(fields, f"answer-{key}"),
                comment=_first(fields, f"comment-{key}"),
            )
    findings: list[FindingContent] = []
    for text in (fields.get("finding") or [])[:MAX_FINDINGS]:
        number = _number(text)
        if number is None or any(number == known.number for known in findings):
            continue
        prefix = f"finding-{number}"
        behaviours = (_number(value) for value in fields.get(f"{prefix}-behaviour") or [])
        findings.append(
            FindingContent(
                number=number,
                sort=_first(fields, f"{prefix}-sort"),
                area=_number(_first(fields, f"{prefix}-area")),
                criterion=_first(fields, f"{prefix}-criterion"),
                note=_first(fields, f"{prefix}-note"),
                behaviours=tuple(sorted({b for b in behaviours if b is not None})),
                words=_first(fields, f"{prefix}-words").strip(),
                holding_action=_number(_first(fields, f"{prefix}-holding")),
                holding_kind=_first(fields, f"{prefix}-holding-kind"),
                holding_fact=_first(fields, f"{prefix}-holding-fact"),
                holding_step=_first(fields, f"{prefix}-holding-step"),
                holding_limit=_date_parts(fields, f"{prefix}-holding-limit"),
                holding_sure=bool(_first(fields, f"{prefix}-holding-sure")),
            )
        )
    return ReviewContent(
        answers=answers,
        findings=tuple(findings),
    )


def _answer_problems(content: ReviewContent, criteria: Iterable[Criterion]) -> Iterable[Problem]:
    for criterion in criteria:
        answer = content.answer_to(criterion.key)
        if answer.value not in AnswerValue.values:
            yield Problem(
                f"answer-{criterion.key}",
                _("Choose an answer for “%(criterion)s”") % {"criterion": criterion.text},
            )
        elif answer.value in NEEDS_COMMENT and not answer.comment.strip():
            yield Problem(
                f"comment-{criterion.key}",
                _("Say what you saw for “%(criterion)s”: “%(answer)s” needs a comment")
                % {"criterion": criterion.text, "answer": AnswerValue(answer.value).label},
            )
        if len(answer.comment) > MAX_TEXT:
            yield Problem(f"comment-{criterion.key}", _too_long(len(answer.comment)))


def _too_long(length: int) -> str:
    return _("This text has %(length)d characters. Shorten it to %(most)d or fewer") % {
        "length": length,
        "most": MAX_TEXT,
    }


def _finding_problems(
    finding: FindingContent,
    place: int,
    trees: Sequence[Tree],
    criteria: set[str],
    levels: Levels,
) -> Iterable[Problem]:
    prefix = f"finding-{finding.number}"
    where = {"place": place}
    if finding.sort not in FindingSort.values:
        yield Problem(f"{prefix}-sort", _("Finding %(place)d: choose what sort it is") % where)
    tree = next((t for t in trees if finding.area in t.areas), None)
    area = tree.areas[finding.area] if tree and finding.area else None
    if finding.area is None:
        yield Problem(f"{prefix}-area", _("Finding %(place)d: choose a competency area") % where)
    elif tree is None or area is None:
        yield Problem(
            f"{prefix}-area",
            _(
                "Finding %(place)d: choose an area of a framework that this review is made "
                "under. The one chosen belongs to another framework"
            )
            % where,
        )
    elif tree.narrative:
        yield from _narrative_problems(finding, place, tree, levels.get(tree.version_id, ""))
    else:
        allowed = {behaviour.id for behaviour in area.behaviours}
        if not set(finding.behaviours) <= allowed:
            yield Problem(
                f"{prefix}-area",
                _("Finding %(place)d: a behaviour is ticked that is not in “%(area)s”. Tick again")
                % {"place": place, "area": area.title},
            )
    if not finding.note.strip():
        yield Problem(
            f"{prefix}-note", _("Finding %(place)d: say in your own words what you saw") % where
        )
    if len(finding.note) > MAX_TEXT:
        yield Problem(f"{prefix}-note", _too_long(len(finding.note)))
    if finding.criterion and finding.criterion not in criteria:
        yield Problem(
            f"{prefix}-sort", _("Finding %(place)d: its criterion is not in this review") % where
        )
    if finding.sort == FindingSort.HARM and finding.holding_action is None:
        yield Problem(
            f"{prefix}-holding-step",
            _(
                "Finding %(place)d: harm or risk to the client cannot wait. Record the step "
                "taken now, before you finish the review"
            )
            % where,
        )


def _narrative_problems(
    finding: FindingContent, place: int, tree: Tree, level_key: str
) -> Iterable[Problem]:
    area = tree.areas[finding.area or 0]
    where = {"place": place, "area": area.title}
    if finding.behaviours:
        yield Problem(
            f"finding-{finding.number}-area",
            _(
                "Finding %(place)d: the text of “%(area)s” is read as a whole, and nothing of it is "
                "ticked. Mark the words instead, or none"
            )
            % where,
        )
    _found, missing = marked(extracts(finding.words), texts_for(tree, area, level_key))
    for extract in missing:
        yield Problem(
            f"finding-{finding.number}-words",
            _(
                "Finding %(place)d: “%(words)s” does not stand in the text of “%(area)s”. Copy two "
                "words or more from it, or leave this empty"
            )
            % {**where, "words": extract[:MOST_SHOWN]},
        )


def problems_in(
    content: ReviewContent,
    *,
    criteria: Sequence[Criterion],
    trees: Sequence[Tree],
    levels: Levels = NO_LEVELS,
) -> list[Problem]:
    """Return what stands in the way of finishing, in the order of the form.

    Rules: every criterion has an answer; *not met*, *cannot tell* and *exceeds* have a comment;
    each finding has a sort, an area of one of the review's frameworks, a note, and only
    behaviours of that area, or words that stand in its narrative; harm or risk has its holding
    action.
    Source: PRACTICE, "File review".
    """
    keys = {criterion.key for criterion in criteria}
    problems = list(_answer_problems(content, criteria))
    for place, finding in enumerate(content.written_findings, start=1):
        problems.extend(_finding_problems(finding, place, trees, keys, levels))
    return problems


def rests_on(finding: FindingContent, trees: Sequence[Tree], levels: Levels) -> dict[int, str]:
    """Return what a finding without problems rests on: its behaviours, each with the words of its
    narrative that were marked, or with none where it was ticked."""
    tree = next(tree for tree in trees if finding.area in tree.areas)
    if not tree.narrative:
        return dict.fromkeys(finding.behaviours, "")
    texts = texts_for(tree, tree.areas[finding.area or 0], levels.get(tree.version_id, ""))
    found, _missing = marked(extracts(finding.words), texts)
    return {leaf: "\n".join(words) for leaf, words in found.items()}


def needs_second_look(content: ReviewContent) -> bool:
    """Say whether findings of one sort or the other are missing altogether."""
    sorts = {finding.sort for finding in content.written_findings}
    return FindingSort.GOOD_PRACTICE not in sorts or not (sorts - {FindingSort.GOOD_PRACTICE, ""})


def directions_of(sort: str, kinds: Iterable[str]) -> list[str]:
    """Return in which directions a finding is evidence.

    With behaviours ticked: *shows* where an effective one was seen, *opposite* where an
    ineffective one was; both make two rows and are never netted off (MODEL). Without: good
    practice shows the area, an improvement point and harm show the opposite, and a learning
    point is neither (it says what would help, not what was shown).
    """
    seen = set(kinds)
    if seen:
        return [
            direction
            for kind, direction in (
                ("effective", Direction.SHOWS),
                ("ineffective", Direction.OPPOSITE),
            )
            if kind in seen
        ]
    if sort == FindingSort.GOOD_PRACTICE:
        return [Direction.SHOWS]
    if sort in (FindingSort.IMPROVEMENT, FindingSort.HARM):
        return [Direction.OPPOSITE]
    return []
