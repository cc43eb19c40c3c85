"""Service standards and what evidence says of them: of a team, of the organisation."""

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from frameworks.models import Version
from frameworks.tree import tree_of
from people.access import require
from people.enums import Role
from people.requests import Request
from supervision.presenters.standards import tables
from supervision.querysets.standards import (
    SHOWN_FOR,
    areas_by_standard,
    organisation_evidence,
    standards_counted,
    team_evidence,
)

WHOLE_ORGANISATION = (Role.LEAD_OF_CASEWORK, Role.HR, Role.STAFF_REPRESENTATIVE)
PERIODS = {"91": _("3 months"), "182": _("6 months"), "365": _("12 months")}
"""Whole periods up to today: days of one's own choice would let two figures tell a third."""
USUAL = "182"


@require_GET
@require(Role.SUPERVISOR, *WHOLE_ORGANISATION)
def service_standards(request: Request) -> HttpResponse:
    """What evidence of one's team, and of the organisation, says of each service standard."""
    scope, last = request.scope, request.today
    days = request.GET.get("days", USUAL)
    days = days if days in PERIODS else USUAL
    first = last - dt.timedelta(days=int(days))
    versions = Version.objects.current().public().permitting(SHOWN_FOR).order_by("title", "pk")
    trees = [tree_of(pk) for pk in versions.values_list("pk", flat=True)]
    context: dict[str, Any] = {"first": first, "last": last, "days": days, "periods": PERIODS}
    views = {
        "team": team_evidence(scope) if scope.supervises else None,
        "organisation_tables": (
            organisation_evidence() if scope.has(*WHOLE_ORGANISATION) else None
        ),
    }
    carrying = areas_by_standard(trees)
    for name, evidence in views.items():
        context[name] = None
        if evidence is not None:
            context[name] = tables(trees, standards_counted(evidence, carrying, first, last))
    return render(request, "supervision/service_standards.html", context)
