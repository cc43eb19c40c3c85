"""The policy of assessment as a table: who may do what, and from which state to which."""

import datetime as dt
from types import MappingProxyType

import pytest
import rules
from django.utils import timezone

from assessments.enums import (
    AFTER_THE_ANSWERS,
    BEFORE_BOTH,
    BEFORE_SUBMITTED,
    COUNTING_STATES,
    NEEDS_COMMENT,
    SHARED_STATES,
    STILL_WRITTEN,
    TRANSITIONS,
    AnswerValue,
    ReviewState,
)
from assessments.models import Action, Dispute, FileReview, StatusChange
from assessments.services.states import change_state, refuse_unless
from core.errors import DomainError
from people.enums import Role
from people.scope import Scope

ON = dt.date(2026, 11, 20)
AMIRA, BEN, GRACE, DILYS, NOOR, OWEN = 1, 2, 3, 4, 10, 11


def scope(user, *, supervises=(), oversees=(), roles=()):
    since = MappingProxyType(dict.fromkeys(supervises, ON))
    return Scope(user, ON, supervises=since, oversees=frozenset(oversees), roles=frozenset(roles))


WHO = {
    "amira": scope(AMIRA),
    "reviewer": scope(DILYS),
    "second": scope(NOOR),
    "owner": scope(OWEN),
    "supervisor": scope(BEN, supervises=[AMIRA], roles=[Role.SUPERVISOR]),
    "manager": scope(GRACE, supervises=[BEN], oversees=[AMIRA], roles=[Role.SUPERVISOR]),
    "lead": scope(5, roles=[Role.LEAD_OF_CASEWORK]),
    "supervisor of nobody": scope(6, roles=[Role.SUPERVISOR]),
    "line without a role": scope(7, supervises=[9]),
    "hr": scope(8, roles=[Role.HR]),
    "nobody": scope(0),
}


def review(*, shared=True):
    """Dilys reviewed Amira, and Noor reviewed the same file, blind."""
    return FileReview(
        pk=1,
        person_id=AMIRA,
        reviewer_id=DILYS,
        second_reviewer_id=NOOR,
        shared_at=timezone.now() if shared else None,
    )


def dispute():
    """Amira disputes what Dilys wrote, and Noor decides it."""
    return Dispute(person_id=AMIRA, author_id=DILYS, decider_id=NOOR)


def action():
    """Dilys asked Owen to mend something of Amira's."""
    return Action(person_id=AMIRA, raised_by_id=DILYS, owner_id=OWEN)


POLICY = {
    "assign_review_somewhere": {"supervisor", "manager", "lead"},
    "assign_review_of": {"supervisor", "manager", "lead"},
    "write_review": {"reviewer", "second"},
    "ask_second_review": {"lead"},
    "open_from_finding": {"reviewer", "second", "lead"},
    "agree_outcome": {"reviewer", "second"},
    "decide_outcome": {"lead"},
    "share_review": {"reviewer"},
    "read_earlier_points": {"reviewer"},
    "reply_to_review": {"amira"},
    "add_to_review": {"reviewer", "supervisor"},
    "close_review": {"supervisor"},
    "withdraw_review": {"reviewer", "supervisor", "manager", "lead"},
    "judge": {"supervisor"},
    "run_rounds": {"lead"},
    "set_monitoring_of": {"supervisor", "lead"},
    "talk_about_dispute": {"reviewer"},
    "assign_dispute": {"lead"},
    "decide_dispute": {"second"},
    "raise_action": {"reviewer", "supervisor"},
    "do_action": {"owner"},
    "verify_action": {"reviewer", "supervisor", "manager"},
    "steer_action": {"reviewer", "supervisor", "manager"},
    "decide_below_standard": {"supervisor"},
    "check_work_of": {"supervisor"},
    "praise": {"supervisor", "manager"},
    "change_rules": {"lead"},
}
OF_A_PERSON = {
    "assign_review_of",
    "judge",
    "set_monitoring_of",
    "decide_below_standard",
    "check_work_of",
    "praise",
}
OF_NOTHING = {"assign_review_somewhere", "run_rounds", "change_rules"}
OF_A_DISPUTE = {"talk_about_dispute", "assign_dispute", "decide_dispute"}
OF_AN_ACTION = {"do_action", "verify_action", "steer_action"}


def thing_of(act):
    """Return what an act is done to: a person, a dispute, an action, a review or nothing."""
    if act in OF_A_PERSON:
        return AMIRA
    if act in OF_NOTHING:
        return None
    if act in OF_A_DISPUTE:
        return dispute()
    return action() if act in OF_AN_ACTION else review()


@pytest.mark.django_db
@pytest.mark.parametrize("act", POLICY)
def test_each_act_is_open_to_these_and_to_nobody_else(act):
    thing = thing_of(act)
    may = {who for who, asks in WHO.items() if rules.test_rule(f"assessments.{act}", asks, thing)}
    assert may == POLICY[act]


def test_the_policy_has_no_other_act():
    known = {name for name in rules.rulesets.default_rules if name.startswith("assessments.")}
    assert known == {f"assessments.{act}" for act in POLICY}


def test_nobody_verifies_what_they_own_themself():
    mine = Action(person_id=AMIRA, raised_by_id=BEN, owner_id=BEN)
    assert rules.test_rule("assessments.do_action", WHO["supervisor"], mine)
    assert not rules.test_rule("assessments.verify_action", WHO["supervisor"], mine)


@pytest.mark.parametrize("act", ["assign_dispute", "decide_outcome", "ask_second_review"])
def test_a_lead_does_none_of_it_about_their_own_work(act):
    lead = scope(AMIRA, roles=[Role.LEAD_OF_CASEWORK])
    assert not rules.test_rule(f"assessments.{act}", lead, thing_of(act))


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
    S.ASSIGNED: {S.IN_PROGRESS, S.SECOND, S.TO_AGREE, S.SUBMITTED, S.WITHDRAWN},
    S.IN_PROGRESS: {S.SECOND, S.TO_AGREE, S.SUBMITTED, S.WITHDRAWN},
    S.SECOND: {S.TO_AGREE, S.SUBMITTED, S.WITHDRAWN},
    S.TO_AGREE: {S.SUBMITTED, S.WITHDRAWN},
    S.SUBMITTED: {S.SHARED, S.WITHDRAWN},
    S.SHARED: {S.ACKNOWLEDGED, S.DISPUTED, S.WITHDRAWN},
    S.ACKNOWLEDGED: {S.CLOSED, S.DISPUTED, S.WITHDRAWN},
    S.DISPUTED: {S.ACKNOWLEDGED, S.DECIDED, S.WITHDRAWN},
    S.DECIDED: {S.CLOSED, S.WITHDRAWN},
    S.CLOSED: set(),
    S.WITHDRAWN: set(),
}


@pytest.mark.parametrize("state", list(ReviewState))
def test_from_each_state_a_review_goes_to_these_and_no_other(state):
    assert TRANSITIONS[state] == STEPS[state]


def test_the_groups_of_states_are_these():
    assert {S.SELECTED, S.ASSIGNED, S.IN_PROGRESS} == BEFORE_SUBMITTED
    assert {S.SELECTED, S.ASSIGNED, S.IN_PROGRESS, S.SECOND} == BEFORE_BOTH
    assert BEFORE_BOTH | {S.TO_AGREE, S.DISPUTED} == STILL_WRITTEN
    assert {S.SHARED, S.ACKNOWLEDGED, S.DISPUTED, S.DECIDED, S.CLOSED} == SHARED_STATES
    assert {S.SHARED, S.ACKNOWLEDGED, S.DECIDED, S.CLOSED} == COUNTING_STATES
    assert {S.SUBMITTED, S.SHARED, S.ACKNOWLEDGED, S.DISPUTED, S.DECIDED} == AFTER_THE_ANSWERS
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
