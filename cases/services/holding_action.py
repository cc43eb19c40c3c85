"""The immediate step on a problem that cannot wait (Citizens Advice, unit 12)."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.enums import HoldingActionKind
from cases.models import CaseFile, HoldingAction, HoldingActionAnswer
from cases.services.tell import tell_of_holding_action
from core.errors import DomainError
from core.services import trail
from core.trail import Text
from people.models import Absence, Line, User


@transaction.atomic
def open_holding_action(
    *,
    case_file: CaseFile,
    kind: HoldingActionKind,
    fact: str,
    step: str,
    time_limit_on: dt.date | None,
    by: User,
    at: dt.datetime | None = None,
) -> HoldingAction:
    """Open a holding action and tell whoever holds the case, at once.

    When nobody holds the case now, the supervisor of whoever held it last is told. When the
    holder is away, cannot sign in or opened it themself, their supervisor gets the e-mail too.
    It is a record of its own and carries nothing of a review.

    :param at: the moment; None: now.
    :raises DomainError: when the fact or the step is missing, or the time limit has passed.
    Source: Citizens Advice unit 12; PRACTICE, "File review" (harm or risk to the client).
    """
    at = at or timezone.now()
    fact, step = fact.strip(), step.strip()
    if not fact:
        raise DomainError(_("Say in neutral words what happened."), "fact")
    if not step:
        raise DomainError(_("Say what must be done at once."), "step")
    holder = case_file.holdings.open().select_related("user").first()
    last = holder or case_file.last_holding
    above = _supervisor_of(last.user, at) if last else None
    action = HoldingAction.objects.create(
        case_file=case_file,
        kind=kind,
        fact=fact,
        step=step,
        time_limit_on=time_limit_on,
        opened_by=by,
        opened_at=at,
        told=holder.user if holder else above,
    )
    for person in _whom_to_write_to(holder.user if holder else None, above, by, at):
        tell_of_holding_action(to=person)
    trail.record(
        "holding_action.opened",
        by=by,
        subject=action.told,
        record=action,
        detail={
            "kind": HoldingActionKind(kind),
            "time_limit_on": time_limit_on,
            "fact": Text(fact),
            "step": Text(step),
        },
    )
    return action


@transaction.atomic
def answer_holding_action(
    *, action: HoldingAction, text: str, by: User, at: dt.datetime | None = None
) -> HoldingActionAnswer:
    """Say what was done on a holding action. An answer is written once.

    :raises DomainError: without words, or when the holding action is closed.
    """
    action = _open_one(action)
    text = text.strip()
    if not text:
        raise DomainError(_("Say what was done."), "text")
    answer = HoldingActionAnswer.objects.create(
        holding_action=action, text=text, by=by, at=at or timezone.now()
    )
    trail.record(
        "holding_action.answered",
        by=by,
        subject=action.told,
        record=action,
        detail={"text": Text(text)},
    )
    return answer


@transaction.atomic
def close_holding_action(
    *, action: HoldingAction, by: User, at: dt.datetime | None = None
) -> HoldingAction:
    """Close a holding action, once somebody has said what was done.

    :raises DomainError: when it is closed, when nobody has answered yet, or when the person who
        opened it would close it.
    """
    action = _open_one(action)
    if action.opened_by_id == by.pk:
        raise DomainError(_("Somebody other than the person who opened it must close it."))
    if not action.answers.exists():
        raise DomainError(_("Say what was done before you close it."), "text")
    action.closed_by = by
    action.closed_at = at or timezone.now()
    action.save(update_fields=["closed_by", "closed_at"])
    trail.record("holding_action.closed", by=by, subject=action.told, record=action)
    return action


def _open_one(action: HoldingAction) -> HoldingAction:
    locked = HoldingAction.objects.select_for_update(of=("self",)).get(pk=action.pk)
    if locked.closed_at is not None:
        raise DomainError(_("This holding action is closed. Open another one if more is needed."))
    return locked


def _supervisor_of(person: User, at: dt.datetime) -> User | None:
    line = (
        Line.objects.in_force(timezone.localdate(at))
        .filter(person=person)
        .select_related("supervisor")
        .first()
    )
    return line.supervisor if line else None


def _whom_to_write_to(
    holder: User | None, above: User | None, by: User, at: dt.datetime
) -> list[User]:
    if holder is None:
        return [above] if above and above != by else []
    away = Absence.objects.in_force(timezone.localdate(at)).filter(user=holder).exists()
    people = [] if holder == by else [holder]
    if above and above != by and (away or holder == by or not holder.is_active):
        people.append(above)
    return people
