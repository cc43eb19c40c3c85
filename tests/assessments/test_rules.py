"""The policy of assessment as a table: who may do what, and from which state to which."""

import datetime as dt
from types import MappingProxyType

import pytest
import rules
from django.utils import timezone

from assessments.enums import (
    AFTER_THE_ANSWERS,
    BEFORE_SUBMITTED,
    COUNTING_STATES,
    NEEDS_COMMENT,
    SHARED_STATES,
    TRANSITIONS,
    AnswerValue,
    ReviewState,
)
from assessments.models import FileReview, StatusChange
from assessments.services.states import change_state, refuse_unless
from core.errors import DomainError
from people.enums import Role
from people.scope import Scope

ON = dt.date(2026, 11, 20)
AMIRA, BEN, GRACE, DILYS = 1, 2, 3, 4


def scope(user, *, supervises=(), oversees=(), roles=()):
    since = MappingProxyType(dict.fromkeys(supervises, ON))
    return Scope(user, ON, supervises=since, oversees=frozenset(oversees), roles=frozenset(roles))


WHO = {
    "amira": scope(AMIRA),
    "reviewer": scope(DILYS),
    "supervisor": scope(BEN, supervises=[AMIRA], roles=[Role.SUPERVISOR]),
    "manager": scope(GRACE, supervises=[BEN], oversees=[AMIRA], roles=[Role.SUPERVISOR]),
    "lead": scope(5, roles=[Role.LEAD_OF_CASEWORK]),
    "supervisor of nobody": scope(6, roles=[Role.SUPERVISOR]),
    "line without a role": scope(7, supervises=[9]),
    "hr": scope(8, roles=[Role.HR]),
    "nobody": scope(0),
}


def review(*, shared=True):
    return FileReview(
        person_id=AMIRA, reviewer_id=DILYS, shared_at=timezone.now() if shared else None
    )


POLICY = {
    "assign_review_somewhere": {"supervisor", "manager", "lead"},
    "assign_review_of": {"supervisor", "manager", "lead"},
    "write_review": {"reviewer"},
    "share_review": {"reviewer"},
    "read_earlier_points": {"reviewer"},
    "reply_to_review": {"amira"},
    "add_to_review": {"reviewer", "supervisor"},
    "close_review": {"supervisor"},
    "withdraw_review": {"reviewer", "supervisor", "manager", "lead"},
    "judge": {"supervisor"},
    "run_rounds": {"lead"},
    "set_monitoring_of": {"supervisor", "lead"},
}
OF_A_PERSON = {"assign_review_of", "judge", "set_monitoring_of"}
OF_NOTHING = {"assign_review_somewhere", "run_rounds"}


@pytest.mark.parametrize("act", POLICY)
def test_each_act_is_open_to_these_and_to_nobody_else(act):
    thing = AMIRA if act in OF_A_PERSON else None if act in OF_NOTHING else review()
    may = {who for who, asks in WHO.items() if rules.test_rule(f"assessments.{act}", asks, thing)}
    assert may == POLICY[act]


def test_the_policy_has_no_other_act():
    known = {name for name in rules.rulesets.default_rules if name.startswith("assessments.")}
    assert known == {f"assessments.{act}" for act in POLICY}


def test_nobody_answers_a_review_of_theirs_before_it_is_shared():
    assert not rules.test_rule("assessments.reply_to_review", WHO["amira"], review(shared=False))


@pytest.mark.parametrize("act", ["add_to_review", "close_review", "withdraw_review"])
def test_whoever_is_reviewed_acts_on_no_review_of_theirs_by_any_other_right(act):
    """Somebody who leads casework, or covers for their own supervisor, is still the one reviewed."""
    both = scope(AMIRA, supervises=[AMIRA], oversees=[AMIRA], roles=[Role.LEAD_OF_CASEWORK])
    assert not rules.test_rule(f"assessments.{act}", both, review())


@pytest.mark.parametrize("act", ["judge", "assign_review_of", "set_monitoring_of"])
def test_nobody_judges_or_asks_for_a_review_of_themself_by_their_line(act):
    covering = scope(AMIRA, supervises=[AMIRA], oversees=[AMIRA])
    assert not rules.test_rule(f"assessments.{act}", covering, AMIRA)


S = ReviewState
STEPS = {
    S.SELECTED: {S.ASSIGNED, S.WITHDRAWN},
    S.ASSIGNED: {S.IN_PROGRESS, S.SUBMITTED, S.WITHDRAWN},
    S.IN_PROGRESS: {S.SUBMITTED, S.WITHDRAWN},
    S.SUBMITTED: {S.SHARED, S.WITHDRAWN},
    S.SHARED: {S.ACKNOWLEDGED, S.DISPUTED, S.WITHDRAWN},
    S.ACKNOWLEDGED: {S.CLOSED, S.DISPUTED, S.WITHDRAWN},
    S.DISPUTED: {S.WITHDRAWN},
    S.CLOSED: set(),
    S.WITHDRAWN: set(),
}


@pytest.mark.parametrize("state", list(ReviewState))
def test_from_each_state_a_review_goes_to_these_and_no_other(state):
    assert TRANSITIONS[state] == STEPS[state]


def test_the_groups_of_states_are_these():
    assert {S.SELECTED, S.ASSIGNED, S.IN_PROGRESS} == BEFORE_SUBMITTED
    assert {S.SHARED, S.ACKNOWLEDGED, S.DISPUTED, S.CLOSED} == SHARED_STATES
    assert {S.SHARED, S.ACKNOWLEDGED, S.CLOSED} == COUNTING_STATES
    assert {S.SUBMITTED, S.SHARED, S.ACKNOWLEDGED, S.DISPUTED} == AFTER_THE_ANSWERS
    assert {AnswerValue.NOT_MET, AnswerValue.CANNOT_TELL, AnswerValue.EXCEEDS} == NEEDS_COMMENT


def test_a_step_that_the_table_lacks_is_refused_and_one_it_has_is_written(assigned, supervisor):
    with pytest.raises(DomainError, match="It cannot become"):
        change_state(assigned, S.SHARED, by=supervisor, at=timezone.now())
    assigned.refresh_from_db()
    assert assigned.state == S.ASSIGNED
    at = timezone.now()
    change_state(assigned, S.IN_PROGRESS, by=supervisor, at=at, reason="Begun.")
    assigned.refresh_from_db()
    step = StatusChange.objects.latest("pk")
    assert assigned.state == S.IN_PROGRESS
    assert (step.from_state, step.to_state, step.by, step.at, step.reason) == (
        S.ASSIGNED, S.IN_PROGRESS, supervisor, at, "Begun.",
    )  # fmt: skip


def test_a_state_that_is_not_named_is_refused_with_the_sentence_given():
    asked = FileReview(state=S.SHARED)
    refuse_unless(asked, S.SHARED, S.CLOSED, sentence="Not now.")
    with pytest.raises(DomainError, match="Not now."):
        refuse_unless(asked, S.ASSIGNED, sentence="Not now.")
