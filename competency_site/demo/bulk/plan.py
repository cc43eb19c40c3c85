"""How large, and who is who: everything a row needs, worked out from its number alone."""

import datetime as dt
from dataclasses import dataclass
from random import Random

from assessments.enums import Direction, FindingSort
from competency_site.demo.phrases import PHRASES, Phrase
from competency_site.demo.work import WORK, Work
from frameworks.models import Behaviour, Version

SPAN_DAYS = 3 * 365
SPREAD = 9973
"""A prime, so that tables of this length mix with every other length."""


@dataclass(frozen=True)
class Statement:
    """A finished sentence about one area: id of the area, sort, direction, ids of behaviours."""

    area: int
    sort: str
    direction: str
    text: str
    ticks: tuple[int, int]


class Plan:
    """The organisation of a chosen size on a day.

    Ids are given out in rows, one block after the other: six people of the office, managers,
    supervisors, caseworkers. A supervisor has eight caseworkers, a manager eight supervisors.
    """

    OFFICE = 6
    OF_EACH = 8
    EVIDENCE_OF_A_REVIEW = 3
    OPEN_CASES = 10

    def __init__(
        self, *, caseworkers: int, evidence: int, until: dt.date, version: Version, seed: int
    ) -> None:
        self.until = until
        self.version = version
        self.random = Random(seed)
        self.caseworkers = caseworkers
        self.evidence = evidence
        self.supervisors = -(-caseworkers // self.OF_EACH)
        self.managers = -(-self.supervisors // self.OF_EACH)
        self.first_manager = self.OFFICE + 1
        self.first_supervisor = self.first_manager + self.managers
        self.first_caseworker = self.first_supervisor + self.supervisors
        self.people = self.OFFICE + self.managers + self.supervisors + caseworkers
        self.reviews = -(-evidence // self.EVIDENCE_OF_A_REVIEW)
        self.rounds = max(-(-self.reviews // caseworkers), 1)
        self.step = max(SPAN_DAYS // self.rounds, 1)
        self.jitter = [self.random.randrange(self.step) for _ in range(SPREAD)]
        self.statements = self._statements()
        self.chosen = [self.random.randrange(len(self.statements)) for _ in range(SPREAD)]
        self.days = [
            (until - dt.timedelta(days=days)).isoformat() for days in range(SPAN_DAYS + 400)
        ]

    def _statements(self) -> list[Statement]:
        by_area: dict[str, dict[str, Behaviour]] = {}
        for behaviour in Behaviour.objects.filter(version=self.version).select_related("area"):
            tail = behaviour.key.rsplit(".", 1)[-1]
            by_area.setdefault(behaviour.area.key, {})[tail] = behaviour
        return [
            self._statement(phrase, by_area[key], work)
            for key, phrases in PHRASES.items()
            for phrase in phrases
            if phrase.sort != FindingSort.LEARNING
            for work in WORK
        ]

    def _statement(self, phrase: Phrase, behaviours: dict[str, Behaviour], work: Work) -> Statement:
        first = behaviours[phrase.behaviours[0]]
        second = next(
            other
            for other in behaviours.values()
            if other.kind == first.kind and other.pk != first.pk
        )
        good = phrase.sort == FindingSort.GOOD_PRACTICE
        return Statement(
            area=first.area_id,
            sort=phrase.sort,
            direction=Direction.SHOWS if good else Direction.OPPOSITE,
            text=work.fill(phrase.text, self.random),
            ticks=(first.pk, second.pk),
        )

    def day_ahead(self, days: int) -> str:
        """Return the day that many days after the last one."""
        return (self.until + dt.timedelta(days=days)).isoformat()

    def person_of(self, review: int) -> int:
        """Return the id of the caseworker whose work this review (from 0) is about."""
        return self.first_caseworker + review % self.caseworkers

    def supervisor_of(self, caseworker: int) -> int:
        """Return the id of a caseworker's supervisor."""
        return self.first_supervisor + (caseworker - self.first_caseworker) // self.OF_EACH

    def manager_of(self, supervisor: int) -> int:
        """Return the id of a supervisor's manager."""
        return self.first_manager + (supervisor - self.first_supervisor) // self.OF_EACH

    def team_of(self, person: int) -> int:
        """Return the id of a person's team: that of their supervisor, or of their manager."""
        if person >= self.first_caseworker:
            return 1 + self.managers + (person - self.first_caseworker) // self.OF_EACH
        if person >= self.first_supervisor:
            return 1 + self.managers + person - self.first_supervisor
        if person >= self.first_manager:
            return 1 + person - self.first_manager
        return 1

    def age_of(self, review: int) -> int:
        """Return how many days ago the review was done; the newest of each person first."""
        turn = review // self.caseworkers
        return turn * SPAN_DAYS // self.rounds + self.jitter[review % SPREAD] + 1

    def statement(self, evidence: int) -> Statement:
        """Return what this piece of evidence (from 0) says."""
        return self.statements[self.chosen[(evidence * 7 + evidence // SPREAD) % SPREAD]]
