"""Restrict a case, and name who may review it: the lead of casework's acts."""

import datetime as dt

import rules
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import CaseFile, CaseSight, Holding, Restriction
from core.errors import DomainError, NotAllowed
from core.services import trail
from core.trail import Text
from people.models import User
from people.scope import Scope

LONGEST_SIGHT = dt.timedelta(days=366)


def _refuse_unless_lead(scope: Scope) -> None:
    if not rules.has_perm("cases.restrict_case_file", scope, None):
        raise NotAllowed(_("The lead of casework restricts cases and names who reviews them."))


@transaction.atomic
def restrict_case(
    *, case_file: CaseFile, reason: str, from_on: dt.date, by: User, scope: Scope
) -> Restriction:
    """Let only people who are named review a case, from a day on.

    :raises NotAllowed: for anybody but the lead of casework.
    :raises DomainError: without a reason, for a day to come before today, or when it is
        restricted already.
    Source: PRACTICE, "Independence".
    """
    _refuse_unless_lead(scope)
    if not reason.strip():
        raise DomainError(_("Say why this case is restricted. Name no client."), "reason")
    if from_on < scope.on:
        raise DomainError(_("The first day must be today or later."), "from_on")
    try:
        with transaction.atomic():
            restriction = Restriction.objects.create(
                case_file=case_file,
                reason=reason.strip(),
                from_on=from_on,
                by=by,
                at=timezone.now(),
            )
    except IntegrityError as error:
        raise DomainError(_("This case is restricted already.")) from error
    trail.record(
        "case.restricted",
        by=by,
        record=restriction,
        detail={"file": case_file.pk, "from_on": from_on, "reason": Text(reason)},
    )
    return restriction


@transaction.atomic
def end_restriction(*, restriction: Restriction, by: User, scope: Scope) -> None:
    """Say that a case is restricted no more after today.

    :raises NotAllowed: for anybody but the lead of casework.
    :raises DomainError: when it has ended.
    """
    _refuse_unless_lead(scope)
    stored = Restriction.objects.select_for_update().get(pk=restriction.pk)
    if stored.to_on is not None:
        raise DomainError(_("This restriction has ended already."))
    stored.to_on = max(stored.from_on, scope.on)
    stored.save(update_fields=["to_on"])
    trail.record("case.restriction_ended", by=by, record=stored)


@transaction.atomic
def name_reviewer(
    *,
    case_file: CaseFile,
    user: User,
    from_on: dt.date,
    to_on: dt.date,
    by: User,
    scope: Scope,
) -> CaseSight:
    """Name somebody who may review a case between two days.

    It clears them for a restricted case, and lets in somebody from outside. It bars nobody else
    from a case that is not restricted, and makes nobody independent who is not.

    :raises NotAllowed: for anybody but the lead of casework.
    :raises DomainError: beside its field: dates out of order, in the past or longer than a year;
        somebody with a part in the case.
    """
    _refuse_unless_lead(scope)
    if from_on < scope.on:
        raise DomainError(_("The first day must be today or later."), "from_on")
    if to_on < from_on:
        raise DomainError(_("The last day must not be before the first."), "to_on")
    if to_on - from_on > LONGEST_SIGHT:
        raise DomainError(_("Name somebody for a year at most."), "to_on")
    if Holding.objects.filter(case_file=case_file, user=user).exists():
        raise DomainError(
            _("%(name)s had a part in this case, so they cannot review it.") % {"name": user.name},
            "user",
        )
    sight = CaseSight.objects.create(
        case_file=case_file, user=user, from_on=from_on, to_on=to_on, by=by, at=timezone.now()
    )
    trail.record(
        "case.reviewer_named",
        by=by,
        subject=user,
        record=sight,
        detail={"file": case_file.pk, "from_on": from_on, "to_on": to_on},
    )
    return sight


@transaction.atomic
def end_sight(*, sight: CaseSight, by: User, scope: Scope) -> None:
    """End somebody's sight of a case: yesterday was its last day, or it never begins.

    :raises NotAllowed: for anybody but the lead of casework.
    :raises DomainError: when it is over.
    """
    _refuse_unless_lead(scope)
    stored = CaseSight.objects.select_for_update().get(pk=sight.pk)
    if stored.to_on < scope.on:
        raise DomainError(_("This has ended already."))
    stored.to_on = max(stored.from_on, scope.on - dt.timedelta(days=1))
    stored.save(update_fields=["to_on"])
    trail.record("case.sight_ended", by=by, subject=stored.user, record=stored)
