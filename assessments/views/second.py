"""Second looks: the lead of casework asks for blind second reviews, and calls them off."""

import datetime as dt
from functools import partial

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from assessments.enums import ReviewState
from assessments.forms.second import CallOffForm, SecondReviewForm
from assessments.independence import independent_of, suggested
from assessments.models import FileReview
from assessments.services.second import ask_second_review, call_off_second
from core.keyset import page_of
from core.services.drafts import draft_for
from core.submit import once_per_nonce
from people.access import require
from people.enums import Role
from people.requests import Request
from people.views.acts import Page, perform

PAGE = 50
DAYS_TO_FINISH = 14
lead_only = require(Role.LEAD_OF_CASEWORK)


@lead_only
@require_GET
def second_list(request: Request) -> HttpResponse:
    """Reviews that are not finished: which are reviewed twice, and the way to ask for it."""
    reviews = FileReview.objects.led_by(request.scope)
    reference = request.GET.get("reference", "").strip()[:60]
    if reference:
        reviews = reviews.filter(case_file__reference__iexact=reference)
    page = page_of(
        reviews,
        told=lambda rows: rows.listed().annotate(
            second_name=F("second_reviewer__name"), second=F("second_reviewer")
        ),
        day="due_on",
        asked=request.GET,
        size=PAGE,
    )
    states = {value: str(label) for value, label in ReviewState.choices}
    rows = [{**row, "state_label": states[row["state"]]} for row in page.rows]
    context = {"rows": rows, "page": page, "reference": reference}
    return render(request, "assessments/second_list.html", context)


def _review(request: Request, pk: int) -> FileReview:
    reviews = FileReview.objects.led_by(request.scope)
    return get_object_or_404(reviews.select_related("case_file", "person", "reviewer"), pk=pk)


def _about(review: FileReview) -> str:
    return _("Case file %(reference)s, work of %(name)s, reviewed by %(reviewer)s") % {
        "reference": review.case_file.reference,
        "name": review.person.name,
        "reviewer": review.reviewer.name,
    }


@lead_only
@require_http_methods(["GET", "POST"])
@once_per_nonce
def second_ask(request: Request, pk: int) -> HttpResponse:
    """Ask for a second review of a file, blind."""
    review = _review(request, pk)
    people = independent_of(review, request.today)
    form = SecondReviewForm(
        request.POST or None,
        reviewers=people,
        suggested=suggested(people, request.today),
        due_on=request.today + dt.timedelta(days=DAYS_TO_FINISH),
    )
    page = Page(
        heading=_("Ask for a second review"),
        back=reverse("second_list"),
        done=_("The second reviewer has been asked."),
        lead=_(
            "Neither reviewer sees what the other writes until both have finished. Then they agree "
            "an outcome, and all three are kept."
        ),
        about=_about(review),
    )
    save = partial(ask_second_review, review=review, by=request.user, scope=request.scope)
    draft = draft_for(writer=request.user, form="review.second", record=review)
    return perform(request, form, save, page, draft=draft)


@lead_only
@require_http_methods(["GET", "POST"])
@once_per_nonce
def second_call_off(request: Request, pk: int) -> HttpResponse:
    """Call a second review off before it is finished."""
    review = _review(request, pk)
    page = Page(
        heading=_("Call the second review off"),
        back=reverse("second_list"),
        done=_("The second review is called off, and its reviewer has been told."),
        lead=_(
            "The first review then stands alone. That this was asked for and called off is kept."
        ),
        about=_about(review),
    )
    save = partial(call_off_second, review=review, by=request.user, scope=request.scope)
    draft = draft_for(writer=request.user, form="review.second.off", record=review)
    return perform(request, CallOffForm(request.POST or None), save, page, draft=draft)
