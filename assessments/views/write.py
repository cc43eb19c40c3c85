"""Write a review: a draft on the server until it is finished."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from assessments.content import (
    FindingContent,
    Problem,
    ReviewContent,
    needs_second_look,
    problems_in,
    read_content,
)
from assessments.enums import BEFORE_SUBMITTED
from assessments.forms.review import FinishForm, HoldingForm
from assessments.identifying import identifiers_in
from assessments.models import FileReview, SecondReview
from assessments.presenters.check import check_page
from assessments.presenters.write import area_lists, unlike_fields, write_page
from assessments.queries import made_under
from assessments.services.coaching import guidance_given_on
from assessments.services.holding import open_from_finding
from assessments.services.submit import REVIEW_FORM, begin_review, criteria_of, submit_review
from cases.models import HoldingAction
from core.errors import DomainError, Stale
from core.keys import key_of
from core.models import Draft
from core.services.drafts import data_from_post, draft_for, save_draft
from core.submit import once_per_nonce
from core.warned import BOX
from frameworks.presenters import notices
from frameworks.tree import Tree
from people.requests import Request

BUTTONS = ("add", "remove", "show", "holding", "check", "save", "keep")


@dataclass(frozen=True)
class Desk:
    """Where a sheet is written: a review, or what is made of reviews that are written.

    :ivar form: the form of its draft.
    :ivar write: the route of the page on which it is written; ``check``: where it is checked.
    :ivar heading: what is written, above the name of the file.
    :ivar lead: what to know while writing.
    :ivar due_on: by when it is to be finished.
    :ivar start: the fields it begins with, where there is no draft yet.
    :ivar beside: criterion -> what was answered before: who, the answer, the comment.
    """

    form: str
    write: str
    check: str
    heading: str = ""
    lead: str = ""
    due_on: dt.date | None = None
    start: Mapping[str, list[str]] = field(default_factory=dict)
    beside: Mapping[str, list[tuple[str, str, str]]] = field(default_factory=dict)

    @property
    def is_review(self) -> bool:
        return self.form == REVIEW_FORM


def review_to_write(request: Request, pk: int) -> FileReview:
    """Return the review this user is writing about; 404 for anybody else."""
    return get_object_or_404(
        FileReview.objects.written_by(request.scope).select_related(
            "case_file__service_area", "person", "post", "role_level", "reviewer"
        ),
        pk=pk,
    )


def own_desk(request: Request, review: FileReview) -> Desk | None:
    """Return where this user writes their own review of a file; None once they have finished."""
    desk = Desk(form=REVIEW_FORM, write="review_write", check="review_check")
    if review.reviewer_id == request.user.pk:
        return replace(desk, due_on=review.due_on) if review.state in BEFORE_SUBMITTED else None
    second = SecondReview.objects.to_write(request.scope).filter(review=review).first()
    return replace(desk, due_on=second.due_on) if second else None


def trees_of(review: FileReview) -> list[Tree]:
    """Return the trees of the framework versions a review is made under, in order."""
    return made_under(review).trees


def _page(
    request: Request,
    review: FileReview,
    draft: Draft,
    fields: dict[str, Any],
    desk: Desk,
    *,
    problems: tuple[Problem, ...] = (),
    theirs: Draft | None = None,
    status: int = 200,
) -> HttpResponse:
    content = read_content(fields)
    criteria = criteria_of(review)
    under = made_under(review)
    context = {
        "review": review,
        "desk": desk,
        "draft": draft,
        "notices": notices(under.trees),
        "page": write_page(
            content,
            criteria=criteria,
            trees=under.trees,
            levels=under.levels,
            could_show=list(review.could_show.values_list("area_id", flat=True)),
            holding_actions=_holding_actions(review, content),
            problems=problems,
            beside=desk.beside,
        ),
        "problems": problems,
        "unlike": unlike_fields(fields, theirs.data) if theirs else [],
        "theirs": theirs,
    }
    return render(request, "assessments/review_write.html", context, status=status)


def _holding_actions(review: FileReview, content: ReviewContent) -> list[HoldingAction]:
    """Return the holding actions that findings name, as far as they are about this file."""
    named = [f.holding_action for f in content.findings if f.holding_action]
    if not named:
        return []
    return list(HoldingAction.objects.filter(pk__in=named, case_file=review.case_file_id))


def _next_number(fields: dict[str, list[str]]) -> int:
    numbers = [int(text) for text in fields.get("finding", []) if text.isdigit()]
    return max(numbers, default=0) + 1


def _after_button(fields: dict[str, list[str]], pressed: str, value: str) -> str:
    """Change the fields as the button says, and return where on the page to go on."""
    if pressed == "add":
        number = _next_number(fields)
        fields["finding"] = [*fields.get("finding", []), str(number)]
        fields[f"finding-{number}-criterion"] = [value]
        return f"#finding-{number}"
    if pressed == "remove":
        fields["finding"] = [text for text in fields.get("finding", []) if text != value]
        for name in [n for n in fields if n.startswith(f"finding-{value}-")]:
            del fields[name]
        return "#findings"
    if pressed in ("show", "holding"):
        return f"#finding-{value}"
    return ""


def _open_holding(
    request: Request, review: FileReview, fields: dict[str, list[str]], value: str
) -> list[Problem]:
    finding = next((f for f in read_content(fields).findings if str(f.number) == value), None)
    if finding is None or finding.holding_action:
        return []
    prefix = f"finding-{finding.number}-holding"
    form = HoldingForm(_holding_data(finding))
    if not form.is_valid():
        return [
            Problem(f"{prefix}-{'sure' if name == BOX else name}", " ".join(str(e) for e in errors))
            for name, errors in form.errors.items()
        ]
    try:
        action = open_from_finding(
            review=review,
            kind=form.cleaned_data["kind"],
            fact=form.cleaned_data["fact"],
            step=form.cleaned_data["step"],
            time_limit_on=form.cleaned_data["limit"],
            by=request.user,
            scope=request.scope,
        )
    except DomainError as error:
        return [Problem(f"{prefix}-{error.field or 'step'}", error.message)]
    fields[prefix] = [str(action.pk)]
    return []


def _holding_data(finding: FindingContent) -> dict[str, str]:
    day, month, year = finding.holding_limit
    return {
        "kind": finding.holding_kind,
        "fact": finding.holding_fact,
        "step": finding.holding_step,
        "limit-day": day,
        "limit-month": month,
        "limit-year": year,
        BOX: "on" if finding.holding_sure else "",
    }


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def review_write(request: Request, pk: int) -> HttpResponse:
    """The page on which a reviewer answers, finds and notes. Every button saves first."""
    review = review_to_write(request, pk)
    desk = own_desk(request, review)
    if desk is None:
        return redirect("review_detail", pk=pk)
    return write_at(request, review, desk)


def write_at(request: Request, review: FileReview, desk: Desk) -> HttpResponse:
    """Show the page on which a sheet is written, and save what is sent. Every button saves."""
    draft = draft_for(writer=request.user, form=desk.form, record=review)
    if request.method == "GET":
        problems: tuple[Problem, ...] = ()
        if "check" in request.GET:
            problems = tuple(problems_of(review, draft))
        fields = dict(draft.data) or dict(desk.start)
        return _page(request, review, draft, fields, desk, problems=problems)
    fields = {k: v for k, v in data_from_post(request.POST).items() if k not in BUTTONS}
    pressed = next((name for name in BUTTONS if name in request.POST), "save")
    value = request.POST.get(pressed, "")
    if desk.is_review:
        begin_review(review=review, by=request.user, scope=request.scope)
    stale = _save(request, review, fields, desk)
    if stale is not None:
        return _page(request, review, stale, fields, desk, theirs=stale, status=409)
    mistakes = _open_holding(request, review, fields, value) if pressed == "holding" else []
    anchor = _after_button(fields, pressed, value)
    again = draft_for(writer=request.user, form=desk.form, record=review)
    saved = _store(review, request, again.version, fields, desk)
    if mistakes:
        return _page(request, review, saved, fields, desk, problems=tuple(mistakes), status=422)
    if pressed == "check":
        return redirect(desk.check, pk=review.pk)
    return redirect(reverse(desk.write, args=[review.pk]) + anchor)


def _store(
    review: FileReview, request: Request, version: int, fields: dict[str, list[str]], desk: Desk
) -> Draft:
    return save_draft(
        writer_key=key_of(request.user),
        form=desk.form,
        record_key=key_of(review),
        version=version,
        data=fields,
    )


def _save(
    request: Request, review: FileReview, fields: dict[str, list[str]], desk: Desk
) -> Draft | None:
    """Keep what was typed. Return the other tab's draft where it was changed there meanwhile."""
    text = request.POST.get("draft_version", "0")
    try:
        _store(review, request, int(text) if text.isdigit() else 0, fields, desk)
    except Stale as stale:
        theirs: Draft = stale.theirs
        return theirs
    return None


def problems_of(review: FileReview, draft: Draft) -> list[Problem]:
    """Return what still stands in the way of finishing what is in a draft."""
    under = made_under(review)
    return problems_in(
        read_content(draft.data),
        criteria=criteria_of(review),
        trees=under.trees,
        levels=under.levels,
    )


@login_required
@require_GET
def review_behaviours(request: Request, pk: int) -> HttpResponse:
    """The behaviours of a chosen area, to tick, for one finding: a part of the page."""
    review = review_to_write(request, pk)
    number, area = request.GET.get("finding", ""), request.GET.get("area", "")
    if not number.isdigit() or len(number) > 4:
        raise Http404
    chosen = FindingContent(int(number), area=int(area) if area.isdigit() else None)
    under = made_under(review)
    return render(
        request,
        "assessments/_behaviours.html",
        {"lists": area_lists(chosen, under.trees, under.levels), "review": review},
    )


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def review_check(request: Request, pk: int) -> HttpResponse:
    """Check the answers, then finish. Nothing is shared by this."""
    review = review_to_write(request, pk)
    if own_desk(request, review) is None:
        return redirect("review_detail", pk=pk)
    draft = draft_for(writer=request.user, form=REVIEW_FORM, record=review)
    if problems_of(review, draft):
        return redirect(reverse("review_write", args=[pk]) + "?check=1")
    content = read_content(draft.data)
    second_look = needs_second_look(content)
    found = identifiers_in(content)
    guided_on = guidance_given_on(review.case_file, request.user.pk)
    form = FinishForm(
        request.POST or None,
        second_look=second_look,
        guided=guided_on is not None,
        elsewhere=[words for words, _kind, _field in found],
        initial={"reviewed_on": request.today},
    )
    if request.method == "POST" and form.is_valid():
        try:
            submit_review(
                review=review,
                content=content,
                reviewed_on=form.cleaned_data["reviewed_on"],
                trees=trees_of(review),
                looked_again=form.cleaned_data.get("looked_again", False),
                gave_guidance=form.cleaned_data.get("gave_guidance", False),
                by=request.user,
                scope=request.scope,
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            messages.success(
                request,
                _(
                    "The review is finished. Nobody but you is told yet: give feedback, then share it."
                ),
            )
            return redirect("review_detail", pk=pk)
    under = made_under(review)
    page = check_page(content, criteria=criteria_of(review), trees=under.trees, levels=under.levels)
    return render(
        request,
        "assessments/review_check.html",
        {
            "review": review,
            "notices": notices(under.trees),
            "form": form,
            "page": page,
            "second_look": second_look,
            "identifiers": found,
            "guided_on": guided_on,
        },
        status=422 if form.is_bound else 200,
    )
