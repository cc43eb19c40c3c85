"""A criterion not met again and again: what it rests on, and each step to the decision."""

from typing import Any

import rules
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.forms.below_standard import BearsForm, DecideBelowForm, HearForm
from assessments.models import BelowStandard, FileReview
from assessments.services.below_standard import (
    answer_what_bears,
    decide,
    fits_no_more,
    hear_person,
    tell_person,
)
from assessments.views.actions import owners_near
from core.errors import DomainError
from core.services.drafts import draft_for
from core.services.views_log import note_view
from core.submit import once_per_nonce
from people.models import Absence, Adjustment
from people.requests import Request
from people.views.acts import Page, perform


def _row(request: Request, pk: int) -> BelowStandard:
    """Return one this user may read; 404 where it is absent or invisible alike."""
    rows = BelowStandard.objects.visible_to(request.scope).annotate(missed=Count("reviews"))
    rows = rows.select_related("person", "bears_by", "told_by", "decided_by")
    return get_object_or_404(rows, pk=pk)


def _may_decide(request: Request, row: BelowStandard) -> bool:
    return bool(rules.test_rule("assessments.decide_below_standard", request.scope, row.person_id))


@login_required
@require_GET
def below_standard_detail(request: Request, pk: int) -> HttpResponse:
    """What the software proposes, what it rests on, and what happens next."""
    row = _row(request, pk)
    note_view(
        viewer=request.user,
        person=row.person,
        sort="below_standard",
        record=row,
        shown=row.told_at is not None or row.decided_at is not None,
        on=request.today,
    )
    decides = _may_decide(request, row) and row.decided_at is None
    heard = row.heard_at is not None or bool(row.hear_by and row.hear_by < request.today)
    context = {
        "row": row,
        "mine": row.person_id == request.scope.user_id,
        "reviews": FileReview.objects.visible_to(request.scope)
        .filter(pk__in=row.reviews.values("review"))
        .select_related("case_file")
        .order_by("reviewed_on", "pk"),
        "decides": decides,
        "fits_no_more": decides and fits_no_more(row, request.scope),
        "may_answer": row.person_id == request.scope.user_id
        and row.told_at is not None
        and row.heard_at is None
        and row.decided_at is None,
        "heard": heard,
    }
    return render(request, "assessments/below_standard_detail.html", context)


def _act(request: Request, row: BelowStandard, form: Any, save: Any, **words: Any) -> HttpResponse:
    page = Page(
        back=reverse("below_standard_detail", args=[row.pk]), about=row.criterion_text, **words
    )
    name = f"below_standard.{type(form).__name__}"
    return perform(
        request, form, save, page, draft=draft_for(writer=request.user, form=name, record=row)
    )


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def below_standard_bears(request: Request, pk: int) -> HttpResponse:
    """Ask first whether something bears on it."""
    row = _row(request, pk)
    if not _may_decide(request, row):
        raise PermissionDenied
    agreed = Adjustment.objects.visible_to(request.scope).filter(user=row.person)
    away = Absence.objects.visible_to(request.scope).filter(user=row.person)
    lead = _("On record: %(adjustments)s adjustments agreed, %(absences)s periods away.") % {
        "adjustments": agreed.filter(agreed_at__isnull=False).count(),
        "absences": away.count(),
    }

    def save(*, bears: bool, text: str, **_box: Any) -> None:
        answer_what_bears(row=row, bears=bears, text=text, by=request.user, scope=request.scope)

    return _act(
        request,
        row,
        BearsForm(request.POST or None),
        save,
        heading=_("What bears on this"),
        done=_("Your answer is kept."),
        lead=lead,
    )


@login_required
@require_POST
@once_per_nonce
def below_standard_tell(request: Request, pk: int) -> HttpResponse:
    """Tell the person, so that they can be heard."""
    row = _row(request, pk)
    if not _may_decide(request, row):
        raise PermissionDenied
    try:
        tell_person(row=row, by=request.user, scope=request.scope)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("They have been told, and can answer."))
    return redirect("below_standard_detail", pk)


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def below_standard_hear(request: Request, pk: int) -> HttpResponse:
    """The person says what they think."""
    row = _row(request, pk)
    if row.person_id != request.scope.user_id:
        raise PermissionDenied

    def save(*, text: str, **_box: Any) -> None:
        hear_person(row=row, text=text, by=request.user)

    return _act(
        request,
        row,
        HearForm(request.POST or None),
        save,
        heading=_("Say what you think"),
        done=_("Your answer is kept beside it."),
    )


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def below_standard_decide(request: Request, pk: int) -> HttpResponse:
    """A person decides, with a reason."""
    row = _row(request, pk)
    if not _may_decide(request, row):
        raise PermissionDenied
    form = DecideBelowForm(
        request.POST or None,
        owners=owners_near(request, None, row.person_id),
        today=request.today,
    )

    def save(*, conclusion: str, reason: str, **_rest: Any) -> None:
        decide(
            row=row,
            conclusion=conclusion,
            reason=reason,
            help_agreed=form.help_agreed(),
            by=request.user,
            scope=request.scope,
        )

    return _act(
        request,
        row,
        form,
        save,
        heading=_("Decide"),
        done=_("Decided. The person has been told."),
        lead=_("Help comes before a higher monitoring level."),
    )
