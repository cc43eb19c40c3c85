"""Who reviews which drawn file."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.drawing import draw
from assessments.reviewers import Asked, Reviewer, Staff, may_review, share_out, spread_over
from benchmarks.organisations import make_organisation

BEN, DILYS, GRACE, AMIRA, CHIDI = 2, 3, 4, 11, 12
HOUSING, DEBT = 1, 2


def staff(*reviewers: Reviewer, most: int = 20, **more: object) -> Staff:
    return Staff(
        reviewers or (Reviewer(BEN, HOUSING), Reviewer(DILYS, DEBT), Reviewer(GRACE, HOUSING)),
        team_of={BEN: HOUSING, GRACE: HOUSING, AMIRA: HOUSING, DILYS: DEBT, CHIDI: DEBT},
        supervisor_of={AMIRA: BEN, BEN: GRACE, CHIDI: DILYS},
        supervisors={BEN, DILYS, GRACE},
        most=most,
        **more,
    )


@given(st.integers(0, 10_000))
def test_no_assignment_breaks_independence_and_nobody_independent_is_passed_over(number):
    random = Random(number)
    made = make_organisation(random, teams=random.randint(1, 4))
    files = [made.asked(pick.file) for pick in draw(made.population, "ab").picks]
    given_to = share_out(files, made.staff, "ab")
    here = {reviewer.id for reviewer in made.staff.reviewers}
    for asked in files:
        reviewer = given_to[asked.file]
        if reviewer is None:
            assert not any(may_review(made.staff, asked, each) for each in here)
        else:
            assert reviewer in here
            assert may_review(made.staff, asked, reviewer)


def test_same_seed_gives_the_same_reviewers():
    made = make_organisation(Random(3), teams=5)
    files = [made.asked(pick.file) for pick in draw(made.population, "ab").picks]
    assert share_out(files, made.staff, "ab") == share_out(files[::-1], made.staff, "ab")


def test_reviewers_of_the_own_team_come_first_and_share_the_load():
    given_to = share_out([Asked(n, AMIRA) for n in range(10)], staff(), "ab")
    assert Counter(given_to.values()) == {BEN: 5, GRACE: 5}


def test_whoever_had_a_part_in_the_case_is_not_given_it():
    given_to = share_out([Asked(n, AMIRA, {BEN, GRACE}) for n in range(3)], staff(), "ab")
    assert set(given_to.values()) == {DILYS}


def test_another_team_helps_once_each_of_the_own_has_enough():
    given_to = share_out([Asked(n, AMIRA) for n in range(6)], staff(most=2), "ab")
    assert Counter(given_to.values()) == {BEN: 2, GRACE: 2, DILYS: 2}


def test_supervisor_is_reviewed_by_their_own_supervisor():
    assert set(share_out([Asked(n, BEN) for n in range(4)], staff(), "ab").values()) == {GRACE}


def test_supervisor_is_never_reviewed_by_one_they_supervise():
    only_ben = staff(Reviewer(BEN, HOUSING))
    assert share_out([Asked(1, GRACE)], only_ben, "ab") == {1: None}


def test_deputy_takes_the_place_of_whoever_is_away():
    covered = staff(Reviewer(DILYS, DEBT, frozenset({BEN})), Reviewer(GRACE, None))
    assert share_out([Asked(1, AMIRA)], covered, "ab") == {1: DILYS}


def test_nobody_independent_leaves_the_file_without_a_reviewer():
    assert share_out([Asked(1, AMIRA, {BEN, DILYS, GRACE})], staff(), "ab") == {1: None}


def test_reviewer_with_an_upheld_objection_is_not_given_files_of_that_person():
    after = staff(objected={AMIRA: {BEN, GRACE}})
    assert share_out([Asked(1, AMIRA), Asked(2, CHIDI)], after, "ab") == {1: DILYS, 2: DILYS}


def test_files_a_reviewer_has_already_count():
    given_to = share_out([Asked(1, AMIRA)], staff(), "ab", given={BEN: 3})
    assert given_to == {1: GRACE}


@pytest.mark.parametrize(
    ("number", "days"), [(0, []), (1, [3]), (2, [2, 3]), (3, [1, 2, 3]), (4, [1, 2, 3, 3])]
)
def test_files_are_spread_over_the_days(number, days):
    assert spread_over(number, [1, 2, 3]) == days


def test_without_a_day_nothing_can_be_spread():
    with pytest.raises(ValueError, match="no day"):
        spread_over(1, [])
