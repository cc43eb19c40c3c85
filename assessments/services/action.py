"""Corrective actions: raised, done, verified by another, returned, handed over, withdrawn.

Informal help: no warning, no stage of a formal procedure. Source: PRACTICE, "Corrective action".
"""

import datetime as dt
from dataclasses import dataclass

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.action_enums import (
    ACTION_TRANSITIONS,
    ActionKind,
    ActionOrigin,
    ActionState,
    Seriousness,
    StepSort,
)
from assessments.clocks import ACTION
from assessments.enums import RAISED_FROM
from assessments.models import Action, ActionReading, ActionStep, FileReview, Finding
from core.errors import DomainError, NotAllowed
from core.services import trail
from core.services.outbox import queue_mail
from core.services.settings import setting
from core.trail import Text
from people.enums import Role
from people.models import User
from people.scope import Scope

DAYS = {Seriousness.URGENT: 1}


def usual_day(seriousness: str, on: dt.date) -> dt.date:
    """Return the day by which an action is due unless somebody says otherwise: in 28 days, or
    as the rule of the day says on which it is opened; an urgent one tomorrow."""
    urgent = DAYS.get(Seriousness(seriousness))
    return on + dt.timedelta(days=setting(ACTION, on) if urgent is None else urgent)


@dataclass(frozen=True)
class Asked:
    """What an action asks for.

    :ivar due_on: None: the usual day for its seriousness.
    :ivar re_review: once it is verified, a later file is reviewed.
    """

    kind: str
    seriousness: str
    what: str
    owner: User
    due_on: dt.date | None = None
    re_review: bool = False


@transaction.atomic
def raise_action(
    *,
    review: FileReview,
    asked: Asked,
    by: User,
    scope: Scope,
    finding: Finding | None = None,
) -> Action:
    """Raise a corrective action from a shared review, or from one of its findings.

    :raises NotAllowed: for anybody but the reviewer and who supervises or covers for the person.
    :raises DomainError: beside its field: no words, an owner who is not here, due before today;
        a review that is not shared, disputed, closed or withdrawn; a finding of another one.
    """
    review = FileReview.objects.select_for_update().get(pk=review.pk)
    if not rules.test_rule("assessments.raise_action", scope, review):
        raise NotAllowed(_("Only the reviewer or the supervisor can raise an action."))
    if review.state not in RAISED_FROM:
        raise DomainError(
            _(
                "An action can be raised once the review is shared, and while it is neither "
                "disputed nor closed. What cannot wait is a holding action."
            )
        )
    if finding is not None and finding.sheet.review_id != review.pk:
        raise DomainError(_("Choose a finding of this review."))
    return open_action(
        person=review.person,
        team_id=review.team_id,
        asked=asked,
        review=review,
        finding=finding,
        by=by,
        scope=scope,
    )


def open_action(
    *,
    person: User,
    team_id: int | None,
    asked: Asked,
    by: User,
    scope: Scope,
    review: FileReview | None = None,
    finding: Finding | None = None,
) -> Action:
    """Write an action and tell its owner, within the caller's transaction. Who may is asked there.

    :raises DomainError: beside its field: no words, an owner who is not here, due before today.
    """
    due_on = asked.due_on or usual_day(asked.seriousness, scope.on)
    if not asked.what.strip():
        raise DomainError(_("Say what is to be done."), "what")
    _refuse_owner(asked.owner, scope.on)
    if due_on < scope.on:
        raise DomainError(_("The day must be today or later."), "due_on")
    action = Action.objects.create(
        origin=ActionOrigin.CORRECTIVE,
        person=person,
        team_id=team_id,
        review=review,
        finding=finding,
        kind=ActionKind(asked.kind),
        seriousness=Seriousness(asked.seriousness),
        what=asked.what.strip(),
        owner=asked.owner,
        raised_by=by,
        raised_at=timezone.now(),
        raised_on=scope.on,
        due_on=due_on,
        re_review=asked.re_review,
    )
    trail.record(
        "action.raised",
        by=by,
        subject=person,
        record=action,
        detail={
            "kind": action.kind,
            "seriousness": action.seriousness,
            "what": Text(action.what),
            "owner": asked.owner.pk,
            "due_on": due_on,
            "review": review,
            "finding": finding,
        },
        acting_for=scope.acting_for_key(person.pk) or None,
    )
    _tell(asked.owner, by, _("An action is yours to do"))
    if person.pk != asked.owner.pk:
        _tell(person, by, _("An action was agreed after a review of your work"))
    return action


@transaction.atomic
def say_done(*, action: Action, text: str, by: User) -> ActionStep:
    """Say how it can be seen that an action was done. Then somebody else verifies it.

    :raises NotAllowed: for anybody but its owner.
    :raises DomainError: beside ``text``: no words; or when it is not open.
    """
    action = _locked(action)
    if action.owner_id != by.pk:
        raise NotAllowed(_("Only the owner of this action can say that it is done."))
    text = _words(text, _("Say what was done, and where it can be seen."))
    _move(action, ActionState.DONE)
    step = _step(action, StepSort.PROOF, text, by)
    _tell(action.raised_by, by, _("An action waits to be verified"))
    return step


@transaction.atomic
def verify_action(*, action: Action, text: str, by: User, scope: Scope) -> ActionStep:
    """Verify that an action was done: somebody other than its owner, who has looked.

    :param text: what was looked at; may be empty.
    :raises NotAllowed: for the owner, and for whoever may not verify it.
    :raises DomainError: when nobody has said yet that it was done.
    """
    action = _checked(action, by, scope)
    action.verified_by = by
    action.ended_at = timezone.now()
    _move(action, ActionState.VERIFIED, "verified_by", "ended_at")
    step = _step(action, StepSort.VERIFIED, text.strip(), by)
    _tell(action.owner, by, _("An action of yours was verified"))
    return step


@transaction.atomic
def return_action(*, action: Action, text: str, by: User, scope: Scope) -> ActionStep:
    """Return an action to its owner, with what is still missing.

    :raises NotAllowed: for the owner, and for whoever may not verify it.
    :raises DomainError: beside ``text``: no reason; or when nobody has said it was done.
    """
    action = _checked(action, by, scope)
    text = _words(text, _("Say what is still missing. The owner reads it."))
    _move(action, ActionState.OPEN)
    step = _step(action, StepSort.RETURNED, text, by)
    _tell(action.owner, by, _("An action came back to you"))
    return step


@transaction.atomic
def hand_over_action(
    *, action: Action, owner: User, text: str, by: User, scope: Scope
) -> ActionStep:
    """Give an action that is still to be done to another owner, for a reason.

    :raises NotAllowed: for anybody but who raised it and who leads the person.
    :raises DomainError: beside its field: no reason, the same owner, one who is not here; or when
        it is done or ended.
    """
    action = _locked(action)
    if not rules.test_rule("assessments.steer_action", scope, action):
        raise NotAllowed(_("You cannot give this action to another owner."))
    if action.state != ActionState.OPEN:
        raise DomainError(_("Only an action that is still to be done can be handed over."))
    if action.owner_id == owner.pk:
        raise DomainError(_("It is theirs already. Choose somebody else."), "owner")
    text = _words(text, _("Say why the action goes to somebody else."))
    _refuse_owner(owner, scope.on)
    action.owner = owner
    action.save(update_fields=["owner"])
    step = _step(action, StepSort.HANDED_OVER, text, by, owner=owner.pk)
    _tell(owner, by, _("An action is yours to do"))
    return step


@transaction.atomic
def withdraw_action(*, action: Action, text: str, by: User, scope: Scope) -> ActionStep:
    """Withdraw an action that is not needed after all, for a reason that stays readable.

    :raises NotAllowed: for its owner, and for anybody but who raised it and who leads the person.
    :raises DomainError: beside ``text``: no reason; or when it was verified or withdrawn before.
    """
    action = _locked(action)
    if not rules.test_rule("assessments.steer_action", scope, action) or action.owner_id == by.pk:
        raise NotAllowed(_("Somebody other than its owner withdraws an action."))
    text = _words(text, _("Say why the action is withdrawn."))
    action.ended_at = timezone.now()
    _move(action, ActionState.WITHDRAWN, "ended_at")
    step = _step(action, StepSort.WITHDRAWN, text, by)
    _tell(action.owner, by, _("An action of yours was withdrawn"))
    return step


@transaction.atomic
def read_action_for_reason(*, number: int, reason: str, by: User, scope: Scope) -> Action:
    """Let HR read one action for a stated reason, which its people are told.

    :param number: the number that stands on the action's page.
    :raises NotAllowed: for anybody but HR.
    :raises DomainError: beside its field: no reason, no such action.
    Source: TRUST, "Who sees what": HR reads counts; a single one for a stated reason.
    """
    if not scope.has(Role.HR):
        raise NotAllowed(_("Only HR asks to read an action."))
    text = _words(
        reason, _("Say why you need to read it. The people concerned read this."), "reason"
    )
    action = Action.objects.filter(pk=number).first()
    if action is None:
        raise DomainError(_("There is no action with this number."), "number")
    reading = ActionReading.objects.create(action=action, by=by, reason=text, at=timezone.now())
    trail.record(
        "action.read_for_reason",
        by=by,
        subject=action.person,
        record=reading,
        detail={"action": action, "reason": Text(text)},
    )
    for person in {action.person, action.owner}:
        _tell(person, by, _("HR has stated a reason to read an action"), must=True)
    return action


def _refuse_owner(owner: User, on: dt.date) -> None:
    if not User.objects.may_sign_in(on).filter(pk=owner.pk).exists():
        raise DomainError(_("Choose an owner who is here and can sign in."), "owner")


def _locked(action: Action) -> Action:
    return Action.objects.select_for_update(of=("self",)).get(pk=action.pk)


def _checked(action: Action, by: User, scope: Scope) -> Action:
    """Return the action under lock, for somebody who may verify it."""
    action = _locked(action)
    if action.owner_id == by.pk:
        raise NotAllowed(_("Somebody other than its owner verifies an action."))
    if not rules.test_rule("assessments.verify_action", scope, action):
        raise NotAllowed(_("You cannot verify this action."))
    if action.state != ActionState.DONE:
        raise DomainError(_("Its owner has not said yet that it is done."))
    return action


def _words(text: str, missing: str, field: str = "text") -> str:
    if not text.strip():
        raise DomainError(missing, field)
    return text.strip()


def _move(action: Action, to: ActionState, *also: str) -> None:
    if to not in ACTION_TRANSITIONS[action.state]:
        raise DomainError(
            _("This action is “%(now)s”. It cannot become “%(then)s”.")
            % {"now": action.get_state_display(), "then": to.label}
        )
    action.state = to
    action.save(update_fields=["state", *also])


def _step(action: Action, sort: StepSort, text: str, by: User, **more: object) -> ActionStep:
    step = ActionStep.objects.create(action=action, sort=sort, text=text, by=by, at=timezone.now())
    trail.record(
        f"action.{sort.value}",
        by=by,
        subject=action.person,
        record=action,
        detail={"text": Text(text), **more},
    )
    return step


def _tell(to: User, by: User, subject: str, *, must: bool = False) -> None:
    """Say that something is there, never what or about whom."""
    if to.pk != by.pk and to.is_active:
        queue_mail(to=to.email, subject=subject, body=_("Sign in to read it."), must=must)
