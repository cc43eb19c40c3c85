"""The sheets of one review that its reader may read: the one that stands, and those beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assessments.around import Around, Proposed
from assessments.enums import SheetPart
from assessments.models import FileReview
from assessments.presenters.check import ReadPage, sheet_page
from assessments.presenters.sheets import Comparison, SheetPage, compare
from assessments.queries import answers_of, findings_of
from assessments.second_querysets import OF_BOTH, readable_parts
from frameworks.tree import Tree
from people.scope import Scope


@dataclass(frozen=True)
class Reading:
    """What a reader may read of a review.

    :ivar page: the sheet that stands; while the review is blind, one's own if it is finished.
    :ivar blind: whether the page is one's own and the other reviewer has still to finish.
    :ivar compared: the two blind reviews side by side, once both are in.
    :ivar proposals: how the two came to an outcome, oldest first.
    :ivar before: the sheet that stood before a dispute was decided.
    """

    page: ReadPage | None = None
    blind: bool = False
    compared: Comparison | None = None
    proposals: Sequence[Proposed] = ()
    before: SheetPage | None = None

    @property
    def waiting(self) -> Proposed | None:
        """The proposal that waits for an answer."""
        last = self.proposals[-1] if self.proposals else None
        return last if last is not None and last.answer is None else None

    @property
    def refused(self) -> bool:
        """Whether the last proposal was not agreed."""
        return bool(self.proposals) and self.waiting is None


def pages_of(
    review: FileReview, trees: Sequence[Tree], parts: Iterable[str]
) -> dict[str, ReadPage]:
    """Return what written sheets say, by the part. Two queries, however many sheets."""
    wanted = tuple(dict.fromkeys(parts))
    if not wanted:
        return {}
    answers, findings = list(answers_of(review, *wanted)), findings_of(review, *wanted)
    return {
        part: sheet_page(
            [answer for answer in answers if answer.sheet.part == part],
            [finding for finding in findings if finding["part"] == part],
            trees=trees,
        )
        for part in wanted
    }


def page_of(review: FileReview, trees: Sequence[Tree]) -> ReadPage:
    """Return what the sheet that stands says. Two queries."""
    return pages_of(review, trees, [review.standing_part])[review.standing_part]


def reading_of(review: FileReview, scope: Scope, trees: Sequence[Tree], known: Around) -> Reading:
    """Return what somebody to whom a review is open may read of its sheets. Two queries at most.

    :param known: what stands around them.
    """
    if review.submitted_at is None:
        own = next((part for part in readable_parts(review, scope) if part in known.writers), None)
        pages = pages_of(review, trees, [own] if own else [])
        return Reading(page=pages[own] if own else None, blind=own is not None)
    standing = None if _undecided(review) else review.standing_part
    both = _both(review, known)
    before = _before(review, known)
    parts = [*([standing] if standing else []), *both, *([before] if before else [])]
    pages = pages_of(review, trees, parts)
    return Reading(
        page=pages[standing] if standing else None,
        compared=compare(*(_page(part, known, pages) for part in both)) if both else None,
        proposals=known.proposals,
        before=_page(before, known, pages) if before else None,
    )


def _undecided(review: FileReview) -> bool:
    """Say whether a review was done twice and neither sheet stands yet."""
    return review.unblinded_at is not None and review.standing_part == SheetPart.FIRST


def _both(review: FileReview, known: Around) -> Sequence[SheetPart]:
    """Return the two blind sheets, once they may be read side by side."""
    return OF_BOTH if review.unblinded_at is not None and set(OF_BOTH) <= set(known.writers) else ()


def _before(review: FileReview, known: Around) -> SheetPart | None:
    """Return the sheet that stood before a dispute was decided."""
    if review.standing_part != SheetPart.DECIDED:
        return None
    part = SheetPart.AGREED if SheetPart.AGREED in known.writers else SheetPart.FIRST
    return part if part in known.writers else None


def _page(part: SheetPart, known: Around, pages: dict[str, ReadPage]) -> SheetPage:
    return SheetPage(
        part=part, heading=str(part.label), writer=known.writers[part], page=pages[part]
    )
