"""The round of last month: planned, drawn and started by the lead of casework, and reviewed."""

import datetime as dt
from random import Random

from assessments.enums import Monitoring, MonitoringReason
from assessments.models import Drawn, Round
from assessments.sampling import months_before
from assessments.services.monitoring import set_monitoring
from assessments.services.round_draw import draw_round
from assessments.services.round_objection import not_begun, object_to_reviewer
from assessments.services.round_plan import plan_round
from assessments.services.round_run import start_round
from competency_site.demo import cast
from competency_site.demo.diary import Diary, working_day
from competency_site.demo.organisation import Cast
from competency_site.demo.reviewing import Reviewing
from competency_site.demo.story import Story

LEAD = "lead"
LEAST_DAYS = 10
"""A month is reviewed from the first working day of the next, if that was so many days ago."""
LEVEL_SET_BEFORE = 60
OBJECTED_BEFORE = 2
OBJECTION = "We were close colleagues for years before I came here."


class Rounds:
    """Puts a round of file reviews into the diary."""

    def __init__(self, made: Cast, diary: Diary, reviewing: Reviewing, random: Random) -> None:
        self.made, self.diary, self.reviewing, self.random = made, diary, reviewing, random

    def plan(self) -> None:
        """Put the round in: over the last month that has been reviewed for some days."""
        this = self.made.until.replace(day=1)
        if self.made.until - working_day(this) < dt.timedelta(days=LEAST_DAYS):
            this = months_before(this, 1)
        self.month = months_before(this, 1)
        self.diary.put(working_day(this), 8, 45, self._run)
        day = working_day(self.made.day(LEVEL_SET_BEFORE))
        self.diary.put(day, 16, 5, self._raise_level)
        self.diary.put(working_day(self.made.day(OBJECTED_BEFORE)), 12, 40, self._object)

    def _raise_level(self, on: dt.date) -> None:
        for member in cast.CASEWORKERS:
            if member.kind == cast.TRAINEE:
                set_monitoring(
                    person=self.made.people[member.key],
                    level=Monitoring.ENHANCED,
                    why=MonitoringReason.NEW,
                    reason="You asked for more feedback in your first year. We look at it again.",
                    from_on=on,
                    to_on=on + dt.timedelta(days=180),
                    by=self.made.people[member.above],
                    scope=self.made.scope(member.above, on),
                )

    def _run(self, on: dt.date) -> None:
        lead, scope = self.made.people[LEAD], self.made.scope(LEAD, on)
        last = working_day(on + dt.timedelta(days=27))
        planned = plan_round(month=self.month, runs_from=on, runs_to=last, by=lead, scope=scope)
        self.round = draw_round(
            round_=planned, by=lead, scope=scope, seed=lambda: self.random.randbytes(32).hex()
        )
        start_round(round_=self.round, versions=[self.reviewing.version], by=lead, scope=scope)
        self._review(self.round, on)

    def _review(self, round_: Round, on: dt.date) -> None:
        """Let each reviewer begin some days before the day a review is due."""
        members = {self.made.people[member.key].pk: member for member in cast.CASEWORKERS}
        keys = {person.pk: key for key, person in self.made.people.items()}
        drawn = Drawn.objects.filter(round=round_, review__isnull=False).select_related("review")
        for row in drawn.order_by("pk"):
            member = members.get(row.person_id)
            if member is None or row.review is None or row.due_on is None:
                continue
            opened = next(
                (
                    each
                    for each in self.reviewing.casework.of[member.key]
                    if each.file.pk == row.case_file_id
                ),
                None,
            )
            if opened is None:
                continue
            opened.reviewed = True
            story = Story(
                self.reviewing, member, opened, row.review, keys[row.review.reviewer_id], None
            )
            begin = max(on, row.due_on - dt.timedelta(days=self.random.randint(1, 4)))
            self.diary.put(working_day(begin), 10, self.random.randrange(60), story.begin)

    def _object(self, on: dt.date) -> None:
        """A caseworker objects to a reviewer who has not begun; the lead is yet to decide."""
        of = {person.pk: (key, person) for key, person in self.made.people.items()}
        for share in self.round.shares.filter(drawn__gt=0).order_by("pk"):
            key, person = of[share.person_id]
            for row in Drawn.objects.reviewers_of(person.pk, [self.round.pk]):
                if not_begun(self.round, person.pk, row["who"]).exists():
                    object_to_reviewer(
                        share=share,
                        reviewer=of[row["who"]][1],
                        reason=OBJECTION,
                        by=person,
                        scope=self.made.scope(key, on),
                    )
                    return
