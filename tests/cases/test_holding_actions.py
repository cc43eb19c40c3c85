"""Holding actions: who is told at once, who answers, who closes, and what waits for whom."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from cases.enums import QUESTIONS, HoldingActionKind, HoldingQuestion
from cases.models import HoldingAction, HoldingPolicy
from cases.services.holding_action import (
    answer_holding_action,
    close_holding_action,
    data_deadline,
    open_holding_action,
    unanswered,
)
from cases.waiting import WORDS, waiting_for
from core.errors import DomainError
from core.models import Outbox
from tests.cases.factories import (
    CaseFileFactory,
    HoldingActionAnswerFactory,
    HoldingActionFactory,
    HoldingFactory,
    held_file,
)
from tests.factories import AbsenceFactory, CoverFactory


@pytest.fixture
def case_file(caseworker):
    return held_file(caseworker)


def open_one(case_file, by, **changes):
    given = {
        "kind": HoldingActionKind.MISSED_DEADLINE,
        "fact": "The time limit for the appeal is not noted.",
        "step": "Ask the tribunal for the date.",
        "time_limit_on": None,
        **changes,
    }
    return open_holding_action(case_file=case_file, by=by, **given)


def answer_all(action, by):
    for question in unanswered(action):
        answer_holding_action(action=action, about=question, text="Yes, today.", by=by)


def written_to():
    return sorted(Outbox.objects.values_list("to", flat=True))


def waiting(scope, today):
    return [row["text_key"] for row in waiting_for(scope, today)]


def test_whoever_holds_the_case_is_told_at_once_without_particulars(
    case_file, caseworker, other_supervisor
):
    action = open_one(case_file, other_supervisor)
    mail = Outbox.objects.get()
    assert (action.told, mail.to) == (caseworker, caseworker.email)
    for word in (case_file.reference, "tribunal", "time limit for the appeal", "Dilys", "Amira"):
        assert word not in mail.subject + mail.body


def test_when_nobody_holds_the_case_the_last_holders_supervisor_is_told(
    case_file, supervisor, other_supervisor
):
    case_file.holdings.update(to_on=dt.date(2026, 4, 1))
    assert open_one(case_file, other_supervisor).told == supervisor
    assert written_to() == [supervisor.email]


def test_when_nobody_ever_held_the_case_it_waits_for_the_lead_of_casework(
    supervisor, manager, other_supervisor, scope_of, today
):
    assert open_one(CaseFileFactory(), other_supervisor).told is None
    assert waiting(scope_of(manager), today) == ["holding_action_for_another"]
    assert waiting(scope_of(supervisor), today) == []


def test_when_the_holder_is_away_their_supervisor_hears_of_it_too(
    case_file, caseworker, supervisor, other_supervisor, scope_of, today
):
    absence = AbsenceFactory(user=caseworker, from_on=today)
    open_one(case_file, other_supervisor)
    assert written_to() == sorted([caseworker.email, supervisor.email])
    assert waiting(scope_of(supervisor), today) == ["holding_action_for_another"]
    absence.delete()
    assert waiting(scope_of(supervisor), today) == []
    assert waiting(scope_of(caseworker), today) == ["holding_action"]


def test_when_the_holder_opens_it_their_supervisor_must_see_to_it(
    case_file, caseworker, supervisor, scope_of, today
):
    open_one(case_file, caseworker)
    assert written_to() == [supervisor.email]
    assert waiting(scope_of(supervisor), today) == ["holding_action_for_another"]


def test_after_its_time_limit_it_waits_for_the_supervisor_and_their_deputy(
    case_file, supervisor, other_supervisor, scope_of, today
):
    CoverFactory(covered=supervisor, deputy=other_supervisor, from_on=today, to_on=today)
    for days, expected in ((0, []), (1, ["holding_action_for_another"])):
        action = HoldingActionFactory(
            case_file=case_file,
            told=case_file.holdings.get().user,
            time_limit_on=today - dt.timedelta(days=days),
        )
        assert waiting(scope_of(supervisor), today) == expected
        assert waiting(scope_of(other_supervisor), today) == expected
        row = waiting_for(scope_of(action.told), today).get(pk=action.pk)
        assert (row["object_id"], row["due"]) == (action.pk, action.time_limit_on)
        assert row["url_name"] == "holding_action_detail"
        assert row["text_key"] in WORDS
        action.closed_by, action.closed_at = other_supervisor, action.opened_at
        action.save()


@pytest.mark.parametrize("field", ["fact", "step"])
def test_the_fact_and_the_step_are_needed(case_file, supervisor, field):
    with pytest.raises(DomainError) as refused:
        open_one(case_file, supervisor, **{field: "  "})
    assert refused.value.field == field
    assert not HoldingAction.objects.exists()
    assert not Outbox.objects.exists()


def test_it_is_closed_by_another_after_an_answer(case_file, caseworker, supervisor):
    action = open_one(case_file, supervisor)
    with pytest.raises(DomainError, match="Say what was done before you close it"):
        close_holding_action(action=action, by=caseworker)
    answer_holding_action(action=action, text="The tribunal gave the date.", by=caseworker)
    with pytest.raises(DomainError, match="Somebody other than"):
        close_holding_action(action=action, by=supervisor)
    with pytest.raises(DomainError, match="Answer this before you close it"):
        close_holding_action(action=action, by=caseworker)
    answer_all(action, caseworker)
    closed = close_holding_action(action=action, by=caseworker)
    assert (closed.closed_by, closed.closed_at is not None) == (caseworker, True)


def test_a_closed_one_takes_no_answer_and_closes_once(case_file, caseworker, supervisor):
    action = open_one(case_file, supervisor)
    with pytest.raises(DomainError, match="Say what was done"):
        answer_holding_action(action=action, text=" ", by=caseworker)
    answer_holding_action(action=action, text="Done.", by=caseworker)
    answer_all(action, caseworker)
    close_holding_action(action=action, by=caseworker)
    for act in (
        lambda: answer_holding_action(action=action, text="More.", by=caseworker),
        lambda: close_holding_action(action=action, by=caseworker),
    ):
        with pytest.raises(DomainError, match="is closed"):
            act()


def test_what_was_said_cannot_be_changed_in_the_database(case_file, caseworker, supervisor):
    action = open_one(case_file, supervisor)
    answer = answer_holding_action(action=action, text="Done.", by=caseworker)
    answer_all(action, caseworker)
    close_holding_action(action=action, by=caseworker)
    attacks = [
        lambda: HoldingAction.objects.filter(pk=action.pk).update(fact="Another fact"),
        lambda: HoldingAction.objects.filter(pk=action.pk).update(kind="client_complaint"),
        lambda: type(answer).objects.update(text="Another"),
        lambda: type(answer).objects.all().delete(),
        lambda: HoldingActionAnswerFactory(holding_action=action, by=caseworker),
    ]
    for attack in attacks:
        with pytest.raises(DatabaseError), transaction.atomic():
            attack()


def test_a_holding_action_waits_for_nobody_else(
    case_file, caseworker, other_caseworker, hr, organisation_admin, leaver, scope_of, today
):
    HoldingActionFactory(case_file=case_file, told=caseworker)
    HoldingFactory(case_file=case_file, user=other_caseworker, part="worked")
    for somebody in (other_caseworker, hr, organisation_admin, leaver):
        assert waiting(scope_of(somebody), today) == []


@pytest.mark.parametrize("kind", HoldingActionKind)
def test_each_kind_asks_its_questions_and_closes_once_they_are_answered(
    case_file, caseworker, supervisor, kind
):
    action = open_one(case_file, supervisor, kind=kind)
    assert QUESTIONS[kind][0] == HoldingQuestion.DONE
    assert unanswered(action) == list(QUESTIONS[kind])
    answer_all(action, caseworker)
    assert close_holding_action(action=action, by=caseworker).closed_at


def test_a_question_that_is_not_asked_here_is_refused(case_file, caseworker, supervisor):
    action = open_one(case_file, supervisor, kind=HoldingActionKind.CLIENT_AGGRESSIVE)
    with pytest.raises(DomainError) as refused:
        answer_holding_action(
            action=action, about=HoldingQuestion.INSURER, text="No.", by=caseworker
        )
    assert refused.value.field == "about"


def test_72_hours_count_from_when_we_knew(case_file, supervisor):
    kind = HoldingActionKind.CONFIDENTIALITY
    at = dt.datetime(2026, 10, 26, 9, 30, tzinfo=dt.UTC)
    today_known = open_one(case_file, supervisor, kind=kind, at=at)
    assert data_deadline(today_known) == at + dt.timedelta(hours=72)
    # Summer time ended in the night to the 25th, and the hours are hours.
    before = open_one(case_file, supervisor, kind=kind, at=at, known_on=dt.date(2026, 10, 24))
    assert data_deadline(before) == dt.datetime(2026, 10, 26, 23, 0, tzinfo=dt.UTC)
    assert data_deadline(open_one(case_file, supervisor)) is None
    with pytest.raises(DomainError) as refused:
        open_one(case_file, supervisor, at=at, known_on=dt.date(2026, 10, 27))
    assert refused.value.field == "known_on"


def test_a_policy_is_linked_from_its_kind_and_taken_away_again(
    organisation, case_file, caseworker, manager, supervisor, sign_in
):
    action = open_one(case_file, supervisor)
    address = reverse("holding_policy_change", args=["missed_deadline"])
    lead = sign_in(manager)
    for given, sentence in (
        ({"title": "Time limits", "href": "javascript:alert(1)"}, "begins with https"),
        ({"title": "", "href": "https://intranet.example.org/limits"}, "what the policy is called"),
    ):
        assert sentence in lead.post(address, given).content.decode()
    lead.post(address, {"title": "Time limits", "href": "https://intranet.example.org/limits"})
    page = sign_in(caseworker).get(reverse("holding_action_detail", args=[action.pk]))
    assert "https://intranet.example.org/limits" in page.content.decode()
    assert "Has the client been told?" in page.content.decode()
    lead.post(address, {"title": "", "href": ""})
    assert not HoldingPolicy.objects.exists()
