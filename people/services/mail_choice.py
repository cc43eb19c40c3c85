"""When somebody is told by e-mail: their own choice."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.mail_choices import MailChoice
from core.services import trail
from people.models import User


def choice_of_address(address: str) -> str:
    """Return the choice of whoever has this address; "" for nobody."""
    chosen = User.objects.filter(email=address.lower()).values_list("mail_choice", flat=True)
    return chosen.first() or ""


@transaction.atomic
def choose_mail(*, by: User, choice: str) -> None:
    """Choose when one is told by e-mail. What must be told is sent at once whatever one chose.

    :raises DomainError: beside ``choice``: none of the choices.
    """
    if choice not in MailChoice.values:
        raise DomainError(_("Choose when you want to be told."), "choice")
    User.objects.filter(pk=by.pk).update(mail_choice=choice)
    trail.record("mail.chosen", by=by, subject=by, record=by, detail={"choice": choice})
