"""Corrective actions: raised from a shared review, done, verified by another; who sees which."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.action_enums import ActionState, Seriousness, StepSort
from assessments.enums import ReplySort, WhyThisFile
from assessments.models import Action, Finding
from assessments.services.action import (
    hand_over_action,
    read_action_for_reason,
    return_action,
    say_done,
    usual_day,
    verify_action,
    withdraw_action,
)
from assessments.services.reply import close_review, reply_to_review
from competency_site.home import overdue_by_team, waiting_page
from core.errors import DomainError, NotAllowed
from core.models import AuditEvent, Outbox
from people.models import Line
from tests.assessments import factories
from tests.assessments.action_factories import DONE, WHAT, action_at, raised, scope
from tests.factories import AbsenceFactory, CoverFactory, person


@pytest.fixture
def cast(caseworker, supervisor, manager):
    return SimpleNamespace(caseworker=caseworker, supervisor=supervisor, manager=manager)


@pytest.fixture
def shared(cast):
    return factories.review_at(cast, "shared")


DAY = dt.timedelta(days=1)


def late(action: Action, days: int = 1) -> Action:
    """Have an action be as if it had been raised long ago and due some days back."""
    with_triggers_aside = connection.cursor()
    with with_triggers_aside as cursor:
        table = Action._meta.db_table
        for name in _triggers(cursor, table):
            cursor.execute(_aside(table, name))
    due = timezone.localdate() - dt.timedelta(days=days)
    Action.objects.filter(pk=action.pk).update(due_on=due, raised_on=due - dt.timedelta(days=28))
    action.refresh_from_db()
    return action


def _triggers(cursor, table: str) -> list[str]:
    if connection.vendor == "sqlite":
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table]
        )
    else:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal",
            [table],
        )
    return [row[0] for row in cursor.fetchall()]


def _aside(table: str, name: str) -> str:
    if connection.vendor == "sqlite":
        return f'DROP TRIGGER "{name}"'
    return f'DROP TRIGGER "{name}" ON {table}'


def waits(user) -> list[str]:
    on = timezone.localdate()
    return [item.text for item in waiting_page(scope(user), on).items]


def states_seen(user) -> set[int]:
    return set(Action.objects.visible_to(scope(user)).values_list("pk", flat=True))


# Raising


@pytest.mark.parametrize(
    ("seriousness", "days"),
    [(Seriousness.MINOR, 28), (Seriousness.SERIOUS, 28), (Seriousness.URGENT, 1)],
)
def test_the_usual_day_is_in_four_weeks_and_tomorrow_where_it_is_urgent(
    seriousness, days, shared, cast, today
):
    action = raised(shared, cast.caseworker, cast.supervisor, seriousness=seriousness)
    assert action.due_on == usual_day(seriousness, today) == today + dt.timedelta(days=days)


def test_raising_keeps_what_was_asked_and_tells_owner_and_person(shared, cast):
    Outbox.objects.all().delete()
    finding = Finding.objects.filter(sheet__review=shared).first()
    action = raised(shared, cast.supervisor, cast.supervisor, finding=finding)
    assert (action.team, action.review, action.finding) == (shared.team, shared, finding)
    assert AuditEvent.objects.filter(act="action.raised").count() == 1
    [mail] = Outbox.objects.all()
    assert mail.to == cast.caseworker.email
    assert WHAT not in mail.body + mail.subject


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"what": "   "}, "what"),
        ({"due_on": dt.date(2020, 1, 1)}, "due_on"),
    ],
)
def test_what_cannot_be_asked_is_refused_beside_its_field(shared, cast, given, field):
    with pytest.raises(DomainError) as refused:
        raised(shared, cast.caseworker, cast.supervisor, **given)
    assert refused.value.field == field
    assert not Action.objects.exists()


def test_somebody_who_left_owns_nothing(shared, cast, leaver):
    with pytest.raises(DomainError) as refused:
        raised(shared, leaver, cast.supervisor)
    assert refused.value.field == "owner"


def test_nothing_is_raised_from_a_review_before_it_is_shared(cast):
    review = factories.review_at(cast, "submitted")
    with pytest.raises(DomainError, match="once the review is shared"):
        raised(review, cast.caseworker, cast.supervisor)


def test_nothing_is_raised_from_a_review_in_dispute(shared, cast):
    reply_to_review(
        review=shared,
        sort=ReplySort.DISPUTED,
        text="The time limit is on page 2.",
        by=cast.caseworker,
        scope=scope(cast.caseworker),
    )
    with pytest.raises(DomainError, match="neither disputed nor closed"):
        raised(shared, cast.caseworker, cast.supervisor)


def test_a_finding_of_another_review_is_refused(shared, cast):
    other = factories.review_at(cast, "shared", "HB-7")
    finding = Finding.objects.filter(sheet__review=other).first()
    with pytest.raises(DomainError, match="finding of this review"):
        raised(shared, cast.caseworker, cast.supervisor, finding=finding)


def test_only_the_reviewer_and_the_supervisor_raise(shared, cast, other_supervisor):
    for by in (cast.caseworker, other_supervisor):
        with pytest.raises(NotAllowed):
            raised(shared, cast.caseworker, by)


# Doing and verifying


def test_done_then_verified_by_another(shared, cast):
    action = action_at(cast, "verified", review=shared)
    assert (action.state, action.verified_by) == (ActionState.VERIFIED, cast.supervisor)
    assert action.ended_at
    assert [step.sort for step in action.steps.all()] == [StepSort.PROOF, StepSort.VERIFIED]


def test_nobody_verifies_their_own(shared, cast):
    action = raised(shared, cast.supervisor, cast.supervisor)
    say_done(action=action, text=DONE, by=cast.supervisor)
    with pytest.raises(NotAllowed, match="Somebody other than its owner"):
        verify_action(action=action, text="", by=cast.supervisor, scope=scope(cast.supervisor))
    verify_action(action=action, text="", by=cast.manager, scope=scope(cast.manager))


def test_the_database_too_refuses_an_action_verified_by_its_owner(shared, cast):
    action = action_at(cast, "done", review=shared)
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.filter(pk=action.pk).update(
            state=ActionState.VERIFIED, verified_by=action.owner_id, ended_at=timezone.now()
        )


def test_the_owner_alone_says_it_is_done(shared, cast):
    action = raised(shared, cast.caseworker, cast.supervisor)
    with pytest.raises(NotAllowed):
        say_done(action=action, text=DONE, by=cast.supervisor)
    with pytest.raises(DomainError) as refused:
        say_done(action=action, text=" ", by=cast.caseworker)
    assert refused.value.field == "text"


def test_what_nobody_said_was_done_is_not_verified(shared, cast):
    action = raised(shared, cast.caseworker, cast.supervisor)
    with pytest.raises(DomainError, match="not said yet"):
        verify_action(action=action, text="", by=cast.supervisor, scope=scope(cast.supervisor))


def test_it_comes_back_with_a_reason_and_is_done_again(shared, cast):
    action = action_at(cast, "returned", review=shared)
    assert action.state == ActionState.OPEN
    say_done(action=action, text=DONE, by=cast.caseworker)
    with pytest.raises(DomainError) as refused:
        return_action(action=action, text="", by=cast.supervisor, scope=scope(cast.supervisor))
    assert refused.value.field == "text"


def test_what_is_verified_stays_so(shared, cast):
    action = action_at(cast, "verified", review=shared)
    for act in (verify_action, return_action):
        with pytest.raises(DomainError):
            act(action=action, text="x", by=cast.supervisor, scope=scope(cast.supervisor))
    with pytest.raises(DomainError):
        withdraw_action(action=action, text="x", by=cast.supervisor, scope=scope(cast.supervisor))


def test_it_goes_to_another_owner_for_a_reason(shared, cast):
    action = raised(shared, cast.caseworker, cast.supervisor)
    hand_over_action(
        action=action,
        owner=cast.manager,
        text="Only a manager can change the letter.",
        by=cast.supervisor,
        scope=scope(cast.supervisor),
    )
    action.refresh_from_db()
    assert action.owner == cast.manager
    with pytest.raises(DomainError, match="theirs already"):
        hand_over_action(
            action=action,
            owner=cast.manager,
            text="Again.",
            by=cast.supervisor,
            scope=scope(cast.supervisor),
        )


def test_an_owner_does_not_withdraw_their_own(shared, cast):
    action = raised(shared, cast.supervisor, cast.supervisor)
    with pytest.raises(NotAllowed):
        withdraw_action(action=action, text="No.", by=cast.supervisor, scope=scope(cast.supervisor))


def test_what_was_asked_cannot_be_changed_in_the_database(shared, cast):
    action = action_at(cast, "done", review=shared)
    for changed in ({"what": "Less"}, {"due_on": dt.date(2030, 1, 1)}, {"raised_by": cast.manager}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Action.objects.filter(pk=action.pk).update(**changed)
    with pytest.raises(IntegrityError), transaction.atomic():
        action.steps.update(text="Nothing")
    with pytest.raises(IntegrityError), transaction.atomic():
        action.steps.all().delete()


# The review and the re-review


def test_a_review_closes_once_its_actions_are_verified(cast):
    review = factories.review_at(cast, "acknowledged")
    action = raised(review, cast.caseworker, cast.supervisor)
    ben = scope(cast.supervisor)
    assert "Close the review that Amira Haddad has acknowledged" not in waits(cast.supervisor)
    with pytest.raises(DomainError, match="once its actions are verified"):
        close_review(review=review, by=cast.supervisor, scope=ben)
    say_done(action=action, text=DONE, by=cast.caseworker)
    with pytest.raises(DomainError, match="once its actions are verified"):
        close_review(review=review, by=cast.supervisor, scope=ben)
    verify_action(action=action, text="", by=cast.supervisor, scope=ben)
    assert "Close the review that Amira Haddad has acknowledged" in waits(cast.supervisor)
    close_review(review=review, by=cast.supervisor, scope=ben)


def test_a_re_review_is_asked_for_once_the_action_is_verified(shared, cast, today):
    action = action_at(cast, "done", review=shared, re_review=True)
    assert "Ask for the re-review of a later file" not in waits(cast.supervisor)
    verify_action(action=action, text="", by=cast.supervisor, scope=scope(cast.supervisor))
    assert "Ask for the re-review of a later file" in waits(cast.supervisor)
    factories.assign(
        case_file=factories.closed_file_of(cast.caseworker, today, "HB-8"),
        person=cast.caseworker,
        reviewer=cast.supervisor,
        by=cast.manager,
        scope=scope(cast.manager),
        versions=list(shared.versions.all()),
        set_version=shared.set_version,
        why=WhyThisFile.RE_REVIEW,
    )
    assert "Ask for the re-review of a later file" not in waits(cast.supervisor)


# What waits, and for whom


def test_each_step_waits_for_whoever_takes_it(shared, cast):
    action = raised(shared, cast.caseworker, cast.supervisor)
    assert "Do what was agreed, and say how it can be seen" in waits(cast.caseworker)
    say_done(action=action, text=DONE, by=cast.caseworker)
    assert "Do what was agreed, and say how it can be seen" not in waits(cast.caseworker)
    assert "Verify what Amira Haddad has done" in waits(cast.supervisor)
    assert "Verify what Amira Haddad has done" not in waits(cast.manager)


def test_what_the_supervisor_did_waits_for_the_manager(shared, cast):
    action = raised(shared, cast.supervisor, cast.supervisor)
    say_done(action=action, text=DONE, by=cast.supervisor)
    assert "Verify what Ben Hughes has done" in waits(cast.manager)


def test_an_overdue_one_goes_to_the_manager_or_the_named_deputy(
    shared, cast, other_supervisor, today
):
    action = raised(shared, cast.caseworker, cast.supervisor)
    sentence = "See to an overdue action of Amira Haddad"
    assert sentence not in waits(cast.manager)
    late(action)
    assert sentence in waits(cast.manager)
    assert sentence not in waits(other_supervisor)
    CoverFactory(covered=cast.manager, deputy=other_supervisor, from_on=today, to_on=today)
    assert sentence in waits(other_supervisor)


@pytest.mark.parametrize(
    ("days_late", "away", "overdue"),
    [
        (1, None, True),
        (1, (-2, None), False),  # still away
        (10, (-20, -11), False),  # ten days away: ten days more
        (11, (-21, -12), True),
        (1, (-60, -40), True),  # before it was raised
    ],
)
def test_the_clock_stops_while_its_owner_is_away(shared, cast, today, days_late, away, overdue):
    action = late(raised(shared, cast.caseworker, cast.supervisor), days_late)
    if away:
        first, last = away
        AbsenceFactory(
            user=cast.caseworker,
            from_on=today + dt.timedelta(days=first),
            to_on=None if last is None else today + dt.timedelta(days=last),
        )
    assert (action in Action.objects.overdue(today)) is overdue


@pytest.mark.parametrize(
    ("days_late", "absences", "overdue"),
    [
        (10, [(-35, -31), (-20, -16)], False),  # two of five days each: ten days more
        (11, [(-35, -31), (-20, -16)], True),
        (10, [(-12, -11), (-8, -1)], False),  # the second falls into the days that were left
        (11, [(-12, -11), (-8, -1)], True),
        (12, [(-20, -11), (-15, -9)], False),  # overlapping: twelve days, each counted once
        (13, [(-20, -11), (-15, -9)], True),
        (10, [(-20, -11), (-18, -13), (-20, -11)], False),  # one within another, and one twice
        (11, [(-20, -11), (-18, -13), (-20, -11)], True),
        (8, [(-20, -16), (-3, None)], False),  # back, and away again
        (9, [(-20, -16), (-3, None)], True),
        (1, [(-90, -80), (2, 9)], True),  # before it was raised, and yet to come
    ],
)
def test_the_clock_adds_up_all_days_away_each_of_them_once(
    shared, cast, today, days_late, absences, overdue
):
    action = late(raised(shared, cast.caseworker, cast.supervisor), days_late)
    for first, last in absences:
        AbsenceFactory(
            user=cast.caseworker,
            from_on=today + first * DAY,
            to_on=None if last is None else today + last * DAY,
        )
    AbsenceFactory(user=cast.supervisor, from_on=today - 60 * DAY, to_on=today)
    assert (action in Action.objects.overdue(today)) is overdue
    assert Action.objects.standing(today).get(pk=action.pk).is_overdue is overdue


# Who sees which


def test_seen_by_person_owner_and_the_lines_above_alone(
    shared, cast, other_caseworker, other_supervisor, hr, framework_admin, data_protection_lead
):
    action = raised(shared, cast.caseworker, cast.supervisor)
    for user in (cast.caseworker, cast.supervisor, cast.manager):
        assert states_seen(user) == {action.pk}
    for user in (other_caseworker, other_supervisor, hr, framework_admin, data_protection_lead):
        assert states_seen(user) == set()


def test_an_owner_elsewhere_sees_that_one_until_four_weeks_after_it_ended(
    shared, cast, other_supervisor
):
    action = raised(shared, other_supervisor, cast.supervisor)
    raised(shared, cast.caseworker, cast.supervisor)
    assert states_seen(other_supervisor) == {action.pk}
    say_done(action=action, text=DONE, by=other_supervisor)
    verify_action(action=action, text="", by=cast.supervisor, scope=scope(cast.supervisor))
    assert states_seen(other_supervisor) == {action.pk}
    Action.objects.filter(pk=action.pk).update(ended_at=timezone.now() - dt.timedelta(days=29))
    assert states_seen(other_supervisor) == set()


def test_a_new_supervisor_takes_over_what_is_open_and_not_what_ended(
    shared, cast, other_supervisor, today
):
    open_one = raised(shared, cast.caseworker, cast.supervisor)
    action_at(cast, "verified", review=shared)
    Line.objects.filter(person=cast.caseworker).update(to_on=today - dt.timedelta(days=1))
    Line.objects.create(person=cast.caseworker, supervisor=other_supervisor, from_on=today)
    Action.objects.filter(pk=open_one.pk)
    late(open_one, 3)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE assessments_action SET raised_at = %s",
            [connection.ops.adapt_datetimefield_value(timezone.now() - dt.timedelta(days=40))],
        )
    assert states_seen(other_supervisor) == {open_one.pk}


def test_hr_reads_counts_and_one_for_a_reason_that_its_people_are_told(
    organisation, shared, cast, hr, sign_in, today
):
    action = raised(shared, cast.supervisor, cast.supervisor)
    other = raised(shared, cast.caseworker, cast.supervisor, what="Something else altogether.")
    client = sign_in(hr)
    page = client.get(reverse("action_list")).content.decode()
    assert "Housing" in page
    assert WHAT not in page
    assert client.get(reverse("action_detail", args=[action.pk])).status_code == 404
    Outbox.objects.all().delete()
    answer = client.post(
        reverse("action_ask"), {"number": action.pk, "reason": "A grievance of 3 March."}
    )
    assert answer.status_code == 302
    page = client.get(reverse("action_detail", args=[action.pk])).content.decode()
    assert WHAT in page
    assert "Verify or return" not in page
    assert client.get(reverse("action_detail", args=[other.pk])).status_code == 404
    assert {mail.to for mail in Outbox.objects.all()} == {
        cast.caseworker.email,
        cast.supervisor.email,
    }
    theirs = sign_in(cast.caseworker).get(reverse("action_detail", args=[action.pk]))
    assert "A grievance of 3 March." in theirs.content.decode()


def test_hr_says_why_and_names_one_that_there_is(hr, cast):
    for given, field in (
        ({"number": 1, "reason": " "}, "reason"),
        ({"number": 99, "reason": "Why not"}, "number"),
    ):
        with pytest.raises(DomainError) as refused:
            read_action_for_reason(**given, by=hr, scope=scope(hr))
        assert refused.value.field == field
    with pytest.raises(NotAllowed):
        read_action_for_reason(number=1, reason="x", by=cast.manager, scope=scope(cast.manager))


def test_overdue_actions_are_counted_by_team_for_hr(organisation, shared, cast, hr, today):
    late(raised(shared, cast.caseworker, cast.supervisor))
    raised(shared, cast.caseworker, cast.supervisor)
    assert overdue_by_team(scope(hr), today) == [("Housing", 1)]


# Pages


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("supervisor", 5), ("hr", 7)])
def test_the_list_asks_the_database_little(
    organisation, cast, hr, sign_in, rows, who, queries, shared
):
    for _number in range(rows):
        action_at(cast, "done", review=shared)
    client = sign_in(hr if who == "hr" else cast.supervisor)
    client.get(reverse("action_list"))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("action_list"))
    assert len(asked) == queries, "\n".join(query["sql"] for query in asked)


def test_the_list_is_filtered(organisation, cast, shared, sign_in):
    open_one = raised(shared, cast.caseworker, cast.supervisor, what="Open one.")
    action_at(cast, "verified", review=shared, what="Verified one.")
    late(open_one)
    client = sign_in(cast.supervisor)
    for state, there, away in (
        ("open", "Open one.", "Verified one."),
        ("verified", "Verified one.", "Open one."),
        ("overdue", "Open one.", "Verified one."),
    ):
        page = client.get(reverse("action_list"), {"state": state}).content.decode()
        assert there in page
        assert away not in page
    assert "Open one." in client.get("/actions/?state=nonsense").content.decode()


@pytest.mark.parametrize("state", ["open", "done", "verified", "withdrawn"])
def test_the_page_of_one_says_what_happens_next(organisation, cast, sign_in, state, shared):
    action = action_at(cast, state, review=shared)
    address = reverse("action_detail", args=[action.pk])
    for who in (cast.caseworker, cast.supervisor):
        client = sign_in(who)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address).content.decode()
        assert WHAT in page
        assert len(asked) in (9, 10)


def test_an_action_is_raised_proved_returned_and_verified_on_its_pages(
    organisation, cast, shared, sign_in
):
    finding = Finding.objects.filter(sheet__review=shared).first()
    ben, amira = sign_in(cast.supervisor), sign_in(cast.caseworker)
    address = reverse("action_add", args=[shared.pk]) + f"?finding={finding.pk}"
    page = ben.get(reverse("review_detail", args=[shared.pk])).content.decode()
    assert f"{address}" in page
    refused = ben.post(address, {"what": "Ask Mr Bell on 07700 900123", "kind": "repair"})
    assert "07700 900123" in refused.content.decode()
    assert not Action.objects.exists()
    typed = {
        "what": WHAT,
        "kind": "repair",
        "seriousness": "serious",
        "owner": cast.caseworker.pk,
    }
    answer = ben.post(address, typed)
    action = Action.objects.get()
    assert answer.headers["Location"] == reverse("action_detail", args=[action.pk])
    amira.post(reverse("action_done", args=[action.pk]), {"text": DONE})
    check = reverse("action_check", args=[action.pk])
    missing = ben.post(check, {"verified": "no", "text": ""})
    assert "Say what is still missing" in missing.content.decode()
    ben.post(check, {"verified": "no", "text": "The record has no date."})
    amira.post(reverse("action_done", args=[action.pk]), {"text": "It has now."})
    ben.post(check, {"verified": "yes", "text": ""})
    action.refresh_from_db()
    assert action.state == ActionState.VERIFIED
    page = amira.get(reverse("review_detail", args=[shared.pk])).content.decode()
    assert reverse("action_detail", args=[action.pk]) in page


def test_owners_offered_are_near_the_person(organisation, cast, shared, sign_in, other_caseworker):
    colleague = person("Noor Vale", supervisor=cast.supervisor)
    page = sign_in(cast.supervisor).get(reverse("action_add", args=[shared.pk])).content.decode()
    for near in (cast.caseworker, cast.supervisor, colleague):
        assert f">{near.name}</option>" in page
    assert other_caseworker.name not in page
