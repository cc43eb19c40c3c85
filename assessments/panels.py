"""What the page of a case file shows of assessments: its reviews and its case checks."""

import datetime as dt

import rules
from django.utils.translation import gettext as _

from assessments.models import CaseCheck, FileReview
from cases.models import CaseFile
from cases.panels import Panel
from people.scope import Scope


def reviews_of_case(case_file: CaseFile, scope: Scope, on: dt.date) -> Panel | None:
    """Return the reviews of a file that this reader may open, and the way to ask for one.

    None where there is neither.
    """
    reviews = list(
        FileReview.objects.visible_to(scope)
        .filter(case_file=case_file)
        .select_related("person", "reviewer")
        .order_by("-pk")
    )
    may_ask = rules.test_rule("assessments.assign_review_somewhere", scope)
    if not reviews and not may_ask:
        return None
    return Panel(
        heading=_("File reviews"),
        template="assessments/_case_panel.html",
        context={"reviews": reviews, "case_file": case_file, "may_ask": may_ask},
    )


def checks_of_case(case_file: CaseFile, scope: Scope, on: dt.date) -> Panel | None:
    """Return the case checks of a file that this reader may open, and the way to check it.

    None where there is neither.
    """
    checks = list(
        CaseCheck.objects.visible_to(scope)
        .filter(case_file=case_file)
        .select_related("by")
        .order_by("-on", "-pk")
    )
    last = case_file.last_holding if case_file.closed_on is None else None
    may_check = (
        last is not None
        and last.to_on is None
        and rules.test_rule("assessments.check_work_of", scope, last.user_id)
    )
    if not checks and not may_check:
        return None
    return Panel(
        heading=_("Case checks"),
        template="assessments/_check_panel.html",
        context={"checks": checks, "case_file": case_file, "may_check": may_check},
    )
