"""Somebody whose files leave out one thing again and again, so that the software asks to look.

Nobody makes the proposal: it comes of their reviews, when the rule fits, and stays at its first
step, with their supervisor.
"""

from dataclasses import replace
from random import Random

from assessments.content import ReviewContent
from assessments.enums import AnswerValue, FindingSort
from competency_site.demo.phrases import answers
from competency_site.demo.work import Work

PERSON, CRITERION = "callum.junipercroft", "sources"
SINCE_BEFORE = 110
"""Days before the last one: long enough for three such reviews, so that the proposal is fresh."""


def left_out(content: ReviewContent, work: Work, reference: str) -> ReviewContent:
    """Return a sheet on which the criterion is not met, unless what is praised is about it."""
    praised = {
        finding.criterion
        for finding in content.findings
        if finding.sort == FindingSort.GOOD_PRACTICE
    }
    answer = content.answers.get(CRITERION)
    if answer is None or CRITERION in praised:
        return content
    random = Random(reference)  # noqa: S311  # nosec B311: a story, no secret
    said = work.fill(random.choice(answers.NOT_MET[CRITERION]), random)
    missed = replace(answer, value=AnswerValue.NOT_MET, comment=said)
    return replace(content, answers={**content.answers, CRITERION: missed})
