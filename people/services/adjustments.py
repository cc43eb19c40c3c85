"""Adjustments: written by the person or their supervisor, agreed by the other."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.services import trail
from core.trail import Text
from people.models import Adjustment, User
from people.services.periods import check_order, end_on


@transaction.atomic
def record_adjustment(
    *,
    by: User,
    person: User,
    agreed: str,
    to_do: str,
    from_on: dt.date,
    to_on: dt.date | None = None,
    hr_may_see: bool = False,
) -> Adjustment:
    """Write down what is proposed; it is in force once the other of the two agrees.

    Only the person can let HR see what must be done: from anybody else that wish is refused.
    Source: PRACTICE, "Adjustments: a record of what is agreed, never the diagnosis".

    :raises DomainError: where the dates are out of order, or somebody else opens it to HR.
    """
    check_order(from_on, to_on)
    if hr_may_see and by.pk != person.pk:
        raise DomainError(_("Only the person themself can let HR see this."), "hr_may_see")
    adjustment = Adjustment.objects.create(
        user=person,
        agreed=agreed,
        to_do=to_do,
        hr_may_see=hr_may_see,
        recorded_by=by,
        recorded_at=timezone.now(),
        from_on=from_on,
        to_on=to_on,
    )
    trail.record(
        "adjustment.proposed",
        by=by,
        subject=person,
        record=adjustment,
        detail={
            "agreed": Text(agreed),
            "to_do": Text(to_do),
            "hr_may_see": hr_may_see,
            "from_on": from_on,
            "to_on": to_on,
        },
    )
    return adjustment


@transaction.atomic
def agree_adjustment(*, by: User, adjustment: Adjustment) -> None:
    """Agree to an adjustment that the other wrote.

    :raises DomainError: for one's own proposal, or where it is agreed or taken back already.
    """
    if adjustment.recorded_by_id == by.pk:
        raise DomainError(_("You wrote this. It waits for the other person to agree."))
    waiting = Adjustment.objects.filter(pk=adjustment.pk, agreed_at=None)
    if not waiting.update(agreed_by=by, agreed_at=timezone.now()):
        raise DomainError(_("This was already agreed or taken back."))
    trail.record("adjustment.agreed", by=by, subject=_subject(adjustment), record=adjustment)


@transaction.atomic
def take_back_adjustment(*, by: User, adjustment: Adjustment) -> None:
    """Take back a proposal of one's own that nobody agreed to yet.

    :raises DomainError: for somebody else's, or one that is agreed.
    """
    mine = Adjustment.objects.filter(pk=adjustment.pk, recorded_by=by, agreed_at=None)
    if not mine.exists():
        raise DomainError(_("Only a proposal of yours that is not agreed yet can be taken back."))
    subject, record = _subject(adjustment), f"people.adjustment:{adjustment.pk}"
    mine.delete()
    trail.record("adjustment.taken_back", by=by, subject=subject, record=record)


@transaction.atomic
def end_adjustment(*, by: User, adjustment: Adjustment, last_day: dt.date) -> None:
    """End an agreed adjustment on a day. Only the person themself ends it alone.

    :raises DomainError: for anybody else, or a day before its first.
    """
    if adjustment.user_id != by.pk:
        raise DomainError(_("Only the person themself can end what was agreed."))
    if last_day < adjustment.from_on:
        raise DomainError(_("The last day must be the same as or after the first day."), "last_day")
    end_on(Adjustment.objects.filter(pk=adjustment.pk), last_day)
    trail.record(
        "adjustment.ended",
        by=by,
        subject=_subject(adjustment),
        record=adjustment,
        detail={"last_day": last_day},
    )


def _subject(adjustment: Adjustment) -> str:
    return f"people.user:{adjustment.user_id}"
