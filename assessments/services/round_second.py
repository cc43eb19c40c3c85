"""The blind share of a round: the software gives each of its files a second reviewer."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from assessments.enums import ReviewState
from assessments.models import Drawn, FileReview, Round
from assessments.reviewers import above, share_out
from assessments.round_staff import asked_of
from assessments.services.round_draw import round_staff
from assessments.services.second import ask_second_review
from core.errors import DomainError
from people.models import User
from people.scope import Scope


def second_reviewers(round_: Round, reviews: Iterable[FileReview], scope: Scope) -> dict[int, int]:
    """Return file -> second reviewer, chosen as the first ones are; files without one are left out.

    Barred are, beside whoever is barred from the file, its first reviewer, everybody below the
    first reviewer, and whoever the person has refused through an objection. What the reviewers have
    of this round already counts. Source: PRACTICE, "Independence" and "Calibration".
    """
    reviews = list(reviews)
    present = round_staff(round_, scope.on)
    first = {review.case_file_id: review.reviewer_id for review in reviews}
    lines = present.staff.supervisor_of
    asked = [
        each._replace(barred=frozenset(each.barred) | _with_below(first[each.file], lines))
        for each in asked_of(((r.case_file_id, r.person_id) for r in reviews), scope.on)
    ]
    given: Counter[int] = Counter()
    pairs = round_.drawn.standing().values_list("reviewer_id", "review__second_reviewer_id")
    for pair in pairs:
        given.update(each for each in pair if each is not None)
    found = share_out(asked, present.staff, round_.seed, given=given)
    return {file: reviewer for file, reviewer in found.items() if reviewer is not None}


def _with_below(person: int, lines: Mapping[int, int]) -> frozenset[int]:
    return frozenset({person} | {each for each in lines if person in above(each, lines)})


def give_seconds(round_: Round, given: Sequence[Drawn], *, by: User, scope: Scope) -> list[User]:
    """Ask a second reviewer for each file of the blind share whose review has not begun.

    :returns: the second reviewers, a name for each file; they are told by whoever asked.
    """
    reviews = {
        drawn.case_file_id: drawn.review
        for drawn in given
        if drawn.blind
        and drawn.review is not None
        and drawn.review.state == ReviewState.ASSIGNED
        and drawn.review.second_reviewer_id is None
    }
    if not reviews:
        return []
    chosen = second_reviewers(round_, reviews.values(), scope)
    people = User.objects.in_bulk(set(chosen.values()))
    seconds = []
    for file, reviewer in sorted(chosen.items()):
        review = reviews[file]
        try:
            ask_second_review(
                review=review,
                reviewer=people[reviewer],
                due_on=review.due_on,
                by=by,
                scope=scope,
                drawn=True,
                tell=False,
            )
        except DomainError:
            continue
        seconds.append(people[reviewer])
    return seconds
