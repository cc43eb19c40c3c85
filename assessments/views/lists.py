"""Lists of reviews: mine to do, and those about my people; and what waits."""

import rules
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assessments.enums import ReviewState
from assessments.models import FileReview, SecondReview
from assessments.presenters.listing import review_rows
from core.keyset import page_of
from people.requests import Request

PAGE = 50


@login_required
@require_GET
def review_list(request: Request) -> HttpResponse:
    """The reviews this user may open, latest due first, by state."""
    reviews = FileReview.objects.visible_to(request.scope)
    state = request.GET.get("state", "")
    if state in ReviewState.values:
        reviews = reviews.filter(state=state)
    else:
        state = ""
    mine = [
        *FileReview.objects.mine_to_do(request.scope).listed().order_by("due_on", "pk")[:PAGE],
        *SecondReview.objects.to_write(request.scope).listed().order_by("due_on", "pk")[:PAGE],
    ]
    mine.sort(key=lambda row: (row["due_on"], row["pk"]))
    page = page_of(
        reviews,
        told=lambda listed: listed.listed(),
        day="due_on",
        asked=request.GET,
        size=PAGE,
    )
    context = {
        "mine": review_rows(mine, "review_write"),
        "reviews": review_rows(page.rows, "review_detail"),
        "page": page,
        "state": state,
        "states": ReviewState.choices,
        "may_run_rounds": rules.test_rule("assessments.run_rounds", request.scope),
        "may_assign": rules.test_rule("assessments.assign_review_somewhere", request.scope),
    }
    return render(request, "assessments/review_list.html", context)
