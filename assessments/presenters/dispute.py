"""What the page of a dispute says to whoever reads it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import rules
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.enums import Decision
from core.links import links_to

if TYPE_CHECKING:
    from assessments.models import Dispute
    from people.scope import Scope


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """One dispute in a list."""

    href: str
    heading: str
    person: str
    raised_at: dt.datetime
    decider: str
    due_on: dt.date
    ended: bool
    how: str


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
    reference = dispute.review.case_file.reference if dispute.review is not None else None
    return _heading(reference, dispute.judgement_id)


def _heading(reference: str | None, judgement_id: int | None) -> str:
    if reference is not None:
        return _("Dispute about the review of case file %(reference)s") % {"reference": reference}
    if judgement_id is not None:
        return _("Dispute about a judgement")
    return _("Dispute about a monitoring level")


def dispute_rows(rows: Iterable[Mapping[str, Any]]) -> list[DisputeRow]:
    """Return the rows of ``Dispute.objects.listed()`` in words."""
    address = links_to("dispute_detail")
    return [
        DisputeRow(
            href=address(row["pk"]),
            heading=_heading(row["reference"], row["judgement_id"]),
            person=row["person_name"],
            raised_at=row["raised_at"],
            decider=row["decider_name"] or "",
            due_on=row["due_on"],
            ended=row["closed_at"] is not None,
            how=str(Decision(row["how"]).label) if row["how"] else "",
        )
        for row in rows
    ]


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
