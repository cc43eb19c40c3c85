"""Signing off: what is closed, what never is, who may, and that it stays closed."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from assessments.enums import Direction, ReplySort, ReviewState
from assessments.models import Reply
from core.errors import DomainError, NotAllowed, Stale
from core.models import AuditEvent, Outbox
from frameworks.tree import tree_of
from people.scope import scope_for
from records.closing import closing_of, digests_now
from records.enums import Reach, SignedAs
from records.models import SignOff, SignOffEvidence
from records.querysets.closing import Span, evidence_left_out
from records.services.sign_off import sign_off_record, sign_record
from tests.factories import CoverFactory, LineFactory
from tests.records.factories import (
    entry_of,
    evidence_of,
    judgement_of,
    reply_to,
    review_of,
    small_framework,
)

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 3, 31)
INSIDE = dt.date(2026, 2, 10)


@pytest.fixture
def version(db):
    return small_framework()


@pytest.fixture
def area(version):
    return version.areas.first()


@pytest.fixture
def evidence(caseworker, area, supervisor):
    return evidence_of(caseworker, area, supervisor, on=INSIDE)


@pytest.fixture
def sign_off(caseworker, version, supervisor):
    """Return a function that signs off Amira's first quarter as Ben."""

    def signing(**changes):
        wanted = {
            "person": caseworker,
            "version": version,
            "period_from": FIRST,
            "period_to": LAST,
            "note": "A good quarter.",
            "by": supervisor,
        }
        return sign_off_record(**{**wanted, **changes})

    return signing


def closed_evidence(sign_off: SignOff) -> list[int]:
    return list(sign_off.evidence_rows.values_list("evidence", flat=True))


def test_the_evidence_judgements_and_shared_entries_of_the_period_are_closed(
    sign_off, evidence, caseworker, area, supervisor
):
    judgement = judgement_of(caseworker, area, supervisor, on=INSIDE, rests_on=(evidence,))
    entry = entry_of(caseworker, on=INSIDE, reach=Reach.RECORD)

    signed = sign_off()

    assert closed_evidence(signed) == [evidence.pk]
    assert list(signed.judgement_rows.values_list("judgement", flat=True)) == [judgement.pk]
    assert list(signed.entry_rows.values_list("entry", flat=True)) == [entry.pk]
    assert signed.note == "A good quarter."
    assert signed.post == caseworker.posts.get()


def test_the_supervisor_signs_by_signing_off(sign_off, evidence, supervisor):
    signature = sign_off().signatures.get()
    assert (signature.signer, signature.signed_as, signature.signed) == (
        supervisor,
        SignedAs.SUPERVISOR,
        True,
    )


def test_what_lies_outside_the_period_or_framework_stays_open(
    sign_off, evidence, caseworker, area, supervisor
):
    evidence_of(caseworker, area, supervisor, on=FIRST - dt.timedelta(days=1))
    evidence_of(caseworker, area, supervisor, on=LAST + dt.timedelta(days=1))
    evidence_of(caseworker, small_framework("another").areas.first(), supervisor, on=INSIDE)
    assert closed_evidence(sign_off()) == [evidence.pk]


def test_another_persons_evidence_is_never_closed(
    sign_off, evidence, other_caseworker, area, supervisor
):
    evidence_of(other_caseworker, area, supervisor, on=INSIDE)
    assert closed_evidence(sign_off()) == [evidence.pk]


@pytest.mark.parametrize("reach", [Reach.PRIVATE, Reach.SUPERVISOR])
def test_an_entry_not_shared_into_the_record_stays_open(sign_off, evidence, caseworker, reach):
    entry_of(caseworker, on=INSIDE, reach=reach)
    assert not sign_off().entry_rows.exists()


def test_disputed_and_withdrawn_evidence_is_never_closed(
    sign_off, evidence, caseworker, area, supervisor, other_supervisor
):
    disputed = review_of(caseworker, other_supervisor, shared=INSIDE, state=ReviewState.DISPUTED)
    in_dispute = evidence_of(caseworker, area, other_supervisor, on=INSIDE, review=disputed)
    gone = evidence_of(caseworker, area, supervisor, on=INSIDE, withdrawn="The wrong file.")

    assert closed_evidence(sign_off()) == [evidence.pk]
    span = Span(caseworker.pk, area.version_id, FIRST, LAST)
    left_out = evidence_left_out(span, scope_for(supervisor, LAST))
    assert {row.pk for row in left_out} == {in_dispute.pk, gone.pk}


def test_a_judgement_resting_on_disputed_evidence_is_not_closed(
    sign_off, evidence, caseworker, area, supervisor, other_supervisor
):
    disputed = review_of(caseworker, other_supervisor, shared=INSIDE, state=ReviewState.DISPUTED)
    in_dispute = evidence_of(caseworker, area, other_supervisor, on=INSIDE, review=disputed)
    judgement_of(caseworker, area, supervisor, on=INSIDE, rests_on=(evidence, in_dispute))
    assert not sign_off().judgement_rows.exists()


def test_each_piece_is_closed_once(sign_off, evidence, caseworker, area, supervisor):
    sign_off()
    later = evidence_of(
        caseworker, area, supervisor, on=INSIDE, direction=Direction.OPPOSITE, recorded=LAST
    )
    assert closed_evidence(sign_off()) == [later.pk]


def test_a_period_with_nothing_left_to_close_is_refused(sign_off, evidence):
    sign_off()
    with pytest.raises(DomainError, match="nothing to sign off") as refused:
        sign_off()
    assert refused.value.field == "period_from"


def test_evidence_from_before_the_supervisor_took_over_is_not_theirs_to_close(
    caseworker, area, version, other_supervisor, supervisor, evidence, today
):
    caseworker.lines.update(to_on=today - dt.timedelta(days=1))
    LineFactory(person=caseworker, supervisor=other_supervisor, from_on=today)
    with pytest.raises(DomainError, match="nothing to sign off"):
        sign_off_record(
            person=caseworker,
            version=version,
            period_from=FIRST,
            period_to=LAST,
            note="",
            by=other_supervisor,
        )


@pytest.mark.parametrize("who", ["caseworker", "manager", "other_supervisor", "hr"])
def test_only_the_supervisor_signs_off(request, sign_off, evidence, who):
    with pytest.raises(NotAllowed):
        sign_off(by=request.getfixturevalue(who))
    assert not SignOff.objects.exists()


def test_a_former_supervisor_no_longer_signs_off(sign_off, evidence, caseworker, today):
    caseworker.lines.update(to_on=today - dt.timedelta(days=1))
    with pytest.raises(NotAllowed):
        sign_off()


def test_a_deputy_signs_off_for_the_supervisor_and_the_trail_says_so(
    sign_off, evidence, supervisor, other_supervisor, today
):
    CoverFactory(covered=supervisor, deputy=other_supervisor, from_on=today, to_on=today)
    signed = sign_off(by=other_supervisor)
    assert signed.signed_by == other_supervisor
    event = AuditEvent.objects.get(act="record.signed_off")
    assert event.acting_for_key == f"people.user:{supervisor.pk}"


def test_a_period_that_is_not_over_is_refused(sign_off, evidence, today):
    with pytest.raises(DomainError, match="today or in the past") as refused:
        sign_off(period_to=today + dt.timedelta(days=1))
    assert refused.value.field == "period_to"


def test_a_period_out_of_order_is_refused(sign_off, evidence):
    with pytest.raises(DomainError) as refused:
        sign_off(period_from=LAST, period_to=FIRST)
    assert refused.value.field == "period_to"


def test_what_changed_since_it_was_looked_at_is_not_signed_unseen(
    sign_off, evidence, caseworker, area, supervisor, version
):
    seen = closing_of(
        Span(caseworker.pk, version.pk, FIRST, LAST), scope_for(supervisor, LAST)
    ).digest
    evidence_of(caseworker, area, supervisor, on=INSIDE, recorded=LAST)
    with pytest.raises(Stale):
        sign_off(seen=seen)
    assert not SignOff.objects.exists()


def test_the_person_is_told_without_a_word_of_the_content(sign_off, evidence, caseworker):
    sign_off(note="Private words.")
    mail = Outbox.objects.get(to=caseworker.email)
    assert "Private words" not in mail.body + mail.subject
    assert evidence.statement not in mail.body


def test_the_act_is_in_the_trail_with_its_digest(sign_off, evidence, supervisor, caseworker):
    signed = sign_off()
    event = AuditEvent.objects.get(act="record.signed_off")
    assert event.actor_key == f"people.user:{supervisor.pk}"
    assert event.subject_key == f"people.user:{caseworker.pk}"
    assert event.detail.data["digest"] == signed.digest


def test_the_digest_can_be_reckoned_again_from_what_is_kept(
    sign_off, evidence, caseworker, area, supervisor, other_supervisor
):
    review = review_of(caseworker, other_supervisor, shared=INSIDE)
    evidence_of(caseworker, area, other_supervisor, on=INSIDE, review=review)
    reply_to(review, "I was not told of the second file.")
    judgement_of(caseworker, area, supervisor, on=INSIDE, rests_on=(evidence,))
    entry_of(caseworker, on=INSIDE, reach=Reach.RECORD)

    signed = sign_off()

    assert len(signed.digest) == 64
    assert digests_now([signed]) == {signed.pk: signed.digest}
    Reply.objects.create(
        review=review,
        sort=ReplySort.DISPUTED,
        text="And I still disagree.",
        by=caseworker,
        at=signed.at + dt.timedelta(seconds=1),
    )
    evidence_of(caseworker, area, supervisor, on=INSIDE)
    assert digests_now([SignOff.objects.get()]) == {signed.pk: signed.digest}


CHANGES = {
    "the words": lambda signed, piece: SignOff.objects.update(note="Other words."),
    "what is closed": lambda signed, piece: SignOffEvidence.objects.all().delete(),
    "something more": lambda signed, piece: SignOffEvidence.objects.create(
        sign_off=signed, evidence=piece
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_signed_record_refuses_every_change(
    sign_off, evidence, caseworker, area, supervisor, change
):
    signed = sign_off()
    another = evidence_of(caseworker, area, supervisor, on=INSIDE)
    with pytest.raises(DatabaseError), transaction.atomic():
        change(signed, another)


def test_a_signed_entry_can_no_longer_be_changed(sign_off, caseworker):
    entry = entry_of(caseworker, on=INSIDE, reach=Reach.RECORD)
    sign_off()
    with pytest.raises(DatabaseError), transaction.atomic():
        type(entry).objects.filter(pk=entry.pk).update(text="Something else.")


def test_the_person_signs_with_a_note(sign_off, evidence, caseworker):
    signature = sign_record(sign_off=sign_off(), signed=True, note="With thanks.", by=caseworker)
    assert (signature.signed_as, signature.signed, signature.note) == (
        SignedAs.PERSON,
        True,
        "With thanks.",
    )


def test_not_signed_because_is_an_answer(sign_off, evidence, caseworker, supervisor):
    signed = sign_off()
    signature = sign_record(
        sign_off=signed, signed=False, note="The second case is missing.", by=caseworker
    )
    assert not signature.signed
    assert AuditEvent.objects.filter(act="record.not_signed").exists()
    assert "second case" not in Outbox.objects.get(to=supervisor.email).body


def test_not_signed_needs_its_because(sign_off, evidence, caseworker):
    signed = sign_off()
    with pytest.raises(DomainError) as refused:
        sign_record(sign_off=signed, signed=False, note=" ", by=caseworker)
    assert refused.value.field == "note"


def test_a_sign_off_is_answered_once(sign_off, evidence, caseworker):
    signed = sign_off()
    sign_record(sign_off=signed, signed=True, note="", by=caseworker)
    with pytest.raises(DomainError, match="already"):
        sign_record(sign_off=signed, signed=False, note="I changed my mind.", by=caseworker)


@pytest.mark.parametrize("who", ["supervisor", "hr", "other_caseworker"])
def test_nobody_signs_for_the_person(request, sign_off, evidence, who):
    signed = sign_off()
    with pytest.raises(NotAllowed):
        sign_record(sign_off=signed, signed=True, note="", by=request.getfixturevalue(who))


def test_sign_offs_are_seen_by_the_person_their_supervisor_and_hr_only(
    request, sign_off, evidence, scope_of
):
    sign_off()
    seen = {
        who: SignOff.objects.visible_to(scope_of(request.getfixturevalue(who))).exists()
        for who in (
            "caseworker",
            "supervisor",
            "hr",
            "manager",
            "other_caseworker",
            "other_supervisor",
            "framework_admin",
            "staff_representative",
        )
    }
    assert [who for who, sees in seen.items() if sees] == ["caseworker", "supervisor", "hr"]


@pytest.mark.parametrize("many", [1, 3])
def test_signing_off_asks_the_same_number_of_questions_for_one_and_for_three(
    sign_off, caseworker, area, supervisor, many, django_assert_num_queries
):
    for _ in range(many):
        piece = evidence_of(caseworker, area, supervisor, on=INSIDE)
        judgement_of(caseworker, area, supervisor, on=INSIDE, rests_on=(piece,))
        entry_of(caseworker, on=INSIDE, reach=Reach.RECORD)
    scope = scope_for(supervisor, LAST)
    tree_of(area.version_id)
    with django_assert_num_queries(25):
        sign_off(scope=scope)
