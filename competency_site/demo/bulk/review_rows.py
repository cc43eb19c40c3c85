"""Rows of file reviews and of what was said in them and about them.

A review of ``age`` days ago was finished that day, shared four days later, acknowledged after nine
and closed after sixteen, as far as these days have come. Its three findings are the evidence of
the same numbers.
"""

import datetime as dt
from collections.abc import Iterator
from itertools import chain

from assessments.enums import ReviewState
from competency_site.demo.bulk.copying import NULL
from competency_site.demo.bulk.plan import Plan
from competency_site.demo.phrases.voices import ACKNOWLEDGED

SHARED_AFTER, ANSWERED_AFTER, CLOSED_AFTER, REPLY_DAYS = 4, 9, 16, 14
ASSIGNED_BEFORE = 12
WAITING_OF_A_SUPERVISOR = 4
DISPUTED_ONE_IN = 97
DISPUTED, DECIDED_AFTER = "I see this otherwise.", 28
WITH_ANSWERS = 60
"""Answers and the areas a file can show are written for reviews of these last days only."""

FEEDBACK = (
    "We went through the file together. Good practice first, then one point to take along.",
    "Talked through by phone, with the file open on both sides.",
    "Sent in writing a day before, then talked over for half an hour.",
)


def state_of(plan: Plan, review: int) -> ReviewState:
    """Return how far a review has come; every one here has been shared."""
    age = plan.age_of(review)
    if age < ANSWERED_AFTER + SHARED_AFTER:
        return ReviewState.SHARED
    if review % DISPUTED_ONE_IN == 0:
        return ReviewState.DISPUTED
    return ReviewState.CLOSED if age >= CLOSED_AFTER + SHARED_AFTER else ReviewState.ACKNOWLEDGED


def _day(plan: Plan, review: int) -> int:
    """Return how many days ago it was reviewed: long enough to have been shared by now."""
    return plan.age_of(review) + SHARED_AFTER


def reviewer_of(plan: Plan, review: int) -> int:
    """Return the reviewer: two of three times the supervisor, else the next one."""
    own = plan.supervisor_of(plan.person_of(review))
    if review % 3 or plan.supervisors == 1:
        return own
    return plan.first_supervisor + (own - plan.first_supervisor + 1) % plan.supervisors


def reviews(plan: Plan, set_version: int) -> Iterator[str]:
    """Yield id, case_file, person, post, team, set_version, purpose, why, state, reviewer,
    asked_by, assigned_at, due_on, reviewed_on, file_open, submitted_at, shared_at, reply_by,
    closed_at."""
    days = plan.days
    for review in range(plan.reviews):
        person, state, ago = plan.person_of(review), state_of(plan, review), _day(plan, review)
        supervisor = plan.supervisor_of(person)
        closed = f"{days[ago - CLOSED_AFTER]} 11:00:00" if state == ReviewState.CLOSED else NULL
        left = REPLY_DAYS + SHARED_AFTER - ago
        reply_by = plan.day_ahead(left) if left > 0 else days[-left]
        yield (
            f"{review + 1}\t{review + 1}\t{person}\t{person}\t{plan.team_of(person)}"
            f"\t{set_version}\tdevelopment\trandom\t{state}\t{reviewer_of(plan, review)}"
            f"\t{supervisor}\t{days[ago + ASSIGNED_BEFORE]} 09:00:00\t{days[ago]}\t{days[ago]}"
            f"\t{int(review % 4 == 0)}\t{days[ago]} 15:00:00\t{days[ago - SHARED_AFTER]} 10:00:00"
            f"\t{reply_by}\t{closed}\n"
        )
    for review, person, supervisor, file in waiting(plan):
        yield (
            f"{review}\t{file}\t{person}\t{person}\t{plan.team_of(person)}\t{set_version}"
            f"\tdevelopment\trandom\tassigned\t{supervisor}\t{supervisor}\t{days[6]} 09:00:00"
            f"\t{plan.until.isoformat()}\t{NULL}\t1\t{NULL}\t{NULL}\t{NULL}\t{NULL}\n"
        )


def waiting(plan: Plan) -> Iterator[tuple[int, int, int, int]]:
    """Yield what waits for each supervisor: review, person, supervisor, case file."""
    number = plan.reviews
    for supervisor in range(plan.supervisors):
        first = supervisor * plan.OF_EACH
        for index in range(first, min(first + WAITING_OF_A_SUPERVISOR, plan.caseworkers)):
            number += 1
            yield (
                number,
                plan.first_caseworker + index,
                plan.first_supervisor + supervisor,
                plan.reviews + index + 1,
            )


def review_versions(plan: Plan) -> Iterator[str]:
    """Yield id, review, version."""
    version = plan.version.pk
    for review in chain(range(1, plan.reviews + 1), (row[0] for row in waiting(plan))):
        yield f"{review}\t{review}\t{version}\n"


def status_changes(plan: Plan) -> Iterator[str]:
    """Yield id, review, from_state, to_state, by, at."""
    days, number = plan.days, 0
    for review in range(plan.reviews):
        person, state, ago = plan.person_of(review), state_of(plan, review), _day(plan, review)
        own, by = plan.supervisor_of(person), reviewer_of(plan, review)
        steps = [
            f"selected\tassigned\t{own}\t{days[ago + ASSIGNED_BEFORE]} 09:00:00",
            f"assigned\tsubmitted\t{by}\t{days[ago]} 15:00:00",
            f"submitted\tshared\t{by}\t{days[ago - SHARED_AFTER]} 10:00:00",
        ]
        if state != ReviewState.SHARED:
            at = days[ago - ANSWERED_AFTER]
            to = "disputed" if state == ReviewState.DISPUTED else "acknowledged"
            steps.append(f"shared\t{to}\t{person}\t{at} 13:00:00")
        if state == ReviewState.CLOSED:
            steps.append(f"acknowledged\tclosed\t{own}\t{days[ago - CLOSED_AFTER]} 11:00:00")
        for step in steps:
            number += 1
            yield f"{number}\t{review + 1}\t{step}\n"
    for review, _person, supervisor, _file in waiting(plan):
        number += 1
        yield f"{number}\t{review}\tselected\tassigned\t{supervisor}\t{days[6]} 09:00:00\n"


def sheets(plan: Plan) -> Iterator[str]:
    """Yield id, review, part, reviewer, submitted_at."""
    for review in range(plan.reviews):
        at = plan.days[_day(plan, review)]
        by = reviewer_of(plan, review)
        yield f"{review + 1}\t{review + 1}\tfirst\t{by}\t{at} 15:00:00\n"


def findings(plan: Plan) -> Iterator[str]:
    """Yield id, sheet, position, sort, area, note."""
    each = plan.EVIDENCE_OF_A_REVIEW
    for number in range(plan.evidence):
        said = plan.statement(number)
        yield (
            f"{number + 1}\t{number // each + 1}\t{number % each + 1}\t{said.sort}\t{said.area}"
            f"\t{said.text}\n"
        )


def ticks(plan: Plan) -> Iterator[str]:
    """Yield id, finding or evidence, behaviour: two a finding."""
    for number in range(plan.evidence):
        first, second = plan.statement(number).ticks
        yield f"{2 * number + 1}\t{number + 1}\t{first}\n"
        yield f"{2 * number + 2}\t{number + 1}\t{second}\n"


def evidence(plan: Plan) -> Iterator[str]:
    """Yield id, person, area, version, direction, on, source, author, purpose, statement,
    finding, review, post, team, recorded_at."""
    days, version = plan.days, plan.version.pk
    each, number = plan.EVIDENCE_OF_A_REVIEW, 0
    for review in range(plan.reviews):
        person, ago = plan.person_of(review), _day(plan, review)
        author = reviewer_of(plan, review)
        middle = f"\t{days[ago]}\tfile_review\t{author}\tdevelopment\t"
        at = days[ago - SHARED_AFTER]
        team = plan.team_of(person)
        for number in range(review * each, min((review + 1) * each, plan.evidence)):
            said = plan.statement(number)
            yield (
                f"{number + 1}\t{person}\t{said.area}\t{version}\t{said.direction}{middle}"
                f"{said.text}\t{number + 1}\t{review + 1}\t{person}\t{team}\t{at} 10:00:00\n"
            )


def feedback(plan: Plan) -> Iterator[str]:
    """Yield id, review, given_on, how, by, note, at."""
    for review in range(plan.reviews):
        day = plan.days[_day(plan, review) - SHARED_AFTER]
        by, note = reviewer_of(plan, review), FEEDBACK[review % len(FEEDBACK)]
        yield f"{review + 1}\t{review + 1}\t{day}\tmeeting\t{by}\t{note}\t{day} 10:00:00\n"


def replies(plan: Plan) -> Iterator[str]:
    """Yield id, review, sort, text, by, at."""
    number = 0
    for review in range(plan.reviews):
        state = state_of(plan, review)
        if state == ReviewState.SHARED:
            continue
        number += 1
        at = plan.days[_day(plan, review) - ANSWERED_AFTER]
        disputed = state == ReviewState.DISPUTED
        sort = "disputed" if disputed else "acknowledged"
        text = DISPUTED if disputed else ACKNOWLEDGED[review % len(ACKNOWLEDGED)]
        yield f"{number}\t{review + 1}\t{sort}\t{text}\t{plan.person_of(review)}\t{at} 13:00:00\n"


def disputes(plan: Plan) -> Iterator[str]:
    """Yield id, person, author, review, text, raised_at, due_on, no_talk."""
    number = 0
    for review in range(plan.reviews):
        if state_of(plan, review) == ReviewState.DISPUTED:
            number += 1
            at = plan.days[_day(plan, review) - ANSWERED_AFTER]
            due = dt.date.fromisoformat(str(at)) + dt.timedelta(days=DECIDED_AFTER)
            people = f"{plan.person_of(review)}\t{reviewer_of(plan, review)}"
            yield f"{number}\t{people}\t{review + 1}\t{DISPUTED}\t{at} 13:00:00\t{due}\t\n"


def recent(plan: Plan) -> Iterator[int]:
    """Yield the ids of the reviews that have answers."""
    for review in range(plan.reviews):
        if plan.age_of(review) <= WITH_ANSWERS:
            yield review + 1


def answers(plan: Plan, criteria: list[tuple[int, bool, bool]]) -> Iterator[str]:
    """Yield id, sheet, criterion, value.

    :param criteria: of each its id, and whether it is asked of open and of closed files.
    """
    number = 0
    values = ("met", "met", "met", "partly_met", "met", "not_applicable")
    for review in recent(plan):
        is_open = (review - 1) % 4 == 0
        for criterion, for_open, for_closed in criteria:
            if for_open if is_open else for_closed:
                number += 1
                value = values[(review * 5 + criterion) % len(values)]
                yield f"{number}\t{review}\t{criterion}\t{value}\n"


def could_show(plan: Plan, areas: list[int]) -> Iterator[str]:
    """Yield id, review, area."""
    number = 0
    for review in recent(plan):
        for area in areas:
            number += 1
            yield f"{number}\t{review}\t{area}\n"
