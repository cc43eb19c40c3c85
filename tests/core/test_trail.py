"""Events, their details, seals, and what is found when somebody meddles."""

import datetime as dt
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from core.audit import verify
from core.models import AuditDetail, AuditEvent, AuditSeal, SubjectSecret
from core.services import trail
from core.services.erasure import erase_details
from core.services.seals import seal_events
from core.services.trail import Touched
from core.trail import Text
from tests.core.meddling import meddle

AMIRA, BEN, CHIDI = "people.user:7", "people.user:8", "people.user:9"


def an_event(**more) -> AuditEvent:
    return trail.record("review.shared", by=BEN, subject=AMIRA, detail={"state": "shared"}, **more)


def test_record_writes_both_parts(db):
    event = trail.record(
        "review.shared",
        by=BEN,
        subject=AMIRA,
        record="assessments.filereview:3",
        detail={"state": "shared", "on": dt.date(2026, 11, 2), "words": Text("You were clear.")},
        acting_for=CHIDI,
    )
    event.refresh_from_db()
    assert (event.actor_key, event.acting_for_key, event.subject_key) == (BEN, CHIDI, AMIRA)
    assert event.detail.data["state"] == "shared"
    assert event.detail.data["on"] == "2026-11-02"
    assert len(event.detail_hmac) == 64


def test_free_text_is_nowhere_in_the_trail(db):
    trail.record("x.done", by=BEN, subject=AMIRA, detail={"words": Text("secret words")})
    row = AuditDetail.objects.get()
    assert "secret words" not in str(row.data)
    assert set(row.data["words"]) == {"hmac"}


def test_the_same_text_of_two_people_hashes_differently(db):
    for person in (AMIRA, CHIDI):
        trail.record("x.done", by=BEN, subject=person, detail={"words": Text("the same")})
    first, second = (row.data["words"]["hmac"] for row in AuditDetail.objects.all())
    assert first != second


@pytest.mark.parametrize("text", ["two\nlines", "x" * 121])
def test_free_text_that_is_not_wrapped_is_refused(db, text):
    with pytest.raises(ValueError, match="wrap free text"), transaction.atomic():
        trail.record("x.done", by=BEN, subject=AMIRA, detail={"words": text})
    assert not AuditEvent.objects.exists()


def test_an_act_that_fails_leaves_no_event(db):
    def act() -> None:
        with transaction.atomic():
            an_event()
            raise RuntimeError("The act failed.")

    with pytest.raises(RuntimeError):
        act()
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("people", [3, 30])
def test_a_bulk_act_writes_one_event_a_person_in_one_statement(
    db, people, django_assert_max_num_queries
):
    touched = [Touched(subject=f"people.user:{n}", detail={"to": "Ben"}) for n in range(people)]
    with django_assert_max_num_queries(7) as queries:
        events = trail.record_many("case.given", by=BEN, touched=touched)
    inserts = [q for q in queries if 'INSERT INTO "core_auditevent"' in q["sql"]]
    assert len(inserts) == 1
    assert [event.subject_key for event in events] == [row.subject for row in touched]
    assert verify().broken == []


def test_a_second_event_of_a_person_asks_three_statements(db, django_assert_num_queries):
    an_event()
    # the secret, the event, its detail
    with django_assert_num_queries(3):
        an_event()


# Seals


def test_seals_chain_over_all_events(db):
    for _ in range(3):
        an_event()
        assert seal_events() == 1
    assert seal_events() == 0
    first, second, third = AuditSeal.objects.order_by("id")
    assert (first.previous, second.previous, third.previous) == ("", first.digest, second.digest)
    found = verify()
    assert (found.events, found.seals, found.unsealed, found.broken) == (3, 3, 0, [])


def test_many_events_are_sealed_in_several_seals(db, monkeypatch):
    monkeypatch.setattr("core.services.seals.MOST_EVENTS", 4)
    for _ in range(10):
        an_event()
    assert seal_events() == 10
    assert AuditSeal.objects.count() == 3
    assert verify().broken == []


def test_the_sealer_waits_for_nobody_who_still_writes(committed_db):
    """An event with a lower id that is not committed yet must not slip in behind a seal."""
    if connection.vendor != "postgresql":
        # SQLite has one writer: while somebody writes, the sealer waits its turn.
        an_event()
        assert seal_events() == 1
        return
    an_event()  # makes Amira's secret, on which a second first event would wait
    seal_events()
    written, go_on = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with transaction.atomic():
            an_event()
            written.set()
            go_on.wait(10)
        connections.close_all()

    writer = threading.Thread(target=write_slowly)
    writer.start()
    written.wait(10)
    an_event()
    began = dt.datetime.now()
    assert seal_events() == 0
    assert dt.datetime.now() - began < dt.timedelta(seconds=2)
    go_on.set()
    writer.join()
    assert seal_events() == 2
    assert verify().broken == []


def test_two_sealers_at_once_make_one_chain(committed_db):
    for _ in range(20):
        an_event()
    start = threading.Barrier(4)

    def seal() -> None:
        start.wait()
        seal_events()
        connections.close_all()

    sealers = [threading.Thread(target=seal) for _ in range(4)]
    for sealer in sealers:
        sealer.start()
    for sealer in sealers:
        sealer.join()
    seal_events()
    found = verify()
    assert (found.events, found.unsealed, found.broken) == (20, 0, [])


# What is found


@pytest.fixture
def sealed(db) -> list[AuditEvent]:
    events = [an_event(), an_event(), an_event()]
    seal_events()
    return events


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("act", "review.withdrawn"),
        ("actor_key", CHIDI),
        ("subject_key", CHIDI),
        ("record_key", "x.y:1"),
        ("acting_for_key", CHIDI),
        ("detail_hmac", "0" * 64),
        ("at", "2020-01-01 00:00:00+00:00"),
    ],
)
def test_an_altered_event_is_named(sealed, column, value):
    meddle(f"UPDATE core_auditevent SET {column} = %s WHERE id = %s", value, sealed[1].pk)
    assert (
        f"Event {sealed[1].pk} was altered (seal {AuditSeal.objects.get().pk})." in verify().broken
    )


def test_a_removed_event_is_named(sealed):
    meddle("DELETE FROM core_auditdetail WHERE event_id = %s", sealed[1].pk)
    meddle("DELETE FROM core_auditevent WHERE id = %s", sealed[1].pk)
    assert verify().broken == [
        f"Event {sealed[1].pk} is missing (seal {AuditSeal.objects.get().pk})."
    ]


def test_an_event_put_in_later_is_named(sealed):
    meddle("UPDATE core_auditseal SET last_id = last_id + 1000")
    late = an_event()
    assert verify().broken == [
        f"Event {late.pk} was added after its seal (seal {AuditSeal.objects.get().pk})."
    ]


def test_an_altered_seal_is_named(sealed):
    meddle("UPDATE core_auditseal SET digest = %s", "0" * 64)
    seal = AuditSeal.objects.get()
    assert verify().broken == [
        f"Seal {seal.pk} (events {seal.first_id} to {seal.last_id}) does not match its events."
    ]


def test_a_removed_seal_breaks_the_chain(sealed):
    an_event()
    seal_events()
    meddle("DELETE FROM core_auditseal WHERE previous = ''")
    assert any(
        "does not follow from the seal before it" in sentence for sentence in verify().broken
    )


def test_an_altered_detail_is_named(sealed):
    meddle(
        'UPDATE core_auditdetail SET data = \'{"state": "draft"}\' WHERE event_id = %s',
        sealed[0].pk,
    )
    assert verify().broken == [f"Event {sealed[0].pk}: its detail was altered."]


def test_a_removed_detail_is_named(sealed):
    meddle("DELETE FROM core_auditdetail WHERE event_id = %s", sealed[0].pk)
    assert verify().broken == [f"Event {sealed[0].pk}: its detail is missing."]


def test_a_detail_put_in_later_is_named(db):
    bare = trail.record("x.done", by=BEN)
    AuditDetail.objects.create(event=bare, salt="", data={"state": "forged"})
    assert verify().broken == [f"Event {bare.pk}: a detail was added to it."]


def test_a_removed_secret_is_named(sealed):
    meddle("DELETE FROM core_subjectsecret")
    assert f"Event {sealed[0].pk}: the secret of its detail is missing." in verify().broken


# Erasure


def test_erasure_says_by_which_event(sealed):
    other = trail.record("x.done", by=BEN, subject=CHIDI, detail={"state": "kept"})
    eraser = erase_details(person_id=7, by=BEN, reason="They asked for it.")
    seal_events()
    found = verify()
    assert found.broken == []
    assert found.erased == [
        f"Event {event.pk}: detail erased by event {eraser.pk}." for event in sealed
    ]
    assert AuditDetail.objects.filter(event=other).exists()
    assert not SubjectSecret.objects.filter(subject_key=AMIRA).exists()
    assert "They asked" not in str(list(AuditDetail.objects.values_list("data")))


def test_retention_erases_what_is_older_and_keeps_the_secret(sealed):
    cut = AuditEvent.objects.get(pk=sealed[1].pk).at
    erase_details(person_id=7, by=BEN, reason="Retention.", before=cut)
    found = verify()
    assert (found.broken, len(found.erased)) == ([], 1)
    assert SubjectSecret.objects.filter(subject_key=AMIRA).exists()


def test_a_second_erasure_forgets_nothing_of_the_first(sealed):
    erase_details(person_id=7, by=BEN, reason="Once.")
    an_event()
    erase_details(person_id=7, by=BEN, reason="Twice.")
    found = verify()
    assert (found.broken, len(found.erased)) == ([], 4)
    assert erase_details(person_id=7, by=BEN, reason="Nothing is left.") is None


def test_the_command_seals_and_says_that_all_is_well(db, capsys):
    an_event()
    call_command("verify_audit")
    said = capsys.readouterr().out
    assert "1 events, 1 seals, 0 not sealed yet." in said
    assert "The trail is as it was written." in said


def test_the_command_fails_with_what_is_broken(sealed, capsys):
    meddle("UPDATE core_auditevent SET act = 'nothing' WHERE id = %s", sealed[0].pk)
    with pytest.raises(CommandError, match="broken in 1 places"):
        call_command("verify_audit")
    assert f"Event {sealed[0].pk} was altered" in capsys.readouterr().err


def test_the_command_misses_a_digest_that_was_noted_elsewhere(sealed):
    call_command("verify_audit", digest=AuditSeal.objects.get().digest)
    with pytest.raises(CommandError):
        call_command("verify_audit", digest="0" * 64)
