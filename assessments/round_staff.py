"""Who may review in a round, and what bars whom from which file: read once for many files."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assessments.models import Objection
from assessments.queries import who_may_review
from assessments.reviewers import Asked, Reviewer, Staff
from cases.models import CaseFile, Conflict, Holding
from cases.naming import externals, restricted_and_named
from people.models import Absence, Cover, Line, Post
from people.periods import in_force, overlapping
from people.working_days import is_working_day

CHUNK = 5000


@dataclass(frozen=True)
class Present:
    """The staff of a round, and on which working days of it each reviewer is here."""

    staff: Staff
    days_of: dict[int, list[dt.date]]


def staff_of(first: dt.date, last: dt.date, on: dt.date, most: int) -> Present:
    """Return who may review between two days, as it stands on a day.

    Somebody away on more than half of the working days is left out, and a deputy arranged for
    some of these days takes their place, if they may review themself.

    :param most: files a reviewer is given before another team is asked.
    """
    team_of = dict(
        Post.objects.filter(in_force(on))
        .order_by("from_on", "pk")
        .values_list("user_id", "team_id")
    )
    supervisor_of = dict(
        Line.objects.filter(in_force(on)).values_list("person_id", "supervisor_id")
    )
    days_of = _days_here(set(who_may_review(on).values_list("pk", flat=True)), first, last)
    working = _working_days(first, last)
    here = {person for person, days in days_of.items() if days and 2 * len(days) >= len(working)}
    stands_in: dict[int, set[int]] = defaultdict(set)
    for covered, deputy in Cover.objects.filter(overlapping(first, last)).values_list(
        "covered_id", "deputy_id"
    ):
        if covered in days_of and covered not in here and deputy in here:
            stands_in[deputy].add(covered)
    objected: dict[int, set[int]] = defaultdict(set)
    for person, reviewer in Objection.objects.filter(upheld=True).values_list(
        "person_id", "reviewer_id"
    ):
        objected[person].add(reviewer)
    staff = Staff(
        reviewers=tuple(
            Reviewer(each, team_of.get(each), frozenset(stands_in.get(each, ())))
            for each in sorted(here)
        ),
        team_of=team_of,
        supervisor_of=supervisor_of,
        supervisors=set(supervisor_of.values()),
        most=most,
        objected=objected,
        external=frozenset(externals(on)),
    )
    return Present(staff, days_of)


def _working_days(first: dt.date, last: dt.date) -> list[dt.date]:
    days = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if is_working_day(day)]


def _days_here(people: set[int], first: dt.date, last: dt.date) -> dict[int, list[dt.date]]:
    away: dict[int, list[tuple[dt.date, dt.date]]] = defaultdict(list)
    for person, begin, end in Absence.objects.filter(overlapping(first, last)).values_list(
        "user_id", "from_on", "to_on"
    ):
        away[person].append((begin, end or last))
    working = _working_days(first, last)
    return {
        person: [
            day
            for day in working
            if not any(begin <= day <= end for begin, end in away.get(person, ()))
        ]
        for person in people
    }


def asked_of(files: Iterable[tuple[int, int]], on: dt.date) -> list[Asked]:
    """Return files, given with whose work they are, with who is barred from each.

    The same answer as ``cases.rules.bars``, for many files: whoever had a part at any time, and
    whoever has a declared conflict in force with the file or its service area; of a restricted
    file, who is cleared, and who from outside is named for it.
    """
    pairs = list(files)
    by_key: dict[str, set[int]] = defaultdict(set)
    by_area: dict[int, set[int]] = defaultdict(set)
    for user, key, area in Conflict.objects.in_force(on).values_list(
        "user_id", "reference_key", "service_area_id"
    ):
        if area is None:
            by_key[key].add(user)
        else:
            by_area[area].add(user)
    barred: dict[int, set[int]] = defaultdict(set)
    restricted: set[int] = set()
    named: dict[int, set[int]] = {}
    for some in _chunks([file for file, _person in pairs]):
        parts = Holding.objects.filter(case_file__in=some).order_by()
        for file, user in parts.values_list("case_file_id", "user_id"):
            barred[file].add(user)
        some_restricted, some_named = restricted_and_named(some, on)
        restricted |= some_restricted
        named |= some_named
        headers = CaseFile.objects.filter(pk__in=some).order_by()
        for file, key, area in headers.values_list("pk", "reference_key", "service_area_id"):
            barred[file] |= by_key.get(key, set()) | by_area.get(area, set())
    return [
        Asked(
            file,
            person,
            frozenset(barred[file]),
            restricted=file in restricted,
            named=frozenset(named.get(file, ())),
        )
        for file, person in pairs
    ]


def _chunks(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]
