"""Who holds a case and who had a part in it: hand a case over, note a part."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from cases.enums import HoldingPart
from cases.models import CaseFile, Conflict, Holding, HoldingAction
from cases.services.case_file import in_words, particulars_of, refuse_outside
from cases.services.tell import tell_new_holder
from core.errors import DomainError, Stale
from core.services import trail
from core.services.trail import Touched
from people.models import User


@transaction.atomic
def hand_over_case_file(
    *,
    case_file: CaseFile,
    to: User,
    from_on: dt.date,
    seen_holding: int | None,
    by: User,
    today: dt.date,
) -> Holding:
    """Give a case to another holder from a day on; who held it until then stops the day before.

    Holding actions that are open on it go to the new holder, who is told.

    :param seen_holding: id of the open holding that the page showed; None: nobody held it.
    :raises Stale: when somebody gave the case away since; ``theirs`` is the holding as it is now.
    :raises DomainError: when the file is closed, its new holder has a conflict or is the one who
        holds it, or the day lies before the last holder took it or after today.
    """
    case_file = CaseFile.objects.select_for_update().get(pk=case_file.pk)
    now = case_file.holdings.open().select_related("user").first()
    if (now.pk if now else None) != seen_holding:
        raise Stale(_given_since(now), theirs=now)
    _refuse_hand_over(case_file, now, to, from_on, today)
    if now is not None:
        now.to_on = max(now.from_on, from_on - dt.timedelta(days=1))
        now.save(update_fields=["to_on"])
    taken = Holding.objects.create(case_file=case_file, user=to, from_on=from_on)
    CaseFile.objects.filter(pk=case_file.pk).update(version=F("version") + 1)
    moved = HoldingAction.objects.open().filter(case_file=case_file).update(told=to)
    trail.record_many(
        "case_file.handed_over",
        by=by,
        touched=[
            Touched(
                subject=person,
                record=case_file,
                detail={"to": to, "from_on": from_on, "holding_actions": moved},
            )
            for person in ([now.user, to] if now else [to])
        ],
    )
    tell_new_holder(to=to, by=by, holding_actions=moved)
    return taken


@transaction.atomic
def note_part(
    *,
    case_file: CaseFile,
    user: User,
    part: HoldingPart,
    from_on: dt.date,
    to_on: dt.date | None,
    by: User,
    today: dt.date,
) -> Holding:
    """Note that somebody worked on a case or decided it, which bars them from reviewing it.

    :raises DomainError: for *held* (cases are handed over), or days out of order, before the file
        was opened or after today.
    Source: PRACTICE, "Independence".
    """
    if part == HoldingPart.HELD:
        raise DomainError(_("Hand the case over to say who holds it."), "part")
    refuse_outside(from_on, particulars_of(case_file), today, "from_on")
    if to_on is not None and to_on < from_on:
        raise DomainError(_("The last day must be on or after the first day."), "to_on")
    noted = Holding.objects.create(
        case_file=case_file, user=user, part=part, from_on=from_on, to_on=to_on
    )
    trail.record(
        "case_file.part_noted",
        by=by,
        subject=user,
        record=case_file,
        detail={"part": part, "from_on": from_on, "to_on": to_on},
    )
    return noted


def _refuse_hand_over(
    case_file: CaseFile, now: Holding | None, to: User, from_on: dt.date, today: dt.date
) -> None:
    if case_file.closed_on is not None:
        raise DomainError(_("This case is closed. Open it again before you hand it over."))
    if now is not None and now.user_id == to.pk:
        raise DomainError(_("%(name)s holds this case already.") % {"name": to}, "to")
    conflicts = Conflict.objects.in_force(from_on).touching(case_file)
    if conflicts.filter(user=to).exists():
        raise DomainError(_("%(name)s is not for this case.") % {"name": to}, "to")
    refuse_outside(from_on, particulars_of(case_file), today, "from_on")
    last = case_file.last_holding
    if last is not None and from_on < (last.to_on or last.from_on):
        raise DomainError(
            _("%(name)s had the case on %(day)s, after this day.")
            % {"name": last.user, "day": in_words(last.to_on or last.from_on)},
            "from_on",
        )


def _given_since(now: Holding | None) -> str:
    if now is None:
        return _("Nobody holds this case any more. Check it before you hand it over.")
    return _(
        "While you were deciding, the case was given to %(name)s from %(day)s. "
        "Check that you still want to hand it over."
    ) % {"name": now.user, "day": in_words(now.from_on)}
