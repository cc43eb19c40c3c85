"""Rows of judgements, journal entries, the trail and who looked at what."""

from collections.abc import Iterator

from competency_site.demo.bulk.plan import Plan
from competency_site.demo.bulk.review_rows import SHARED_AFTER, reviewer_of
from competency_site.demo.phrases.voices import JUDGED, REFLECTIONS

JUDGEMENTS_OF_EACH = 4
ENTRIES_OF_EACH = 5
VIEWS_OF_EACH = 12
DEGREES = ("developing", "established", "developing", "beginning")


def _judged(plan: Plan) -> Iterator[tuple[int, int]]:
    """Yield person and evidence for each judgement: on their newest pieces, one an area."""
    for index in range(min(plan.caseworkers, plan.reviews)):
        areas = set()
        for number in range(JUDGEMENTS_OF_EACH):
            review = index + number // plan.EVIDENCE_OF_A_REVIEW * plan.caseworkers
            evidence = review * plan.EVIDENCE_OF_A_REVIEW + number % plan.EVIDENCE_OF_A_REVIEW
            if evidence >= plan.evidence or review >= plan.reviews:
                continue
            area = plan.statement(evidence).area
            if area not in areas:
                areas.add(area)
                yield plan.first_caseworker + index, evidence


def judgements(plan: Plan, degrees: dict[str, int]) -> Iterator[str]:
    """Yield id, person, area, version, degree, reason, purpose, by, on, post, team, at."""
    day, version = plan.days[1], plan.version.pk
    for number, (person, evidence) in enumerate(_judged(plan), start=1):
        degree = DEGREES[number % len(DEGREES)]
        reason = JUDGED[degree][number % len(JUDGED[degree])]
        yield (
            f"{number}\t{person}\t{plan.statement(evidence).area}\t{version}\t{degrees[degree]}"
            f"\t{reason}\tdevelopment\t{plan.supervisor_of(person)}\t{day}\t{person}"
            f"\t{plan.team_of(person)}\t{day} 16:00:00\n"
        )


def judgement_evidence(plan: Plan) -> Iterator[str]:
    """Yield id, judgement, evidence."""
    for number, (_person, evidence) in enumerate(_judged(plan), start=1):
        yield f"{number}\t{number}\t{evidence + 1}\n"


def entries(plan: Plan) -> Iterator[str]:
    """Yield id, person, kind, on, text, reach, shared_at, created_at, changed_at."""
    reaches = ("private", "supervisor", "record")
    number = 0
    for person in range(plan.first_caseworker, plan.people + 1):
        for place in range(ENTRIES_OF_EACH):
            number += 1
            day = plan.days[3 + place * 60 + person % 50]
            reach = reaches[number % 3]
            shared = r"\N" if reach == "private" else f"{day} 17:00:00"
            text = REFLECTIONS[number % len(REFLECTIONS)]
            yield (
                f"{number}\t{person}\treflection\t{day}\t{text}\t{reach}\t{shared}"
                f"\t{day} 17:00:00\t{day} 17:00:00\n"
            )


def events(plan: Plan, first: int) -> Iterator[str]:
    """Yield id (from ``first``), at, actor_key, act, subject_key, record_key: one a review."""
    for review in range(plan.reviews):
        at = plan.days[plan.age_of(review)]
        person = plan.person_of(review)
        yield (
            f"{first + review}\t{at} 10:00:00\tpeople.user:{reviewer_of(plan, review)}\treview.shared"
            f"\tpeople.user:{person}\tassessments.filereview:{review + 1}\n"
        )


def views(plan: Plan) -> Iterator[str]:
    """Yield id, viewer_key, subject_key, sort, day, first_at, times, shown_from: by supervisors."""
    number = 0
    for person in range(plan.first_caseworker, plan.people + 1):
        viewer = plan.supervisor_of(person)
        for place in range(VIEWS_OF_EACH):
            number += 1
            day = plan.days[SHARED_AFTER + place * 28 + person % 20]
            yield (
                f"{number}\tpeople.user:{viewer}\tpeople.user:{person}\tprofile\t{day}"
                f"\t{day} 09:30:00\t1\t{day} 09:30:00\n"
            )
