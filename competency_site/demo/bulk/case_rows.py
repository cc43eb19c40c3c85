"""Rows of case files and of who held them: one for each review, and the open ones of each."""

from collections.abc import Iterator

from competency_site.demo.bulk.copying import NULL
from competency_site.demo.bulk.plan import Plan
from competency_site.demo.work import WORK

OPENED_BEFORE = 90
CLOSED_BEFORE = 20


def service_areas() -> Iterator[str]:
    """Yield id, key, name, needs_functional_knowledge."""
    for number, work in enumerate(WORK, start=1):
        yield f"{number}\t{work.key}\t{work.name}\t{int(work.needs_functional_knowledge)}\n"


def _dates(plan: Plan, review: int) -> tuple[str, str]:
    age = plan.age_of(review)
    closed = NULL if review % 4 == 0 and age < OPENED_BEFORE else plan.days[age + CLOSED_BEFORE]
    return plan.days[age + OPENED_BEFORE], closed


def case_files(plan: Plan) -> Iterator[str]:
    """Yield id, reference, service_area, kind, opened_on, closed_on."""
    for review in range(plan.reviews):
        work = WORK[review % len(WORK)]
        kind = work.kinds[review // 7 % len(work.kinds)]
        opened, closed = _dates(plan, review)
        yield (
            f"{review + 1}\t{work.prefix}-{review + 1:07d}\t{review % len(WORK) + 1}\t{kind}"
            f"\t{opened}\t{closed}\n"
        )
    for number in range(plan.caseworkers * plan.OPEN_CASES):
        key = plan.reviews + number + 1
        work = WORK[key % len(WORK)]
        kind = work.kinds[number // 7 % len(work.kinds)]
        yield (
            f"{key}\t{work.prefix}-{key:07d}\t{key % len(WORK) + 1}\t{kind}"
            f"\t{plan.days[5 + number * 13 % 80]}\t{NULL}\n"
        )


def holdings(plan: Plan) -> Iterator[str]:
    """Yield id, case_file, user, part, from_on, to_on."""
    for review in range(plan.reviews):
        opened, closed = _dates(plan, review)
        person = plan.person_of(review)
        yield f"{review + 1}\t{review + 1}\t{person}\theld\t{opened}\t{closed}\n"
    for number in range(plan.caseworkers * plan.OPEN_CASES):
        key = plan.reviews + number + 1
        person = plan.first_caseworker + number % plan.caseworkers
        opened = plan.days[5 + number * 13 % 80]
        yield f"{key}\t{key}\t{person}\theld\t{opened}\t{NULL}\n"
