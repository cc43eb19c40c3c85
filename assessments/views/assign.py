"""Ask for a review: which file, whose work, who reviews."""

import datetime as dt

import rules
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.clocks import FINISH
from assessments.enums import WhyThisFile
from assessments.forms.review import AssignForm, FindFileForm
from assessments.queries import adopted_versions, people_on_file, possible_reviewers
from assessments.services.assign import assign_review
from cases.models import CaseFile
from core.errors import DomainError, NotAllowed
from core.services.settings import setting
from core.submit import once_per_nonce
from frameworks.enums import Purpose
from people.requests import Request


def _refuse_unless_may_assign(request: Request) -> None:
    if not rules.test_rule("assessments.assign_review_somewhere", request.scope):
        raise NotAllowed(_("Supervisors and the lead of casework ask for reviews."))


@login_required
@require_http_methods(["GET", "POST"])
def review_find_file(request: Request) -> HttpResponse:
    """Find the case file to be reviewed, by its reference."""
    _refuse_unless_may_assign(request)
    form = FindFileForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reference = form.cleaned_data["reference"].strip()
        found = (
            CaseFile.objects.visible_to(request.scope)
            .filter(reference__iexact=reference)
            .values_list("pk", flat=True)[:1]
        )
        if found:
            return redirect("review_assign", case_pk=found[0])
        form.add_error(
            "reference",
            _("No case file of your teams has the reference “%(reference)s”. Check it, or add it.")
            % {"reference": reference},
        )
    status = 422 if form.is_bound else 200
    return render(request, "assessments/review_find_file.html", {"form": form}, status=status)


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def review_assign(request: Request, case_pk: int) -> HttpResponse:
    """Give a file to a reviewer. Who had a part in the case is not offered."""
    _refuse_unless_may_assign(request)
    case_file = get_object_or_404(
        CaseFile.objects.visible_to(request.scope).select_related("service_area"), pk=case_pk
    )
    form = AssignForm(
        request.POST or None,
        people=people_on_file(case_file, request.scope),
        reviewers=possible_reviewers(case_file, request.scope),
        versions=adopted_versions(),
        due_on=request.today + dt.timedelta(days=setting(FINISH, request.today)),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            review = assign_review(
                case_file=case_file,
                person=data["person"],
                reviewer=data["reviewer"],
                why=WhyThisFile(data["why"]),
                versions=list(data["versions"]),
                due_on=data["due_on"],
                purpose=Purpose(data["purpose"]),
                by=request.user,
                scope=request.scope,
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            messages.success(
                request,
                _("%(name)s has been asked to review this file.") % {"name": review.reviewer.name},
            )
            return redirect(reverse("review_list"))
    context = {"form": form, "case_file": case_file}
    status = 422 if form.is_bound else 200
    return render(request, "assessments/review_assign.html", context, status=status)
