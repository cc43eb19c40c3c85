"""When somebody wants to be told by e-mail: asked of whoever knows people, by address.

The ground knows addresses, not people; the floor above registers who answers for them.
"""

from collections.abc import Callable

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailChoice(models.TextChoices):
    AT_ONCE = "at_once", _("At once, each by itself")
    DAILY = "daily", _("Once a day, together")
    WEEKLY = "weekly", _("Once a week, together")
    NONE = "none", _("Only what I must be told")


Ask = Callable[[str], str]
_ask: list[Ask] = []


def answered_by(ask: Ask) -> None:
    """Register who says when an address wants its e-mail; call it when the app is made ready."""
    _ask[:] = [ask]


def choice_of(address: str) -> str:
    """Return when an address wants its e-mail: at once, where nobody knows it."""
    return (_ask[0](address) if _ask else "") or MailChoice.AT_ONCE
