"""Handing a case over: one open holder, dates in order, and two people at once."""

import datetime as dt
import threading

import pytest
from django.db import connection

from cases.enums import HoldingPart
from cases.models import CaseFile, Holding, HoldingAction
from cases.services.holding import hand_over_case_file, note_part
from core.errors import DomainError, Stale
from core.models import AuditEvent, Outbox
from tests.cases.factories import (
    CaseFileFactory,
    ConflictFactory,
    HoldingActionFactory,
    held_file,
)

TODAY = dt.date(2026, 6, 1)
DAY = dt.timedelta(days=1)


def hand_over(case_file, to, by, from_on=TODAY, **changes):
    now = case_file.holdings.open().first()
    given = {"seen_holding": now.pk if now else None, "today": TODAY, **changes}
    return hand_over_case_file(case_file=case_file, to=to, from_on=from_on, by=by, **given)


def test_the_new_holder_begins_and_the_old_one_ends_the_day_before(
    caseworker, other_caseworker, supervisor
):
    case_file = held_file(caseworker)
    taken = hand_over(case_file, other_caseworker, supervisor)
    ended = case_file.holdings.get(user=caseworker)
    assert (taken.from_on, taken.to_on, ended.to_on) == (TODAY, None, TODAY - DAY)
    assert set(
        AuditEvent.objects.filter(act="case_file.handed_over").values_list("subject_key", flat=True)
    ) == {f"people.user:{caseworker.pk}", f"people.user:{other_caseworker.pk}"}


def test_a_case_handed_on_the_day_it_was_taken_was_held_that_day(
    caseworker, other_caseworker, supervisor
):
    case_file = held_file(caseworker)
    hand_over(case_file, other_caseworker, supervisor, from_on=case_file.opened_on)
    assert case_file.holdings.get(user=caseworker).to_on == case_file.opened_on


def test_a_case_without_a_holder_is_given_to_one(caseworker, supervisor):
    case_file = CaseFileFactory()
    assert hand_over(case_file, caseworker, supervisor).user == caseworker


@pytest.mark.parametrize("day", [dt.date(2026, 3, 1), TODAY + DAY])
def test_days_before_the_holder_took_it_or_after_today_are_refused(
    caseworker, other_caseworker, supervisor, day
):
    with pytest.raises(DomainError) as refused:
        hand_over(held_file(caseworker), other_caseworker, supervisor, from_on=day)
    assert refused.value.field == "from_on"


def test_a_closed_file_and_its_own_holder_are_refused(caseworker, other_caseworker, supervisor):
    closed = CaseFileFactory(closed_on=TODAY)
    with pytest.raises(DomainError, match="This case is closed"):
        hand_over(closed, caseworker, supervisor)
    with pytest.raises(DomainError, match="Amira Haddad holds this case already"):
        hand_over(held_file(caseworker), caseworker, supervisor)


@pytest.mark.parametrize("with_what", ["reference", "service_area"])
def test_somebody_with_a_conflict_is_not_for_this_case(
    caseworker, other_caseworker, supervisor, with_what
):
    case_file = held_file(caseworker)
    ConflictFactory(user=other_caseworker, **{with_what: getattr(case_file, with_what)})
    with pytest.raises(DomainError) as refused:
        hand_over(case_file, other_caseworker, supervisor)
    assert refused.value.message == "Chidi Eze is not for this case."


def test_open_holding_actions_go_to_the_new_holder_who_is_told_without_particulars(
    caseworker, other_caseworker, supervisor
):
    case_file = held_file(caseworker)
    action = HoldingActionFactory(case_file=case_file, told=caseworker)
    hand_over(case_file, other_caseworker, supervisor)
    action.refresh_from_db()
    mail = Outbox.objects.get()
    assert action.told == other_caseworker
    assert mail.to == other_caseworker.email
    for word in (case_file.reference, action.fact, action.step, "Amira"):
        assert word not in mail.subject + mail.body


def test_a_second_hand_over_from_an_old_page_is_told_who_has_the_case(
    caseworker, other_caseworker, supervisor, manager
):
    case_file = held_file(caseworker)
    seen = case_file.holdings.open().get().pk
    hand_over(case_file, other_caseworker, supervisor)
    with pytest.raises(Stale, match="given to Chidi Eze from 1 June 2026") as refused:
        hand_over(case_file, supervisor, manager, seen_holding=seen)
    assert refused.value.theirs.user == other_caseworker


def test_two_people_who_give_the_same_case_at_once_make_one_holder(
    committed_db, caseworker, other_caseworker, other_supervisor, supervisor, manager
):
    case_file = held_file(caseworker)
    seen = case_file.holdings.open().get().pk
    gate = threading.Barrier(2)
    outcomes = []

    def give(to, by):
        gate.wait()
        try:
            hand_over(CaseFile.objects.get(), to, by, seen_holding=seen)
            outcomes.append("given")
        except Stale:
            outcomes.append("told")
        finally:
            connection.close()

    both = [
        threading.Thread(target=give, args=(other_caseworker, supervisor)),
        threading.Thread(target=give, args=(other_supervisor, manager)),
    ]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(outcomes) == ["given", "told"]
    assert Holding.objects.open().count() == 1
    assert Holding.objects.count() == 2


def test_a_part_is_noted(caseworker, supervisor):
    case_file = CaseFileFactory()
    noted = note_part(
        case_file=case_file,
        user=caseworker,
        part=HoldingPart.APPROVED,
        from_on=TODAY,
        to_on=TODAY,
        by=supervisor,
        today=TODAY,
    )
    assert list(case_file.holdings.all()) == [noted]
    assert not HoldingAction.objects.exists()


@pytest.mark.parametrize(
    ("part", "from_on", "to_on", "field"),
    [
        (HoldingPart.HELD, TODAY, None, "part"),
        (HoldingPart.WORKED, dt.date(2026, 3, 1), None, "from_on"),
        (HoldingPart.WORKED, TODAY + DAY, None, "from_on"),
        (HoldingPart.WORKED, TODAY, TODAY - DAY, "to_on"),
    ],
)
def test_a_part_that_cannot_be_is_refused(caseworker, supervisor, part, from_on, to_on, field):
    with pytest.raises(DomainError) as refused:
        note_part(
            case_file=CaseFileFactory(),
            user=caseworker,
            part=part,
            from_on=from_on,
            to_on=to_on,
            by=supervisor,
            today=TODAY,
        )
    assert refused.value.field == field
