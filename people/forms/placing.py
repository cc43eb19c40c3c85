"""Posts, role levels, lines, cover and access roles: each from a day."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from core.fields import DateInputField
from core.forms import GovukForm
from frameworks.models import RoleLevel, Version
from people.enums import PostKind, Role
from people.models import AccessRole, Line, Team, User
from people.periods import in_force


class DatedForm(GovukForm):
    """A form whose first day is today unless something else is typed."""

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if "from_on" in self.fields:
            self.initial.setdefault("from_on", today)


class SeenForm(DatedForm):
    """Carries the digest of what its page shows, so that nothing changed meanwhile is lost."""

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class PostValues(SeenForm):
    team = forms.ModelChoiceField(
        Team.objects.order_by("name"), label=_("Team"), empty_label=_("Choose a team")
    )
    title = forms.CharField(
        label=_("Title of the post"), help_text=_("For example, Caseworker"), max_length=120
    )
    kind = forms.ChoiceField(label=_("Kind of post"), choices=PostKind.choices)
    hours = forms.DecimalField(
        label=_("Hours a week"),
        help_text=_("For example, 37 or 18.5"),
        min_value=Decimal("0.5"),
        max_value=60,
        max_digits=4,
        decimal_places=1,
        error_messages={
            "min_value": _("Hours a week must be 0.5 or more"),
            "max_value": _("Hours a week must be 60 or fewer"),
            "invalid": _("Hours a week must be a number, like 37 or 18.5"),
            "max_decimal_places": _("Hours a week must have one decimal place or none"),
        },
    )


class PostForm(PostValues):
    submit_label = _("Give the post")

    from_on = DateInputField(label=_("First day"))
    to_on = DateInputField(
        label=_("Last day"), help_text=_("Leave empty if none is agreed."), required=False
    )


class PostChangeForm(PostValues):
    submit_label = _("Change the post")

    from_on = DateInputField(
        label=_("From which day"),
        help_text=_(
            "Days before it keep what they had. Enter the post's first day to put a mistake right."
        ),
    )


class LevelChoice(forms.ModelChoiceField):
    """Role levels, each named with its framework: several frameworks may have an L1."""

    def label_from_instance(self, obj: Any) -> str:
        name = f"{obj.title}, {obj.grade}" if obj.grade else obj.title
        return f"{obj.framework_title or obj.framework.code}: {name}"


class LevelForm(SeenForm):
    submit_label = _("Set the role level")

    role_level = LevelChoice(
        RoleLevel.objects.none(), label=_("Role level"), empty_label=_("Choose a role level")
    )
    from_on = DateInputField(label=_("From which day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role_level"].queryset = _levels()  # type: ignore[attr-defined]


def _levels() -> QuerySet[RoleLevel]:
    """Return the role levels, those of the framework in use longest first, with its title.

    What a draft alone names is not for whoever places people to see, or to give.
    """
    titles = Version.objects.current().filter(framework=OuterRef("framework")).values("title")
    return (
        RoleLevel.objects.published()
        .select_related("framework")
        .annotate(framework_title=Subquery(titles[:1]))
        .order_by(F("framework__adopted_on").asc(nulls_last=True), "framework", "rank", "pk")
    )


def may_supervise(on: dt.date) -> Any:
    """Return those offered as supervisor or deputy: who supervises, or holds a role for it."""
    roles = AccessRole.objects.filter(
        in_force(on), user=OuterRef("pk"), role__in=(Role.SUPERVISOR, Role.LEAD_OF_CASEWORK)
    )
    lines = Line.objects.filter(in_force(on), supervisor=OuterRef("pk"))
    return User.objects.may_sign_in(on).filter(Exists(roles) | Exists(lines)).order_by("name", "pk")


class LineForm(SeenForm):
    """``by`` is not offered: nobody opens records to themself."""

    submit_label = _("Set the supervisor")

    supervisor = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Supervisor"),
        help_text=_("Listed are those who supervise already or hold that access role."),
        empty_label=_("Choose a person"),
    )
    from_on = DateInputField(
        label=_("From which day"),
        help_text=_("Whoever supervised before sees nothing from that day on."),
    )

    def __init__(self, *args: Any, person: User, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = may_supervise(self.today).exclude(pk__in=(person.pk, by.pk))
        self.fields["supervisor"].queryset = offered  # type: ignore[attr-defined]


class CoverForm(SeenForm):
    """``by`` is not offered: nobody opens records to themself."""

    submit_label = _("Arrange cover")

    deputy = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Deputy"),
        help_text=_("Sees and does what this supervisor may, on these days only."),
        empty_label=_("Choose a person"),
    )
    from_on = DateInputField(label=_("First day"))
    to_on = DateInputField(label=_("Last day"))

    def __init__(self, *args: Any, person: User, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theirs = Q(lines__supervisor=person) & in_force(self.today, "lines__")
        offered = may_supervise(self.today) | User.objects.may_sign_in(self.today).filter(
            pk__in=User.objects.filter(theirs).values("pk")
        )
        offered = offered.exclude(pk__in=(person.pk, by.pk)).order_by("name", "pk")
        self.fields["deputy"].queryset = offered  # type: ignore[attr-defined]


class RoleForm(DatedForm):
    submit_label = _("Give the access role")

    role = forms.ChoiceField(label=_("Access role"), choices=Role.choices)
    from_on = DateInputField(label=_("First day"))
    to_on = DateInputField(
        label=_("Last day"), help_text=_("Leave empty if none is agreed."), required=False
    )


class LastDayForm(DatedForm):
    """The last day of something; ``words`` are those of its button and hint."""

    last_day = DateInputField(label=_("Last day"))

    def __init__(self, *args: Any, button: Any, hint: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.submit_label = button
        self.fields["last_day"].help_text = hint
        self.initial.setdefault("last_day", self.today)


class EndForm(SeenForm, LastDayForm):
    """The last day of a post, a line, a cover or an access role."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(
            *args,
            button=_("End it"),
            hint=_("The last day included. Yesterday ends it at once."),
            **kwargs,
        )
