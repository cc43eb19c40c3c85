"""Who sees which review and which evidence (TRUST, "Who sees what"), with something to leak."""

import datetime as dt

import pytest

from assessments.enums import ReplySort
from assessments.models import Evidence, FileReview, Judgement
from assessments.services.judge import judge_area
from assessments.services.reply import reply_to_review, withdraw_review
from assessments.waiting import waiting_for
from frameworks.models import Degree
from people.models import Cover, Line
from people.scope import scope_for
from tests.assessments import factories

NOBODY = (
    "other_caseworker",
    "other_supervisor",
    "hr",
    "framework_admin",
    "organisation_admin",
    "data_protection_lead",
    "staff_representative",
    "leaver",
)


@pytest.fixture
def sees(request, scope_of):
    """Return who of the cast sees any review."""

    def found(*names: str) -> set[str]:
        return {
            name
            for name in names
            if FileReview.objects.visible_to(scope_of(request.getfixturevalue(name))).exists()
        }

    return found


EVERYBODY = ("caseworker", "supervisor", "manager", *NOBODY)


def test_before_it_is_finished_only_the_reviewer_sees_a_review(sees, assigned):
    assert sees(*EVERYBODY) == {"supervisor"}


def test_once_finished_those_who_act_on_it_see_it_and_the_person_does_not(sees, submitted):
    assert sees(*EVERYBODY) == {"supervisor", "manager"}


def test_once_shared_the_person_sees_it_and_the_manager_goes_back_to_figures(sees, shared):
    assert sees(*EVERYBODY) == {"caseworker", "supervisor"}


def test_a_dispute_brings_the_text_to_the_manager(sees, shared, caseworker, scope_of):
    reply_to_review(
        review=shared,
        sort=ReplySort.DISPUTED,
        text="This was not my letter.",
        by=caseworker,
        scope=scope_of(caseworker),
    )
    assert sees(*EVERYBODY) == {"caseworker", "supervisor", "manager"}


def test_a_new_supervisor_sees_what_was_shared_since_they_took_over(
    shared, caseworker, other_supervisor, today
):
    Line.objects.filter(person=caseworker).update(to_on=today - dt.timedelta(days=1))
    line = Line.objects.create(person=caseworker, supervisor=other_supervisor, from_on=today)
    assert FileReview.objects.visible_to(scope_for(other_supervisor, today)).exists()
    assert Evidence.objects.visible_to(scope_for(other_supervisor, today)).count() == 2
    tomorrow = today + dt.timedelta(days=1)
    Line.objects.filter(pk=line.pk).update(from_on=tomorrow)
    assert not FileReview.objects.visible_to(scope_for(other_supervisor, tomorrow)).exists()
    assert not Evidence.objects.visible_to(scope_for(other_supervisor, tomorrow)).exists()


def test_a_former_supervisor_sees_nothing_unless_they_reviewed_it(
    shared, caseworker, supervisor, other_supervisor, today
):
    Line.objects.filter(person=caseworker).update(to_on=today - dt.timedelta(days=1))
    scope = scope_for(supervisor, today)
    assert FileReview.objects.visible_to(scope).count() == 1, "as the reviewer, for 20 working days"
    FileReview.objects.filter(pk=shared.pk).update(
        closed_at=shared.shared_at - dt.timedelta(days=40)
    )
    assert not FileReview.objects.visible_to(scope).exists()


def test_a_deputy_sees_for_the_dates_of_the_cover_only(shared, supervisor, other_supervisor, today):
    Cover.objects.create(covered=supervisor, deputy=other_supervisor, from_on=today, to_on=today)
    assert Evidence.objects.visible_to(scope_for(other_supervisor, today)).count() == 2
    tomorrow = scope_for(other_supervisor, today + dt.timedelta(days=1))
    assert not Evidence.objects.visible_to(tomorrow).exists()
    assert not FileReview.objects.visible_to(tomorrow).exists()


@pytest.mark.parametrize("name", ["manager", *NOBODY])
def test_evidence_and_judgements_are_hidden_from_everybody_else(
    name, request, shared, caseworker, supervisor, scope_of
):
    row = Evidence.objects.first()
    judge_area(
        person=caseworker,
        area=row.area,
        degree=Degree.objects.get(version=row.version, key="developing"),
        reason="Seen in this file.",
        evidence=[row],
        by=supervisor,
        scope=scope_of(supervisor),
    )
    scope = scope_of(request.getfixturevalue(name))
    assert Evidence.objects.count() == 2
    assert Judgement.objects.count() == 1
    assert not Evidence.objects.visible_to(scope).exists()
    assert not Judgement.objects.visible_to(scope).exists()


def test_the_author_of_evidence_reads_it_while_it_can_be_answered(
    submitted, supervisor, caseworker, today, scope_of
):
    Line.objects.filter(person=caseworker).update(to_on=today - dt.timedelta(days=1))
    factories.share(submitted, by=supervisor, scope=scope_of(supervisor))
    assert Evidence.objects.visible_to(scope_for(supervisor, today)).count() == 2
    later = today + dt.timedelta(days=40)
    assert not Evidence.objects.visible_to(scope_for(supervisor, later)).exists()


def test_the_reviewer_of_a_withdrawn_review_reads_it_for_20_working_days_and_no_longer(
    submitted, caseworker, supervisor, today, scope_of
):
    withdraw_review(
        review=submitted, reason="The wrong file.", by=supervisor, scope=scope_of(supervisor)
    )
    Line.objects.filter(person=caseworker).update(to_on=today - dt.timedelta(days=1))
    assert FileReview.objects.visible_to(scope_for(supervisor, today)).exists()
    later = scope_for(supervisor, today + dt.timedelta(days=40))
    assert not FileReview.objects.visible_to(later).exists()


def test_nothing_waits_for_a_new_supervisor_that_they_may_not_open(
    shared, caseworker, supervisor, other_supervisor, today, scope_of
):
    reply_to_review(
        review=shared,
        sort=ReplySort.ACKNOWLEDGED,
        text="",
        by=caseworker,
        scope=scope_of(caseworker),
    )
    assert [row["text_key"] for row in waiting_for(scope_of(supervisor), today)] == [
        "review_acknowledged"
    ]
    Line.objects.filter(person=caseworker).update(to_on=today)
    tomorrow = today + dt.timedelta(days=1)
    Line.objects.create(person=caseworker, supervisor=other_supervisor, from_on=tomorrow)
    assert not list(waiting_for(scope_for(other_supervisor, tomorrow), tomorrow))
