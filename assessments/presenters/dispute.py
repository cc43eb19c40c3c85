"""What the page of a dispute says to whoever reads it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import rules
from django.utils.formats import date_format
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from assessments.models import Dispute
    from people.scope import Scope


@dataclass(frozen=True)
class DisputeActs:
    """What this reader may do now: each only where both rule and state allow it."""

    mine: bool
    talk: bool
    settle: bool
    assign: bool
    decide: bool
    read: bool


def dispute_acts(dispute: Dispute, scope: Scope, *, talked: bool) -> DisputeActs:
    """Return what the reader may do. :param talked: whether a talk on facts is recorded."""

    def may(name: str) -> bool:
        return bool(rules.test_rule(f"assessments.{name}", scope, dispute))

    mine, is_open = dispute.person_id == scope.user_id, dispute.closed_at is None
    free = is_open and dispute.decider_id is None
    return DisputeActs(
        mine=mine,
        talk=free and may("talk_about_dispute"),
        settle=mine and free and talked,
        assign=is_open and may("assign_dispute"),
        decide=is_open and may("decide_dispute"),
        read=mine and not is_open and dispute.read_at is None,
    )


def heading_of(dispute: Dispute) -> str:
    """Return what a dispute is about, for a heading or a row."""
    if dispute.review is not None:
        return _("Dispute about the review of case file %(reference)s") % {
            "reference": dispute.review.case_file.reference
        }
    if dispute.judgement_id is not None:
        return _("Dispute about a judgement")
    return _("Dispute about a monitoring level")


def what_next(dispute: Dispute, today: dt.date, *, talked: bool) -> str:
    """Return where a dispute stands and by when it is decided, as a sentence."""
    if dispute.closed_at is not None:
        return _("This is closed.")
    named = {
        "author": dispute.author.name,
        "person": dispute.person.name,
        "decider": dispute.decider.name if dispute.decider else "",
        "day": date_format(dispute.due_on, "j F Y"),
    }
    if dispute.due_on < today:
        late = _(" That day is past: the lead of casework sees to it.")
    else:
        late = ""
    if dispute.decider is not None:
        return _("%(decider)s decides, by %(day)s.") % named + late
    if talked:
        sentence = _(
            "%(person)s says whether the talk settled it. If not, the lead of casework chooses a "
            "second reviewer, who decides by %(day)s."
        )
    else:
        sentence = _(
            "First %(author)s and %(person)s talk about the facts. If that does not settle it, a "
            "second reviewer decides by %(day)s."
        )
    return sentence % named + late
