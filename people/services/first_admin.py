"""The first organisation admin: let in from the server's command line, by nobody inside."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from people.enums import Role
from people.models import User
from people.services.invitations import make_invitation
from people.services.persons import add_person
from people.services.roles import give_role, who_administer

BY = "command:first_admin"


@transaction.atomic
def begin(*, name: str, email: str, on: dt.date) -> str:
    """Make a person organisation admin from a day, and return the token of their invitation.

    Somebody with this address who has no password yet is taken, so that a lost link can be made
    anew.

    :raises DomainError: where somebody who can sign in is organisation admin already, or the
        address belongs to somebody who has a password.
    """
    if who_administer(on).exists():
        raise DomainError(
            _("There is an organisation admin already. They can invite people and give roles.")
        )
    person = User.objects.filter(email=email.lower()).first()
    if person is None:
        person = add_person(by=BY, name=name, email=email)
    if not person.access_roles.in_force(on).filter(role=Role.ORGANISATION_ADMIN).exists():
        give_role(by=BY, person=person, role=Role.ORGANISATION_ADMIN, from_on=on)
    return make_invitation(by=BY, person=person)[1]
