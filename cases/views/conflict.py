"""Conflicts of interest: each declares their own, and sees those of people they supervise."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.forms.conflict import ConflictForm
from cases.models import Conflict
from cases.services.conflict import declare_conflict, end_conflict
from cases.views.base import need, posted
from core.errors import DomainError
from core.submit import once_per_nonce
from people.requests import Request


@require_safe
def conflict_list(request: Request) -> HttpResponse:
    visible = list(
        Conflict.objects.visible_to(request.scope)
        .select_related("user", "service_area")
        .order_by("-from_on", "-pk")
    )
    context = {
        "own": [conflict for conflict in visible if conflict.user_id == request.user.pk],
        "of_others": [conflict for conflict in visible if conflict.user_id != request.user.pk],
    }
    return render(request, "cases/conflict_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once_per_nonce
def conflict_add(request: Request) -> HttpResponse:
    form = ConflictForm(posted(request), back=reverse("conflict_list"))
    if request.method == "POST" and form.is_valid():
        try:
            declare_conflict(
                by=request.user,
                on=request.today,
                reference=form.cleaned_data["reference"],
                service_area=form.cleaned_data["service_area"],
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            messages.success(request, _("Your conflict of interest is declared."))
            return redirect("conflict_list")
    return render(request, "cases/conflict_add.html", {"form": form})


@require_POST
@once_per_nonce
def conflict_end(request: Request, pk: int) -> HttpResponse:
    conflict = get_object_or_404(Conflict.objects.visible_to(request.scope), pk=pk)
    need(request, "cases.end_conflict", conflict)
    try:
        end_conflict(conflict=conflict, by=request.user, on=request.today)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The conflict of interest has ended."))
    return redirect("conflict_list")
