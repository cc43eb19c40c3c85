"""Who is independent of whom: who is nobody's subordinate in a matter, and whom to suggest.

Source: PRACTICE, "Independence" and "Right of reply".
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from assessments.enums import BEFORE_BOTH
from assessments.models import FileReview, Objection
from assessments.queries import who_may_review
from assessments.reviewers import above
from cases.models import CaseFile, Conflict, Holding
from cases.naming import may_be_given
from core.errors import DomainError
from people.models import Absence, Line, User
from people.periods import in_force


def supervisors_on(on: dt.date) -> dict[int, int]:
    """Return person -> own supervisor on a day, of everybody, in one query."""
    return dict(Line.objects.filter(in_force(on)).values_list("person_id", "supervisor_id"))


def refuse_dependent(chosen: User, concerned: Iterable[User], on: dt.date) -> None:
    """Refuse somebody whom one of those concerned supervises, directly or further up.

    :raises DomainError: beside ``reviewer``.
    """
    line = above(chosen.pk, supervisors_on(on))
    for person in concerned:
        if person.pk in line:
            raise DomainError(
                _("Choose somebody else: %(name)s is supervised by %(other)s.")
                % {"name": chosen.name, "other": person.name},
                field="reviewer",
            )


def nobodys_subordinate(
    people: QuerySet[User], concerned: Sequence[int], on: dt.date
) -> QuerySet[User]:
    """Leave out of these people those concerned and everybody somewhere below one of them."""
    lines = supervisors_on(on)
    below = {person for person in lines if not above(person, lines).isdisjoint(concerned)}
    return people.exclude(pk__in=below | set(concerned))


def independent_of(
    review: FileReview, on: dt.date, *, also: Sequence[int | None] = ()
) -> QuerySet[User]:
    """Return who may look at a reviewed file a second time, in order of name.

    Whoever may review, has no part in the case and no declared conflict, is not one of those
    concerned nor below one of them, and was not refused by the person through an objection.

    :param also: further people who are concerned.
    """
    case_file: CaseFile = review.case_file
    concerned = [review.person_id, review.reviewer_id, *(each for each in also if each)]
    parts = Holding.objects.filter(case_file=case_file)
    conflicts = Conflict.objects.in_force(on).touching(case_file)
    objected = Objection.objects.filter(person=review.person_id, upheld=True)
    people = nobodys_subordinate(who_may_review(on), concerned, on)
    return (
        people.filter(may_be_given(case_file, on))
        .exclude(pk__in=parts.values("user"))
        .exclude(pk__in=conflicts.values("user"))
        .exclude(pk__in=objected.values("reviewer"))
        .order_by("name", "pk")
    )


def suggested(people: QuerySet[User], on: dt.date) -> User | None:
    """Return whom the software suggests: here today, with the fewest reviews to do."""
    load: dict[int, int] = {}
    running = FileReview.objects.filter(state__in=BEFORE_BOTH).filter(
        Q(reviewer__in=people.values("pk")) | Q(second_reviewer__in=people.values("pk"))
    )
    for pair in running.values_list("reviewer_id", "second_reviewer_id"):
        for one in filter(None, pair):
            load[one] = load.get(one, 0) + 1
    here = people.exclude(pk__in=Absence.objects.filter(in_force(on)).values("user"))
    return min(here, key=lambda each: (load.get(each.pk, 0), each.name, each.pk), default=None)
