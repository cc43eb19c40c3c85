"""Who reviews which drawn file: chosen by the software, never by the people concerned.

Pure, as the draw itself. Source: PRACTICE, "Independence"; docs/decisions/0091.
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from assessments.drawing import chance


class Reviewer(NamedTuple):
    """Somebody who may review while the round runs: a supervisor here, or their deputy.

    :ivar stands_in_for: the reviewers who are away and whose place this one takes.
    """

    id: int
    team: int | None
    stands_in_for: frozenset[int] = frozenset()


class Asked(NamedTuple):
    """A drawn file and what matters about it.

    :ivar barred: ids of those who had a part in the case or declared a conflict.
    :ivar restricted: only those named may review it.
    :ivar named: ids of those named to review it.
    """

    file: int
    person: int
    barred: Collection[int] = ()
    restricted: bool = False
    named: Collection[int] = ()


@dataclass(frozen=True)
class Staff:
    """Who may review, and how people stand to each other while the round runs.

    :ivar reviewers: those who are here; those away are left out and their deputies put in.
    :ivar team_of: person -> team.
    :ivar supervisor_of: person -> own supervisor.
    :ivar supervisors: people who supervise others: their own supervisor reviews their work.
    :ivar most: files a reviewer is given before another team is asked.
    :ivar external: reviewers from outside: they review only files they are named for.
    """

    reviewers: Sequence[Reviewer]
    team_of: Mapping[int, int]
    supervisor_of: Mapping[int, int]
    supervisors: Collection[int]
    most: int
    objected: Mapping[int, Collection[int]] = field(default_factory=dict)
    external: Collection[int] = ()


def may_review(staff: Staff, asked: Asked, reviewer: int) -> bool:
    """Say whether somebody is independent of a file and of the person whose work it is.

    Not the person; nobody whom the person supervises, directly or further down; nobody with a part
    in the case or a conflict; nobody against whom an objection of the person was upheld; of a
    restricted file only those named for it, and nobody from outside who is not.
    """
    if reviewer == asked.person or not _open_to(staff, asked, reviewer):
        return False
    return _may_ever(staff, asked, reviewer)


def _open_to(staff: Staff, asked: Asked, reviewer: int) -> bool:
    """Say whether a file may be given to somebody, as far as the file itself says."""
    if reviewer in asked.barred:
        return False
    needs_a_name = asked.restricted or reviewer in staff.external
    return not needs_a_name or reviewer in asked.named


def _may_ever(staff: Staff, asked: Asked, reviewer: int) -> bool:
    """Say whether somebody may review any file of this person."""
    if reviewer == asked.person or reviewer in staff.objected.get(asked.person, ()):
        return False
    return asked.person not in above(reviewer, staff.supervisor_of)


def above(person: int, supervisor_of: Mapping[int, int]) -> set[int]:
    """Return everybody above somebody in the lines: their supervisor, that one's, and so on."""
    found: set[int] = set()
    nearest = supervisor_of.get(person)
    while nearest is not None and nearest != person and nearest not in found:
        found.add(nearest)
        nearest = supervisor_of.get(nearest)
    return found


def nearest_reviewers(staff: Staff, person: int, near: Mapping[int, list[int]]) -> list[int]:
    """Return who is asked first to review somebody's work.

    A caseworker's: the reviewers of their team, and whoever stands in for one of it. A
    supervisor's: their own supervisor, or whoever stands in.

    :param near: team -> its reviewers (:func:`by_team`).
    """
    if person in staff.supervisors:
        own = staff.supervisor_of.get(person)
        return [each.id for each in staff.reviewers if own in {each.id, *each.stands_in_for}]
    team = staff.team_of.get(person)
    return [] if team is None else near.get(team, [])


def by_team(staff: Staff) -> dict[int, list[int]]:
    """Return team -> its reviewers, and those who stand in for one of it."""
    found: dict[int, list[int]] = defaultdict(list)
    for reviewer in staff.reviewers:
        teams = {reviewer.team, *(staff.team_of.get(each) for each in reviewer.stands_in_for)}
        for team in teams - {None}:
            found[team].append(reviewer.id)  # type: ignore[index]
    return found


class _Everybody:
    """All reviewers, whoever has the fewest files first."""

    def __init__(self, staff: Staff, load: Counter[int], seed: str) -> None:
        self.load = load
        self.heap = [
            (load[each.id], chance(seed, "reviewer", each.id), each.id) for each in staff.reviewers
        ]
        heapq.heapify(self.heap)

    def first(self, may: Callable[[int], bool]) -> int | None:
        """Return whoever of those who may has the fewest."""
        passed, found = [], None
        while self.heap and found is None:
            had, turn, reviewer = heapq.heappop(self.heap)
            if had != self.load[reviewer]:
                heapq.heappush(self.heap, (self.load[reviewer], turn, reviewer))
                continue
            passed.append((had, turn, reviewer))
            if may(reviewer):
                found = reviewer
        for each in passed:
            heapq.heappush(self.heap, each)
        return found


def share_out(
    files: Iterable[Asked], staff: Staff, seed: str, *, given: Mapping[int, int] | None = None
) -> dict[int, int | None]:
    """Return file -> reviewer; None where nobody is independent.

    Files with the fewest possible reviewers nearby are given first. Each goes to whoever nearby has
    the fewest so far, by chance between equals; once all of these have ``most``, or nobody
    nearby is independent, to whoever of all teams has the fewest.

    :param given: reviewer -> files they have in the round already.
    """
    load: Counter[int] = Counter(given or {})
    everybody, near = _Everybody(staff, load, seed), by_team(staff)
    of_person: dict[int, list[int]] = {}
    possible: list[tuple[Asked, list[int]]] = []
    for asked in files:
        if asked.person not in of_person:
            plain = Asked(asked.file, asked.person)
            of_person[asked.person] = [
                each
                for each in nearest_reviewers(staff, asked.person, near)
                if _may_ever(staff, plain, each)
            ]
        nearby = [each for each in of_person[asked.person] if _open_to(staff, asked, each)]
        possible.append((asked, nearby))
    possible.sort(key=lambda each: (len(each[1]), chance(seed, "turn", each[0].file)))
    found: dict[int, int | None] = {}
    for asked, nearby in possible:
        reviewer = _choose(asked, nearby, everybody, staff, seed)
        found[asked.file] = reviewer
        if reviewer is not None:
            load[reviewer] += 1
    return found


def _choose(
    asked: Asked, nearby: list[int], everybody: _Everybody, staff: Staff, seed: str
) -> int | None:
    load = everybody.load
    best = min(
        nearby,
        key=lambda each: (load[each], chance(seed, "reviewer", asked.file, each), each),
        default=None,
    )
    if best is not None and load[best] < staff.most:
        return best
    other = everybody.first(lambda each: may_review(staff, asked, each))
    if best is None or (other is not None and load[other] < load[best]):
        return other
    return best


def spread_over(number: int, days: Sequence[int]) -> list[int]:
    """Return on which of so many days each of a reviewer's files is due, evenly, in order.

    :raises ValueError: without a day.
    """
    if not days:
        raise ValueError("no day to spread over")
    return [days[((place + 1) * len(days) + number - 1) // number - 1] for place in range(number)]
