"""Set how closely somebody's work is sampled. A person decides, and the person concerned is told."""

import datetime as dt

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.action_enums import ActionKind, ActionState
from assessments.enums import RAISED, Monitoring, MonitoringReason
from assessments.models import Action, MonitoringLevel
from core.errors import DomainError, NotAllowed
from core.services import trail
from core.services.outbox import queue_mail
from core.trail import Text
from people.models import User
from people.scope import Scope


@transaction.atomic
def set_monitoring(
    *,
    person: User,
    level: str,
    why: str,
    reason: str,
    from_on: dt.date,
    to_on: dt.date | None = None,
    by: User,
    scope: Scope,
) -> MonitoringLevel:
    """Set somebody's monitoring level from a day on; a raised one until a day.

    What was set before stays written; the level begun last is in force, and after a level ends
    the one before it, or *standard*.

    :raises NotAllowed: for anybody but the person's supervisor or deputy and the lead of casework.
    :raises DomainError: beside its field: a raised level without an end, dates out of order or in
        the past, no reason; raised because it goes with help, while no help was agreed.
    Source: PRACTICE, "Sampling" (a reason, an end date, told to the person; never because somebody
    has few files: no such reason can be given) and "Corrective action" (help comes first).
    """
    if not rules.test_rule("assessments.set_monitoring_of", scope, person.pk):
        raise NotAllowed(_("You can set the monitoring level of people you supervise."))
    if level in RAISED and to_on is None:
        raise DomainError(_("Enter the day on which the raised level ends."), "to_on")
    if from_on < scope.on:
        raise DomainError(_("The level must start today or later."), "from_on")
    if to_on is not None and to_on < from_on:
        raise DomainError(_("The last day must not be before the first."), "to_on")
    if not reason.strip():
        raise DomainError(_("Say why in a sentence that the person will read."), "reason")
    if level in RAISED and why == MonitoringReason.SUPPORT and not _help_agreed(person):
        raise DomainError(
            _(
                "Help comes before a higher level: agree the help with the person first, as an action."
            ),
            "why",
        )
    row = MonitoringLevel.objects.create(
        person=person,
        level=Monitoring(level),
        why=MonitoringReason(why),
        reason=reason.strip(),
        from_on=from_on,
        to_on=to_on,
        by=by,
        at=timezone.now(),
    )
    trail.record(
        "monitoring.set",
        by=by,
        subject=person,
        record=row,
        detail={
            "level": level,
            "why": why,
            "reason": Text(reason),
            "from_on": from_on,
            "to_on": to_on,
        },
        acting_for=scope.acting_for_key(person.pk) or None,
    )
    queue_mail(
        must=True,
        to=person.email,
        subject=_("How much of your work is reviewed was changed"),
        body=_("Sign in to read the level, the reason and until when it holds."),
    )
    return row


def _help_agreed(person: User) -> bool:
    """Say whether help with their work was agreed with somebody, and not withdrawn since."""
    learning = Action.objects.filter(person=person, kind=ActionKind.LEARNING)
    return learning.exclude(state=ActionState.WITHDRAWN).exists()
