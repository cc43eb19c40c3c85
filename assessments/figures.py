"""The few figures of assessment on the home page: each is a list one can open."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.enums import ReviewState
from assessments.models import FileReview
from core.figures import Figure
from people.scope import Scope

TEXTS = {  # `enums.STEERED_BY`, for which there is an index
    ReviewState.SUBMITTED: _("reviews finished, not yet shared"),
    ReviewState.SHARED: _("reviews shared, not yet answered"),
    ReviewState.DISPUTED: _("reviews somebody disagrees with"),
}


def figures_for(scope: Scope, on: dt.date) -> list[Figure]:
    """Return, for whoever supervises or covers, how many reviews they may open stand where.

    In one query. Nobody is counted who is not in the list behind the figure.
    """
    if not scope.supervises:
        return []
    states = FileReview.objects.in_states(TEXTS, scope)
    here = reverse("review_list")
    return [
        Figure(states.get(state, 0), text, f"{here}?state={state}") for state, text in TEXTS.items()
    ]
