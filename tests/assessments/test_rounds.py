"""Rounds: planned, drawn, run, ended or withdrawn; files replaced; objections decided."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from assessments.action_enums import ActionKind
from assessments.enums import (
    Monitoring,
    MonitoringReason,
    ReviewState,
    RoundState,
    WhyThisFile,
)
from assessments.models import Drawn, FileReview, MonitoringLevel, Round, RoundShare
from assessments.round_facts import plan_of
from assessments.sampling import last_day
from assessments.services.action import open_action, withdraw_action
from assessments.services.monitoring import set_monitoring
from assessments.services.round_draw import draw_round, share_reviewers
from assessments.services.round_objection import decide_objection, object_to_reviewer
from assessments.services.round_plan import end_round, withdraw_round
from assessments.services.round_run import replace_drawn, start_round
from assessments.services.submit import begin_review
from cases.models import Holding
from core.errors import DomainError, NotAllowed
from core.models import AuditEvent, Outbox
from people.enums import Role
from people.models import Post
from tests.assessments.action_factories import asked_of
from tests.assessments.round_factories import (
    drawn,
    files_of,
    last_month,
    objection_of,
    planned,
    started,
)
from tests.cases.factories import ConflictFactory
from tests.factories import AbsenceFactory, CoverFactory, person

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def files(caseworker, other_caseworker):
    return files_of(caseworker) + files_of(other_caseworker)


@pytest.fixture
def running(files, manager, supervisor):
    return started(manager)


# Planning


def test_only_the_lead_of_casework_plans(supervisor):
    with pytest.raises(NotAllowed):
        planned(supervisor)


def test_month_that_is_not_over_is_refused(manager, today):
    with pytest.raises(DomainError, match="is not over yet") as refused:
        planned(manager, month=today.replace(day=1))
    assert refused.value.field == "month"


def test_dates_of_a_round_are_in_order_and_not_past(manager, today):
    for dates, field in (
        ({"runs_from": today - DAY}, "runs_from"),
        ({"runs_to": today}, "runs_to"),
        ({"runs_to": today + 93 * DAY}, "runs_to"),
    ):
        with pytest.raises(DomainError) as refused:
            planned(manager, **dates)
        assert refused.value.field == field


def test_two_rounds_over_the_same_month_are_refused_until_the_first_is_withdrawn(manager, scope_of):
    first = planned(manager)
    with pytest.raises(DomainError, match="Withdraw that one first"):
        planned(manager)
    withdraw_round(round_=first, reason="Wrong dates.", by=manager, scope=scope_of(manager))
    assert planned(manager).pk != first.pk


def test_database_holds_one_round_a_month(manager, today):
    first = planned(manager)
    with pytest.raises(DatabaseError), transaction.atomic():
        Round.objects.create(
            month=first.month,
            runs_from=today,
            runs_to=today + DAY,
            planned_by=manager,
            planned_at=first.planned_at,
        )


# Who is drawn for how many files


def wanted_of(person, today):
    plan = plan_of(last_month(today), today)
    return {each.person: each for each in plan.people}.get(person.pk)


def test_standard_level_wants_pro_rata_to_hours_and_files(caseworker, today):
    files_of(caseworker, 20)
    assert wanted_of(caseworker, today).wanted == 3
    Post.objects.filter(user=caseworker).update(hours=18)
    assert wanted_of(caseworker, today).wanted == 1


def test_few_files_want_one_a_quarter_and_never_more(caseworker, today):
    files_of(caseworker, 1, areas=1)
    assert wanted_of(caseworker, today).wanted == 1


def test_person_away_all_month_has_nothing_wanted_of_them(caseworker, today):
    files_of(caseworker)
    month = last_month(today)
    AbsenceFactory(user=caseworker, from_on=month, to_on=last_day(month))
    assert wanted_of(caseworker, today).wanted == 0


def test_days_away_lower_what_is_wanted(caseworker, today):
    files_of(caseworker, 20)
    month = last_month(today)
    AbsenceFactory(user=caseworker, from_on=month, to_on=month.replace(day=20))
    assert wanted_of(caseworker, today).wanted in (1, 2)


def test_full_level_takes_every_file(caseworker, manager, today, scope_of):
    files_of(caseworker)
    MonitoringLevel.objects.create(
        person=caseworker,
        level=Monitoring.FULL,
        why=MonitoringReason.NEW,
        reason="New since last month.",
        from_on=last_month(today),
        to_on=today + 60 * DAY,
        by=manager,
        at=dt.datetime.now(dt.UTC),
    )
    assert wanted_of(caseworker, today).wanted == 5
    assert drawn(manager).shares.get(person=caseworker).drawn == 5


def test_file_reviewed_lately_or_under_review_is_not_drawn_again(running, today):
    plan = plan_of(last_month(today), today)
    left = {file.key for file in plan.population.files}
    assert not left & set(running.drawn.values_list("case_file_id", flat=True))


def test_person_who_left_is_not_drawn(caseworker, manager, today, other_caseworker):
    files_of(caseworker)
    files_of(other_caseworker)
    Post.objects.filter(user=caseworker).update(to_on=today - DAY)
    assert not drawn(manager).drawn.filter(person=caseworker).exists()


def test_plan_takes_the_same_queries_for_one_and_for_three(
    caseworker, other_caseworker, supervisor, today, django_assert_num_queries
):
    files_of(caseworker)
    with django_assert_num_queries(7):
        plan_of(last_month(today), today)
    files_of(other_caseworker)
    files_of(supervisor)
    with django_assert_num_queries(7):
        assert len(plan_of(last_month(today), today).people) == 3


# Drawing


def test_drawn_round_keeps_population_seed_and_a_reviewer_for_each_file(files, manager, supervisor):
    round_ = drawn(manager)
    assert len(round_.seed) == len(round_.population_sha256) == 64
    rows = round_.drawn.all()
    assert {row.person_id for row in rows} == {file.last_holding.user_id for file in files}
    assert all(row.reviewer_id and row.due_on for row in rows)
    assert all(round_.runs_from <= row.due_on <= round_.runs_to for row in rows)
    assert rows.filter(blind=True).count() == 1
    assert not FileReview.objects.exists()


def test_round_without_any_file_is_refused_and_stays_planned(manager, scope_of):
    round_ = planned(manager)
    with pytest.raises(DomainError, match="no file"):
        draw_round(round_=round_, by=manager, scope=scope_of(manager))
    round_.refresh_from_db()
    assert round_.state == RoundState.PLANNED


def test_second_draw_is_refused(files, manager, scope_of):
    with pytest.raises(DomainError, match="cannot become"):
        draw_round(round_=drawn(manager), by=manager, scope=scope_of(manager))


def test_database_refuses_to_change_a_draw(files, manager):
    round_ = drawn(manager)
    for rows, change in (
        (Round.objects.filter(pk=round_.pk), {"seed": "0" * 64}),
        (Drawn.objects.filter(round=round_), {"place": 9}),
        (RoundShare.objects.filter(round=round_), {"wanted": 9}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)


def test_redraw_gives_the_same_files_and_says_so(files, manager):
    round_ = drawn(manager)
    out = StringIO()
    call_command("redraw", round_.pk, stdout=out)
    assert f"the same {round_.drawn.count()} files are drawn from 10" in out.getvalue()


def test_redraw_says_what_differs(files, manager):
    round_ = drawn(manager)
    other = next(file for file in files if not round_.drawn.filter(case_file=file).exists())
    Drawn.objects.create(
        round=round_, case_file=other, person_id=other.last_holding.user_id, place=9, blind=False
    )
    with pytest.raises(CommandError, match=f"kept, not drawn again: file {other.pk}"):
        call_command("redraw", round_.pk, stdout=StringIO())


def test_redraw_of_a_round_not_drawn_is_refused(manager):
    with pytest.raises(CommandError, match="no drawn round"):
        call_command("redraw", planned(manager).pk)


def test_reviewer_away_is_covered_by_the_deputy(caseworker, manager, supervisor, today):
    files_of(caseworker)
    deputy = person("Dora Penn", Role.SUPERVISOR)
    Post.objects.filter(user=manager).update(to_on=today - DAY)
    lead = person("Lou Park", Role.LEAD_OF_CASEWORK)
    AbsenceFactory(user=supervisor, from_on=today, to_on=today + 60 * DAY)
    CoverFactory(covered=supervisor, deputy=deputy, from_on=today, to_on=today + 60 * DAY)
    assert set(drawn(lead).drawn.values_list("reviewer", flat=True)) == {deputy.pk}


def test_supervisors_files_go_to_their_own_supervisor(supervisor, manager, other_supervisor):
    files_of(supervisor)
    assert set(drawn(manager).drawn.values_list("reviewer", flat=True)) == {manager.pk}


# Running


def test_start_assigns_the_reviews_and_tells_everybody_once(running, caseworker, manager):
    reviews = FileReview.objects.all()
    assert reviews.count() == running.drawn.count()
    assert {review.why for review in reviews} == {WhyThisFile.RANDOM}
    assert {(row.review.reviewer_id, row.review.due_on) for row in running.drawn.all()} == {
        (row.reviewer_id, row.due_on) for row in running.drawn.all()
    }
    mails = list(Outbox.objects.values_list("to", "subject"))
    assert mails.count((caseworker.email, "A round of file reviews is on")) == 1
    assert len(mails) == len(set(mails))
    assert AuditEvent.objects.filter(act="round.started").count() == 1


def test_reviewer_barred_since_the_draw_is_replaced_when_the_round_starts(
    caseworker, manager, supervisor, other_supervisor, version, set_version, scope_of, today
):
    files_of(caseworker)
    Post.objects.filter(user=manager).update(team=Post.objects.get(user=other_supervisor).team)
    round_ = drawn(manager)
    assert set(round_.drawn.values_list("reviewer", flat=True)) == {supervisor.pk}
    for row in round_.drawn.all():
        ConflictFactory(user=supervisor, reference=row.case_file.reference, from_on=today)
    start_round(round_=round_, versions=[version], by=manager, scope=scope_of(manager))
    assert supervisor.pk not in set(round_.drawn.values_list("review__reviewer", flat=True))
    assert not round_.drawn.filter(review__isnull=True).exists()


def test_file_with_nobody_independent_is_left_and_counted(
    caseworker, manager, supervisor, version, set_version, scope_of
):
    files = files_of(caseworker)
    for file in files:
        for reviewer in (manager, supervisor):
            Holding.objects.create(
                case_file=file, user=reviewer, part="worked", from_on=file.opened_on
            )
    round_ = drawn(manager)
    number = round_.drawn.filter(reviewer__isnull=True).count()
    left = start_round(round_=round_, versions=[version], by=manager, scope=scope_of(manager))
    assert left == number == round_.drawn.count()


def test_round_ends_on_its_last_day_or_when_all_is_finished(running, manager, scope_of):
    with pytest.raises(DomainError, match="not finished yet"):
        end_round(round_=running, by=manager, scope=scope_of(manager))
    FileReview.objects.update(state=ReviewState.WITHDRAWN)
    end_round(round_=running, by=manager, scope=scope_of(manager))
    running.refresh_from_db()
    assert running.state == RoundState.ENDED


def test_withdrawing_a_running_round_withdraws_what_is_not_finished(
    running, manager, scope_of, caseworker
):
    with pytest.raises(DomainError, match="Say why"):
        withdraw_round(round_=running, reason=" ", by=manager, scope=scope_of(manager))
    withdraw_round(round_=running, reason="The office closes.", by=manager, scope=scope_of(manager))
    assert set(FileReview.objects.values_list("state", flat=True)) == {ReviewState.WITHDRAWN}
    assert Outbox.objects.filter(to=caseworker.email, subject__contains="withdrawn").exists()


def test_replaced_file_makes_room_for_the_next_of_the_draw(running, manager, scope_of, caseworker):
    row = running.drawn.filter(person=caseworker).first()
    with pytest.raises(DomainError, match="Say why"):
        replace_drawn(drawn=row, reason="", by=manager, scope=scope_of(manager))
    new = replace_drawn(drawn=row, reason="Lost in the post.", by=manager, scope=scope_of(manager))
    row.refresh_from_db()
    assert row.review.state == ReviewState.WITHDRAWN
    assert (new.replaces_id, new.person_id) == (row.pk, caseworker.pk)
    assert new.review.state == ReviewState.ASSIGNED
    with pytest.raises(DomainError, match="replaced before"):
        replace_drawn(drawn=row, reason="Again.", by=manager, scope=scope_of(manager))


def test_begun_review_is_not_replaced(running, manager, scope_of, caseworker):
    row = running.drawn.filter(person=caseworker).first()
    begin_review(review=row.review, by=row.reviewer, scope=scope_of(row.reviewer))
    with pytest.raises(DomainError, match="has begun"):
        replace_drawn(drawn=row, reason="Lost.", by=manager, scope=scope_of(manager))


def test_replacement_is_refused_where_there_is_no_other_file(
    caseworker, manager, supervisor, scope_of
):
    files_of(caseworker, 1, areas=1)
    round_ = drawn(manager)
    with pytest.raises(DomainError, match="no other file"):
        replace_drawn(drawn=round_.drawn.get(), reason="Lost.", by=manager, scope=scope_of(manager))


# Objections


def test_upheld_objection_gives_the_files_to_somebody_else(running, caseworker, manager, scope_of):
    objection = objection_of(caseworker, running)
    lead = person("Lou Park", Role.LEAD_OF_CASEWORK)
    mine = running.drawn.filter(person=caseworker, reviewer=objection.reviewer)
    number = mine.count()
    moved = decide_objection(
        objection=objection, upheld=True, decision="Agreed.", by=lead, scope=scope_of(lead)
    )
    assert moved == number
    assert not running.drawn.filter(person=caseworker, reviewer=objection.reviewer).exists()
    for row in running.drawn.filter(person=caseworker):
        assert row.review.reviewer_id == row.reviewer_id
    with pytest.raises(DomainError, match="decided already"):
        decide_objection(
            objection=objection, upheld=False, decision="No.", by=lead, scope=scope_of(lead)
        )


def test_refused_objection_changes_no_reviewer(running, caseworker, manager, scope_of):
    objection = objection_of(caseworker, running)
    before = list(running.drawn.order_by("pk").values_list("reviewer", flat=True))
    lead = person("Lou Park", Role.LEAD_OF_CASEWORK)
    decide_objection(
        objection=objection, upheld=False, decision="No ground.", by=lead, scope=scope_of(lead)
    )
    assert list(running.drawn.order_by("pk").values_list("reviewer", flat=True)) == before
    assert Outbox.objects.filter(to=caseworker.email, subject__contains="decided").exists()


def test_lead_cannot_refuse_an_objection_to_themself(running, caseworker, scope_of):
    objection = objection_of(caseworker, running)
    reviewer = objection.reviewer
    person_scope = scope_of(reviewer)
    if not person_scope.has(Role.LEAD_OF_CASEWORK):
        from tests.factories import AccessRoleFactory

        AccessRoleFactory(user=reviewer, role=Role.LEAD_OF_CASEWORK)
    with pytest.raises(DomainError, match="only another can refuse"):
        decide_objection(
            objection=objection, upheld=False, decision="No.", by=reviewer, scope=scope_of(reviewer)
        )


def test_objection_after_the_review_began_is_refused(running, caseworker, scope_of):
    for row in running.drawn.filter(person=caseworker):
        begin_review(review=row.review, by=row.reviewer, scope=scope_of(row.reviewer))
    with pytest.raises(DomainError, match="has begun"):
        objection_of(caseworker, running)


def test_objection_needs_a_reason_and_stands_once(running, caseworker, scope_of):
    share = running.shares.get(person=caseworker)
    reviewer = running.drawn.filter(person=caseworker).first().reviewer
    given = {"share": share, "reviewer": reviewer, "by": caseworker, "scope": scope_of(caseworker)}
    with pytest.raises(DomainError, match="Say why"):
        object_to_reviewer(reason="", **given)
    object_to_reviewer(reason="We are neighbours.", **given)
    with pytest.raises(DomainError, match="already"):
        object_to_reviewer(reason="We are neighbours.", **given)


def test_objection_to_somebody_elses_round_is_refused(
    running, caseworker, other_caseworker, scope_of
):
    share = running.shares.get(person=caseworker)
    reviewer = running.drawn.filter(person=caseworker).first().reviewer
    with pytest.raises(DomainError, match="your own work"):
        object_to_reviewer(
            share=share,
            reviewer=reviewer,
            reason="No.",
            by=other_caseworker,
            scope=scope_of(other_caseworker),
        )


# Monitoring levels


def level(caseworker, by, scope, **given):
    given = {
        "level": Monitoring.ENHANCED,
        "why": MonitoringReason.RETURNING,
        "reason": "Back after a year.",
        "from_on": scope.on,
        "to_on": scope.on + 60 * DAY,
    } | given
    return set_monitoring(person=caseworker, by=by, scope=scope, **given)


def test_raised_level_has_a_reason_and_an_end_and_is_told(caseworker, supervisor, scope_of, today):
    scope = scope_of(supervisor)
    for wrong, field in (
        ({"to_on": None}, "to_on"),
        ({"reason": " "}, "reason"),
        ({"from_on": today - DAY}, "from_on"),
        ({"to_on": today - DAY}, "to_on"),
    ):
        with pytest.raises(DomainError) as refused:
            level(caseworker, supervisor, scope, **wrong)
        assert refused.value.field == field
    level(caseworker, supervisor, scope)
    assert Outbox.objects.filter(to=caseworker.email).exists()
    assert MonitoringLevel.objects.levels_on(today) == {caseworker.pk: Monitoring.ENHANCED}
    assert MonitoringLevel.objects.levels_on(today + 61 * DAY) == {}


def test_help_comes_before_a_higher_level_that_goes_with_it(
    caseworker, other_caseworker, supervisor, scope_of
):
    scope = scope_of(supervisor)
    ben = {"by": supervisor, "scope": scope}

    def raised():
        return level(caseworker, supervisor, scope, why=MonitoringReason.SUPPORT)

    def agreed(kind, person=caseworker):
        asked = asked_of(caseworker, kind=kind)
        return open_action(person=person, team_id=None, asked=asked, **ben)

    agreed(ActionKind.PROCESS)
    agreed(ActionKind.LEARNING, person=other_caseworker)
    taken_back = agreed(ActionKind.LEARNING)
    withdraw_action(action=taken_back, text="Not needed after all.", **ben)
    with pytest.raises(DomainError, match="Help comes before") as refused:
        raised()
    assert refused.value.field == "why"
    assert not MonitoringLevel.objects.exists()
    agreed(ActionKind.LEARNING)
    assert raised().level == Monitoring.ENHANCED


def test_a_level_that_is_not_higher_needs_no_help_first(caseworker, supervisor, scope_of):
    for lower in (Monitoring.STANDARD, Monitoring.LIGHT):
        level(
            caseworker, supervisor, scope_of(supervisor), level=lower, why=MonitoringReason.SUPPORT
        )


def test_later_level_counts(caseworker, supervisor, scope_of, today):
    scope = scope_of(supervisor)
    level(caseworker, supervisor, scope)
    level(
        caseworker,
        supervisor,
        scope,
        level=Monitoring.LIGHT,
        why=MonitoringReason.ENDED,
        to_on=None,
    )
    assert MonitoringLevel.objects.levels_on(today) == {caseworker.pk: Monitoring.LIGHT}


def test_somebody_elses_supervisor_and_the_person_set_no_level(
    caseworker, other_supervisor, scope_of
):
    for by in (other_supervisor, caseworker):
        with pytest.raises(NotAllowed):
            level(caseworker, by, scope_of(by))


def test_level_is_read_by_the_person_their_supervisor_and_the_lead(
    caseworker, supervisor, manager, other_supervisor, other_caseworker, hr, scope_of
):
    level(caseworker, supervisor, scope_of(supervisor))
    for reader, number in (
        (caseworker, 1),
        (supervisor, 1),
        (manager, 1),
        (other_supervisor, 0),
        (other_caseworker, 0),
        (hr, 0),
    ):
        assert MonitoringLevel.objects.visible_to(scope_of(reader)).count() == number


def test_caseworker_reads_that_a_round_is_on_and_not_which_files(
    running, caseworker, other_caseworker, supervisor, scope_of
):
    scope = scope_of(caseworker)
    assert RoundShare.objects.visible_to(scope).get().person_id == caseworker.pk
    assert not Drawn.objects.visible_to(scope).exists()
    assert not FileReview.objects.visible_to(scope).exists()
    assert not RoundShare.objects.visible_to(scope_of(supervisor)).exists()
    assert not Round.objects.visible_to(scope).exists()


def test_drawn_round_is_not_told_before_it_starts(files, manager, caseworker, scope_of):
    drawn(manager)
    assert not RoundShare.objects.visible_to(scope_of(caseworker)).exists()


def test_database_never_changes_or_removes_what_was_said(running, caseworker, supervisor, scope_of):
    level(caseworker, supervisor, scope_of(supervisor))
    objection = objection_of(caseworker, running)
    lead = person("Lou Park", Role.LEAD_OF_CASEWORK)
    decide_objection(
        objection=objection, upheld=False, decision="No.", by=lead, scope=scope_of(lead)
    )
    for rows, change in (
        (MonitoringLevel.objects.all(), {"reason": "Other."}),
        (type(objection).objects.all(), {"decision": "Other."}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


def test_a_file_that_is_moved_never_goes_to_its_second_reviewer(
    caseworker, supervisor, manager, other_supervisor, today
):
    files_of(caseworker)
    round_ = started(manager)
    drawn_file = round_.drawn.filter(review__isnull=False).select_related("review").first()
    review = drawn_file.review
    second = next(
        each for each in (other_supervisor, manager, supervisor) if each.pk != review.reviewer_id
    )
    FileReview.objects.filter(pk=review.pk).update(second_reviewer=second)
    for _time in range(3):
        share_reviewers(round_, on=today, files=[drawn_file])
        assert drawn_file.reviewer_id != second.pk
