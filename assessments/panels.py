"""What the page of a case file shows of assessments: the reviews made of that file."""

import datetime as dt

import rules
from django.utils.translation import gettext as _

from assessments.models import FileReview
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
