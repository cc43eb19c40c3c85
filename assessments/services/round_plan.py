"""Plan a round of file reviews, end it, withdraw it."""

import datetime as dt

import rules
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.enums import BEFORE_SUBMITTED, ROUND_TRANSITIONS, RoundState
from assessments.models import Round, RoundShare
from assessments.sampling import last_day
from assessments.services.reply import withdraw_review
from core.errors import DomainError, NotAllowed
from core.services import trail
from core.services.outbox import queue_mail
from core.trail import Text
from people.models import User
from people.scope import Scope

LONGEST_RUN = dt.timedelta(days=92)


def refuse_unless_lead(scope: Scope) -> None:
    """Refuse everybody but the lead of casework. :raises NotAllowed: for all others."""
    if not rules.test_rule("assessments.run_rounds", scope):
        raise NotAllowed(_("The lead of casework plans and runs rounds of file reviews."))


def lock_round(round_: Round, scope: Scope) -> Round:
    """Read a round again under lock, for whoever leads casework."""
    refuse_unless_lead(scope)
    return Round.objects.select_for_update().without_population().get(pk=round_.pk)


def refuse_step(round_: Round, to: RoundState) -> None:
    """Refuse a step that the table of transitions does not have.

    :raises DomainError: in a sentence that says what the round is now.
    """
    if to not in ROUND_TRANSITIONS[round_.state]:
        raise DomainError(
            _("This round is “%(now)s”. It cannot become “%(then)s”.")
            % {"now": round_.get_state_display(), "then": RoundState(to).label}
        )


def month_name(month: dt.date) -> str:
    """Return a month as people say it, e.g. "October 2026"."""
    return date_format(month, "F Y")


@transaction.atomic
def plan_round(
    *, month: dt.date, runs_from: dt.date, runs_to: dt.date, by: User, scope: Scope
) -> Round:
    """Plan the round of a month: whose work of which month, reviewed between two days.

    :param month: any day of the month whose work is reviewed.
    :raises NotAllowed: for anybody but the lead of casework.
    :raises DomainError: beside its field: a second round of a month, one that has not passed, dates
        out of order or in the past.
    """
    refuse_unless_lead(scope)
    month = month.replace(day=1)
    if last_day(month) >= scope.on:
        raise DomainError(
            _("%(month)s is not over yet. Choose a month that is.") % {"month": month_name(month)},
            "month",
        )
    if runs_from < scope.on:
        raise DomainError(_("The first day must be today or later."), "runs_from")
    if runs_to <= runs_from:
        raise DomainError(_("The last day must be after the first."), "runs_to")
    if runs_to - runs_from > LONGEST_RUN:
        raise DomainError(_("A round may run for three months at most."), "runs_to")
    if Round.objects.filter(month=month).exclude(state=RoundState.WITHDRAWN).exists():
        raise _taken(month)
    try:
        with transaction.atomic():
            round_ = Round.objects.create(
                month=month,
                runs_from=runs_from,
                runs_to=runs_to,
                planned_by=by,
                planned_at=timezone.now(),
            )
    except IntegrityError as error:
        raise _taken(month) from error
    trail.record(
        "round.planned",
        by=by,
        record=round_,
        detail={"month": month, "runs_from": runs_from, "runs_to": runs_to},
    )
    return round_


def _taken(month: dt.date) -> DomainError:
    return DomainError(
        _(
            "There is a round over %(month)s already. "
            "Withdraw that one first, with a reason, or choose another month."
        )
        % {"month": month_name(month)},
        "month",
    )


@transaction.atomic
def end_round(*, round_: Round, by: User, scope: Scope) -> None:
    """End a round once its last day has come or every review is finished.

    :raises NotAllowed: for anybody but the lead of casework.
    :raises DomainError: when it is not on, or its last day is to come and reviews are unfinished.
    """
    round_ = lock_round(round_, scope)
    refuse_step(round_, RoundState.ENDED)
    unfinished = round_.drawn.standing().filter(review__state__in=BEFORE_SUBMITTED)
    if scope.on < round_.runs_to and unfinished.exists():
        raise DomainError(
            _("This round runs until %(day)s and some of its reviews are not finished yet.")
            % {"day": date_format(round_.runs_to, "j F Y")}
        )
    round_.state = RoundState.ENDED
    round_.ended_by, round_.ended_at = by, timezone.now()
    round_.save(update_fields=["state", "ended_by", "ended_at"])
    trail.record("round.ended", by=by, record=round_)


@transaction.atomic
def withdraw_round(*, round_: Round, reason: str, by: User, scope: Scope) -> None:
    """Withdraw a round, for a reason. Its reviews that are not finished are withdrawn with it.

    Finished reviews stay, and so does everything that was drawn. Whoever was told of the round is
    told that it is off.

    :raises NotAllowed: for anybody but the lead of casework.
    :raises DomainError: without a reason; when it has ended or was withdrawn.
    """
    round_ = lock_round(round_, scope)
    refuse_step(round_, RoundState.WITHDRAWN)
    if not reason.strip():
        raise DomainError(_("Say why the round is withdrawn."), "reason")
    was_on = round_.state == RoundState.RUNNING
    unfinished = round_.drawn.filter(review__state__in=BEFORE_SUBMITTED).select_related("review")
    for drawn in unfinished.order_by("pk"):
        if drawn.review is not None:
            withdraw_review(review=drawn.review, reason=reason, by=by, scope=scope)
    round_.state = RoundState.WITHDRAWN
    round_.withdrawn_by, round_.withdrawn_at = by, timezone.now()
    round_.withdrawn_reason = reason.strip()
    round_.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "withdrawn_reason"])
    trail.record("round.withdrawn", by=by, record=round_, detail={"reason": Text(reason)})
    if was_on:
        shares = RoundShare.objects.filter(round=round_, drawn__gt=0).select_related("person")
        for share in shares.order_by("pk"):
            queue_mail(
                to=share.person.email,
                subject=_("A round of file reviews was withdrawn"),
                body=_("Reviews of your work that were not finished are off."),
            )
