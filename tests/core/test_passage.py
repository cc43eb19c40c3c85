"""The one way through closed rows, and that it cannot be left open."""

import pytest
from django.core.checks import run_checks
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone

from core.closed_passage import passage
from core.closing import laying
from core.models import AuditDetail, AuditEvent, Passage, PassageEnd
from core.services import trail
from tests.core.test_closed_rows import refused, run, words

AMIRA, BEN = "people.user:7", "people.user:8"


def test_passage_lets_through_the_rows_of_its_person(closed_sheets):
    with passage(person_id=7, kind="answer", reason="retention"):
        run("DELETE FROM attack_answer WHERE id = 1")
        run("UPDATE attack_sheet SET words = 'erased' WHERE id = 1")
        run("INSERT INTO attack_answer (sheet_id, question, words) VALUES (1, 'r', 'kept')")
    assert words("attack_sheet")[1] == "erased"
    assert 1 not in words("attack_answer")
    assert "kept" in words("attack_answer").values()


@pytest.mark.parametrize(
    "attack",
    [
        "DELETE FROM attack_answer WHERE id = 2",
        "DELETE FROM attack_answer",
        "UPDATE attack_answer SET words = 'never said' WHERE id = 2",
        "UPDATE attack_sheet SET words = 'never said' WHERE id = 2",
        "UPDATE attack_sheet SET person_id = 7 WHERE id = 2",
        "UPDATE attack_sheet SET person_id = 8 WHERE id = 1",
        "INSERT INTO attack_answer (sheet_id, question, words) VALUES (2, 'r', 'added')",
    ],
)
def test_passage_of_one_person_opens_nothing_of_another(closed_sheets, attack):
    with passage(person_id=7, kind="answer", reason="retention"), refused():
        run(attack)
    assert words("attack_answer")[2] == "said"


def test_nothing_is_open_after_the_passage(closed_sheets):
    with passage(person_id=7, kind="answer", reason="retention"):
        pass
    with refused():
        run("DELETE FROM attack_answer WHERE id = 1")
    assert not Passage.objects.exists()


def test_passage_opens_no_fixed_part_of_the_trail(db):
    trail.record("thing.done", by=BEN, subject=AMIRA)
    with passage(person_id=7, kind="event", reason="a test"), refused(), transaction.atomic():
        AuditEvent.objects.all().delete()


def test_passage_lets_the_detail_of_its_person_be_erased(db):
    mine = trail.record("thing.done", by=BEN, subject=AMIRA, detail={"choice": "yes"})
    other = trail.record("thing.done", by=BEN, subject=BEN, detail={"choice": "no"})
    with passage(person_id=7, kind="detail", reason="erasure"):
        AuditDetail.objects.filter(event=mine).delete()
        with refused(), transaction.atomic():
            AuditDetail.objects.filter(event=other).delete()
    assert list(AuditDetail.objects.values_list("event", flat=True)) == [other.pk]


def test_the_end_of_a_passage_cannot_be_made(db):
    with refused(), transaction.atomic():
        PassageEnd.objects.create(pk=0)
    with refused():
        run("INSERT INTO core_passageend (id) VALUES (0)")


def test_open_passage_is_rolled_back_with_its_error(closed_sheets):
    def fail_within() -> None:
        with passage(person_id=7, kind="answer", reason="a test"):
            run("DELETE FROM attack_answer WHERE id = 1")
            raise RuntimeError("Something failed.")

    with pytest.raises(RuntimeError, match="Something failed"):
        fail_within()
    assert 1 in words("attack_answer")
    assert not Passage.objects.exists()


def test_a_transaction_that_leaves_the_passage_open_cannot_commit(committed_db):
    event = trail.record("thing.done", by=BEN, subject=AMIRA, detail={"choice": "yes"})

    @transaction.atomic
    def leave_open() -> None:
        Passage.objects.create(person_id=7, kind="detail", reason="left open", end_id=0)
        AuditDetail.objects.all().delete()

    with pytest.raises(IntegrityError):
        leave_open()
    assert AuditDetail.objects.filter(event=event).exists()
    assert not Passage.objects.exists()


def test_a_passage_outside_any_transaction_cannot_be_opened(committed_db):
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_passage (person_id, kind, reason, end_id) VALUES (7, 'x', 'y', 0)"
        )
    assert not Passage.objects.exists()


def test_a_passage_is_seen_by_no_other_connection(committed_db):
    trail.record("thing.done", by=BEN, subject=AMIRA, detail={"choice": "yes"})
    with passage(person_id=7, kind="detail", reason="a test"):
        other = connections.create_connection("default")
        with other.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM core_passage")
            assert cursor.fetchone() == (0,)
        other.close()


def test_check_finds_a_passage_that_stands_open(db):
    Passage.objects.create(person_id=7, kind="x", reason="y", end_id=0)
    assert [found.id for found in run_checks(tags=["database"], databases=["default"])] == [
        "core.E002"
    ]
    Passage.objects.all().delete()


@pytest.mark.parametrize("event", ["update", "delete", "insert"])
def test_check_finds_a_missing_trigger(db, event):
    table = "core_passageend" if event == "insert" else "core_auditdetail"
    name = f"closed_rows_{table}_{event}"
    with connection.cursor() as cursor:
        on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
        cursor.execute(f'DROP TRIGGER "{name}"{on}')
    assert laying.faults() == [f"The closing trigger {name} is missing."]
    assert laying.lay() == [name]
    assert laying.faults() == []


def test_check_finds_an_altered_trigger(db):
    name = "closed_rows_core_auditdetail_delete"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql '
                "AS $$ BEGIN RETURN OLD; END $$"
            )
        else:
            cursor.execute(f'DROP TRIGGER "{name}"')
            cursor.execute(
                f'CREATE TRIGGER "{name}" BEFORE DELETE ON core_auditdetail BEGIN SELECT 1; END'
            )
    assert laying.faults() == [f"The closing trigger {name} is not the one that was laid."]
    laying.lay()
    assert laying.faults() == []


def test_the_triggers_hold_for_the_event_written_last(db):
    laying.lay()
    event = trail.record("thing.done", by=BEN)
    event.at = timezone.now()
    with refused(), transaction.atomic():
        event.save()


def test_check_warns_of_an_old_sqlite_before_it_is_used_in_earnest(db, monkeypatch):
    def warnings(deploy: bool) -> list[str]:
        found = run_checks(
            tags=["database"], databases=["default"], include_deployment_checks=deploy
        )
        return [warning.id for warning in found]

    monkeypatch.setattr("sqlite3.sqlite_version_info", (3, 40, 1))
    assert warnings(deploy=False) == []
    assert warnings(deploy=True) == (["core.W001"] if connection.vendor == "sqlite" else [])
    monkeypatch.setattr("sqlite3.sqlite_version_info", (3, 51, 3))
    assert warnings(deploy=True) == []
