"""Somebody's record of learning, whose record there is, and who looked at mine."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from core.keyset import page_of
from core.services.views_log import note_view
from people.access import require
from people.enums import Role
from people.requests import Request
from records.contexts.asked import reader_of
from records.enums import RecordState
from records.forms.record import FindPersonForm
from records.models import Document, SignOff
from records.presenters.record import looks_of, person_rows, sign_off_lines
from records.querysets.people import (
    listed_people,
    people_with_open_record,
    with_signed_until,
)
from records.querysets.views import looks_at_mine

KEPT_FILTER = "records.filter"
NEWEST = 20
LOOK = ("pk", "viewer_key", "sort", "record_key", "day", "times")


@require_GET
def my_record(request: Request) -> HttpResponse:
    """My own record of learning."""
    return redirect("record_detail", pk=request.user.pk)


@require_GET
def record_detail(request: Request, pk: int) -> HttpResponse:
    """What is signed off of somebody's record, and the documents made of it."""
    person = get_object_or_404(people_with_open_record(request.scope), pk=pk)
    note_view(viewer=request.user, person=person, sort="record", on=request.today)
    signed = (
        SignOff.objects.visible_to(request.scope)
        .filter(person=person)
        .select_related("version", "signed_by")
        .prefetch_related("signatures")
        .order_by("-period_to", "-pk")
    )
    documents = (
        Document.objects.visible_to(request.scope)
        .filter(person=person)
        .select_related("made_by", "version")
        .order_by("-pk")
    )
    context = {
        "person": person,
        "own": person.pk == request.user.pk,
        "reader": reader_of(request.scope, person.pk),
        "sign_offs": sign_off_lines(signed[:NEWEST]),
        "documents": documents[:NEWEST],
    }
    return render(request, "records/record_detail.html", context)


@require_GET
def record_views(request: Request) -> HttpResponse:
    """Who looked at my record, and which documents were made of it."""
    page = page_of(
        looks_at_mine(request.scope),
        told=lambda looks: looks.values(*LOOK),
        day="day",
        asked=request.GET,
    )
    documents = (
        Document.objects.filter(person=request.user)
        .select_related("made_by", "version")
        .order_by("-pk")
    )
    context = {"looks": looks_of(page.rows), "page": page, "documents": documents[:NEWEST]}
    return render(request, "records/record_views.html", context)


@require_http_methods(["GET", "POST"])
@require(Role.HR)
def record_people(request: Request) -> HttpResponse:
    """Find somebody's signed record. The list narrows by POST: no name stands in an address."""
    shown = request.GET.get("show", "")
    state = RecordState(shown) if shown in RecordState.values else None
    address = reverse("record_people") + (f"?show={state}" if state else "")
    if request.method == "POST":
        kept = {} if "clear" in request.POST else request.POST
        request.session[KEPT_FILTER] = {
            name: kept.get(name, "")[:150] for name in FindPersonForm.base_fields
        }
        return redirect(address)
    form = FindPersonForm(request.session.get(KEPT_FILTER) or {})
    form.is_valid()
    people: Any = listed_people(request.scope, state or "")
    if name := form.cleaned_data.get("name"):
        people = people.named_like(name.strip())
    if team := form.cleaned_data.get("team"):
        people = people.in_team(team, request.today)
    edges = {
        side: int(request.GET[side])
        for side in ("after", "before")
        if request.GET.get(side, "").isdigit()
    }
    listed: Any = with_signed_until(people.with_placing(request.today))
    page = listed.page_by_name(**edges)
    turn = f"{address}&" if state else f"{address}?"
    context = {
        "filter": form,
        "state": state,
        "people": person_rows(page.people),
        "earlier": f"{turn}before={page.people[0].pk}" if page.people and page.has_earlier else "",
        "later": f"{turn}after={page.people[-1].pk}" if page.people and page.has_later else "",
    }
    return render(request, "records/record_people.html", context)
