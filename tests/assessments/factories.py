"""Reviews made as people make them: through the services."""

import datetime as dt
from typing import Any

from assessments.content import ReviewContent, read_content
from assessments.enums import FeedbackHow, WhyThisFile
from assessments.models import FileReview
from assessments.services.assign import assign_review
from assessments.services.share import share_review
from assessments.services.submit import criteria_of, submit_review
from frameworks.tree import Tree

GOOD = "The letter of 3 March explains the decision in words anybody can follow."
LACKING = "The time limit for an appeal is not mentioned in the last letter."


def assign(**given: Any) -> FileReview:
    given.setdefault("why", WhyThisFile.RANDOM)
    given.setdefault("due_on", given["scope"].on + dt.timedelta(days=14))
    return assign_review(**given)


def fields_for(
    review: FileReview, tree: Tree, answer: str = "met", **more: list[str]
) -> dict[str, list[str]]:
    """Return what a reviewer types: every criterion answered, one finding of each sort."""
    fields = {f"answer-{criterion.key}": [answer] for criterion in criteria_of(review)}
    clear = tree.area_by_key["impactful.clear"]
    perceptive = tree.area_by_key["analytical.perceptive"]
    fields |= {
        "finding": ["1", "2"],
        "finding-1-sort": ["good_practice"],
        "finding-1-area": [str(clear.id)],
        "finding-1-behaviour": [str(clear.effective[0].id)],
        "finding-1-note": [GOOD],
        "finding-1-criterion": ["plain-language"],
        "finding-2-sort": ["improvement"],
        "finding-2-area": [str(perceptive.id)],
        "finding-2-behaviour": [str(perceptive.ineffective[0].id)],
        "finding-2-note": [LACKING],
    }
    return fields | more


def content_for(review: FileReview, tree: Tree, **more: list[str]) -> ReviewContent:
    return read_content(fields_for(review, tree, **more))


def submit(review: FileReview, *, trees: list[Tree], **given: Any) -> FileReview:
    content = given.pop("content", None) or content_for(review, trees[0])
    given.setdefault("reviewed_on", given["scope"].on)
    submit_review(review=review, content=content, trees=trees, **given)
    review.refresh_from_db()
    return review


def share(review: FileReview, **given: Any) -> FileReview:
    given.setdefault("given_on", given["scope"].on)
    given.setdefault("how", FeedbackHow.MEETING)
    given.setdefault("note", "We talked the letter through. Next time, name the time limit.")
    share_review(review=review, **given)
    review.refresh_from_db()
    return review
