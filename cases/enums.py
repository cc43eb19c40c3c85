from django.db import models
from django.utils.translation import gettext_lazy as _

from frameworks.enums import WorkKind

__all__ = ["HoldingActionKind", "HoldingPart", "WorkKind"]


class HoldingPart(models.TextChoices):
    """What part somebody had in a case. Any of them bars a reviewer (PRACTICE, Independence)."""

    HELD = "held", _("Held the case")
    WORKED = "worked", _("Worked on the case")
    APPROVED = "approved", _("Decided or approved the case")


class HoldingActionKind(models.TextChoices):
    """The seven kinds of Citizens Advice unit 12, and what is outside one's authority."""

    CLIENT_AGGRESSIVE = "client_aggressive", _("Client aggressive or violent")
    INCORRECT_ADVICE = "incorrect_advice", _("Incorrect advice")
    INCORRECT_LETTER = "incorrect_letter", _("Incorrect, inaccurate or inappropriate letter")
    MISSED_DEADLINE = "missed_deadline", _("Missed deadline or time limit")
    CONFIDENTIALITY = "confidentiality", _("Confidentiality query")
    CLIENT_COMPLAINT = "client_complaint", _("Client complaint")
    NON_ATTENDANCE = "non_attendance", _("Non-attendance, for example at a tribunal or appointment")
    OUTSIDE_AUTHORITY = "outside_authority", _("Outside my authority")
