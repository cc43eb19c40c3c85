"""Where the organisation's own policies on problems that cannot wait are read."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.enums import HoldingActionKind
from cases.forms.holding_action import HoldingPolicyForm
from cases.models import HoldingPolicy
from cases.services.holding_policy import set_holding_policy
from cases.views.base import may, need, posted
from core.errors import DomainError
from core.submit import once_per_nonce
from people.requests import Request


@require_safe
def holding_policy_list(request: Request) -> HttpResponse:
    """The eight kinds with the organisation's policy on each; everybody reads them."""
    known = {policy.kind: policy for policy in HoldingPolicy.objects.all()}
    context = {
        "rows": [(kind, kind.label, known.get(kind)) for kind in HoldingActionKind],
        "may_change": may(request, "cases.change_holding_policies"),
    }
    return render(request, "cases/holding_policy_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once_per_nonce
def holding_policy_change(request: Request, kind: str) -> HttpResponse:
    """Say where the policy on one kind is read."""
    need(request, "cases.change_holding_policies")
    if kind not in HoldingActionKind.values:
        raise Http404
    policy = HoldingPolicy.objects.filter(kind=kind).first()
    form = HoldingPolicyForm(
        posted(request),
        initial={"title": policy.title, "href": policy.href} if policy else {},
        back=reverse("holding_policy_list"),
    )
    if request.method == "POST" and form.is_valid():
        try:
            set_holding_policy(kind=kind, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_domain_error(error)
        else:
            messages.success(request, _("The policy is saved."))
            return redirect("holding_policy_list")
    context = {"form": form, "heading": HoldingActionKind(kind).label}
    return render(request, "cases/holding_policy_form.html", context)
