"""Choosing who holds a case: from a list while it is short, by e-mail address where it is long."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.enums import Role
from people.models import User
from people.scope import Scope

MOST_IN_A_LIST = 150


def possible_holders(scope: Scope) -> QuerySet[User]:
    """Return the people whom this user may give a case to.

    Those they may see by name, who hold a post today and work on cases or supervise.
    """
    people = User.objects.directory_visible_to(scope).here_on(scope.on)
    at_work = people.with_role(Role.CASEWORKER, scope.on) | people.with_role(
        Role.SUPERVISOR, scope.on
    )
    return at_work.order_by("name", "pk")


def person_field(people: QuerySet[User], *, label: Any, **kwargs: Any) -> forms.Field:
    """Return a field that gives one of these people: a list of names, or an address to type."""
    few = list(people[: MOST_IN_A_LIST + 1])
    if len(few) > MOST_IN_A_LIST:
        return PersonByEmailField(
            people=people,
            label=_("%(who)s: e-mail address") % {"who": label},
            **kwargs,
        )
    return PersonChoiceField(people=few, label=label, **kwargs)


class PersonChoiceField(forms.TypedChoiceField):
    """One of a few people, by name."""

    def __init__(self, *, people: list[User], **kwargs: Any) -> None:
        by_id = {str(person.pk): person for person in people}
        super().__init__(
            choices=[("", _("Choose a person")), *((key, by_id[key].name) for key in by_id)],
            coerce=by_id.__getitem__,
            empty_value=None,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return value.pk if isinstance(value, User) else value


class PersonByEmailField(forms.EmailField):
    """One of many people, by e-mail address."""

    default_error_messages = {
        "unknown": gettext_lazy("Nobody who can hold a case has this e-mail address. Check it.")
    }

    def __init__(self, *, people: QuerySet[User], **kwargs: Any) -> None:
        self.people = people
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        address = super().clean(value)
        if not address:
            return None
        person = self.people.filter(email__iexact=address).first()
        if person is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return person

    def prepare_value(self, value: Any) -> Any:
        return value.email if isinstance(value, User) else value
