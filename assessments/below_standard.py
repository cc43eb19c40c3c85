"""*Consistently below standard*: when the software proposes that a person look at it.

Judged on the organisation's own review criteria, never on competency degrees or behaviours. It
proposes; a person decides. Source: PRACTICE, "Corrective action".
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.enums import AnswerValue
from assessments.rule_groups import NOTICE_DAYS, RuleGroup, at_least_one
from core.services.settings import settings_on
from core.settings_registry import Rule, register

TIMES = "below_standard.times"
OF_LAST = "below_standard.of_last"
DEFAULTS: dict[str, tuple[int, Any]] = {
    TIMES: (3, _("How often a criterion is not met before that is looked at")),
    OF_LAST: (5, _("Among how many of the last randomly drawn reviews")),
}

HOLDS_FOR = _("Holds for what is proposed on or after the day of a change.")
COULD_SHOW = frozenset(
    {AnswerValue.EXCEEDS, AnswerValue.MET, AnswerValue.PARTLY_MET, AnswerValue.NOT_MET}
)
"""*Not applicable* and *cannot tell* say that the file could not show it."""


def register_rules() -> None:
    """Register the two numbers of the rule; a change is announced 28 days before."""
    for key, (default, label) in DEFAULTS.items():
        rule = Rule(RuleGroup.TRIGGERS, "", HOLDS_FOR)
        register(key, default, label, notice_days=NOTICE_DAYS, check=at_least_one, rule=rule)


def numbers_on(on: dt.date) -> tuple[int, int]:
    """Return how often, and of how many, on a day."""
    known = settings_on(DEFAULTS, on)
    return known[TIMES], known[OF_LAST]


@dataclass(frozen=True)
class Shown:
    """What one randomly drawn review, finished and not withdrawn, says of one criterion.

    :ivar on: the day of the review.
    :ivar settled: it is shared, and not disputed and undecided.
    """

    review: int
    on: dt.date
    value: str
    settled: bool


def rests_on(
    reviews: Iterable[Shown], *, times: int, of_last: int, since: dt.date | None = None
) -> list[int]:
    """Return the reviews in which the criterion was not met, where the rule fits; else none.

    The rule: not met in ``times`` of the last ``of_last`` reviews that could show it, each of these
    settled and later than the day on which support for that point was agreed. Fewer reviews than
    that are too few to say *consistently*.

    :param since: the day on which support for the point was agreed, or it was last decided upon.
    """
    able = sorted(
        (shown for shown in reviews if shown.value in COULD_SHOW),
        key=lambda shown: (shown.on, shown.review),
    )
    last = able[-of_last:]
    if len(last) < of_last or not all(shown.settled for shown in last):
        return []
    if since is not None and last[0].on <= since:
        return []
    missed = [shown.review for shown in last if shown.value == AnswerValue.NOT_MET]
    return missed if len(missed) >= times else []
