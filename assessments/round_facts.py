"""What the round of a month is drawn from: whose files, how many are wanted of whom, and why."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Q, Sum

from assessments.drawing import EVERY_FILE, File, Population, files_asked, share_of_month
from assessments.enums import Monitoring, ReviewState, RoundState
from assessments.models import Drawn, FileReview, MonitoringLevel
from assessments.sampling import RATES, last_day, months_before, rules_of
from cases.enums import HoldingPart
from cases.models import Holding
from people.models import Absence, Post
from people.periods import in_force, overlapping
from people.working_days import is_working_day


@dataclass(frozen=True)
class Wanted:
    """How many files are wanted of somebody, and what that follows from.

    :ivar present: the part of the month's working days they were not away.
    :ivar wanted: a number of files; ``available`` where every file is reviewed.
    """

    person: int
    level: str
    hours: Decimal
    files: int
    present: Fraction
    wanted: int
    available: int

    @property
    def short(self) -> int:
        return max(0, self.wanted - self.available)


@dataclass(frozen=True)
class Plan:
    """What a round would be drawn from on a day."""

    population: Population
    people: tuple[Wanted, ...]


def plan_of(month: dt.date, on: dt.date) -> Plan:
    """Return the population of a month's round, and how many files are wanted of whom.

    A file belongs to whoever held it last in the month, if they hold a post today. Out of it
    stay the files reviewed in the last months (a rule says how many), those under review and
    those drawn for a round that has not begun. Queries: the same number however many people.
    """
    rules = rules_of(month)
    hours = _hours_on(on)
    held = [file for file in _held_in(month) if file.person in hours]
    not_again = _not_again(on, rules["sampling.not_again_months"])
    files = tuple(file for file in held if file.key not in not_again)
    handled = Counter(file.person for file in held)
    available = Counter(file.person for file in files)
    levels = MonitoringLevel.objects.levels_on(month_end := last_day(month))
    present, lately = _present(month, month_end), _drawn_lately(month)
    people = []
    for person in sorted(handled):
        level = levels.get(person, Monitoring.STANDARD)
        there = present.get(person, Fraction(1))
        people.append(
            Wanted(
                person=person,
                level=level,
                hours=hours[person],
                files=handled[person],
                present=there,
                wanted=_wanted(
                    level, rules, hours[person], handled[person], there, person in lately
                )
                if level != Monitoring.FULL
                else available[person],
                available=available[person],
            )
        )
    asked = {
        each.person: EVERY_FILE if each.level == Monitoring.FULL else each.wanted for each in people
    }
    return Plan(Population(rules, asked, files), tuple(people))


def _wanted(
    level: str,
    rules: dict[str, int],
    hours: Decimal,
    files: int,
    present: Fraction,
    lately: bool,
) -> int:
    """Nothing is wanted of somebody who was away all month."""
    if not present:
        return 0
    share = share_of_month(
        hours=Fraction(hours),
        full_hours=Fraction(rules["sampling.full_time_hours"]),
        files=files,
        full_files=rules["sampling.full_month_files"],
        present=present,
    )
    rate = rules[RATES[Monitoring(level)]]
    return files_asked(rate=rate, share=share, reviewed_lately=lately)


def _hours_on(on: dt.date) -> dict[int, Decimal]:
    """Return the weekly hours of everybody who holds a post on a day."""
    posts = Post.objects.filter(in_force(on)).order_by().values_list("user_id")
    return dict(posts.annotate(Sum("hours")).values_list("user_id", "hours__sum"))


def _held_in(month: dt.date) -> list[File]:
    """Return the files held in a month, each with its last holder."""
    end = last_day(month)
    rows = (
        Holding.objects.filter(overlapping(month, end), part=HoldingPart.HELD)
        .order_by("case_file", "from_on", "pk")
        .values_list(
            "case_file_id", "user_id", "case_file__service_area_id", "case_file__closed_on"
        )
    )
    last = {
        key: File(key, person, area, closed is None or closed > end)
        for key, person, area, closed in rows.iterator(chunk_size=5000)
    }
    return list(last.values())


def _not_again(on: dt.date, months: int) -> set[int]:
    """Return the files that were reviewed lately, are under review or drawn already."""
    since = months_before(on, months)
    since = since.replace(day=min(on.day, last_day(since).day))
    reviewed = (
        FileReview.objects.exclude(state=ReviewState.WITHDRAWN)
        .filter(Q(submitted_at__isnull=True) | Q(reviewed_on__gte=since))
        .order_by()
        .values_list("case_file_id", flat=True)
    )
    drawn = Drawn.objects.standing().filter(round__state=RoundState.DRAWN).order_by()
    either = reviewed.union(drawn.values_list("case_file_id", flat=True), all=True)
    return set(either.iterator())


def _present(month: dt.date, end: dt.date) -> dict[int, Fraction]:
    """Return person -> part of the month's working days not away, of those who were away."""
    days = [month + dt.timedelta(days=n) for n in range((end - month).days + 1)]
    working = [day for day in days if is_working_day(day)]
    away: dict[int, set[dt.date]] = {}
    rows = Absence.objects.filter(overlapping(month, end))
    for person, first, last in rows.values_list("user_id", "from_on", "to_on"):
        gone = {day for day in working if first <= day <= (last or end)}
        away.setdefault(person, set()).update(gone)
    return {
        person: Fraction(len(working) - len(gone), len(working)) for person, gone in away.items()
    }


def _drawn_lately(month: dt.date) -> set[int]:
    """Return who had a file drawn in the two months before."""
    rows = Drawn.objects.filter(
        round__month__gte=months_before(month, 2), round__month__lt=month
    ).exclude(round__state=RoundState.WITHDRAWN)
    return set(rows.order_by().values_list("person_id", flat=True).distinct())
