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


class HoldingQuestion(models.TextChoices):
    """What is asked of a holding action; each answer is dated and stays."""

    DONE = "done", _("What was done?")
    CLIENT = "client", _("Has the client been told?")
    INSURER = "insurer", _("Does the insurer need to be told, and have they been?")
    DATA = "data", _("Has the data-protection lead been told?")
    LIMIT = "limit", _("Is there a time limit, and can it still be kept?")


K, Q = HoldingActionKind, HoldingQuestion
QUESTIONS: dict[str, tuple[HoldingQuestion, ...]] = {
    K.CLIENT_AGGRESSIVE: (Q.DONE,),
    K.INCORRECT_ADVICE: (Q.DONE, Q.CLIENT, Q.INSURER, Q.LIMIT),
    K.INCORRECT_LETTER: (Q.DONE, Q.CLIENT, Q.INSURER, Q.DATA),
    K.MISSED_DEADLINE: (Q.DONE, Q.CLIENT, Q.INSURER, Q.LIMIT),
    K.CONFIDENTIALITY: (Q.DONE, Q.CLIENT, Q.DATA),
    K.CLIENT_COMPLAINT: (Q.DONE, Q.CLIENT, Q.INSURER),
    K.NON_ATTENDANCE: (Q.DONE, Q.CLIENT, Q.LIMIT),
    K.OUTSIDE_AUTHORITY: (Q.DONE, Q.CLIENT, Q.LIMIT),
}
"""What must be answered before a holding action of a kind is closed."""
