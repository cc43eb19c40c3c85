"""Signing off a record, reading what was signed off, and answering it."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.drafted import filled
from core.errors import DomainError
from core.services.drafts import discard_draft, draft_for
from core.services.views_log import note_view
from core.submit import once_per_nonce
from people.models import User
from people.requests import Request
from records.contexts.asked import reader_of
from records.contexts.signed import about_to_sign, signed_content
from records.enums import Reader
from records.forms.record import AnswerForm, SignOffForm, SpanForm
from records.models import Signature, SignOff
from records.presenters.record import answer_of
from records.querysets.closing import Span
from records.querysets.people import people_with_open_record, versions_for
from records.services.sign_off import sign_off_record, sign_record

SIGN_OFF_FORM = "record_sign_off"
ANSWER_FORM = "record_sign"
YEAR = dt.timedelta(days=365)


@require_http_methods(["GET", "POST"])
@once_per_nonce
def record_sign_off(request: Request, pk: int) -> HttpResponse:
    """The supervisor chooses a period, sees exactly what will be closed, and signs it off."""
    person = get_object_or_404(people_with_open_record(request.scope), pk=pk)
    if person.pk not in request.scope.supervises:
        raise PermissionDenied
    span_form = _span_form(request, person)
    chosen = span_form.cleaned_data if span_form.is_bound and span_form.is_valid() else None
    draft = draft_for(writer=request.user, form=SIGN_OFF_FORM, record=person)
    form = filled(SignOffForm(request.POST or None), draft)
    if request.method == "POST" and chosen and form.is_valid():
        try:
            signed = sign_off_record(
                person=person,
                version=chosen["version"],
                period_from=chosen["first"],
                period_to=chosen["last"],
                note=form.cleaned_data["note"],
                by=request.user,
                scope=request.scope,
                seen=form.cleaned_data["seen"],
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            discard_draft(writer=request.user, form=SIGN_OFF_FORM, record=person)
            messages.success(
                request,
                _("%(name)s's record is signed off. They have been asked to sign it too.")
                % {"name": person.name},
            )
            return redirect("sign_off_detail", pk=signed.pk)
    context: dict[str, Any] = {
        "person": person,
        "span_form": span_form,
        "form": form,
        "draft": draft,
    }
    if chosen:
        span = Span(person.pk, chosen["version"].pk, chosen["first"], chosen["last"])
        context |= {"shown": about_to_sign(span, request.scope), "chosen": chosen}
    status = 422 if request.method == "POST" else 200
    return render(request, "records/record_sign_off.html", context, status=status)


def _span_form(request: Request, person: User) -> SpanForm:
    """Return the form of the period: as asked in the address, else from the last sign-off on."""
    versions = versions_for(person.pk, Reader.SUPERVISOR)
    last = (
        SignOff.objects.visible_to(request.scope)
        .filter(person=person)
        .order_by("-period_to")
        .first()
    )
    initial = {
        "version": last.version_id if last else None,
        "first": last.period_to + dt.timedelta(days=1) if last else request.today - YEAR,
        "last": request.today,
    }
    asked = request.GET if "first-year" in request.GET or "first" in request.GET else None
    return SpanForm(asked, versions=versions, today=request.today, initial=initial)


@require_GET
def sign_off_detail(request: Request, pk: int) -> HttpResponse:
    """What was signed off, by whom, and the signatures under it."""
    sign_off = _sign_off(request, pk)
    return render(request, "records/sign_off_detail.html", _context(request, sign_off))


@require_http_methods(["GET", "POST"])
@once_per_nonce
def record_sign(request: Request, pk: int) -> HttpResponse:
    """The person reads what was signed off, and signs it or says why not."""
    sign_off = _sign_off(request, pk)
    if sign_off.person_id != request.user.pk:
        raise PermissionDenied
    draft = draft_for(writer=request.user, form=ANSWER_FORM, record=sign_off)
    form = filled(AnswerForm(request.POST or None), draft)
    if request.method == "POST" and form.is_valid():
        try:
            sign_record(
                sign_off=sign_off,
                signed=form.cleaned_data["signed"] == "yes",
                note=form.cleaned_data["note"],
                by=request.user,
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            discard_draft(writer=request.user, form=ANSWER_FORM, record=sign_off)
            messages.success(request, _("Your answer is part of the record now."))
            return redirect("sign_off_detail", pk=sign_off.pk)
    context = {**_context(request, sign_off), "form": form, "draft": draft}
    status = 422 if request.method == "POST" else 200
    return render(request, "records/record_sign.html", context, status=status)


def _sign_off(request: Request, pk: int) -> SignOff:
    signed = SignOff.objects.visible_to(request.scope).select_related(
        "person", "version", "signed_by"
    )
    sign_off = get_object_or_404(
        signed.prefetch_related(Prefetch("signatures", Signature.objects.select_related("signer"))),
        pk=pk,
    )
    note_view(
        viewer=request.user,
        person=sign_off.person,
        sort="sign_off",
        record=sign_off,
        on=request.today,
    )
    return sign_off


def _context(request: Request, sign_off: SignOff) -> dict[str, Any]:
    own = sign_off.person_id == request.user.pk
    reader = reader_of(request.scope, sign_off.person_id) or Reader.SUPERVISOR
    answered = any(row.signer_id == sign_off.person_id for row in sign_off.signatures.all())
    return {
        "sign_off": sign_off,
        "person": sign_off.person,
        "own": own,
        "to_answer": own and not answered,
        "answer": answer_of(sign_off),
        "shown": signed_content(sign_off, reader),
        "opens_record": reader_of(request.scope, sign_off.person_id) is not None,
    }
