"""Right of reply: talk on facts, a second reviewer, stands, changed or withdrawn; its clocks."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from assessments.enums import Decision, Monitoring, MonitoringReason, ReviewState, SheetPart
from assessments.models import (
    Dispute,
    DisputeDecision,
    DisputeTalk,
    Evidence,
    FileReview,
    Judgement,
    MonitoringLevel,
)
from assessments.services.decide_dispute import decide_dispute
from assessments.services.dispute import (
    assign_decider,
    dispute_judgement,
    dispute_level,
    mark_read,
    possible_deciders,
    record_talk,
    settle_dispute,
)
from assessments.services.judge import judge_area
from assessments.services.monitoring import set_monitoring
from assessments.services.reply import close_review, reply_to_review, withdraw_review
from assessments.services.reply_clock import stretch_reply_clocks
from assessments.waiting import waiting_for
from core.errors import DomainError, NotAllowed
from core.models import AuditEvent
from frameworks.models import Degree
from frameworks.tree import tree_of
from people.enums import Role
from people.models import Absence, Line
from people.scope import scope_for
from people.working_days import add_working_days, working_days_ago
from tests.assessments import factories
from tests.factories import AbsenceFactory, AccessRoleFactory, person

DAY = dt.timedelta(days=1)
NOBODY = ("other_caseworker", "hr", "framework_admin", "organisation_admin", "staff_representative")


@pytest.fixture
def dispute(cast):
    return lambda step, *reference: factories.dispute_at(cast, step, *reference)


@pytest.fixture
def decide(cast, scope_of):
    def decided(dispute, decision, **given):
        given.setdefault("reasons", "The letter was signed by somebody else.")
        given.setdefault("by", cast.other_supervisor)
        return decide_dispute(
            dispute=dispute, decision=decision, scope=scope_of(given["by"]), **given
        )

    return decided


def waits(user, scope):
    return [row["text_key"] for row in waiting_for(scope, scope.on)]


# Raised, talked over, settled


def test_a_dispute_has_words_a_clock_and_counts_nowhere(dispute, today):
    raised = dispute("raised")
    assert raised.due_on == add_working_days(today, 20)
    assert raised.review.state == ReviewState.DISPUTED
    assert Evidence.objects.count() == 2
    assert not Evidence.objects.counting().exists()


def test_only_the_author_records_the_talk_on_a_day_that_can_be_and_with_words(
    dispute, cast, scope_of, today
):
    raised = dispute("raised")
    for user in (cast.caseworker, cast.manager, cast.other_supervisor):
        with pytest.raises(NotAllowed):
            record_talk(dispute=raised, talked_on=today, note="x", by=user, scope=scope_of(user))
    ben = {"by": cast.supervisor, "scope": scope_of(cast.supervisor)}
    for change, field in (
        ({"note": " "}, "note"),
        ({"talked_on": today + DAY}, "talked_on"),
        ({"talked_on": today - DAY}, "talked_on"),
    ):
        given = {"talked_on": today, "note": "We talked.", **change}
        with pytest.raises(DomainError) as refused:
            record_talk(dispute=raised, **given, **ben)
        assert refused.value.field == field


def test_the_person_alone_says_that_the_talk_settled_it(dispute, cast, scope_of):
    raised = dispute("raised")
    amira = {"by": cast.caseworker, "scope": scope_of(cast.caseworker)}
    with pytest.raises(DomainError, match="talk on facts comes first"):
        settle_dispute(dispute=raised, **amira)
    factories.talk_over(raised, cast.supervisor)
    with pytest.raises(NotAllowed):
        settle_dispute(dispute=raised, by=cast.supervisor, scope=scope_of(cast.supervisor))
    settle_dispute(dispute=raised, **amira)
    raised.refresh_from_db()
    assert raised.decision.sort == Decision.SETTLED
    assert raised.review.state == ReviewState.ACKNOWLEDGED
    assert Evidence.objects.counting().count() == 2
    with pytest.raises(DomainError, match="closed"):
        settle_dispute(dispute=raised, **amira)


def test_once_given_to_a_second_reviewer_it_is_not_settled_by_a_click(dispute, cast, scope_of):
    with pytest.raises(DomainError, match="decides on this already"):
        settle_dispute(
            dispute=dispute("given"), by=cast.caseworker, scope=scope_of(cast.caseworker)
        )


# Who decides


def test_a_lead_who_is_not_concerned_gives_it_after_the_talk_or_with_a_reason(
    dispute, cast, scope_of
):
    raised = dispute("raised")
    given = {"dispute": raised, "reviewer": cast.other_supervisor}
    with pytest.raises(NotAllowed):
        assign_decider(**given, by=cast.supervisor, scope=scope_of(cast.supervisor))
    AccessRoleFactory(user=cast.supervisor, role=Role.LEAD_OF_CASEWORK)
    AccessRoleFactory(user=cast.caseworker, role=Role.LEAD_OF_CASEWORK)
    for user in (cast.supervisor, cast.caseworker):
        with pytest.raises(NotAllowed):
            assign_decider(**given, by=user, scope=scope_of(user))
    grace = {"by": cast.manager, "scope": scope_of(cast.manager)}
    with pytest.raises(DomainError) as refused:
        assign_decider(**given, **grace)
    assert refused.value.field == "no_talk"
    assign_decider(**given, no_talk="Ben is away for a month.", **grace)
    raised.refresh_from_db()
    assert raised.decider == cast.other_supervisor


def test_who_decides_is_nobodys_subordinate_in_it(dispute, cast, scope_of, today):
    raised = dispute("talked")
    below = person("Tariq Below", Role.SUPERVISOR, supervisor=cast.supervisor)
    possible = set(possible_deciders(raised, today))
    assert possible == {cast.manager, cast.other_supervisor}
    for user in (below, cast.supervisor, cast.caseworker, cast.other_caseworker):
        with pytest.raises(DomainError, match="Choose somebody else") as refused:
            assign_decider(
                dispute=raised, reviewer=user, by=cast.manager, scope=scope_of(cast.manager)
            )
        assert refused.value.field == "reviewer"


def test_independence_is_asked_again_when_deciding(dispute, decide, cast, today):
    given = dispute("given")
    Line.objects.create(person=cast.other_supervisor, supervisor=cast.supervisor, from_on=today)
    with pytest.raises(DomainError, match="is supervised by nobody concerned"):
        decide(given, Decision.STANDS)
    assert not DisputeDecision.objects.exists()


# The decision


def test_nobody_but_who_was_chosen_decides_and_reasons_are_needed(dispute, decide, cast):
    given = dispute("given")
    for user in (cast.supervisor, cast.manager, cast.caseworker):
        with pytest.raises(NotAllowed):
            decide(given, Decision.STANDS, by=user)
    with pytest.raises(DomainError) as refused:
        decide(given, Decision.STANDS, reasons=" ")
    assert refused.value.field == "reasons"


def test_stands_it_counts_again_and_the_supervisor_can_close_it(dispute, decide, cast, scope_of):
    given = dispute("given")
    decide(given, Decision.STANDS)
    review = FileReview.objects.get(pk=given.review_id)
    assert review.state == ReviewState.DECIDED
    assert Evidence.objects.counting().count() == 2
    assert "review_decided" in waits(cast.supervisor, scope_of(cast.supervisor))
    with pytest.raises(DomainError):
        reply_to_review(
            review=review,
            sort="disputed",
            text="Again.",
            by=cast.caseworker,
            scope=scope_of(cast.caseworker),
        )
    close_review(review=review, by=cast.supervisor, scope=scope_of(cast.supervisor))


def test_withdrawn_it_counts_no_more_and_stays_readable(dispute, decide, cast, scope_of):
    given = dispute("given")
    decide(given, Decision.WITHDRAWN)
    review = FileReview.objects.get(pk=given.review_id)
    assert review.state == ReviewState.WITHDRAWN
    assert Evidence.objects.count() == 2
    assert not Evidence.objects.counting().exists()
    assert {row.withdrawal.by for row in Evidence.objects.all()} == {cast.other_supervisor}
    assert FileReview.objects.visible_to(scope_of(cast.caseworker)).exists()


def test_changed_makes_new_evidence_of_what_is_changed_and_keeps_the_rest(dispute, decide, cast):
    given = dispute("given")
    review = given.review
    tree = tree_of(review.versions.get().pk)
    mended = "The time limit is named on page 2; it could stand on page 1."
    content = factories.content_for(review, tree, **{"finding-2-note": [mended]})
    kept = Evidence.objects.get(statement=factories.GOOD)
    decide(given, Decision.CHANGED, content=content, trees=[tree])
    review.refresh_from_db()
    assert (review.state, review.standing_part) == (ReviewState.DECIDED, SheetPart.DECIDED)
    counting = {row.statement: row for row in Evidence.objects.counting()}
    assert set(counting) == {factories.GOOD, mended}
    assert counting[factories.GOOD] == kept
    assert counting[mended].author == cast.other_supervisor
    old = Evidence.objects.get(statement=factories.LACKING)
    assert old.withdrawal.reason == "The letter was signed by somebody else."
    assert {sheet.part for sheet in review.sheets.all()} == {"first", "decided"}


def test_changed_asks_for_a_change(dispute, decide):
    given = dispute("given")
    tree = tree_of(given.review.versions.get().pk)
    with pytest.raises(DomainError, match="should say first"):
        decide(given, Decision.CHANGED)
    same = factories.content_for(given.review, tree)
    with pytest.raises(DomainError, match="Nothing is changed yet"):
        decide(given, Decision.CHANGED, content=same, trees=[tree])
    given.review.refresh_from_db()
    assert given.review.state == ReviewState.DISPUTED
    assert given.review.standing_part == SheetPart.FIRST


def test_a_reviewer_who_sees_they_were_wrong_withdraws_it_and_the_dispute_is_over(
    dispute, cast, scope_of
):
    raised = dispute("talked")
    withdraw_review(
        review=raised.review,
        reason="She is right.",
        by=cast.supervisor,
        scope=scope_of(cast.supervisor),
    )
    raised.refresh_from_db()
    assert raised.decision.sort == Decision.WITHDRAWN
    assert raised.closed_at


@pytest.mark.parametrize("model", [Dispute, DisputeTalk, DisputeDecision])
def test_what_was_said_in_a_dispute_is_written_once(dispute, decide, model):
    decide(dispute("given"), Decision.STANDS)
    column = {Dispute: "text", DisputeTalk: "note", DisputeDecision: "reasons"}[model]
    table = model._meta.db_table
    for statement in (f"UPDATE {table} SET {column} = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert model.objects.exists()


# Who sees it, and what waits


def test_who_sees_a_dispute(dispute, decide, cast, scope_of, request, today):
    given = dispute("given")

    def sees(user, on=today):
        return Dispute.objects.visible_to(scope_for(user, on)).exists()

    concerned = (cast.caseworker, cast.supervisor, cast.manager, cast.other_supervisor)
    assert all(sees(user) for user in concerned)
    assert not any(sees(request.getfixturevalue(name)) for name in NOBODY)
    assert FileReview.objects.visible_to(scope_of(cast.other_supervisor)).exists()
    decide(given, Decision.STANDS)
    assert sees(cast.other_supervisor)
    later = today + 40 * DAY
    assert not sees(cast.other_supervisor, later)
    assert not FileReview.objects.visible_to(scope_for(cast.other_supervisor, later)).exists()
    assert sees(cast.caseworker, later)


def test_before_they_are_chosen_a_second_reviewer_sees_nothing(dispute, cast, scope_of):
    dispute("talked")
    scope = scope_of(cast.other_supervisor)
    assert not Dispute.objects.visible_to(scope).exists()
    assert not FileReview.objects.visible_to(scope).exists()


def test_each_side_finds_its_next_step_on_the_home_page_until_it_is_done(
    cast, dispute, decide, scope_of, today
):
    def found(user):
        return [key for key in waits(user, scope_of(user)) if key.startswith("dispute")]

    raised = dispute("raised")
    people = (cast.supervisor, cast.caseworker, cast.manager, cast.other_supervisor)
    assert [found(user) for user in people] == [["dispute_talk"], [], [], []]
    factories.dispute_on(cast, raised, "talked")
    assert [found(user) for user in people] == [[], ["dispute_settle"], ["dispute_assign"], []]
    assign_decider(
        dispute=raised,
        reviewer=cast.other_supervisor,
        by=cast.manager,
        scope=scope_of(cast.manager),
    )
    assert [found(user) for user in people] == [[], [], [], ["dispute_decide"]]
    raised.refresh_from_db()
    decide(raised, Decision.STANDS)
    assert [found(user) for user in people] == [[], ["dispute_read"], [], []]
    raised.refresh_from_db()
    mark_read(dispute=raised, by=cast.caseworker)
    assert [found(user) for user in people] == [[], [], [], []]


def test_after_a_week_without_a_talk_the_lead_is_asked(dispute, cast, today):
    dispute("raised")
    later = today + 8 * DAY
    assert "dispute_assign" in waits(cast.manager, scope_for(cast.manager, later))


# Degrees and monitoring levels


@pytest.fixture
def judged(shared, caseworker, supervisor, scope_of):
    row = Evidence.objects.first()
    return judge_area(
        person=caseworker,
        area=row.area,
        degree=Degree.objects.get(version=row.version, key="developing"),
        reason="Seen in this file.",
        evidence=[row],
        by=supervisor,
        scope=scope_of(supervisor),
    )


def judged_and_given(judged, cast, scope_of):
    raised = dispute_judgement(
        judgement=judged,
        text="It says nothing of my last three letters.",
        by=cast.caseworker,
        scope=scope_of(cast.caseworker),
    )
    assert not Judgement.objects.counting().exists()
    return factories.dispute_on(cast, raised, "given")


def test_a_disputed_degree_counts_nowhere_and_is_replaced_when_changed(
    judged, cast, scope_of, decide
):
    given = judged_and_given(judged, cast, scope_of)
    established = Degree.objects.get(version=judged.version, key="established")
    with pytest.raises(DomainError, match="degree that it was"):
        decide(given, Decision.CHANGED, degree=judged.degree)
    decide(given, Decision.CHANGED, degree=established)
    new = Judgement.objects.counting().get()
    assert (new.degree, new.by) == (established, cast.other_supervisor)
    assert list(new.evidence.all()) == list(judged.evidence.all())
    assert Judgement.objects.count() == 2
    with pytest.raises(DomainError, match="decided already"):
        dispute_judgement(
            judgement=judged, text="No.", by=cast.caseworker, scope=scope_of(cast.caseworker)
        )


@pytest.mark.parametrize(("decision", "counts"), [(Decision.STANDS, 1), (Decision.WITHDRAWN, 0)])
def test_a_degree_that_stands_counts_and_one_withdrawn_does_not(
    judged, cast, scope_of, decide, decision, counts
):
    decide(judged_and_given(judged, cast, scope_of), decision)
    assert Judgement.objects.counting().count() == counts


def test_only_the_person_disputes_and_once_at_a_time(judged, cast, scope_of):
    given = {"judgement": judged, "text": "No."}
    with pytest.raises(NotAllowed):
        dispute_judgement(**given, by=cast.manager, scope=scope_of(cast.manager))
    amira = {"by": cast.caseworker, "scope": scope_of(cast.caseworker)}
    with pytest.raises(DomainError) as refused:
        dispute_judgement(judgement=judged, text=" ", **amira)
    assert refused.value.field == "text"
    dispute_judgement(**given, **amira)
    with pytest.raises(DomainError, match="not decided yet"):
        dispute_judgement(**given, **amira)


def raised_level(cast, scope_of, today):
    return set_monitoring(
        person=cast.caseworker,
        level=Monitoring.ENHANCED,
        why=MonitoringReason.RETURNING,
        reason="Back after a year.",
        from_on=today,
        to_on=today + 60 * DAY,
        by=cast.supervisor,
        scope=scope_of(cast.supervisor),
    )


@pytest.mark.parametrize(
    ("decision", "given", "left"),
    [
        (Decision.STANDS, {}, Monitoring.ENHANCED),
        (Decision.WITHDRAWN, {}, Monitoring.STANDARD),
        (Decision.CHANGED, {"level": Monitoring.LIGHT}, Monitoring.LIGHT),
    ],
)
def test_a_disputed_level_holds_until_it_is_decided(
    cast, scope_of, decide, today, decision, given, left
):
    level = raised_level(cast, scope_of, today)
    raised = dispute_level(
        level=level,
        text="I have had no help yet.",
        by=cast.caseworker,
        scope=scope_of(cast.caseworker),
    )
    assert MonitoringLevel.objects.levels_on(today)[cast.caseworker.pk] == Monitoring.ENHANCED
    decide(factories.dispute_on(cast, raised, "given"), decision, **given)
    assert MonitoringLevel.objects.levels_on(today)[cast.caseworker.pk] == left


def test_a_level_changed_to_a_raised_one_needs_an_end(cast, scope_of, decide, today):
    level = raised_level(cast, scope_of, today)
    raised = dispute_level(
        level=level, text="No.", by=cast.caseworker, scope=scope_of(cast.caseworker)
    )
    given = factories.dispute_on(cast, raised, "given")
    for change, field in (
        ({"level": Monitoring.FULL}, "to_on"),
        ({"level": ""}, "level"),
        ({"level": Monitoring.FULL, "to_on": today - DAY}, "to_on"),
    ):
        with pytest.raises(DomainError) as refused:
            decide(given, Decision.CHANGED, **change)
        assert refused.value.field == field


# Sharing clocks


def test_a_review_not_shared_in_time_stands_in_the_managers_queue_and_then_the_person_is_told(
    submitted, cast, today
):
    finished = timezone.localdate(submitted.submitted_at)

    def found(user, on):
        return set(waits(user, scope_for(user, on)))

    in_time = add_working_days(finished, 10)
    assert "review_unshared" not in found(cast.manager, in_time)
    assert "review_unshared" in found(cast.manager, in_time + DAY)
    told = add_working_days(finished, 20)
    assert "review_waits" not in found(cast.caseworker, told)
    rows = waiting_for(scope_for(cast.caseworker, told + DAY), told + DAY)
    row = next(row for row in rows if row["text_key"] == "review_waits")
    assert (row["about"], row["object_id"], row["url_name"]) == ("", None, "round_mine")
    assert "review_unshared" not in found(cast.supervisor, told + DAY), "the reviewer has their own"
    assert "review_unshared" not in found(cast.other_supervisor, told + DAY)


@pytest.mark.parametrize("days", [0, 1, 10, 20])
def test_working_days_ago_is_the_other_way_round_of_adding_them(days, today):
    day = working_days_ago(today, days)
    assert add_working_days(day, days) < today
    assert add_working_days(day + DAY, days) >= today


def test_every_step_of_a_dispute_is_in_the_trail(dispute, decide, cast):
    raised = dispute("given")
    decide(raised, Decision.STANDS)
    acts = set(AuditEvent.objects.values_list("act", flat=True))
    assert {"dispute.raised", "dispute.talked", "dispute.assigned", "dispute.stands"} <= acts


def test_an_absence_noted_later_stops_the_clock_of_the_answer_and_never_shortens_it(
    shared, caseworker, today
):
    told = shared.reply_by
    assert stretch_reply_clocks() == 0
    AbsenceFactory(user=caseworker, from_on=today + DAY, to_on=today + 14 * DAY)
    assert stretch_reply_clocks() == 1
    assert stretch_reply_clocks() == 0
    shared.refresh_from_db()
    assert shared.reply_by == add_working_days(today, 10, absent=[(today + DAY, today + 14 * DAY)])
    assert shared.reply_by > told
    Absence.objects.all().delete()
    assert stretch_reply_clocks() == 0


def test_a_dispute_whose_day_is_past_stands_with_the_lead_who_may_choose_another(
    dispute, cast, scope_of
):
    given = dispute("given")
    late = given.due_on + DAY
    assert "dispute_late" in waits(cast.manager, scope_for(cast.manager, late))
    noor = person("Noor Saleh", Role.SUPERVISOR)
    assign_decider(dispute=given, reviewer=noor, by=cast.manager, scope=scope_of(cast.manager))
    assert not Dispute.objects.visible_to(scope_of(cast.other_supervisor)).exists()
    assert Dispute.objects.visible_to(scope_of(noor)).exists()
