"""The profile by competency, and the evidence behind each of its cells."""

from collections.abc import Iterable
from typing import Any

import rules
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from assessments.enums import Direction
from assessments.models import Evidence, Judgement
from assessments.presenters.attachment import attachments_of
from assessments.querysets import old_points_before, read_at
from core.services.views_log import note_view
from frameworks.carrying import road_from
from frameworks.models import Area
from frameworks.presenters import notices, uses
from frameworks.tree import Tree, tree_of
from people.models import User
from people.requests import Request
from records.contexts.evidence import named_by
from records.forms.journal import SinceForm
from records.presenters.carried import carried_lines
from records.presenters.evidence import finding_url, lines_of, road_of, standing_of
from records.presenters.profile import profile_of
from records.presenters.reading import reading_for
from records.querysets.evidence import evidence_page
from records.querysets.profile import (
    evidence_by_area,
    latest_judgements,
    versions_of,
)

PAGE = 20


@require_GET
def my_profile(request: Request) -> HttpResponse:
    """My own profile."""
    return _profile(request, request.user)


@require_GET
def person_profile(request: Request, pk: int) -> HttpResponse:
    """The profile of somebody I supervise, as far as I may read it."""
    if pk == request.user.pk:
        return redirect("my_profile")
    person = get_object_or_404(User.objects.in_care_of(request.scope), pk=pk)
    note_view(viewer=request.user, person=person, sort="profile", on=request.today)
    return _profile(request, person)


def _profile(request: Request, person: User) -> HttpResponse:
    form = SinceForm(request.GET if _asks(request, "since") else None, today=request.today)
    since = form.cleaned_data.get("since") if form.is_bound and form.is_valid() else None
    versions = list(versions_of(person.pk, request.scope))
    chosen = request.GET.get("version", "")
    version = next((v for v in versions if str(v.pk) == chosen), versions[0] if versions else None)
    profile, reading = None, None
    elsewhere: Iterable[int] = ()
    all_ages = request.GET.get("ages") == "all"
    if version:
        tree = tree_of(version.pk)
        reading = reading_for(tree, request.GET.get("purpose", ""))
        asked: dict[str, Any] = {
            "person_id": person.pk,
            "version_id": version.pk,
            "scope": request.scope,
            "purpose": reading.purpose,
        }
        query = f"?purpose={reading.purpose}{'&ages=all' if all_ages else ''}"
        rows = list(evidence_by_area(**asked, since=since, all_ages=all_ages, carried_into=version))
        elsewhere = dict.fromkeys(row["version_id"] for row in rows if row["road"])
        profile = profile_of(
            person_id=person.pk,
            tree=tree,
            query=query,
            carried=carried_lines(person.pk, tree, (row for row in rows if row["road"]), query),
            evidence=rows,
            judgements=latest_judgements(**asked),
            earlier=latest_judgements(**asked, until=since) if since else (),
            since=since,
        )
    context = {
        "person": person,
        "own": person.pk == request.user.pk,
        "form": form,
        "profile": profile,
        "versions": versions,
        "version": version,
        "all_ages": all_ages,
        "old_before": old_points_before(request.today),
        "other_ages": _with_ages(request, all_ages=not all_ages),
        "reading": reading,
        "notices": notices([reading.tree, *map(tree_of, elsewhere)]) if reading else (),
    }
    return render(request, "records/profile_read.html", context)


def _with_ages(request: Request, *, all_ages: bool) -> str:
    """Return the address of this page with improvement points of all ages, or without the old."""
    asked = request.GET.copy()
    asked.pop("ages", None)
    if all_ages:
        asked["ages"] = "all"
    return f"?{asked.urlencode()}"


def _asks(request: Request, name: str) -> bool:
    return any(request.GET.get(f"{name}-{part}") for part in ("day", "month", "year"))


@require_GET
def evidence_list(request: Request, person_pk: int, area_pk: int) -> HttpResponse:
    """The evidence behind one cell of a profile: for and against, apart."""
    person = get_object_or_404(User.objects.in_care_of(request.scope), pk=person_pk)
    area = get_object_or_404(
        Area.objects.select_related("version"), pk=area_pk, version__published_at__isnull=False
    )
    note_view(viewer=request.user, person=person, sort="evidence", on=request.today)
    all_ages = request.GET.get("ages") == "all"
    tree = tree_of(area.version_id)
    reading = reading_for(tree, request.GET.get("purpose", ""))
    rows = (
        Evidence.objects.visible_to(request.scope)
        .usable_for(reading.purpose, read_under=area.version_id)
        .filter(read_at(area), person=person)
        .annotate(road=road_from("area", area.version))
    )
    piles: list[dict[str, Any]] = []
    elsewhere: dict[int, Tree] = {}
    for direction in Direction:
        page = evidence_page(
            rows.filter(direction=direction),
            older_than=request.GET.get(f"{direction}_older", ""),
            first=None
            if all_ages or direction == Direction.SHOWS
            else old_points_before(request.today),
            size=PAGE,
        )
        piles.append({"direction": direction, "lines": lines_of(page.rows), "older": page.older})
        elsewhere |= {row.version_id: tree_of(row.version_id) for row in page.rows if road_of(row)}
    judgements = latest_judgements(
        person_id=person.pk,
        version_id=area.version_id,
        scope=request.scope,
        purpose=reading.purpose,
    ).filter(area=area)
    context = {
        "person": person,
        "own": person.pk == request.user.pk,
        "judgements": judgements,
        "may_judge": rules.test_rule("assessments.judge", request.scope, person.pk),
        "area": tree.areas[area.pk],
        "tree": tree,
        "reading": reading,
        "piles": piles,
        "notices": notices([tree, *elsewhere.values()]),
        "all_ages": all_ages,
        "old_before": old_points_before(request.today),
        "other_ages": f"?purpose={reading.purpose}{'' if all_ages else '&ages=all'}",
    }
    return render(request, "records/evidence_list.html", context)


@require_GET
def evidence_detail(request: Request, pk: int) -> HttpResponse:
    """One piece of evidence, the behaviours it names, and what it rests on."""
    evidence = get_object_or_404(
        Evidence.objects.visible_to(request.scope)
        .select_related("person", "author", "review__case_file", "withdrawal")
        .prefetch_related("ticks"),
        pk=pk,
    )
    note_view(
        viewer=request.user,
        person=evidence.person,
        sort="evidence",
        record=evidence,
        on=request.today,
    )
    tree = tree_of(evidence.version_id)
    opens = request.user.pk == evidence.person_id or evidence.person_id in request.scope.supervises
    context = {
        "evidence": evidence,
        "own": evidence.person_id == request.user.pk,
        "opens_journal": opens,
        "area": tree.areas[evidence.area_id],
        "tree": tree,
        "uses": uses(tree),
        "behaviours": [text for _leaf, text in named_by(evidence, tree)],
        "standing": standing_of(evidence),
        "review_url": finding_url(evidence),
        "judgements": Judgement.objects.visible_to(request.scope)
        .filter(evidence=evidence)
        .select_related("degree", "by")
        .order_by("-on", "-pk"),
        **attachments_of(evidence, "evidence", request.scope),
    }
    return render(request, "records/evidence_detail.html", context)
