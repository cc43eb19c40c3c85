"""What a reviewer of the demonstration finds in a file: answers and findings that fit together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from assessments.content import AnswerContent, FindingContent, ReviewContent
from assessments.enums import NEEDS_COMMENT, AnswerValue, FindingSort
from assessments.models import Criterion
from cases.models import HoldingAction
from competency_site.demo.phrases import PHRASES, Phrase, answers, voices
from competency_site.demo.work import Work
from frameworks.tree import AreaNode, Tree

FEWEST, MOST = 3, 6
OFTEN = 0.72
"""How often a finding is about the core competency that the person shows least or best."""


@dataclass(frozen=True)
class File:
    """What the reviewer has before them.

    :ivar skill: how surely this person's work shows good practice just now, 0 to 1.
    :ivar leaning: what is added to the skill for the areas of each core competency.
    :ivar said: sentences that this person has been told before; added to here.
    """

    work: Work
    skill: float
    leaning: dict[str, float]
    criteria: Sequence[Criterion]
    areas_of: dict[int, list[str]]
    said: set[str]


def compose(
    file: File, tree: Tree, random: Random, harm: tuple[HoldingAction, FindingContent] | None
) -> ReviewContent:
    """Return a finished sheet: every criterion answered, findings of both sorts.

    :param harm: a finding of harm and its holding action, where one was opened before.
    """
    findings = [harm[1]] if harm else []
    taken = {harm[1].area} if harm else set()
    wanted = random.randint(FEWEST, MOST)
    criteria = list(file.criteria)
    random.shuffle(criteria)
    for criterion in criteria:
        if len(findings) >= wanted:
            break
        could_show = file.areas_of.get(criterion.pk)
        if not could_show:
            continue
        area = tree.area_by_key[random.choice(could_show)]
        if area.id in taken:
            continue
        taken.add(area.id)
        sort = _sort(file, area, {f.sort for f in findings}, random)
        phrase = _fresh(area.key, sort, file.said, random)
        findings.append(_finding(len(findings) + 1, phrase, area, criterion, file.work, random))
    by_criterion = {f.criterion: f.sort for f in findings}
    return ReviewContent(
        answers={c.key: _answer(c, by_criterion.get(c.key, ""), file, random) for c in criteria},
        findings=tuple(findings),
    )


def harm_finding(
    kind: str, note: str, tree: Tree, action: HoldingAction, criteria: Iterable[Criterion]
) -> FindingContent:
    """Return the finding for which a holding action was opened."""
    area_key, about = voices.HARM_AREA[kind]
    criterion = next((each.key for each in criteria if each.key in about), "")
    return FindingContent(
        number=1,
        sort=FindingSort.HARM,
        area=tree.area_by_key[area_key].id,
        criterion=criterion,
        note=note,
        holding_action=action.pk,
    )


def _sort(file: File, area: AreaNode, so_far: set[str], random: Random) -> FindingSort:
    """The first is good practice, the next is not; the rest as the person's work shows."""
    if FindingSort.GOOD_PRACTICE not in so_far:
        return FindingSort.GOOD_PRACTICE
    if so_far == {FindingSort.GOOD_PRACTICE}:
        return random.choice((FindingSort.IMPROVEMENT, FindingSort.LEARNING))
    core = area.key.split(".")[0]
    if random.random() < file.skill + file.leaning.get(core, 0):
        return FindingSort.GOOD_PRACTICE
    return FindingSort.IMPROVEMENT if random.random() < 0.7 else FindingSort.LEARNING


def _fresh(area: str, sort: FindingSort, said: set[str], random: Random) -> Phrase:
    """Return a sentence that this person has not been told yet, as long as there is one."""
    phrases = [phrase for phrase in PHRASES[area] if phrase.sort == sort]
    phrase = random.choice([p for p in phrases if p.text not in said] or phrases)
    said.add(phrase.text)
    return phrase


def _finding(
    number: int, phrase: Phrase, area: AreaNode, criterion: Criterion, work: Work, random: Random
) -> FindingContent:
    ids = {b.key.rsplit(".", 1)[-1]: b.id for b in area.behaviours}
    note = work.fill(phrase.text, random)
    if phrase.sort == FindingSort.GOOD_PRACTICE and random.random() < 0.3:
        note = f"{note} {random.choice(voices.AFTERTHOUGHTS_GOOD)}"
    if phrase.sort == FindingSort.IMPROVEMENT and random.random() < 0.35:
        note = f"{note} {random.choice(voices.AFTERTHOUGHTS_IMPROVE)}"
    return FindingContent(
        number=number,
        sort=phrase.sort,
        area=area.id,
        criterion=criterion.key,
        note=note,
        behaviours=tuple(sorted(ids[key] for key in phrase.behaviours)),
    )


def _answer(criterion: Criterion, finding: str, file: File, random: Random) -> AnswerContent:
    value = _value(criterion, finding, file, random)
    choices: Iterable[str]
    if value == AnswerValue.EXCEEDS:
        choices = answers.EXCEEDS[criterion.key]
    elif value == AnswerValue.NOT_MET:
        choices = answers.NOT_MET[criterion.key]
    elif value == AnswerValue.CANNOT_TELL:
        choices = answers.CANNOT_TELL
    elif value == AnswerValue.PARTLY_MET:
        choices = answers.PARTLY_MET
    else:
        choices = answers.MET if value == AnswerValue.MET else ("",)
    comment = random.choice(tuple(choices))
    if comment or value in NEEDS_COMMENT:
        comment = file.work.fill(comment, random)
    return AnswerContent(criterion.key, value, comment)


def _value(criterion: Criterion, finding: str, file: File, random: Random) -> AnswerValue:
    chance = random.random()
    if finding == FindingSort.GOOD_PRACTICE:
        return AnswerValue.EXCEEDS if chance < 0.25 else AnswerValue.MET
    if finding == FindingSort.HARM:
        return AnswerValue.NOT_MET
    if finding == FindingSort.IMPROVEMENT:
        rarely = criterion.critical or chance > 0.3
        return AnswerValue.PARTLY_MET if rarely else AnswerValue.NOT_MET
    if chance < 0.08:
        return AnswerValue.NOT_APPLICABLE
    if chance < 0.11:
        return AnswerValue.CANNOT_TELL
    if chance < 0.17 + 0.1 * (1 - file.skill):
        return AnswerValue.PARTLY_MET
    return AnswerValue.MET


def as_fields(content: ReviewContent, upto: int) -> dict[str, list[str]]:
    """Return the fields of the form for a sheet begun: the first answers, the first finding."""
    fields: dict[str, list[str]] = {"finding": []}
    for answer in list(content.answers.values())[:upto]:
        fields[f"answer-{answer.key}"] = [answer.value]
        fields[f"comment-{answer.key}"] = [answer.comment]
    for finding in content.findings[:1]:
        prefix = f"finding-{finding.number}"
        fields["finding"].append(str(finding.number))
        fields[f"{prefix}-sort"] = [finding.sort]
        fields[f"{prefix}-area"] = [str(finding.area)]
        fields[f"{prefix}-criterion"] = [finding.criterion]
        fields[f"{prefix}-note"] = [finding.note]
        fields[f"{prefix}-behaviour"] = [str(behaviour) for behaviour in finding.behaviours]
    return fields
