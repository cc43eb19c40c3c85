"""The words and states of actions (PRACTICE, "Corrective action")."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActionOrigin(models.TextChoices):
    """Where an action comes from. All of them have an owner, a day, proof and a verifier."""

    CORRECTIVE = "corrective", _("Corrective action")
    SESSION = "session", _("Agreed in a supervision session")
    TRAINING = "training", _("Training")


class ActionKind(models.TextChoices):
    """What is put right."""

    REMEDY = "remedy", _("Remedy for the client")
    REPAIR = "repair", _("Repair of the file")
    LEARNING = "learning", _("Learning")
    PROCESS = "process", _("Change to how we work")


class Seriousness(models.TextChoices):
    """How much hangs on an action. Never a person's: an action's."""

    MINOR = "minor", _("Minor")
    SERIOUS = "serious", _("Serious")
    URGENT = "urgent", _("Urgent")


class ActionState(models.TextChoices):
    OPEN = "open", _("To be done")
    DONE = "done", _("Done, to be verified")
    VERIFIED = "verified", _("Verified")
    WITHDRAWN = "withdrawn", _("Withdrawn")


ACTION_TRANSITIONS: dict[str, frozenset[str]] = {
    ActionState.OPEN: frozenset({ActionState.DONE, ActionState.WITHDRAWN}),
    ActionState.DONE: frozenset({ActionState.VERIFIED, ActionState.OPEN, ActionState.WITHDRAWN}),
    ActionState.VERIFIED: frozenset(),
    ActionState.WITHDRAWN: frozenset(),
}
UNFINISHED = frozenset({ActionState.OPEN, ActionState.DONE})
"""An action that somebody has still to do or to verify: its review stays open."""


class StepSort(models.TextChoices):
    """What was said or done on an action."""

    PROOF = "proof", _("Said what was done")
    RETURNED = "returned", _("Returned")
    VERIFIED = "verified", _("Verified")
    HANDED_OVER = "handed_over", _("Given to another owner")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Conclusion(models.TextChoices):
    """What a person decides on a criterion not met again and again."""

    HELP = "help", _("Consistently below standard on this point: help is agreed")
    NOT_SO = "not_so", _("Not so: nothing follows")
