"""What was said in a review is written once: attacked table by table, on both databases."""

import pytest
from django.db import DatabaseError, connection, transaction

from assessments.models import (
    Addendum,
    Answer,
    Evidence,
    EvidenceTick,
    EvidenceWithdrawal,
    Feedback,
    FileReview,
    Finding,
    FindingTick,
    Judgement,
    JudgementEvidence,
    Reply,
    Sheet,
    StatusChange,
)
from assessments.services.judge import judge_area
from assessments.services.reply import add_addendum, reply_to_review, withdraw_review
from core.closed_passage import passage
from frameworks.models import Degree

CLOSED = {
    Answer: "comment = comment || '!'",
    Finding: "note = note || '!'",
    FindingTick: "behaviour_id = behaviour_id + 1",
    Sheet: "looked_again = NOT looked_again",
    Evidence: "statement = statement || '!'",
    EvidenceTick: "behaviour_id = behaviour_id + 1",
    EvidenceWithdrawal: "reason = reason || '!'",
    Judgement: "reason = reason || '!'",
    JudgementEvidence: "evidence_id = evidence_id + 1",
    Feedback: "note = note || '!'",
    Reply: "text = text || '!'",
    Addendum: "text = text || '!'",
    StatusChange: "reason = reason || '!'",
    FileReview: "purpose = 'supervision'",
}


@pytest.fixture
def everything(shared, caseworker, supervisor, scope_of):
    """A review with something in every table."""
    row = Evidence.objects.first()
    ben = {"by": supervisor, "scope": scope_of(supervisor)}
    judge_area(
        person=caseworker,
        area=row.area,
        degree=Degree.objects.get(version=row.version, key="developing"),
        reason="Seen in this file.",
        evidence=[row],
        **ben,
    )
    reply_to_review(
        review=shared,
        sort="comment",
        text="Thank you.",
        by=caseworker,
        scope=scope_of(caseworker),
    )
    add_addendum(review=shared, text="One letter was missing.", **ben)
    withdraw_review(review=shared, reason="The wrong file.", **ben)
    return shared


def refused(sql: str, *params: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


@pytest.mark.parametrize("model", CLOSED, ids=lambda model: model.__name__)
def test_no_word_of_it_is_changed_or_deleted(model, everything):
    table, change = model._meta.db_table, CLOSED[model]
    row = model.objects.first()
    before = model.objects.filter(pk=row.pk).values().get()
    refused(f"UPDATE {table} SET {change} WHERE id = %s", row.pk)
    refused(f"DELETE FROM {table} WHERE id = %s", row.pk)
    assert model.objects.filter(pk=row.pk).values().get() == before


@pytest.mark.parametrize("model", [Answer, Finding, FindingTick], ids=lambda m: m.__name__)
def test_nothing_is_added_to_a_sheet_that_was_submitted(model, everything):
    row = model.objects.last()
    row.pk = None
    row._state.adding = True
    if model is Answer:
        row.criterion_id += 100_000
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save(force_insert=True)


def test_the_passage_lets_through_only_rows_of_its_person(everything, caseworker, supervisor):
    row = Reply.objects.get()
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        passage(person_id=supervisor.pk, kind="reply", reason="erasure"),
    ):
        Reply.objects.filter(pk=row.pk).delete()
    with transaction.atomic(), passage(person_id=caseworker.pk, kind="reply", reason="erasure"):
        Reply.objects.filter(pk=row.pk).delete()
    assert not Reply.objects.exists()


def test_what_moves_in_a_review_may_move(shared):
    assert FileReview.objects.filter(pk=shared.pk).update(reply_by=shared.reply_by) == 1
