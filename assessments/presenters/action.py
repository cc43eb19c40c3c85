"""Actions as their pages show them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import rules
from django.utils.text import Truncator

from assessments.action_enums import UNFINISHED, ActionKind, ActionState, Seriousness
from assessments.models import Action, ActionStep, FileReview
from assessments.presenters.attachment import attachments_of
from core.links import links_to
from people.scope import Scope

COLOURS = {
    ActionState.OPEN: "orange",
    ActionState.DONE: "blue",
    ActionState.VERIFIED: "green",
    ActionState.WITHDRAWN: "grey",
}


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action in a list."""

    href: str
    what: str
    kind: str
    seriousness: str
    person: str
    owner: str
    due_on: dt.date
    state: str
    overdue: bool


@dataclass(frozen=True)
class ActionActs:
    """What this reader may do now: each only where both rule and state allow it."""

    do: bool
    check: bool
    hand_over: bool
    withdraw: bool
    re_review: bool


def action_rows(rows: Iterable[Mapping[str, Any]], on: dt.date) -> list[ActionRow]:
    """Return the rows of ``Action.objects.listed()`` in words."""
    address = links_to("action_detail")
    return [
        ActionRow(
            href=address(row["pk"]),
            what=Truncator(row["what"]).chars(90),
            kind=str(ActionKind(row["kind"]).label),
            seriousness=str(Seriousness(row["seriousness"]).label),
            person=row["person_name"],
            owner=row["owner_name"],
            due_on=row["due_on"],
            state=str(ActionState(row["state"]).label),
            overdue=row["state"] == ActionState.OPEN and row["due_on"] < on,
        )
        for row in rows
    ]


def action_acts(action: Action, scope: Scope) -> ActionActs:
    """Return what the reader may do with an action in the state it is in."""

    def may(name: str) -> bool:
        return bool(rules.test_rule(f"assessments.{name}", scope, action))

    steers = may("steer_action")
    return ActionActs(
        do=action.state == ActionState.OPEN and may("do_action"),
        check=action.state == ActionState.DONE and may("verify_action"),
        hand_over=action.state == ActionState.OPEN and steers,
        withdraw=action.state in UNFINISHED and steers and action.owner_id != scope.user_id,
        re_review=action.state == ActionState.VERIFIED
        and action.re_review
        and bool(rules.test_rule("assessments.assign_review_of", scope, action.person_id)),
    )


def action_page(action: Action, scope: Scope) -> dict[str, Any]:
    """Return what the page of one action shows.

    :param action: one of ``Action.objects.standing()``.
    """
    review = FileReview.objects.visible_to(scope).filter(pk=action.review_id or 0).first()
    return attachments_of(action, "action", scope) | {
        "action": action,
        "colour": COLOURS[ActionState(action.state)],
        "steps": ActionStep.objects.filter(action=action).select_related("by"),
        "readings": action.readings.select_related("by").order_by("pk"),
        "review": review,
        "acts": action_acts(action, scope),
        "late_day": action.state == ActionState.OPEN and action.due_on < scope.on,
    }
