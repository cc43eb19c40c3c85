"""The groups of rules in force, and what all of them share. Source: PRACTICE, "Rules in force"."""

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError

NOTICE_DAYS = 28
"""Calendar days between the announcement of a change and the day it bites."""

MOST = 1000


class RuleGroup(TextChoices):
    """The groups of the page, in its order."""

    SAMPLING = "sampling", _("How many files are reviewed")
    CLOCKS = "clocks", _("Clocks")
    TRIGGERS = "triggers", _("What asks for a second look at somebody’s work")
    WEIGHTS = "weights", _("Weights of cases")


def not_negative(value: int) -> None:
    """Refuse a number below 0 or beyond reason. :raises DomainError: beside ``value``."""
    if not 0 <= value <= MOST:
        raise DomainError(gettext("Enter a number from 0 to %(most)s.") % {"most": MOST}, "value")


def at_least_one(value: int) -> None:
    """Refuse a number below 1 or beyond reason. :raises DomainError: beside ``value``."""
    if not 1 <= value <= MOST:
        raise DomainError(gettext("Enter a number from 1 to %(most)s.") % {"most": MOST}, "value")
