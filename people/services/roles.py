"""Access roles: given from a day, ended on one."""

import datetime as dt
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.services import trail
from people.enums import Role
from people.models import AccessRole, User
from people.services.periods import check_free, check_order, end_on, lock
from people.services.seen import as_seen


@transaction.atomic
def give_role(
    *, by: Any, person: User, role: Role, from_on: dt.date, to_on: dt.date | None = None
) -> AccessRole:
    """Give a person an access role from a day, until a day or without end.

    :raises DomainError: where the dates are out of order, or they hold the role then already.
    """
    lock(person)
    check_order(from_on, to_on)
    check_free(
        AccessRole.objects.filter(user=person, role=role),
        from_on,
        to_on,
        _("They already hold this access role on some of these days."),
        "role",
    )
    given = AccessRole.objects.create(user=person, role=role, from_on=from_on, to_on=to_on)
    trail.record(
        "role.given",
        by=by,
        subject=person,
        record=given,
        detail={"role": role, "from_on": from_on, "to_on": to_on},
    )
    return given


@transaction.atomic
def end_role(*, by: Any, role: AccessRole, last_day: dt.date, seen: str = "") -> None:
    """End an access role on a day. A day before its first takes it back altogether.

    It bites at the first request after that day; yesterday ends it at once.

    :param seen: the digest of the role as the writer had it before them.
    :raises Stale: where somebody else changed it since.
    :raises DomainError: where it would leave nobody as organisation admin.
    """
    person = lock(role.user)
    as_seen(seen, AccessRole.objects.filter(pk=role.pk))
    if role.role == Role.ORGANISATION_ADMIN:
        check_an_admin_stays(without=person, from_on=last_day + dt.timedelta(days=1))
    key = f"people.accessrole:{role.pk}"
    end_on(AccessRole.objects.filter(pk=role.pk), last_day)
    trail.record(
        "role.ended",
        by=by,
        subject=person,
        record=key,
        detail={"role": role.role, "last_day": last_day},
    )


def check_an_admin_stays(*, without: User, from_on: dt.date) -> None:
    """Refuse an act after which nobody would be organisation admin from a day on.

    :raises DomainError: where nobody else, who has a password and may sign in, holds the role
        from that day without end. Nothing is refused about somebody who is no such admin.
    """
    # Held until the transaction ends, so that two admins who stop each other queue up.
    held = AccessRole.objects.select_for_update().filter(role=Role.ORGANISATION_ADMIN, to_on=None)
    list(held.order_by("pk").values_list("pk", flat=True))
    admins = _admins_from(from_on)
    if not admins.filter(pk=without.pk).exists():
        return
    if not _able(admins.exclude(pk=without.pk), from_on).exists():
        raise DomainError(
            _("There must always be an organisation admin. Give somebody else that role first.")
        )


def who_administer(on: dt.date) -> QuerySet[User]:
    """Return the organisation admins who can sign in on a day: they have a password."""
    return _able(_admins_from(on), on)


def _admins_from(on: dt.date) -> Any:
    """Return whoever is organisation admin from a day on, without end."""
    return User.objects.filter(
        access_roles__role=Role.ORGANISATION_ADMIN,
        access_roles__to_on__isnull=True,
        access_roles__from_on__lte=on,
    )


def _able(people: Any, on: dt.date) -> QuerySet[User]:
    return people.may_sign_in(on).exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
