"""What a sheet's answers come to: counts with their denominator, never a percentage."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assessments.enums import AnswerValue, Outcome

LEAST_APPLICABLE = 5
"""Under this many applicable criteria no summary is drawn (PRACTICE, "File review")."""


@dataclass(frozen=True)
class Summary:
    """:ivar applicable: answers that are neither *not applicable* nor *cannot tell*."""

    counts: dict[str, int]
    applicable: int
    outcome: Outcome


def summarise(answers: Iterable[tuple[str, bool]]) -> Summary:
    """Return counts and outcome for pairs of (answer value, criterion is critical).

    A critical criterion that is not met makes the outcome *action needed*, whatever the rest;
    under five applicable criteria no summary is drawn. Source: PRACTICE, "File review".
    """
    pairs = list(answers)
    counts = Counter(value for value, _critical in pairs if value)
    beside = (AnswerValue.NOT_APPLICABLE, AnswerValue.CANNOT_TELL)
    applicable = sum(number for value, number in counts.items() if value not in beside)
    if any(critical and value == AnswerValue.NOT_MET for value, critical in pairs):
        outcome = Outcome.ACTION_NEEDED
    elif applicable < LEAST_APPLICABLE:
        outcome = Outcome.TOO_FEW
    else:
        outcome = Outcome.NO_CRITICAL
    return Summary(counts=dict(counts), applicable=applicable, outcome=outcome)
