"""Files added to reviews, actions and evidence: added, read, taken away."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from assessments.forms.attachment import AttachmentForm, TakeAwayForm
from assessments.models import Action, Attachment, Evidence, FileReview
from assessments.services.attachment import (
    Parent,
    add_attachment,
    may_attach,
    withdraw_attachment,
)
from core.drafted import filled
from core.errors import DomainError
from core.services.drafts import discard_draft, draft_for
from core.services.views_log import note_view
from core.submit import once_per_nonce
from people.requests import Request
from people.views.acts import Page, perform

PAGES = {"review": "review_detail", "action": "action_detail", "evidence": "evidence_detail"}


def _parent(request: Request, sort: str, pk: int) -> Parent:
    """Return what a file is added to, where this user may read it; else 404."""
    rows: dict[str, Any] = {
        "review": FileReview.objects.visible_to,
        "action": Action.objects.visible_to,
        "evidence": Evidence.objects.visible_to,
    }
    if sort not in rows:
        raise Http404
    parent: Parent = get_object_or_404(rows[sort](request.scope), pk=pk)
    return parent


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def attachment_add(request: Request, sort: str, pk: int) -> HttpResponse:
    """Add a file. Refused: the page comes back with what was typed."""
    parent = _parent(request, sort, pk)
    if not may_attach(parent, request.scope):
        raise PermissionDenied
    back = reverse(PAGES[sort], args=[pk])
    draft = draft_for(writer=request.user, form="attachment", record=parent)
    form = filled(AttachmentForm(request.POST or None, request.FILES or None), draft)
    if request.method == "POST" and form.is_valid():
        try:
            add_attachment(
                parent=parent,
                upload=form.cleaned_data["upload"],
                shows=form.cleaned_data["shows"],
                by=request.user,
                scope=request.scope,
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            discard_draft(writer=request.user, form=draft.form, record=parent)
            messages.success(request, _("The file is added."))
            return redirect(f"{back}#attachments")
    form.helper.form_tag = False
    context = {"form": form, "back": back, "draft": draft}
    status = 422 if form.is_bound else 200
    return render(request, "assessments/attachment_add.html", context, status=status)


def _row(request: Request, pk: int) -> Attachment:
    rows = Attachment.objects.visible_to(request.scope).select_related("person", "by")
    return get_object_or_404(rows, pk=pk)


@login_required
@require_GET
def attachment_get(request: Request, pk: int) -> HttpResponse:
    """Send a file to be saved, never to be shown within a page of ours."""
    row = _row(request, pk)
    note_view(
        viewer=request.user, person=row.person, sort="attachment", record=row, on=request.today
    )
    try:
        with row.file.open("rb") as content:
            answer = HttpResponse(content.read(), content_type=row.media_type)
    except FileNotFoundError as error:
        raise Http404 from error
    answer["Content-Disposition"] = content_disposition_header(True, row.name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def attachment_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take a file away, for a reason."""
    row = _row(request, pk)
    if row.by_id != request.scope.user_id and row.person_id not in request.scope.supervises:
        raise PermissionDenied
    sort = next(name for name in Attachment.PARENTS if getattr(row, f"{name}_id"))
    page = Page(
        heading=_("Take a file away"),
        back=reverse(PAGES[sort], args=[getattr(row, f"{sort}_id")]),
        done=_("The file is taken away."),
        about=row.shows,
    )

    def save(*, text: str, **_box: Any) -> None:
        withdraw_attachment(row=row, reason=text, by=request.user, scope=request.scope)

    draft = draft_for(writer=request.user, form="attachment.withdraw", record=row)
    return perform(request, TakeAwayForm(request.POST or None), save, page, draft=draft)
