"""The few figures of records on the home page, for HR: each is a list one can open."""

import datetime as dt

from django.db.models import CharField, Count, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.figures import Figure
from people.enums import Role
from people.scope import Scope
from records.enums import RecordState
from records.querysets.people import listed_people

TEXTS = {
    RecordState.TO_EXPORT: _("people with a signed record you have not exported since"),
    RecordState.NONE_THIS_YEAR: _("caseworkers without a signed record this year"),
}


def figures_for(scope: Scope, on: dt.date) -> list[Figure]:
    """Return, for HR, how many people the list of records shows in each state. One query."""
    if not scope.has(Role.HR):
        return []
    here = reverse("record_people")
    first, *others = (
        listed_people(scope, state)
        .order_by()
        .annotate(state=Value(state.value, CharField()))
        .values("state")
        .annotate(n=Count("pk"))
        .values_list("state", "n")
        for state in TEXTS
    )
    number = dict(first.union(*others, all=True))
    return [
        Figure(number.get(state.value, 0), text, f"{here}?show={state}")
        for state, text in TEXTS.items()
    ]
