"""The words and states of assessment (PRACTICE, File review)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AnswerValue(models.TextChoices):
    EXCEEDS = "exceeds", _("Exceeds")
    MET = "met", _("Met")
    PARTLY_MET = "partly_met", _("Partly met")
    NOT_MET = "not_met", _("Not met")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")
    CANNOT_TELL = "cannot_tell", _("Cannot tell from the file")


NEEDS_COMMENT = frozenset({AnswerValue.NOT_MET, AnswerValue.CANNOT_TELL, AnswerValue.EXCEEDS})


class FindingSort(models.TextChoices):
    GOOD_PRACTICE = "good_practice", _("Good practice")
    IMPROVEMENT = "improvement", _("Improvement point")
    LEARNING = "learning", _("Learning for the worker")
    HARM = "harm", _("Harm or risk to the client")


class Direction(models.TextChoices):
    """Evidence shows an area, or shows the opposite. Never netted off."""

    SHOWS = "shows", _("Shows it")
    OPPOSITE = "opposite", _("Shows the opposite")


class Source(models.TextChoices):
    FILE_REVIEW = "file_review", _("File review")
    OBSERVATION = "observation", _("Observation")
    INTERACTION = "interaction", _("Interaction")
    SELF = "self", _("Self-assessment")
    PEER = "peer", _("Peer")
    SERVICE_USER = "service_user", _("Service-user feedback")
    LEARNING = "learning", _("Learning activity")


class WhyThisFile(models.TextChoices):
    RANDOM = "random", _("Chosen at random")
    TARGETED = "targeted", _("Targeted")
    COMPLAINT = "complaint", _("After a complaint")
    NEW_CASEWORKER = "new_caseworker", _("New caseworker")
    RE_REVIEW = "re_review", _("Re-review")


class SheetPart(models.TextChoices):
    FIRST = "first", _("First review")
    SECOND = "second", _("Second, blind review")
    AGREED = "agreed", _("Agreed outcome")
    DECIDED = "decided", _("Changed when a dispute was decided")


class ProposalAnswer(models.TextChoices):
    """What became of a proposal for an agreed outcome."""

    CONFIRMED = "confirmed", _("Confirmed by the other reviewer")
    REFUSED = "refused", _("Not agreed")
    DECIDED = "decided", _("Decided by the lead of casework")


class Decision(models.TextChoices):
    """How a dispute ended (PRACTICE, Right of reply)."""

    STANDS = "stands", _("It stands")
    CHANGED = "changed", _("It is changed")
    WITHDRAWN = "withdrawn", _("It is withdrawn")
    SETTLED = "settled", _("Settled in the talk")


class FeedbackHow(models.TextChoices):
    MEETING = "meeting", _("In a meeting")
    CALL = "call", _("By phone or video call")
    WRITING = "writing", _("In writing")


class Outcome(models.TextChoices):
    """What a sheet's answers come to. Never a percentage, never a verdict on a person."""

    ACTION_NEEDED = "action_needed", _("Action needed")
    NO_CRITICAL = "no_critical", _("No critical criterion was missed")
    TOO_FEW = "too_few", _("Too few criteria applied for a summary")


class ReplySort(models.TextChoices):
    COMMENT = "comment", _("Comment")
    ACKNOWLEDGED = "acknowledged", _("Read and acknowledged")
    DISPUTED = "disputed", _("Disagrees")


class ReviewState(models.TextChoices):
    SELECTED = "selected", _("Selected")
    ASSIGNED = "assigned", _("Assigned")
    IN_PROGRESS = "in_progress", _("In progress")
    SECOND = "second", _("Waits for the second review")
    TO_AGREE = "to_agree", _("Reviewed twice, to be agreed")
    SUBMITTED = "submitted", _("Finished, not yet shared")
    SHARED = "shared", _("Shared")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    DISPUTED = "disputed", _("Disputed")
    DECIDED = "decided", _("Decided after a dispute")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


S = ReviewState
TRANSITIONS: dict[str, frozenset[str]] = {
    S.SELECTED: frozenset({S.ASSIGNED, S.WITHDRAWN}),
    S.ASSIGNED: frozenset({S.IN_PROGRESS, S.SECOND, S.TO_AGREE, S.SUBMITTED, S.WITHDRAWN}),
    S.IN_PROGRESS: frozenset({S.SECOND, S.TO_AGREE, S.SUBMITTED, S.WITHDRAWN}),
    S.SECOND: frozenset({S.TO_AGREE, S.SUBMITTED, S.WITHDRAWN}),
    S.TO_AGREE: frozenset({S.SUBMITTED, S.WITHDRAWN}),
    S.SUBMITTED: frozenset({S.SHARED, S.WITHDRAWN}),
    S.SHARED: frozenset({S.ACKNOWLEDGED, S.DISPUTED, S.WITHDRAWN}),
    S.ACKNOWLEDGED: frozenset({S.CLOSED, S.DISPUTED, S.WITHDRAWN}),
    S.DISPUTED: frozenset({S.ACKNOWLEDGED, S.DECIDED, S.WITHDRAWN}),
    S.DECIDED: frozenset({S.CLOSED, S.WITHDRAWN}),
    S.CLOSED: frozenset(),
    S.WITHDRAWN: frozenset(),
}
"""From state to the states it may go to. A dispute is settled by its person (*acknowledged*) or
decided by a second reviewer; once decided it is not raised again."""

BEFORE_SUBMITTED = frozenset({S.SELECTED, S.ASSIGNED, S.IN_PROGRESS})
"""The first reviewer has still to finish."""
BEFORE_BOTH = BEFORE_SUBMITTED | {S.SECOND}
"""Of two reviewers one at least has still to finish: neither reads the other's answers."""
STILL_WRITTEN = BEFORE_BOTH | {S.TO_AGREE, S.DISPUTED}
"""A sheet is being written: a review, the agreed outcome of two, or what a dispute changes."""
SHARED_STATES = frozenset({S.SHARED, S.ACKNOWLEDGED, S.DISPUTED, S.DECIDED, S.CLOSED})
AFTER_THE_ANSWERS = frozenset({S.SUBMITTED, S.SHARED, S.ACKNOWLEDGED, S.DISPUTED, S.DECIDED})
"""A review is finished, and its reviewer has still to give feedback or to talk about it."""
RAISED_FROM = (S.SHARED, S.ACKNOWLEDGED, S.DECIDED)
"""Corrective actions are raised from what is said to its person and not in dispute."""
COUNTING_STATES = frozenset({S.SHARED, S.ACKNOWLEDGED, S.DECIDED, S.CLOSED})
TO_CLOSE = (S.ACKNOWLEDGED, S.DECIDED)
"""The supervisor can close it."""
STEERED_BY = (S.SUBMITTED, S.SHARED, S.DISPUTED)
"""A review waits for somebody's next step: the figures of the home page. Few are in these states."""


class Monitoring(models.TextChoices):
    """How closely somebody's work is sampled (PRACTICE, Sampling)."""

    FULL = "full", _("Full: every file")
    ENHANCED = "enhanced", _("Enhanced")
    STANDARD = "standard", _("Standard")
    LIGHT = "light", _("Light")


RAISED = frozenset({Monitoring.FULL, Monitoring.ENHANCED})
"""Levels that need an end date."""


class MonitoringReason(models.TextChoices):
    """Why a level was set. That somebody has few files is no reason, so it is none of these."""

    NEW = "new", _("New to this work")
    RETURNING = "returning", _("Returning after time away")
    SUPPORT = "support", _("Goes with help that was agreed")
    OWN_WISH = "own_wish", _("The person asked for it")
    TRUSTED = "trusted", _("Their reviews show that less is enough")
    ENDED = "ended", _("The reason for the earlier level is over")


class RoundState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    DRAWN = "drawn", _("Drawn")
    RUNNING = "running", _("On")
    ENDED = "ended", _("Ended")
    WITHDRAWN = "withdrawn", _("Withdrawn")


ROUND_TRANSITIONS: dict[str, frozenset[str]] = {
    RoundState.PLANNED: frozenset({RoundState.DRAWN, RoundState.WITHDRAWN}),
    RoundState.DRAWN: frozenset({RoundState.RUNNING, RoundState.WITHDRAWN}),
    RoundState.RUNNING: frozenset({RoundState.ENDED, RoundState.WITHDRAWN}),
    RoundState.ENDED: frozenset(),
    RoundState.WITHDRAWN: frozenset(),
}


class FilesFor(models.TextChoices):
    """Which files a criteria set is for."""

    OPEN = "open", _("Open files")
    CLOSED = "closed", _("Closed files")
    ANY = "any", _("Open and closed files")


class LookedAt(models.TextChoices):
    """What a case check looks at: Citizens Advice, unit 8 (first), after "ensure that"."""

    ADVICE = "advice", _("Advice is accurate and complete")
    CONFLICT = "conflict", _("Conflict of interest is dealt with")
    PAPERWORK = "paperwork", _("Any necessary paperwork is or has been completed")
    INFORMED = "informed", _("The client has been kept informed of progress")
