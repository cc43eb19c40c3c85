"""Forms by which the lead of casework restricts a case and names who reviews it."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.forms.people import person_field
from cases.naming import externals
from core.fields import DateInputField
from core.forms import GovukForm, LongTextField
from core.warned import WarnsOfIdentifiers
from people.enums import Role
from people.models import User

USUAL = dt.timedelta(days=28)


class RestrictForm(WarnsOfIdentifiers, GovukForm):
    """Why a case is restricted, and from when."""

    reason = LongTextField(
        label=_("Why is this case restricted?"),
        max_length=2000,
        help_text=_(
            "For example, it is a colleague's, a relative's, or we hold both sides of the dispute. "
            "Name no client. Only leads of casework read it."
        ),
    )
    from_on = DateInputField(label=_("From which day?"))
    submit_label = _("Restrict this case")

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        kwargs["initial"] = {"from_on": today}
        super().__init__(*args, **kwargs)


class NameReviewerForm(GovukForm):
    """Who may review the case, and between which days."""

    user = forms.Field()
    from_on = DateInputField(label=_("From which day?"))
    to_on = DateInputField(label=_("Until which day?"))
    submit_label = _("Name this person")

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        kwargs["initial"] = {"from_on": today, "to_on": today + USUAL}
        super().__init__(*args, **kwargs)
        here: Any = User.objects.may_sign_in(today)
        roles = here.with_role(Role.SUPERVISOR, today) | here.with_role(
            Role.LEAD_OF_CASEWORK, today
        )
        people = here.filter(Q(pk__in=roles.values("pk")) | Q(pk__in=externals(today)))
        self.fields["user"] = person_field(
            people.order_by("name", "pk"),
            label=_("Who may review it?"),
            help_text=_("A supervisor, a lead of casework, or an external reviewer."),
        )
