"""A criterion not met again and again: proposed, asked about, told, heard, decided.

The software proposes and decides nothing. It asks first whether an adjustment, an absence or a
reduction bears on it; the person is told first and heard; then a person decides; help comes before
a higher monitoring level. Source: PRACTICE, "Corrective action" and "Fair to everybody".
"""

from dataclasses import replace

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.action_enums import ActionKind, Conclusion
from assessments.clocks import REPLY
from assessments.models import BelowStandard
from assessments.services.action import Asked, open_action
from assessments.services.proposing import fits
from core.errors import DomainError, NotAllowed
from core.services import trail
from core.services.outbox import queue_mail
from core.services.settings import setting
from core.services.views_log import show_views
from core.trail import Text
from people.models import Absence, User
from people.scope import Scope
from people.working_days import add_working_days


@transaction.atomic
def answer_what_bears(
    *, row: BelowStandard, bears: bool, text: str, by: User, scope: Scope
) -> None:
    """Say whether an adjustment, an absence or a reduction bears on it. The answer is kept.

    :raises NotAllowed: for anybody but who supervises or covers for the person.
    :raises DomainError: beside ``text``: no words; answered before, or decided.
    """
    row = _mine(row, scope)
    if row.bears_at is not None:
        raise DomainError(_("This question is answered already."))
    if not text.strip():
        raise DomainError(_("Say what you looked at."), "text")
    row.bears, row.bears_text = bears, text.strip()
    row.bears_by, row.bears_at = by, timezone.now()
    row.save(update_fields=["bears", "bears_text", "bears_by", "bears_at"])
    _record("bearing_answered", row, by, scope, bears=bears, text=Text(text))


@transaction.atomic
def tell_person(*, row: BelowStandard, by: User, scope: Scope) -> None:
    """Tell the person, who then has ten working days to say what they think.

    :raises NotAllowed: for anybody but who supervises or covers for the person.
    :raises DomainError: before what bears on it was answered; told before; where the rule no
        longer fits, because a review is disputed or withdrawn.
    """
    row = _mine(row, scope)
    if row.bears_at is None:
        raise DomainError(_("Say first whether something bears on this."))
    if row.told_at is not None:
        raise DomainError(_("The person has been told already."))
    _refuse_where_it_fits_no_more(row, scope)
    row.told_by, row.told_at = by, timezone.now()
    absences = Absence.objects.filter(user=row.person_id).values_list("from_on", "to_on")
    days = int(setting(REPLY, on=scope.on))
    row.hear_by = add_working_days(scope.on, days, absent=absences)
    row.save(update_fields=["told_by", "told_at", "hear_by"])
    _record("told", row, by, scope)
    show_views(record=row)
    queue_mail(
        to=row.person.email,
        must=True,
        subject=_("Your supervisor asks what you think"),
        body=_("Sign in to read what it is about, and answer in your own words."),
    )


@transaction.atomic
def hear_person(*, row: BelowStandard, text: str, by: User) -> None:
    """Keep what the person says, in their own words. It can be said late, until it is decided.

    :raises NotAllowed: for anybody but the person.
    :raises DomainError: beside ``text``: no words; before they are told, or said or decided before.
    """
    row = _undecided(row)
    if row.person_id != by.pk:
        raise NotAllowed(_("Only the person it is about can answer."))
    if row.told_at is None or row.heard_at is not None:
        raise DomainError(_("You have answered this already."))
    if not text.strip():
        raise DomainError(_("Say what you think, in your own words."), "text")
    row.heard_text, row.heard_at = text.strip(), timezone.now()
    row.save(update_fields=["heard_text", "heard_at"])
    trail.record("below_standard.heard", by=by, subject=by, record=row, detail={"text": Text(text)})
    if row.told_by is not None:
        queue_mail(
            to=row.told_by.email,
            subject=_("Somebody you supervise has answered"),
            body=_("Sign in to read the answer."),
        )


@transaction.atomic
def decide(
    *,
    row: BelowStandard,
    conclusion: str,
    reason: str,
    by: User,
    scope: Scope,
    help_agreed: Asked | None = None,
) -> BelowStandard:
    """Decide, with a reason that the person reads. Help is an action of its own.

    That it is *not so* can be decided at any time. Help needs that the person was told and has
    answered, or that their time is over (*no answer yet* is then what is recorded).

    :raises NotAllowed: for anybody but who supervises or covers for the person.
    :raises DomainError: beside its field: no reason, no help; before the person was heard; where
        the rule no longer fits; decided before.
    """
    row = _mine(row, scope)
    if not reason.strip():
        raise DomainError(_("Give the reason, which the person will read."), "reason")
    if Conclusion(conclusion) == Conclusion.HELP:
        _refuse_before_heard(row, scope)
        _refuse_where_it_fits_no_more(row, scope)
        if help_agreed is None:
            raise DomainError(_("Say what help is agreed."), "what")
        row.action = open_action(
            person=row.person,
            team_id=_team_of(row),
            asked=replace(help_agreed, kind=ActionKind.LEARNING),
            by=by,
            scope=scope,
        )
    row.conclusion, row.reason = Conclusion(conclusion), reason.strip()
    row.decided_by, row.decided_at = by, timezone.now()
    row.save(update_fields=["conclusion", "reason", "action", "decided_by", "decided_at"])
    _record("decided", row, by, scope, conclusion=row.conclusion, reason=Text(reason))
    show_views(record=row)
    queue_mail(
        to=row.person.email,
        must=True,
        subject=_("Your supervisor has decided on what you were asked about"),
        body=_("Sign in to read the decision and its reason."),
    )
    return row


def fits_no_more(row: BelowStandard, scope: Scope) -> bool:
    """Say whether a review it rests on is disputed or withdrawn now, so that the rule would not
    propose it today."""
    return not fits(row.person_id, row.criterion_key, scope.on)


def _refuse_where_it_fits_no_more(row: BelowStandard, scope: Scope) -> None:
    if fits_no_more(row, scope):
        raise DomainError(
            _(
                "The reviews no longer show this: one is disputed or withdrawn, or later ones meet "
                "the criterion. Decide that it is not so."
            )
        )


def _refuse_before_heard(row: BelowStandard, scope: Scope) -> None:
    if row.told_at is None:
        raise DomainError(_("Tell the person first, and hear what they say."))
    if row.heard_at is None and row.hear_by is not None and row.hear_by >= scope.on:
        raise DomainError(_("Hear the person first. They still have time to answer."))


def _team_of(row: BelowStandard) -> int | None:
    return row.reviews.order_by("-review").values_list("review__team", flat=True).first()


def _undecided(row: BelowStandard) -> BelowStandard:
    row = BelowStandard.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.decided_at is not None:
        raise DomainError(_("This is decided already."))
    return row


def _mine(row: BelowStandard, scope: Scope) -> BelowStandard:
    row = _undecided(row)
    if not rules.test_rule("assessments.decide_below_standard", scope, row.person_id):
        raise NotAllowed(_("Only the person’s supervisor can do this."))
    return row


def _record(act: str, row: BelowStandard, by: User, scope: Scope, **detail: object) -> None:
    trail.record(
        f"below_standard.{act}",
        by=by,
        subject=row.person,
        record=row,
        detail=detail or None,
        acting_for=scope.acting_for_key(row.person_id) or None,
    )
