"""A file reviewed twice, blind: asked for, written apart, agreed or decided, all three kept."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from assessments.agreeing import begin_agreed
from assessments.enums import ReviewState, SheetPart
from assessments.models import (
    AgreedAnswer,
    AgreedProposal,
    Evidence,
    FileReview,
    SecondReview,
    Sheet,
)
from assessments.queries import written
from assessments.second_querysets import readable_parts
from assessments.services.agree import answer_proposal, decide_outcome, propose_outcome
from assessments.services.second import ask_second_review, call_off_second
from assessments.services.submit import begin_review
from assessments.waiting import waiting_for
from core.errors import DomainError, NotAllowed
from core.keys import key_of
from core.models import AuditEvent, DatedSetting, Outbox
from frameworks.tree import tree_of
from people.enums import Role
from people.models import Line
from tests.assessments import factories
from tests.assessments.round_factories import files_of, started
from tests.cases.factories import HoldingFactory
from tests.factories import AccessRoleFactory, person

DAY = dt.timedelta(days=1)


def waits(user, scope_of, today):
    return [row["text_key"] for row in waiting_for(scope_of(user), today)]


# Asking for a second review


def test_only_a_lead_asks_and_not_about_their_own_work(cast, scope_of):
    review = factories.review_at(cast, "assigned")
    given = {"review": review, "reviewer": cast.other_supervisor, "reason": "A hard file."}
    due = scope_of(cast.manager).on + DAY
    for user in (cast.supervisor, cast.other_supervisor):
        with pytest.raises(NotAllowed):
            ask_second_review(**given, due_on=due, by=user, scope=scope_of(user))
    AccessRoleFactory(user=cast.caseworker, role=Role.LEAD_OF_CASEWORK)
    with pytest.raises(NotAllowed):
        ask_second_review(**given, due_on=due, by=cast.caseworker, scope=scope_of(cast.caseworker))


@pytest.mark.parametrize(
    ("change", "words", "field"),
    [
        ({"reason": " "}, "Say why", "reason"),
        ({"due_on": dt.date(2020, 1, 1)}, "today or later", "due_on"),
        ({"reviewer": "supervisor"}, "is the first reviewer", "reviewer"),
        ({"reviewer": "caseworker"}, "nobody reviews their own work", "reviewer"),
        ({"reviewer": "other_caseworker"}, "not a supervisor or lead", "reviewer"),
    ],
)
def test_what_cannot_be_asked_is_refused_beside_its_field(cast, scope_of, change, words, field):
    review = factories.review_at(cast, "assigned")
    given = {"reviewer": cast.other_supervisor, **change}
    if isinstance(given["reviewer"], str):
        given["reviewer"] = getattr(cast, given["reviewer"])
    with pytest.raises(DomainError, match=words) as refused:
        factories.ask_second(review, by=cast.manager, scope=scope_of(cast.manager), **given)
    assert refused.value.field == field
    assert not SecondReview.objects.exists()


def test_who_had_a_part_in_the_case_or_is_below_the_first_reviewer_is_refused(cast, scope_of):
    review = factories.review_at(cast, "assigned")
    below = person("Tariq Below", Role.SUPERVISOR, supervisor=cast.supervisor)
    HoldingFactory(case_file=review.case_file, user=cast.other_supervisor, part="worked")
    grace = {"by": cast.manager, "scope": scope_of(cast.manager)}
    for user, words in ((below, "is supervised by Ben"), (cast.other_supervisor, "Choose another")):
        with pytest.raises(DomainError, match=words) as refused:
            factories.ask_second(review, reviewer=user, **grace)
        assert refused.value.field == "reviewer"


def test_a_second_review_is_asked_for_once_and_before_the_first_is_finished(blind, cast, scope_of):
    grace = {"by": cast.manager, "scope": scope_of(cast.manager)}
    with pytest.raises(DomainError, match="has a second reviewer already"):
        factories.ask_second(blind("asked"), reviewer=cast.manager, **grace)
    with pytest.raises(DomainError, match="before the first is finished"):
        factories.ask_second(blind("first", "HB-2"), reviewer=cast.manager, **grace)


# Blind: what is open to whom


def test_neither_reads_the_others_sheet_until_both_are_in_and_nobody_else_reads_either(
    blind, cast, hr, scope_of
):
    review = blind("first")
    assert review.state == ReviewState.SECOND
    assert review.submitted_at is None
    assert readable_parts(review, scope_of(cast.supervisor)) == (SheetPart.FIRST,)
    assert readable_parts(review, scope_of(cast.other_supervisor)) == (SheetPart.SECOND,)
    for user in (cast.manager, cast.caseworker, hr):
        assert readable_parts(review, scope_of(user)) == ()
        assert not FileReview.objects.visible_to(scope_of(user)).exists()
    review = blind("both", "HB-2")
    assert review.unblinded_at == review.submitted_at
    assert SheetPart.FIRST in readable_parts(review, scope_of(cast.other_supervisor))
    assert not FileReview.objects.visible_to(scope_of(cast.caseworker)).exists()


def test_the_second_may_finish_before_the_first(blind, cast, scope_of):
    review = blind("second")
    assert review.state == ReviewState.ASSIGNED
    assert review.unblinded_at is None
    assert readable_parts(review, scope_of(cast.supervisor)) == (SheetPart.FIRST,)
    tree = tree_of(review.versions.get().pk)
    factories.submit(review, by=cast.supervisor, scope=scope_of(cast.supervisor), trees=[tree])
    assert review.state == ReviewState.TO_AGREE
    assert review.unblinded_at


def test_the_second_reviewer_is_asked_for_independence_again_when_finishing(blind, cast, scope_of):
    review = blind("first")
    Line.objects.create(
        person=cast.other_supervisor,
        supervisor=cast.caseworker,
        from_on=scope_of(cast.manager).on,
    )
    tree = tree_of(review.versions.get().pk)
    with pytest.raises(DomainError, match="is supervised by Amira"):
        factories.submit(
            review,
            by=cast.other_supervisor,
            scope=scope_of(cast.other_supervisor),
            trees=[tree],
        )
    assert Sheet.objects.count() == 1


def test_nobody_finishes_twice_and_a_stranger_never(blind, cast, scope_of):
    review = blind("first")
    tree = tree_of(review.versions.get().pk)
    for user, refusal in ((cast.supervisor, DomainError), (cast.manager, NotAllowed)):
        with pytest.raises(refusal):
            factories.submit(review, by=user, scope=scope_of(user), trees=[tree])


def test_what_waits_follows_the_two_and_empties_itself(blind, cast, scope_of, today):
    blind("asked")
    assert waits(cast.other_supervisor, scope_of, today) == ["second_to_write"]
    blind("both", "HB-2")
    assert "review_to_agree" in waits(cast.supervisor, scope_of, today)
    assert "review_to_agree" in waits(cast.other_supervisor, scope_of, today)
    FileReview.objects.all()
    blind("proposed", "HB-3")
    assert waits(cast.supervisor, scope_of, today).count("review_to_agree") == 1, (
        "who proposed it waits for the other"
    )
    assert waits(cast.other_supervisor, scope_of, today).count("review_to_agree") == 2
    blind("agreed", "HB-4")
    assert "review_submitted" in waits(cast.supervisor, scope_of, today)
    assert waits(cast.caseworker, scope_of, today) == []


# Calling it off


def test_called_off_the_first_stands_alone_and_the_second_sees_nothing_more(blind, cast, scope_of):
    review = blind("first")
    with pytest.raises(DomainError, match="Say why"):
        call_off_second(review=review, reason=" ", by=cast.manager, scope=scope_of(cast.manager))
    call_off_second(
        review=review, reason="She left.", by=cast.manager, scope=scope_of(cast.manager)
    )
    review.refresh_from_db()
    assert (review.state, review.second_reviewer) == (ReviewState.SUBMITTED, None)
    assert review.submitted_at
    assert not FileReview.objects.visible_to(scope_of(cast.other_supervisor)).exists()
    assert SecondReview.objects.get().called_off_reason == "She left."
    factories.share(review, by=cast.supervisor, scope=scope_of(cast.supervisor))
    assert Evidence.objects.count() == 2


def test_a_finished_second_review_cannot_be_called_off(blind, cast, scope_of):
    with pytest.raises(DomainError, match="no longer be called off"):
        call_off_second(
            review=blind("second"), reason="No.", by=cast.manager, scope=scope_of(cast.manager)
        )


# The agreed outcome


def test_the_agreed_sheet_begins_from_both(blind, cast):
    review = blind("both")
    fields = begin_agreed(
        [
            written(review, SheetPart.FIRST, cast.supervisor.pk),
            written(review, SheetPart.SECOND, cast.other_supervisor.pk),
        ]
    )
    assert "answer-plain-language" not in fields, "they differ: to be agreed"
    assert fields["comment-plain-language"] == ["Two words of the trade in the first line."]
    assert sum(name.startswith("answer-") for name in fields) > 5
    notes = {fields[f"finding-{n}-note"][0] for n in fields["finding"]}
    assert notes == {factories.GOOD, factories.LACKING, factories.SECOND_SAW}


def test_confirmed_by_the_other_it_stands_and_all_three_are_kept(blind, cast):
    review = blind("shared")
    assert {sheet.part for sheet in review.sheets.all()} == {"first", "second", "agreed"}
    assert review.standing_part == SheetPart.AGREED
    said = set(Evidence.objects.values_list("statement", flat=True))
    assert said == {factories.GOOD, "The time limit stands on the last page only."}
    assert set(Evidence.objects.values_list("finding__sheet__part", flat=True)) == {"agreed"}
    acts = set(AuditEvent.objects.values_list("act", flat=True))
    assert {
        "review.second_asked",
        "review.outcome_proposed",
        "review.outcome_confirmed",
        "review.outcome_agreed",
    } <= acts


def test_nothing_is_evidence_before_and_sharing_waits_for_the_outcome(blind, cast, scope_of):
    review = blind("proposed")
    with pytest.raises(DomainError, match="Only a finished review"):
        factories.share(review, by=cast.supervisor, scope=scope_of(cast.supervisor))
    assert not Evidence.objects.exists()


def test_who_proposed_it_cannot_confirm_it_nor_can_a_stranger(blind, cast, scope_of):
    review = blind("proposed")
    proposal = AgreedProposal.objects.get()
    for user in (cast.supervisor, cast.manager, cast.caseworker):
        with pytest.raises(NotAllowed):
            answer_proposal(
                proposal=proposal, agree=True, text="", trees=[], by=user, scope=scope_of(user)
            )
    review.refresh_from_db()
    assert review.state == ReviewState.TO_AGREE


def test_where_they_cannot_agree_the_lead_decides_with_a_reason(blind, cast, scope_of, today):
    review = blind("proposed")
    tree = tree_of(review.versions.get().pk)
    given = {
        "review": review,
        "fields": factories.agreed_fields(review, tree),
        "trees": [tree],
        "by": cast.manager,
        "scope": scope_of(cast.manager),
    }
    with pytest.raises(DomainError, match="once one of the two has said why"):
        decide_outcome(**given, reason="I read the file.")
    dilys = {"by": cast.other_supervisor, "scope": scope_of(cast.other_supervisor)}
    proposal = AgreedProposal.objects.get()
    with pytest.raises(DomainError, match="what you do not agree with"):
        answer_proposal(proposal=proposal, agree=False, text="", trees=[tree], **dilys)
    answer_proposal(proposal=proposal, agree=False, text="It is on no page.", trees=[tree], **dilys)
    assert "review_undecided" in waits(cast.manager, scope_of, today)
    with pytest.raises(DomainError, match="how you came to this") as refused:
        decide_outcome(**given, reason="")
    assert refused.value.field == "reason"
    decide_outcome(**given, reason="I read the file: it is on the last page.")
    review.refresh_from_db()
    assert (review.state, review.standing_part) == (ReviewState.SUBMITTED, SheetPart.AGREED)
    assert review.sheets.get(part="agreed").reviewer == cast.manager
    assert waits(cast.manager, scope_of, today) == []


def test_a_lead_who_reviewed_the_file_does_not_decide_its_outcome(blind, cast, scope_of):
    AccessRoleFactory(user=cast.other_supervisor, role=Role.LEAD_OF_CASEWORK)
    review = blind("proposed")
    with pytest.raises(NotAllowed):
        decide_outcome(
            review=review,
            fields={},
            reason="Mine.",
            trees=[],
            by=cast.other_supervisor,
            scope=scope_of(cast.other_supervisor),
        )


def test_only_one_proposal_waits_at_a_time(blind, cast, scope_of):
    review = blind("proposed")
    tree = tree_of(review.versions.get().pk)
    with pytest.raises(DomainError, match="waiting for an answer"):
        propose_outcome(
            review=review,
            fields=factories.agreed_fields(review, tree),
            reason="Again.",
            trees=[tree],
            by=cast.other_supervisor,
            scope=scope_of(cast.other_supervisor),
        )


@pytest.mark.parametrize("model", [SecondReview, AgreedProposal, AgreedAnswer])
def test_what_was_agreed_is_written_once(blind, model):
    blind("agreed")
    column = {SecondReview: "reason", AgreedProposal: "reason", AgreedAnswer: "text"}[model]
    table = model._meta.db_table
    for statement in (f"UPDATE {table} SET {column} = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert model.objects.exists()


# In a round


def test_a_round_gives_its_blind_share_second_reviewers_who_are_independent(cast, scope_of):
    files_of(cast.caseworker)
    files_of(cast.other_caseworker)
    DatedSetting.objects.create(
        key="sampling.blind_one_in",
        value=1,
        from_on=dt.date(2020, 1, 1),
        by_key=key_of(cast.manager),
        at=timezone.now(),
    )
    round_ = started(cast.manager)
    reviews = [each.review for each in round_.drawn.standing().select_related("review")]
    assert reviews
    for review in reviews:
        assert review.second_reviewer is not None
        assert review.second_reviewer not in (review.reviewer, review.person)
        if review.reviewer == cast.manager:
            assert review.second_reviewer != cast.supervisor, "below the first reviewer"
    told = [mail.body for mail in Outbox.objects.all()]
    assert any("You have been given" in body for body in told)


def test_begun_is_noted_for_each_reviewer_apart(blind, cast, scope_of):
    review = blind("asked")
    begin_review(review=review, by=cast.other_supervisor, scope=scope_of(cast.other_supervisor))
    review.refresh_from_db()
    assert review.state == ReviewState.ASSIGNED
    assert SecondReview.objects.get().begun_at
