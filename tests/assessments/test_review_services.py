"""The main job through the services: assign, finish, share, answer, close, withdraw."""

import datetime as dt

import pytest
from django.db import connection

from assessments.content import read_content
from assessments.enums import Direction, ReplySort, ReviewState
from assessments.models import (
    Answer,
    Evidence,
    EvidenceTick,
    FileReview,
    Finding,
    Sheet,
    StatusChange,
)
from assessments.queries import possible_reviewers
from assessments.services.reply import (
    add_addendum,
    close_review,
    reply_to_review,
    withdraw_review,
)
from core.errors import DomainError, NotAllowed
from core.models import AuditEvent, Outbox
from people.enums import Role
from people.models import Absence, Post
from tests.assessments import factories
from tests.cases.factories import HoldingFactory
from tests.factories import AccessRoleFactory


def test_assigning_keeps_the_post_and_team_of_the_day_of_the_work(assigned, caseworker):
    assert assigned.post.user == caseworker
    assert assigned.team == assigned.post.team
    assert assigned.could_show.count() > 5
    assert AuditEvent.objects.filter(act="review.assigned").count() == 1


def test_nobody_reviews_their_own_work(
    case_file, supervisor, manager, version, set_version, scope_of
):
    HoldingFactory(case_file=case_file, user=supervisor, part="worked")
    with pytest.raises(DomainError, match="nobody reviews their own work") as refused:
        factories.assign(
            case_file=case_file,
            person=supervisor,
            reviewer=supervisor,
            by=manager,
            scope=scope_of(manager),
            versions=[version],
            set_version=set_version,
        )
    assert refused.value.field == "reviewer"


def test_who_had_a_part_in_the_case_is_no_reviewer(
    case_file, caseworker, supervisor, manager, version, set_version, scope_of
):
    HoldingFactory(case_file=case_file, user=supervisor, part="approved")
    with pytest.raises(DomainError) as refused:
        factories.assign(
            case_file=case_file,
            person=caseworker,
            reviewer=supervisor,
            by=manager,
            scope=scope_of(manager),
            versions=[version],
            set_version=set_version,
        )
    assert refused.value.field == "reviewer"


def test_a_supervisor_asks_for_no_review_of_another_teams_caseworker(
    case_file, caseworker, supervisor, other_supervisor, version, set_version, scope_of
):
    with pytest.raises(NotAllowed):
        factories.assign(
            case_file=case_file,
            person=caseworker,
            reviewer=supervisor,
            by=other_supervisor,
            scope=scope_of(other_supervisor),
            versions=[version],
            set_version=set_version,
        )


def test_somebody_without_a_part_in_the_file_is_not_reviewed_on_it(
    case_file, other_caseworker, supervisor, manager, version, set_version, scope_of
):
    with pytest.raises(DomainError, match="no part in this case file") as refused:
        factories.assign(
            case_file=case_file,
            person=other_caseworker,
            reviewer=supervisor,
            by=manager,
            scope=scope_of(manager),
            versions=[version],
            set_version=set_version,
        )
    assert refused.value.field == "person"


def _ask(reviewer, case_file, caseworker, manager, version, set_version, scope):
    return factories.assign(
        case_file=case_file,
        person=caseworker,
        reviewer=reviewer,
        by=manager,
        scope=scope,
        versions=[version],
        set_version=set_version,
    )


def test_a_colleague_without_the_role_is_no_reviewer(
    case_file, caseworker, other_caseworker, manager, version, set_version, scope_of
):
    asked = (case_file, caseworker, manager, version, set_version, scope_of(manager))
    with pytest.raises(DomainError, match="ask an organisation admin") as refused:
        _ask(other_caseworker, *asked)
    assert refused.value.field == "reviewer"
    assert "Chidi Eze is not a supervisor or lead of casework today" in refused.value.message
    assert not FileReview.objects.exists()


@pytest.mark.parametrize(
    ("begins", "ends", "reviews"),
    [(0, 0, True), (-9, None, True), (-9, -1, False), (1, None, False)],
)
def test_the_role_to_review_is_asked_on_the_day(
    case_file, caseworker, other_caseworker, manager, version, set_version, scope_of,
    today, begins, ends, reviews,
):  # fmt: skip
    AccessRoleFactory(
        user=other_caseworker,
        role=Role.SUPERVISOR,
        from_on=today + dt.timedelta(days=begins),
        to_on=None if ends is None else today + dt.timedelta(days=ends),
    )
    asked = (case_file, caseworker, manager, version, set_version, scope_of(manager))
    offered = possible_reviewers(case_file, scope_of(manager))
    assert offered.filter(pk=other_caseworker.pk).exists() is reviews
    if reviews:
        assert _ask(other_caseworker, *asked).reviewer == other_caseworker
    else:
        with pytest.raises(DomainError, match="not a supervisor or lead of casework today"):
            _ask(other_caseworker, *asked)


def test_who_left_is_no_reviewer_though_a_role_was_left_open(
    case_file, caseworker, leaver, manager, version, set_version, scope_of
):
    AccessRoleFactory(user=leaver, role=Role.LEAD_OF_CASEWORK)
    with pytest.raises(DomainError, match="not a supervisor or lead of casework today"):
        _ask(leaver, case_file, caseworker, manager, version, set_version, scope_of(manager))


def test_finishing_writes_the_sheet_once_and_no_evidence(submitted):
    sheet = Sheet.objects.get(review=submitted)
    assert sheet.submitted_at is not None
    assert submitted.state == ReviewState.SUBMITTED
    assert Answer.objects.filter(sheet=sheet).count() == 20
    assert [f.note for f in sheet.findings.all()] == [factories.GOOD, factories.LACKING]
    assert not Evidence.objects.exists()
    with pytest.raises(DomainError, match="already finished"):
        factories.submit(
            submitted, by=submitted.reviewer, scope=_scope(submitted), content=None, trees=[_tree()]
        )


def _scope(review):
    from core.clock import today
    from people.scope import scope_for

    return scope_for(review.reviewer, today())


def _tree():
    from frameworks.models import Version
    from frameworks.tree import tree_of

    return tree_of(Version.objects.get().pk)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(1, "today or earlier"), (-200, "before the case file was opened"), (None, "Enter the date")],
)
def test_a_review_has_a_day_that_can_be(assigned, supervisor, scope_of, tree, days, sentence):
    scope = scope_of(supervisor)
    day = None if days is None else scope.on + dt.timedelta(days=days)
    with pytest.raises(DomainError, match=sentence) as refused:
        factories.submit(assigned, by=supervisor, scope=scope, trees=[tree], reviewed_on=day)
    assert refused.value.field == "reviewed_on"
    assert not Sheet.objects.exists()


def test_a_review_before_the_post_began_is_refused(assigned, supervisor, scope_of, tree):
    scope = scope_of(supervisor)
    Post.objects.filter(pk=assigned.post_id).update(from_on=scope.on - dt.timedelta(days=5))
    with pytest.raises(DomainError, match="post began") as refused:
        factories.submit(
            assigned,
            by=supervisor,
            scope=scope,
            trees=[tree],
            reviewed_on=scope.on - dt.timedelta(days=10),
        )
    assert refused.value.field == "reviewed_on"


def test_somebody_who_came_to_hold_the_case_meanwhile_cannot_finish(
    assigned, supervisor, scope_of, tree
):
    HoldingFactory(case_file=assigned.case_file, user=supervisor, part="held")
    with pytest.raises(DomainError) as refused:
        factories.submit(assigned, by=supervisor, scope=scope_of(supervisor), trees=[tree])
    assert refused.value.field == "reviewer"


def test_only_the_reviewer_finishes(assigned, manager, scope_of, tree):
    with pytest.raises(NotAllowed):
        factories.submit(assigned, by=manager, scope=scope_of(manager), trees=[tree])


def test_findings_of_one_sort_only_ask_for_a_second_look(assigned, supervisor, scope_of, tree):
    fields = factories.fields_for(assigned, tree) | {"finding": ["1"]}
    given = {"by": supervisor, "scope": scope_of(supervisor), "trees": [tree]}
    with pytest.raises(DomainError) as refused:
        factories.submit(assigned, content=read_content(fields), **given)
    assert refused.value.field == "looked_again"
    factories.submit(assigned, content=read_content(fields), looked_again=True, **given)
    assert Sheet.objects.get().looked_again


def test_sharing_makes_evidence_for_each_finding_and_direction(shared, caseworker, tree):
    rows = Evidence.objects.order_by("pk")
    assert [(row.direction, row.statement) for row in rows] == [
        (Direction.SHOWS, factories.GOOD),
        (Direction.OPPOSITE, factories.LACKING),
    ]
    assert {row.person_id for row in rows} == {caseworker.pk}
    assert {row.team_id for row in rows} == {shared.team_id}
    assert EvidenceTick.objects.count() == 2
    assert Outbox.objects.filter(to=caseworker.email).count() == 1


def test_a_finding_with_ticks_of_both_kinds_makes_two_rows(assigned, supervisor, scope_of, tree):
    area = tree.area_by_key["impactful.clear"]
    both = [str(area.effective[0].id), str(area.ineffective[0].id)]
    content = factories.content_for(assigned, tree, **{"finding-1-behaviour": both})
    scope = scope_of(supervisor)
    review = factories.submit(assigned, content=content, by=supervisor, scope=scope, trees=[tree])
    factories.share(review, by=supervisor, scope=scope)
    finding = Finding.objects.get(position=1)
    assert sorted(finding.evidence.values_list("direction", flat=True)) == ["opposite", "shows"]
    for row in finding.evidence.all():
        assert row.ticks.count() == 1


def test_feedback_in_the_future_or_before_the_review_is_refused(submitted, supervisor, scope_of):
    scope = scope_of(supervisor)
    for days, sentence in ((1, "today or earlier"), (-3, "before the review")):
        with pytest.raises(DomainError, match=sentence) as refused:
            factories.share(
                submitted, by=supervisor, scope=scope, given_on=scope.on + dt.timedelta(days=days)
            )
        assert refused.value.field == "given_on"
    assert not Evidence.objects.exists()


def test_the_time_to_answer_stands_still_during_absence(
    submitted, supervisor, caseworker, scope_of
):
    scope = scope_of(supervisor)
    Absence.objects.create(
        user=caseworker, from_on=scope.on, to_on=scope.on + dt.timedelta(days=27)
    )
    review = factories.share(submitted, by=supervisor, scope=scope)
    assert review.reply_by > scope.on + dt.timedelta(days=38)


def test_acknowledging_needs_no_words_and_disagreeing_does(shared, caseworker, scope_of):
    scope = scope_of(caseworker)
    with pytest.raises(DomainError, match="own words") as refused:
        reply_to_review(
            review=shared, sort=ReplySort.DISPUTED, text=" ", by=caseworker, scope=scope
        )
    assert refused.value.field == "text"
    reply_to_review(review=shared, sort=ReplySort.ACKNOWLEDGED, text="", by=caseworker, scope=scope)
    shared.refresh_from_db()
    assert shared.state == ReviewState.ACKNOWLEDGED


def test_a_disputed_review_counts_nowhere_and_stays_disputed(
    shared, caseworker, supervisor, scope_of
):
    assert Evidence.objects.counting().count() == 2
    reply_to_review(
        review=shared,
        sort=ReplySort.DISPUTED,
        text="The appeal had been lodged before.",
        by=caseworker,
        scope=scope_of(caseworker),
    )
    assert Evidence.objects.counting().count() == 0
    shared.refresh_from_db()
    with pytest.raises(DomainError):
        close_review(review=shared, by=supervisor, scope=scope_of(supervisor))
    shared.refresh_from_db()
    assert shared.state == ReviewState.DISPUTED


def test_only_the_person_answers(shared, supervisor, other_caseworker, scope_of):
    for user in (supervisor, other_caseworker):
        with pytest.raises(NotAllowed):
            reply_to_review(
                review=shared,
                sort=ReplySort.ACKNOWLEDGED,
                text="",
                by=user,
                scope=scope_of(user),
            )


def test_a_finished_review_takes_an_addendum_and_keeps_its_words(
    shared, supervisor, caseworker, scope_of
):
    add_addendum(
        review=shared,
        text="The second letter was found.",
        by=supervisor,
        scope=scope_of(supervisor),
    )
    assert shared.addenda.get().by == supervisor
    assert Finding.objects.get(position=2).note == factories.LACKING
    with pytest.raises(NotAllowed):
        add_addendum(review=shared, text="x", by=caseworker, scope=scope_of(caseworker))


def test_withdrawing_needs_a_reason_and_takes_the_evidence_out_of_every_count(
    shared, supervisor, scope_of
):
    scope = scope_of(supervisor)
    with pytest.raises(DomainError) as refused:
        withdraw_review(review=shared, reason="", by=supervisor, scope=scope)
    assert refused.value.field == "reason"
    withdraw_review(review=shared, reason="The wrong file was read.", by=supervisor, scope=scope)
    assert Evidence.objects.count() == 2
    assert Evidence.objects.counting().count() == 0
    last = StatusChange.objects.latest("pk")
    assert (last.to_state, last.reason) == (ReviewState.WITHDRAWN, "The wrong file was read.")


def test_every_act_leaves_one_event(shared, caseworker, supervisor, scope_of):
    reply_to_review(
        review=shared,
        sort=ReplySort.ACKNOWLEDGED,
        text="Thank you.",
        by=caseworker,
        scope=scope_of(caseworker),
    )
    close_review(review=shared, by=supervisor, scope=scope_of(supervisor))
    acts = AuditEvent.objects.filter(act__startswith="review.").order_by("pk")
    assert list(acts.values_list("act", flat=True)) == [
        "review.assigned",
        "review.submitted",
        "review.shared",
        "review.acknowledged",
        "review.closed",
    ]


def test_the_words_of_a_reply_are_not_in_the_trail(shared, caseworker, scope_of):
    secret = "The appeal had been lodged before, on the second of March."
    reply_to_review(
        review=shared,
        sort=ReplySort.COMMENT,
        text=secret,
        by=caseworker,
        scope=scope_of(caseworker),
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM core_auditdetail")
        details = " ".join(str(row[0]) for row in cursor.fetchall())
    assert "appeal" not in details
