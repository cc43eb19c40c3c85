"""Corrective actions of the demonstration's year, and where our policies are read."""

import datetime as dt
from collections.abc import Callable
from random import Random

from assessments.action_enums import ActionKind, Seriousness
from assessments.enums import FindingSort, ReviewState
from assessments.models import Action, FileReview, Finding
from assessments.services.action import (
    Asked,
    raise_action,
    return_action,
    say_done,
    verify_action,
)
from cases.enums import HoldingActionKind
from cases.services.holding_policy import set_holding_policy
from competency_site.demo import cast
from competency_site.demo.diary import Diary, working_day
from competency_site.demo.organisation import Cast
from people.scope import scope_for

SHARE = 0.14
RETURNED_SHARE = 0.15
LEFT_UNDONE_SHARE = 0.05
RAISED_FROM = (FindingSort.IMPROVEMENT, FindingSort.LEARNING)
ASKED = (
    (ActionKind.REPAIR, Seriousness.MINOR, "Add the missing dates to the case record."),
    (ActionKind.REPAIR, Seriousness.SERIOUS, "Write down what was advised, and why."),
    (ActionKind.LEARNING, Seriousness.MINOR, "Read our note on time limits and talk it through."),
    (ActionKind.LEARNING, Seriousness.MINOR, "Sit in on two interviews of a colleague."),
    (
        ActionKind.REMEDY,
        Seriousness.SERIOUS,
        "Write to the client with the step that was left out.",
    ),
    (ActionKind.PROCESS, Seriousness.MINOR, "Mend the standard letter, so that it names the date."),
)
DONE = (
    "Done. It stands in the record under today's date.",
    "Done, and I have noted where it can be seen.",
    "We sat together on Tuesday; my notes are in my journal.",
)
MISSING = "Good, but the record does not say yet on which day."
POLICIES = {
    HoldingActionKind.CONFIDENTIALITY: ("Confidentiality and breaches of data", "confidentiality"),
    HoldingActionKind.CLIENT_COMPLAINT: ("When a client complains", "complaints"),
    HoldingActionKind.MISSED_DEADLINE: ("Missed time limits and our insurer", "time-limits"),
}


class Actions:
    """Puts corrective actions into the diary: raised, done, verified by another."""

    def __init__(self, made: Cast, diary: Diary) -> None:
        self.made, self.diary = made, diary
        self.random = Random(2718)  # noqa: S311  # nosec B311: a story, no secret

    def after(
        self,
        review: FileReview,
        member: cast.Member,
        on: dt.date,
        close: Callable[[dt.date], None],
    ) -> None:
        """Perhaps have the supervisor raise an action from a review that was read.

        :param close: what closes the review once the action is verified.
        """
        if self.random.random() > SHARE:
            return
        findings = Finding.objects.filter(sheet__review=review, sort__in=RAISED_FROM)
        finding = findings.select_related("sheet").order_by("position").first()
        above, scope = self.made.people[member.above], self.made.scope(member.above, on)
        review.refresh_from_db()
        if (
            finding is None
            or review.state != ReviewState.ACKNOWLEDGED
            or review.person_id not in scope.supervises
        ):
            return
        kind, seriousness, what = self.random.choice(ASKED)
        person = self.made.people[member.key]
        asked = Asked(kind=kind, seriousness=seriousness, what=what, owner=person)
        action = raise_action(review=review, finding=finding, asked=asked, by=above, scope=scope)
        if self.random.random() < LEFT_UNDONE_SHARE:
            return
        day = working_day(on, self.random.randint(3, 16))
        self.diary.put(day, 13, 20, lambda then: self._do(action, member, then, close))

    def _do(
        self,
        action: Action,
        member: cast.Member,
        on: dt.date,
        close: Callable[[dt.date], None],
    ) -> None:
        person = self.made.people[member.key]
        if scope_for(person, on).roles:
            say_done(action=action, text=self.random.choice(DONE), by=person)
            day = working_day(on, self.random.randint(1, 4))
            self.diary.put(day, 9, 50, lambda then: self._look(action, member, then, close))

    def _look(
        self,
        action: Action,
        member: cast.Member,
        on: dt.date,
        close: Callable[[dt.date], None],
    ) -> None:
        above, scope = self.made.people[member.above], self.made.scope(member.above, on)
        if action.person_id not in scope.supervises:
            return
        if self.random.random() < RETURNED_SHARE:
            return_action(action=action, text=MISSING, by=above, scope=scope)
            day = working_day(on, 2)
            self.diary.put(day, 13, 45, lambda then: self._do(action, member, then, close))
            return
        verify_action(action=action, text="", by=above, scope=scope)
        close(on)


def link_policies(made: Cast) -> None:
    """Say where the organisation's policies on problems that cannot wait are read."""
    for kind, (title, name) in POLICIES.items():
        set_holding_policy(
            kind=kind,
            title=title,
            href=f"https://intranet.example.org/{name}",
            by=made.people["lead"],
        )
