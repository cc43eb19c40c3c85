"""The rules in force: read by everybody, changed by the lead of casework."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms.rules_in_force import RuleForm, RuleWithdrawForm
from assessments.presenters.rules_in_force import criteria_to_read, rules_page
from assessments.services.rules_in_force import change_rule, withdraw_rule_change
from core.models import DatedSetting
from core.services.drafts import draft_for
from core.services.settings import setting
from core.settings_registry import Registered, rules_registered
from core.submit import once_per_nonce
from people.access import require
from people.enums import Role
from people.requests import Request
from people.views.acts import Page, perform

lead_only = require(Role.LEAD_OF_CASEWORK)


def _rule(key: str) -> Registered:
    found = next((rule for rule in rules_registered() if rule.key == key), None)
    if found is None:
        raise Http404
    return found


@require_safe
def rule_list(request: Request) -> HttpResponse:
    """What holds today, what is announced, and every change there was."""
    context = {
        "page": rules_page(request.today),
        "criteria": criteria_to_read(request.today),
        "may_change": request.scope.has(Role.LEAD_OF_CASEWORK),
    }
    return render(request, "assessments/rule_list.html", context)


@lead_only
@require_http_methods(["GET", "POST"])
@once_per_nonce
def rule_change(request: Request, key: str) -> HttpResponse:
    """Announce a change of a rule, from a day and with a reason."""
    rule = _rule(key)
    form = RuleForm(request.POST or None, today=request.today)
    page = Page(
        heading=_("Change a rule"),
        about=str(rule.label),
        back=reverse("rule_list"),
        done=_("The change is announced. Everybody reads it until it bites."),
        lead=_("Today it is %(value)s. %(holds_for)s")
        % {
            "value": setting(rule.key, request.today),
            "holds_for": rule.rule.holds_for if rule.rule else "",
        },
    )
    save = partial(change_rule, rule=rule, by=request.user, scope=request.scope)
    draft = draft_for(writer=request.user, form="rule.change", record=rule.key)
    return perform(request, form, save, page, draft=draft)


@lead_only
@require_http_methods(["GET", "POST"])
@once_per_nonce
def rule_withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw an announced change before it bites."""
    keys = [rule.key for rule in rules_registered()]
    to_come = DatedSetting.objects.filter(key__in=keys, withdrawn_at__isnull=True)
    change = get_object_or_404(to_come.filter(from_on__gt=request.today), pk=pk)
    page = Page(
        heading=_("Withdraw an announced change"),
        about=str(_rule(change.key).label),
        back=reverse("rule_list"),
        done=_("The change is withdrawn. What holds stays as it is."),
    )
    save = partial(withdraw_rule_change, change=change, by=request.user, scope=request.scope)
    draft = draft_for(writer=request.user, form="rule.withdraw", record=change)
    return perform(request, RuleWithdrawForm(request.POST or None), save, page, draft=draft)
