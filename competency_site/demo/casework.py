"""A year of cases: opened, handed over, worked on by others, closed."""

import datetime as dt
from dataclasses import dataclass
from random import Random

from cases.enums import HoldingPart, WorkKind
from cases.models import CaseFile
from cases.services.case_file import Particulars, add_case_file, change_case_file
from cases.services.conflict import declare_conflict
from cases.services.holding import note_part
from competency_site.demo import cast
from competency_site.demo.diary import Diary, working_day
from competency_site.demo.organisation import Cast
from competency_site.demo.work import BY_TEAM, Work
from people.models import User

FULL_YEAR = 365
CASES_A_YEAR = 26
"""Of somebody full-time; others in proportion to their hours."""
SHORTEST, LONGEST = 18, 130
LEAST_TO_SEE = 14
"""Days after which there is something in a file to review."""


@dataclass
class Opened:
    """A case as the story follows it: the file, what it is about, who holds it, until when."""

    file: CaseFile
    work: Work
    holder: str
    opened_on: dt.date
    closed_on: dt.date | None = None
    reviewed: bool = False


class Casework:
    """Puts the year's cases into the diary and remembers which are open."""

    def __init__(self, made: Cast, diary: Diary, random: Random) -> None:
        self.made, self.diary, self.random = made, diary, random
        self.of: dict[str, list[Opened]] = {member.key: [] for member in cast.CASEWORKERS}
        self._numbers: dict[str, int] = {}

    def plan(self) -> None:
        """Put every opening of the year into the diary."""
        for member in cast.CASEWORKERS:
            days = self._days_at_work(member)
            share = float(member.hours / cast.FULL_TIME)
            for _number in range(max(round(CASES_A_YEAR * share * days / FULL_YEAR), 6)):
                before = self.random.randint(3, min(days, FULL_YEAR) - 1)
                if not self._is_away(member.key, before):
                    self._plan_opening(member, working_day(self.made.day(before)))
        self._declare_conflicts()

    def latest_open(self, key: str, on: dt.date) -> Opened | None:
        """Return the case somebody holds that was opened last, before a day; None where none is."""
        held = [case for case in self.of[key] if case.closed_on is None and case.opened_on < on]
        return max(held, key=lambda case: (case.opened_on, case.file.pk), default=None)

    def not_reviewed(self, key: str, on: dt.date) -> Opened | None:
        """Return the case opened last, two weeks before a day or earlier, that nobody reviewed."""
        ready = [
            case
            for case in self.of[key]
            if not case.reviewed and (on - case.opened_on).days >= LEAST_TO_SEE
        ]
        return max(ready, key=lambda case: (case.opened_on, case.file.pk), default=None)

    @staticmethod
    def _days_at_work(member: cast.Member) -> int:
        return min(member.since, FULL_YEAR)

    @staticmethod
    def _is_away(key: str, before: int) -> bool:
        return (
            (key == cast.LEAVER and before < cast.LEFT_BEFORE + 30)
            or (key == cast.ON_LEAVE and before <= cast.ON_LEAVE_SINCE + 7)
            or (key == cast.BACK_FROM_LEAVE and cast.AWAY_TO <= before <= cast.AWAY_FROM)
        )

    def _plan_opening(self, member: cast.Member, day: dt.date) -> None:
        work = self.random.choice(BY_TEAM[member.team])
        kind = self.random.choice(work.kinds if member.skill > 0.5 else work.kinds[:2])
        lasts = self.random.randint(SHORTEST, LONGEST)
        helper = self.random.choice(cast.FROM_THE_START).key if self.random.random() < 0.1 else ""

        def open_case(on: dt.date) -> None:
            file = add_case_file(
                particulars=Particulars(
                    reference=self._reference(work, on),
                    service_area=self.made.areas[work.key],
                    kind=kind,
                    opened_on=on,
                ),
                holder=self.made.people[member.key],
                by=self.made.people[member.above],
                today=on,
            )
            opened = Opened(file, work, member.key, on)
            self.of[member.key].append(opened)
            closing = working_day(on + dt.timedelta(days=lasts))
            self.diary.put(closing, 16, lasts % 60, lambda day: self._close(opened, day))
            if helper and helper != member.key:
                part_on = working_day(on, 3)
                self.diary.put(part_on, 11, 5, lambda day: self._note_part(opened, helper, day))

        self.diary.put(day, 9, self.random.randrange(60), open_case)

    def _reference(self, work: Work, on: dt.date) -> str:
        prefix = f"{work.prefix}-{on:%y}"
        self._numbers[prefix] = self._numbers.get(prefix, 100) + 1
        return f"{prefix}-{self._numbers[prefix]:04d}"

    def _close(self, opened: Opened, on: dt.date) -> None:
        if opened.holder == cast.LEAVER and on > self.made.day(cast.LEFT_BEFORE):
            return
        file = opened.file
        file.refresh_from_db()
        change_case_file(
            case_file=file,
            particulars=Particulars(
                file.reference,
                self.made.areas[opened.work.key],
                WorkKind(file.kind),
                file.opened_on,
                on,
            ),
            seen_version=file.version,
            by=self._above(opened.holder),
            today=on,
        )
        opened.closed_on = on

    def _note_part(self, opened: Opened, helper: str, on: dt.date) -> None:
        supervises = any(helper == member.key for member in cast.SUPERVISORS)
        note_part(
            case_file=opened.file,
            user=self.made.people[helper],
            part=HoldingPart.APPROVED if supervises else HoldingPart.WORKED,
            from_on=on,
            to_on=on,
            by=self._above(opened.holder),
            today=on,
        )

    def _above(self, key: str) -> User:
        return self.made.people[cast.of(key).above]

    def _declare_conflicts(self) -> None:
        def declare(on: dt.date) -> None:
            declare_conflict(
                by=self.made.people["viktor.ashlow"],
                on=on,
                service_area=self.made.areas["private-services"],
            )

        self.diary.put(working_day(self.made.day(280)), 10, 0, declare)
