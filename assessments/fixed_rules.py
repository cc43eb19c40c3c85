"""Rules that hold by the way the product is built: who decides what, and how long things show.

They are read beside the rules that can be changed. Numbers come from where they are applied.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.querysets import (
    ASSIGNEE_DAYS,
    OLD_POINTS_MONTHS,
)
from assessments.rule_groups import NOTICE_DAYS
from core.services.drafts import KEPT_FOR


@dataclass(frozen=True)
class FixedGroup:
    name: str
    sentences: list[str]


def fixed_groups() -> list[FixedGroup]:
    """Return the rules that no setting changes, by group."""
    return [
        FixedGroup(_("Who decides what"), _who_decides()),
        FixedGroup(_("How long things are kept and shown"), _how_long()),
        FixedGroup(
            _("How these rules change"),
            [
                _("The lead of casework changes a rule, from a day and with a reason.")
                + " "
                + _("Everybody reads it here at least %(days)s days before that day.")
                % {"days": NOTICE_DAYS},
                _("A change never reaches work that was begun before its day."),
                _("A change that was announced can be withdrawn before its day, with a reason."),
            ],
        ),
    ]


def _who_decides() -> list[str]:
    return [
        _(
            "The lead of casework: these rules, criteria sets, rounds, and objections to a reviewer."
        ),
        _("The software: which files are drawn, and which independent reviewer gets which file."),
        _("The reviewer: the answers and findings of a review, and when it is shared."),
        _(
            "The supervisor or whoever covers for them: a monitoring level, a degree, closing a review."
        ),
        _("The caseworker: whether they agree, and who reads what they write in their journal."),
        _(
            "A second reviewer who had no part in it and is nobody’s subordinate in it: a dispute, "
            "with reasons. The lead of casework chooses them."
        ),
        _("Nobody decides alone about their own work, and no figure decides about a person."),
    ]


def _how_long() -> list[str]:
    return [
        _(
            "A finished review that is not shared in its time stands in the queue of the "
            "supervisor’s supervisor. After some more days the person is told that it waits. Both "
            "times are among the clocks."
        ),
        _("Points to improve leave the pages and documents after %(months)s months.")
        % {"months": OLD_POINTS_MONTHS},
        _("Whoever acts on a record by assignment reads it until %(days)s days after it closes.")
        % {"days": ASSIGNEE_DAYS},
        _("What was typed and not sent is kept for its writer for %(days)s days.")
        % {"days": KEPT_FOR.days},
        _("What was shared, answered or signed is kept. It is never changed."),
    ]
