"""What the page of one review says to whoever reads it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import rules
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.enums import (
    AFTER_THE_ANSWERS,
    BEFORE_BOTH,
    BEFORE_SUBMITTED,
    RAISED_FROM,
    SHARED_STATES,
    TO_CLOSE,
    FeedbackHow,
    ReplySort,
    ReviewState,
)

if TYPE_CHECKING:
    from assessments.around import Proposed
    from assessments.models import FileReview
    from frameworks.tree import Tree
    from people.scope import Scope


@dataclass(frozen=True)
class NextStep:
    """What happens next with a shared record: who reads it, by when, what it may be used for."""

    sentences: list[str]
    uses: list[tuple[str, bool, str]]
    limits: list[str]


@dataclass(frozen=True)
class Acts:
    """What this reader may do now: each only where both rule and state allow it."""

    write: bool
    share: bool
    earlier: bool
    reply: bool
    dispute: bool
    acknowledge: bool
    add: bool
    close: bool
    raise_action: bool
    withdraw: bool
    judge: bool
    agree: bool = False
    answer: bool = False
    decide: bool = False


def acts_of(
    review: FileReview,
    scope: Scope,
    waiting: Proposed | None = None,
    *,
    refused: bool = False,
    unfinished: bool = False,
) -> Acts:
    """Return what the reader may do with the review in the state it is in.

    :param waiting: the proposal for an agreed outcome that waits for an answer.
    :param refused: whether the last proposal was not agreed.
    :param unfinished: an action raised from it is not verified yet, so it cannot be closed.
    """

    def may(name: str) -> bool:
        return bool(rules.test_rule(f"assessments.{name}", scope, review))

    state = review.state
    reply = may("reply_to_review")
    open_to_reply = state in SHARED_STATES - {ReviewState.CLOSED}
    return Acts(
        write=_has_still_to_write(review, scope),
        share=may("share_review") and state == ReviewState.SUBMITTED,
        earlier=may("read_earlier_points") and state in AFTER_THE_ANSWERS,
        reply=reply and open_to_reply,
        acknowledge=reply and state == ReviewState.SHARED,
        dispute=reply and state in (ReviewState.SHARED, ReviewState.ACKNOWLEDGED),
        add=may("add_to_review")
        and review.submitted_at is not None
        and state != ReviewState.WITHDRAWN,
        close=may("close_review") and state in TO_CLOSE and not unfinished,
        raise_action=may("raise_action") and state in RAISED_FROM,
        withdraw=may("withdraw_review")
        and state not in (ReviewState.CLOSED, ReviewState.WITHDRAWN),
        judge=review.is_shared
        and bool(rules.test_rule("assessments.judge", scope, review.person_id)),
        agree=state == ReviewState.TO_AGREE and waiting is None and may("agree_outcome"),
        answer=state == ReviewState.TO_AGREE
        and waiting is not None
        and waiting.by_id != scope.user_id
        and may("agree_outcome"),
        decide=state == ReviewState.TO_AGREE
        and waiting is None
        and refused
        and may("decide_outcome"),
    )


def _has_still_to_write(review: FileReview, scope: Scope) -> bool:
    """Say whether the reader has still to finish a review of their own of this file.

    A second reviewer who has is led back from there: their own sheet is below.
    """
    if review.reviewer_id == scope.user_id:
        return review.state in BEFORE_SUBMITTED
    return review.second_reviewer_id == scope.user_id and review.state in BEFORE_BOTH


def _reply_sentence(review: FileReview, today: dt.date, *, mine: bool) -> str:
    if review.reply_by is None:
        return ""
    day = date_format(review.reply_by, "j F Y")
    if review.state == ReviewState.SHARED and review.reply_by < today:
        return _(
            "The time to answer ended on %(day)s: no answer yet. An answer is still welcome."
        ) % {"day": day}
    if mine:
        return _("You can read and answer this until %(day)s. Absence stops that clock.") % {
            "day": day
        }
    return _("%(name)s can read and answer this until %(day)s. Absence stops that clock.") % {
        "name": review.person.name,
        "day": day,
    }


def state_sentence(review: FileReview, today: dt.date, *, mine: bool = False) -> str:
    """Return where the review stands, as a sentence; ``mine`` where its reader is reviewed."""
    name, reviewer = review.person.name, review.reviewer.name
    return {
        ReviewState.SELECTED: _("This file has been chosen for review."),
        ReviewState.ASSIGNED: _("%(reviewer)s has been asked to review this file."),
        ReviewState.IN_PROGRESS: _("%(reviewer)s is reviewing this file."),
        ReviewState.SECOND: _(
            "One of the two reviewers has finished. Until the other has too, neither reads what the "
            "other wrote, and nobody else reads either."
        ),
        ReviewState.TO_AGREE: _(
            "Two people reviewed this file, neither seeing what the other wrote. They agree an "
            "outcome now; both reviews stay beside it."
        ),
        ReviewState.SUBMITTED: _(
            "The review is finished and locked. It is not shared with %(name)s yet, and nothing "
            "of it counts until it is."
        ),
        ReviewState.SHARED: _reply_sentence(review, today, mine=mine),
        ReviewState.ACKNOWLEDGED: _(
            "You have read this. Acknowledging is not agreeing. Your supervisor can now close it."
        )
        if mine
        else _(
            "%(name)s has read this. Acknowledging is not agreeing. The supervisor can now close it."
        ),
        ReviewState.DISPUTED: _(
            "You disagree with this review. While that is open it is counted nowhere and is printed "
            "only with your reply."
        )
        if mine
        else _(
            "%(name)s disagrees with this review. While that is open it is counted nowhere and is "
            "printed only with the reply."
        ),
        ReviewState.DECIDED: _(
            "A second reviewer has decided the dispute about this review. What was written before "
            "stays readable. The supervisor can now close it."
        ),
        ReviewState.CLOSED: _("This review is closed. Only a dated addendum can be added."),
        ReviewState.WITHDRAWN: _("This review was withdrawn and counts nowhere."),
    }[ReviewState(review.state)] % {"name": name, "reviewer": reviewer}


def next_step(
    review: FileReview,
    trees: list[Tree],
    supervisor_name: str,
    today: dt.date,
    *,
    mine: bool = False,
) -> NextStep:
    """Return *what happens next*: who reads it, by when, what it can and cannot be used for.

    The permitted uses stand in the publisher's words (PRACTICE; DOMAIN, section 2).
    """
    readers = [_("you") if mine else review.person.name, review.reviewer.name]
    if review.second_reviewer is not None:
        readers.append(review.second_reviewer.name)
    if supervisor_name and supervisor_name not in readers:
        readers.append(_("%(name)s (supervisor)") % {"name": supervisor_name})
    sentences = [
        _("Read by: %(names)s. Nobody else reads it without a reason that is recorded and told.")
        % {"names": ", ".join(readers)},
        state_sentence(review, today, mine=mine),
    ]
    uses = [
        (use.label, use.permitted, use.sentence) for tree in trees for use in tree.uses.values()
    ]
    limits = [sentence for tree in trees for sentence in tree.limits]
    return NextStep([s for s in sentences if s], uses, limits)


def spoken(said: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Return what was done and said around a review with the words for its choices."""
    labels = {"reply": ReplySort, "status": ReviewState, "feedback": FeedbackHow}
    for kind, choices in labels.items():
        for row in said[kind]:
            row["label"] = choices(row["choice"]).label
    return said
