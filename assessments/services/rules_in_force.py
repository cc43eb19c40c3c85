"""Change a rule in force, and withdraw a change before it bites: the lead of casework's acts."""

import datetime as dt
from typing import Any

import rules
from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError, NotAllowed
from core.models import DatedSetting
from core.services.settings import change_setting, setting, withdraw_change
from core.settings_registry import Registered
from people.models import User
from people.scope import Scope


def _refuse_unless_lead(scope: Scope) -> None:
    if not rules.test_rule("assessments.change_rules", scope):
        raise NotAllowed(_("The lead of casework changes the rules in force."))


@transaction.atomic
def change_rule(
    *, rule: Registered, value: Any, from_on: dt.date, reason: str, by: User, scope: Scope
) -> DatedSetting:
    """Announce that a rule gets another value from a day on. Earlier days keep theirs.

    :param from_on: 28 calendar days from today at the nearest.
    :returns: the change, which everybody reads from now on.
    :raises NotAllowed: for anybody but the lead of casework.
    :raises DomainError: beside its field: a value that cannot be or changes nothing, too little
        notice, a day with a change already, no reason.
    Source: PRACTICE, "Rules in force".
    """
    _refuse_unless_lead(scope)
    if rule.rule is None:
        raise DomainError(_("This is no rule of the work. It is changed elsewhere."))
    if setting(rule.key, from_on) == value:
        raise DomainError(_("That is the value it has on that day already."), "value")
    return change_setting(key=rule.key, value=value, from_on=from_on, reason=reason, by=by)


@transaction.atomic
def withdraw_rule_change(
    *, change: DatedSetting, reason: str, by: User, scope: Scope
) -> DatedSetting:
    """Withdraw an announced change of a rule before it bites.

    :raises NotAllowed: for anybody but the lead of casework.
    :raises DomainError: when it bites already or was withdrawn, or without a reason.
    """
    _refuse_unless_lead(scope)
    return withdraw_change(change=change, reason=reason, by=by)
