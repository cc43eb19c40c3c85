"""The immediate step on a problem that cannot wait (Citizens Advice, unit 12)."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.enums import QUESTIONS, HoldingActionKind, HoldingQuestion
from cases.models import CaseFile, HoldingAction, HoldingActionAnswer
from cases.services.tell import tell_of_holding_action
from core.errors import DomainError
from core.services import trail
from core.trail import Text
from people.models import Absence, Line, User

TOLD_WITHIN = dt.timedelta(hours=72)


@transaction.atomic
def open_holding_action(
    *,
    case_file: CaseFile,
    kind: HoldingActionKind,
    fact: str,
    step: str,
    time_limit_on: dt.date | None,
    by: User,
    known_on: dt.date | None = None,
    at: dt.datetime | None = None,
) -> HoldingAction:
    """Open a holding action and tell whoever holds the case, at once.

    When nobody holds the case now, the supervisor of whoever held it last is told. When the
    holder is away, cannot sign in or opened it themself, their supervisor gets the e-mail too.
    It is a record of its own and carries nothing of a review.

    :param known_on: the day on which we first knew; None: today.
    :param at: the moment; None: now.
    :raises DomainError: when the fact or the step is missing, or we are to have known it in the
        future.
    Source: Citizens Advice unit 12; PRACTICE, "File review" (harm or risk to the client).
    """
    at = at or timezone.now()
    fact, step = fact.strip(), step.strip()
    if not fact:
        raise DomainError(_("Say in neutral words what happened."), "fact")
    if not step:
        raise DomainError(_("Say what must be done at once."), "step")
    if known_on is not None and known_on > timezone.localdate(at):
        raise DomainError(_("The day on which we knew must be today or earlier."), "known_on")
    holder = case_file.holdings.open().select_related("user").first()
    last = holder or case_file.last_holding
    above = _supervisor_of(last.user, at) if last else None
    action = HoldingAction.objects.create(
        case_file=case_file,
        kind=kind,
        fact=fact,
        step=step,
        time_limit_on=time_limit_on,
        known_on=known_on,
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
    *,
    action: HoldingAction,
    text: str,
    by: User,
    about: str = HoldingQuestion.DONE,
    at: dt.datetime | None = None,
) -> HoldingActionAnswer:
    """Answer what is asked of a holding action: what was done, or one of the questions of its
    kind. An answer is dated and written once; a question may be answered again.

    :raises DomainError: beside its field: without words, a question that is not asked of this
        kind; or when the holding action is closed.
    """
    action = _open_one(action)
    text = text.strip()
    if not text:
        raise DomainError(_("Say what was done."), "text")
    if about not in QUESTIONS[action.kind]:
        raise DomainError(_("Choose one of the questions asked here."), "about")
    answer = HoldingActionAnswer.objects.create(
        holding_action=action,
        about=HoldingQuestion(about),
        text=text,
        by=by,
        at=at or timezone.now(),
    )
    trail.record(
        "holding_action.answered",
        by=by,
        subject=action.told,
        record=action,
        detail={"about": answer.about, "text": Text(text)},
    )
    return answer


@transaction.atomic
def close_holding_action(
    *, action: HoldingAction, by: User, at: dt.datetime | None = None
) -> HoldingAction:
    """Close a holding action, once somebody has said what was done.

    :raises DomainError: when it is closed, when a question of its kind is not answered yet, or
        when the person who opened it would close it.
    """
    action = _open_one(action)
    if action.opened_by_id == by.pk:
        raise DomainError(_("Somebody other than the person who opened it must close it."))
    missing = unanswered(action)
    if HoldingQuestion.DONE in missing:
        raise DomainError(_("Say what was done before you close it."), "text")
    if missing:
        raise DomainError(
            _("Answer this before you close it: %(question)s") % {"question": missing[0].label}
        )
    action.closed_by = by
    action.closed_at = at or timezone.now()
    action.save(update_fields=["closed_by", "closed_at"])
    trail.record("holding_action.closed", by=by, subject=action.told, record=action)
    return action


def unanswered(action: HoldingAction) -> list[HoldingQuestion]:
    """Return the questions of a holding action that nobody has answered yet; one query."""
    answered = set(action.answers.values_list("about", flat=True))
    return [question for question in QUESTIONS[action.kind] if question not in answered]


def data_deadline(action: HoldingAction) -> dt.datetime | None:
    """Return when 72 hours from when we knew are over, where that may bear on a kind; else None.

    Where only the day is known, the hours count from its beginning: rather too early than too late.
    Source: UK GDPR, article 33(1).
    """
    if HoldingQuestion.DATA not in QUESTIONS[action.kind]:
        return None
    knew = action.opened_at
    if action.known_on is not None and action.known_on < timezone.localdate(knew):
        knew = timezone.make_aware(dt.datetime.combine(action.known_on, dt.time()))
    return knew.astimezone(dt.UTC) + TOLD_WITHIN


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
