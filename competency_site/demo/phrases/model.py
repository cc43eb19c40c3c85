"""What a phrase is: a sentence about one area, and the behaviours that were seen."""

from dataclasses import dataclass

from assessments.enums import FindingSort


@dataclass(frozen=True)
class Phrase:
    """One thing that a file can show.

    :ivar text: with slots of the work in braces (see ``demo.work``).
    :ivar behaviours: the last parts of the keys of the behaviours it rests on.
    """

    sort: FindingSort
    text: str
    behaviours: tuple[str, ...]


def good(text: str, *behaviours: str) -> Phrase:
    """Return good practice."""
    return Phrase(FindingSort.GOOD_PRACTICE, text, behaviours)


def improve(text: str, *behaviours: str) -> Phrase:
    """Return an improvement point."""
    return Phrase(FindingSort.IMPROVEMENT, text, behaviours)


def learn(text: str, *behaviours: str) -> Phrase:
    """Return learning for the worker."""
    return Phrase(FindingSort.LEARNING, text, behaviours)
