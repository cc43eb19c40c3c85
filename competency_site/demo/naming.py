"""A restricted case with somebody cleared for it, and a case reviewed by somebody from outside."""

import datetime as dt

from assessments.enums import ReviewState, WhyThisFile
from assessments.services.assign import assign_review
from cases.services.naming import name_reviewer, restrict_case
from competency_site.demo import cast
from competency_site.demo.casework import Opened
from competency_site.demo.diary import working_day
from competency_site.demo.reviewing import Reviewing
from competency_site.demo.story import Story
from frameworks.enums import Purpose
from people.working_days import add_working_days

LEAD = "lead"
RESTRICTED_BEFORE, RESTRICTED_OF, CLEARED = 22, "isla.nettlefield", "leila.cobblemoor"
REASON = "It is the case of somebody who works here, in another team."
CLEARED_FOR = dt.timedelta(days=90)
NAMED_BEFORE, NAMED_OF, EXTERNAL = 15, "bronwen.oakengarth", "external"
NAMED_FOR = dt.timedelta(days=42)
ASKED_AFTER, BEGUN_AFTER = 2, 3
"""Working days between naming, asking for the review and its beginning."""


class Naming:
    """Puts the restricted case, and the review from outside, into the diary."""

    def __init__(self, reviewing: Reviewing) -> None:
        self.reviewing = reviewing
        self.made, self.diary = reviewing.made, reviewing.diary

    def plan(self) -> None:
        """Put each on its day."""
        day = working_day(self.made.day(RESTRICTED_BEFORE))
        self.diary.put(day, 9, 5, self._restrict)
        self.diary.put(working_day(self.made.day(NAMED_BEFORE)), 9, 15, self._name)

    def _restrict(self, on: dt.date) -> None:
        """Restrict a case that nobody reviews, and clear the leader of another team."""
        opened = self.reviewing.casework.not_reviewed(RESTRICTED_OF, on)
        if opened is None:
            return
        opened.reviewed = True
        restrict_case(
            case_file=opened.file,
            reason=REASON,
            from_on=on,
            by=self.made.people[LEAD],
            scope=self.made.scope(LEAD, on),
        )
        self._let_in(opened, CLEARED, on, CLEARED_FOR)

    def _name(self, on: dt.date) -> None:
        opened = self.reviewing.casework.not_reviewed(NAMED_OF, on)
        if opened is None:
            return
        opened.reviewed = True
        self._let_in(opened, EXTERNAL, on, NAMED_FOR)
        self.diary.put(
            working_day(on, ASKED_AFTER), 10, 45, lambda day: self._ask_for_review(opened, day)
        )

    def _let_in(self, opened: Opened, key: str, on: dt.date, time: dt.timedelta) -> None:
        name_reviewer(
            case_file=opened.file,
            user=self.made.people[key],
            from_on=on,
            to_on=on + time,
            by=self.made.people[LEAD],
            scope=self.made.scope(LEAD, on),
        )

    def _ask_for_review(self, opened: Opened, on: dt.date) -> None:
        review = assign_review(
            case_file=opened.file,
            person=self.made.people[NAMED_OF],
            reviewer=self.made.people[EXTERNAL],
            why=WhyThisFile.TARGETED,
            versions=[self.reviewing.version],
            purpose=Purpose.DEVELOPMENT,
            set_version=self.reviewing.set_version,
            due_on=add_working_days(on, 15),
            by=self.made.people[LEAD],
            scope=self.made.scope(LEAD, on),
        )
        story = Story(
            self.reviewing,
            cast.of(NAMED_OF),
            opened,
            review,
            EXTERNAL,
            ReviewState.IN_PROGRESS,
        )
        self.diary.put(working_day(on, BEGUN_AFTER), 13, 40, story.begin)
