"""What the page of a case file shows the lead of casework: restriction, and who is named."""

import datetime as dt

import rules
from django.utils.translation import gettext as _

from cases.models import CaseFile, CaseSight, Restriction
from cases.panels import Panel
from people.scope import Scope


def naming_of_case(case_file: CaseFile, scope: Scope, on: dt.date) -> Panel | None:
    """Return the restriction of a case and who is named for it; None for all but the lead."""
    if not rules.has_perm("cases.restrict_case_file", scope, None):
        return None
    restriction = (
        Restriction.objects.visible_to(scope).filter(case_file=case_file, to_on=None).first()
    )
    sights = list(
        CaseSight.objects.visible_to(scope)
        .filter(case_file=case_file, to_on__gte=on)
        .select_related("user")
        .order_by("user__name", "pk")
    )
    return Panel(
        heading=_("Who may review it"),
        template="cases/_naming_panel.html",
        context={"restriction": restriction, "sights": sights, "case_file": case_file},
    )
