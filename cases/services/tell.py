"""E-mails of the register. They say that something waits, never what or about whom."""

from django.utils.translation import gettext as _

from core.services.outbox import queue_mail
from people.models import User


def tell_new_holder(*, to: User, by: User, holding_actions: int) -> None:
    """Tell somebody that a case was given to them, unless they gave it to themself."""
    if to.pk == by.pk or not to.is_active:
        return
    lines = [_("A case was given to you. Sign in to see it under Cases.")]
    if holding_actions:
        lines.append(_("A holding action on it is open and waits for you on your home page."))
    queue_mail(to=to.email, subject=_("A case was given to you"), body="\n\n".join(lines))


def tell_of_holding_action(*, to: User) -> None:
    """Tell somebody at once that a holding action waits for them."""
    if not to.is_active:
        return
    queue_mail(
        must=True,
        to=to.email,
        subject=_("A holding action needs you"),
        body=_(
            "A step that cannot wait is asked for on a case. Sign in to read the fact, the step "
            "and the time limit on your home page."
        ),
    )
