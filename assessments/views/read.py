"""Read a review, share it, answer it, add to it, close it, withdraw it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.around import around
from assessments.clocks import REPLY, clock_of
from assessments.enums import TO_CLOSE, ReplySort
from assessments.forms.review import AddendumForm, ReplyForm, ShareForm, WithdrawForm
from assessments.models import Action, FileReview, Sheet
from assessments.presenters.action import ActionRow, action_rows
from assessments.presenters.attachment import attachments_in
from assessments.presenters.check import talking_note
from assessments.presenters.reading import acts_of, next_step, spoken
from assessments.queries import MOST_EARLIER_POINTS, earlier_points
from assessments.services.reply import (
    add_addendum,
    close_review,
    reply_to_review,
    withdraw_review,
)
from assessments.services.share import share_review
from assessments.views.sheets import page_of, reading_of
from assessments.views.write import trees_of
from core.drafted import filled
from core.errors import DomainError, NotAllowed
from core.services.drafts import discard_draft, draft_for
from core.services.views_log import note_view
from core.submit import once_per_nonce
from frameworks.presenters import notices
from frameworks.tree import tree_of
from people.models import Line
from people.periods import in_force
from people.requests import Request

REPLY_FORM = "review_reply"
SHARE_FORM = "review_share"
ADDENDUM_FORM = "review_add"
WITHDRAW_FORM = "review_withdraw"


def visible_review(request: Request, pk: int) -> FileReview:
    """Return a review this user may open; 404 where it is absent or invisible alike."""
    reviews = FileReview.objects.visible_to(request.scope).select_related(
        "case_file__service_area",
        "person",
        "reviewer",
        "second_reviewer",
        "asked_by",
        "post",
        "role_level",
    )
    guided = Sheet.objects.filter(
        review=OuterRef("pk"), gave_guidance=True, review__submitted_at__isnull=False
    )
    reviews = reviews.annotate(
        guided_by=Subquery(guided.values("reviewer__name")[:1]),
        unfinished=Exists(Action.objects.hold_open(OuterRef("pk"))),
    )
    lines = Line.objects.filter(in_force(request.today), person=OuterRef("person"))
    supervisor = Subquery(lines.values("supervisor__name")[:1])
    return get_object_or_404(reviews.annotate(supervisor_name=supervisor), pk=pk)


def _detail(
    request: Request, review: FileReview, *, reply: ReplyForm | None = None, status: int = 200
) -> HttpResponse:
    known = around(review, request.scope)
    trees = [tree_of(version) for version in known.versions]
    is_about_me = review.person_id == request.user.pk
    actions = _actions(request, review) if review.is_shared else []
    holds_open = review.state in TO_CLOSE and getattr(review, "unfinished", False)
    reading = reading_of(review, request.scope, trees, known)
    acts = acts_of(
        review,
        request.scope,
        reading.waiting,
        refused=reading.refused,
        unfinished=holds_open,
    )
    draft = None
    if acts.reply:
        draft = draft_for(writer=request.user, form=REPLY_FORM, record=review)
        reply = reply or filled(ReplyForm(), draft)
    context: dict[str, Any] = {
        "review": review,
        "trees": trees,
        "notices": notices(trees),
        "page": reading.page,
        "reading": reading,
        "acts": acts,
        "actions": actions,
        "holds_open": holds_open,
        **(
            attachments_in(known.files, review, "review", request.scope) if review.is_shared else {}
        ),
        "next": next_step(
            review,
            trees,
            getattr(review, "supervisor_name", None) or "",
            request.today,
            mine=is_about_me,
        ),
        "form": reply,
        "draft": draft,
        "said": spoken(known.said),
        "is_about_me": is_about_me,
        "disputes": known.disputes,
    }
    return render(request, "assessments/review_detail.html", context, status=status)


def _actions(request: Request, review: FileReview) -> list[ActionRow]:
    """Return the actions raised from a review that this user may read."""
    actions = Action.objects.visible_to(request.scope).filter(review=review)
    return action_rows(actions.listed().order_by("pk"), request.today)


@login_required
@require_GET
def review_detail(request: Request, pk: int) -> HttpResponse:
    """One review as its reader may see it: good practice first, and what happens next."""
    review = visible_review(request, pk)
    note_view(
        viewer=request.user,
        person=review.person,
        sort="review",
        record=review,
        shown=review.is_shared,
        on=request.today,
    )
    return _detail(request, review)


@login_required
@require_GET
def review_earlier(request: Request, pk: int) -> HttpResponse:
    """The improvement points recorded before: for the reviewer, once the answers are in."""
    review = visible_review(request, pk)
    if not acts_of(review, request.scope).earlier:
        raise NotAllowed(
            _("The reviewer reads earlier points, from finishing the review until it is closed.")
        )
    points = earlier_points(review, request.scope)
    if points:
        note_view(viewer=request.user, person=review.person, sort="evidence", on=request.today)
    context = {
        "review": review,
        "points": points[:MOST_EARLIER_POINTS],
        "cut": len(points) > MOST_EARLIER_POINTS,
    }
    return render(request, "assessments/review_earlier.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def review_share(request: Request, pk: int) -> HttpResponse:
    """Say how feedback was given, then share. Only now the review becomes evidence."""
    review = visible_review(request, pk)
    if review.reviewer_id != request.user.pk:
        raise NotAllowed(_("Only the reviewer can share this review."))
    if not acts_of(review, request.scope).share:
        return redirect("review_detail", pk=pk)
    trees = trees_of(review)
    page = page_of(review, trees)
    draft = draft_for(writer=request.user, form=SHARE_FORM, record=review)
    initial = {"given_on": request.today, "note": talking_note(page)}
    form = filled(ShareForm(request.POST or None, initial=initial), draft)
    if request.method == "POST" and form.is_valid():
        try:
            share_review(
                review=review,
                given_on=form.cleaned_data["given_on"],
                how=form.cleaned_data["how"],
                note=form.cleaned_data["note"],
                by=request.user,
                scope=request.scope,
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            discard_draft(writer=request.user, form=SHARE_FORM, record=review)
            messages.success(
                request,
                _("The review is shared with %(name)s. They have been told that it is there.")
                % {"name": review.person.name},
            )
            return redirect("review_detail", pk=pk)
    context = {
        "review": review,
        "form": form,
        "page": page,
        "draft": draft,
        "notices": notices(trees),
        "reply_days": clock_of(review, REPLY),
    }
    status = 422 if form.is_bound else 200
    return render(request, "assessments/review_share.html", context, status=status)


@login_required
@require_POST
@once_per_nonce
def review_reply(request: Request, pk: int) -> HttpResponse:
    """The caseworker's answer. Refused: the page comes back with everything that was typed."""
    review = visible_review(request, pk)
    sort = request.POST.get("sort", "")
    form = ReplyForm(request.POST)
    if form.is_valid():
        try:
            if sort not in ReplySort.values:
                raise DomainError(_("Choose how you want to answer."))
            reply_to_review(
                review=review,
                sort=ReplySort(sort),
                text=form.cleaned_data["text"],
                by=request.user,
                scope=request.scope,
            )
        except NotAllowed:
            raise
        except DomainError as error:
            form.add_domain_error(error)
        else:
            discard_draft(writer=request.user, form=REPLY_FORM, record=review)
            messages.success(request, _("Your answer is recorded beside the review."))
            return redirect("review_detail", pk=pk)
    return _detail(request, review, reply=form, status=422)


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def review_add(request: Request, pk: int) -> HttpResponse:
    """Add a dated addendum to a finished review."""
    review = visible_review(request, pk)
    if not acts_of(review, request.scope).add:
        raise NotAllowed(_("Only the reviewer or the supervisor can add to a finished review."))
    draft = draft_for(writer=request.user, form=ADDENDUM_FORM, record=review)
    form = filled(AddendumForm(request.POST or None), draft)
    if request.method == "POST" and form.is_valid():
        try:
            add_addendum(
                review=review, text=form.cleaned_data["text"], by=request.user, scope=request.scope
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            discard_draft(writer=request.user, form=ADDENDUM_FORM, record=review)
            messages.success(request, _("Your addendum is added."))
            return redirect("review_detail", pk=pk)
    context = {"review": review, "form": form, "draft": draft}
    status = 422 if form.is_bound else 200
    return render(request, "assessments/review_add.html", context, status=status)


@login_required
@require_POST
@once_per_nonce
def review_close(request: Request, pk: int) -> HttpResponse:
    """Close an acknowledged review."""
    review = visible_review(request, pk)
    try:
        close_review(review=review, by=request.user, scope=request.scope)
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The review is closed."))
    return redirect("review_detail", pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def review_withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw a review, for a reason."""
    review = visible_review(request, pk)
    if not acts_of(review, request.scope).withdraw:
        raise NotAllowed(_("You cannot withdraw this review."))
    draft = draft_for(writer=request.user, form=WITHDRAW_FORM, record=review)
    form = filled(WithdrawForm(request.POST or None), draft)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_review(
                review=review,
                reason=form.cleaned_data["reason"],
                by=request.user,
                scope=request.scope,
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            discard_draft(writer=request.user, form=WITHDRAW_FORM, record=review)
            messages.success(request, _("The review is withdrawn."))
            return redirect("review_detail", pk=pk)
    context = {"review": review, "form": form, "draft": draft}
    status = 422 if form.is_bound else 200
    return render(request, "assessments/review_withdraw.html", context, status=status)
