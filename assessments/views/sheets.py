"""The sheets of one review that its reader may read: the one that stands, and those beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assessments.enums import SheetPart
from assessments.models import AgreedProposal, FileReview, Sheet
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
    proposals: list[AgreedProposal] = field(default_factory=list)
    before: SheetPage | None = None

    @property
    def waiting(self) -> AgreedProposal | None:
        """The proposal that waits for an answer."""
        last = self.proposals[-1] if self.proposals else None
        return last if last is not None and not hasattr(last, "answer") else None

    @property
    def refused(self) -> bool:
        """Whether the last proposal was not agreed."""
        return bool(self.proposals) and self.waiting is None


def page_of(review: FileReview, trees: Sequence[Tree], part: str = "") -> ReadPage:
    """Return what a written sheet says; "" for the one that stands. Two queries."""
    return sheet_page(answers_of(review, part), findings_of(review, part), trees=trees)


def reading_of(review: FileReview, scope: Scope, trees: Sequence[Tree]) -> Reading:
    """Return what somebody to whom a review is open may read of its sheets.

    A review done once costs two queries; one done twice or decided after a dispute a few more.
    """
    parts = readable_parts(review, scope)
    alone = review.second_reviewer_id is None and review.standing_part == SheetPart.FIRST
    if review.submitted_at is not None and alone:
        return Reading(page=page_of(review, trees))
    sheets = {
        sheet.part: sheet
        for sheet in Sheet.objects.filter(
            review=review, part__in=parts, submitted_at__isnull=False
        ).select_related("reviewer")
    }
    if review.submitted_at is None:
        own = next(iter(sheets), None)
        return Reading(page=page_of(review, trees, own) if own else None, blind=own is not None)
    return Reading(
        page=None if _undecided(review) else page_of(review, trees),
        compared=_compared(review, sheets, trees),
        proposals=_proposals(review),
        before=_before(review, sheets, trees),
    )


def _undecided(review: FileReview) -> bool:
    """Say whether a review was done twice and neither sheet stands yet."""
    return review.unblinded_at is not None and review.standing_part == SheetPart.FIRST


def _compared(
    review: FileReview, sheets: dict[str, Sheet], trees: Sequence[Tree]
) -> Comparison | None:
    if review.unblinded_at is None or not set(OF_BOTH) <= set(sheets):
        return None
    first, second = (_page(review, sheets[part], trees) for part in OF_BOTH)
    return compare(first, second)


def _proposals(review: FileReview) -> list[AgreedProposal]:
    if review.unblinded_at is None:
        return []
    proposals = AgreedProposal.objects.filter(review=review).order_by("number")
    return list(proposals.select_related("by", "answer__by").defer("content"))


def _before(
    review: FileReview, sheets: dict[str, Sheet], trees: Sequence[Tree]
) -> SheetPage | None:
    if review.standing_part != SheetPart.DECIDED:
        return None
    part = SheetPart.AGREED if SheetPart.AGREED in sheets else SheetPart.FIRST
    return _page(review, sheets[part], trees) if part in sheets else None


def _page(review: FileReview, sheet: Sheet, trees: Sequence[Tree]) -> SheetPage:
    return SheetPage(
        part=sheet.part,
        heading=str(SheetPart(sheet.part).label),
        writer=sheet.reviewer.name,
        page=page_of(review, trees, sheet.part),
    )
