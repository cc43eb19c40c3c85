"""Open a holding action from a finding, at once, before the review is finished."""

import datetime as dt

import rules
from django.db import transaction
from django.utils.translation import gettext as _

from assessments.enums import STILL_WRITTEN
from assessments.models import FileReview
from cases.enums import HoldingActionKind
from cases.models import HoldingAction
from cases.services.holding_action import open_holding_action
from core.errors import DomainError, NotAllowed
from people.models import User
from people.scope import Scope


@transaction.atomic
def open_from_finding(
    *,
    review: FileReview,
    kind: HoldingActionKind,
    fact: str,
    step: str,
    time_limit_on: dt.date | None,
    by: User,
    scope: Scope,
) -> HoldingAction:
    """Open a holding action on the review's file, as a record of its own.

    Whoever holds the case is told the fact, the step and the time limit at once, without anything
    else of the review. Source: PRACTICE, "File review"; DOMAIN, section 3, unit 12.

    :raises NotAllowed: when ``by`` does not write about this file.
    :raises DomainError: when the review is finished (open it on the case file instead).
    """
    if not rules.test_rule("assessments.open_from_finding", scope, review):
        raise NotAllowed(_("Only the reviewer can do this."))
    if review.state not in STILL_WRITTEN:
        raise DomainError(_("This review is finished. Open the holding action on the case file."))
    return open_holding_action(
        case_file=review.case_file,
        kind=kind,
        fact=fact,
        step=step,
        time_limit_on=time_limit_on,
        by=by,
    )
