"""Ways round closed rows that need a turn of the database: replacing, pragmas, rebuilt tables.

Most are SQLite's own. PostgreSQL refuses their words, which is as good.
"""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import CharField

from core.closing import laying
from core.closing.tables import closed_tables
from core.models import AuditDetail
from core.services import trail
from tests.core.test_closed_rows import refused, run, words

AMIRA, BEN = "people.user:7", "people.user:8"


def pragma(text: str) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA {text}")


@pytest.fixture(params=["ON", "OFF"])
def recursive_triggers(request):
    pragma(f"recursive_triggers = {request.param}")
    yield
    pragma("recursive_triggers = ON")


@pytest.mark.parametrize(
    "attack",
    [
        "INSERT OR REPLACE INTO attack_answer (id, sheet_id, question, words) VALUES (1, 3, 'z', 'never said')",
        "REPLACE INTO attack_answer (id, sheet_id, question, words) VALUES (1, 3, 'z', 'never said')",
        "INSERT OR REPLACE INTO attack_answer (sheet_id, question, words) VALUES (3, 'q', 'never said')",
        "INSERT OR REPLACE INTO attack_sheet (id, person_id, words) VALUES (1, 9, 'never said')",
        "UPDATE OR REPLACE attack_sheet SET id = 1 WHERE id = 3",
        "INSERT OR IGNORE INTO attack_answer (sheet_id, question, words) VALUES (1, 'r', 'added')",
        "UPDATE OR IGNORE attack_answer SET words = 'never said'",
    ],
)
def test_replacing_a_closed_row_is_refused(closed_sheets, recursive_triggers, attack):
    before = words("attack_answer"), words("attack_sheet")
    with pytest.raises(DatabaseError):
        run(attack)
    assert (words("attack_answer"), words("attack_sheet")) == before


def test_a_row_under_a_partial_key_that_does_not_bind_it_goes_in(closed_sheets):
    run("UPDATE attack_sheet SET sent_on = '2026-11-03' WHERE id = 3")
    run("INSERT INTO attack_sheet (person_id, words) VALUES (7, 'fourth')")
    assert "fourth" in words("attack_sheet").values()


def test_replacing_what_is_still_open_goes_through(closed_sheets):
    if connection.vendor == "sqlite":
        run("DELETE FROM attack_answer WHERE id = 100")
        run("REPLACE INTO attack_sheet (id, person_id, words) VALUES (4, 9, 'begun')")
        run("REPLACE INTO attack_sheet (id, person_id, words) VALUES (4, 9, 'begun anew')")
    else:
        run("INSERT INTO attack_sheet (id, person_id, words) VALUES (4, 9, 'begun')")
        run(
            "INSERT INTO attack_sheet (id, person_id, words) VALUES (4, 9, 'begun anew')"
            " ON CONFLICT (id) DO UPDATE SET words = excluded.words"
        )
    assert words("attack_sheet")[4] == "begun anew"


def test_deferring_or_switching_off_foreign_keys_opens_nothing(closed_sheets):
    pragma("defer_foreign_keys = ON")
    if connection.vendor == "postgresql":
        run("SET CONSTRAINTS ALL DEFERRED")
    with refused():
        run("DELETE FROM attack_answer WHERE id = 1")


def test_replica_mode_opens_nothing(closed_sheets):
    if connection.vendor == "postgresql":
        run("SET LOCAL session_replication_role = replica")
    with refused():
        run("DELETE FROM attack_answer WHERE id = 1")


@pytest.fixture
def later_release(committed_db, settings):
    """A later release of core: the table that every trigger names is made anew."""
    settings.MIGRATION_MODULES = {"core": "tests.core.later_release.migrations"}


def test_triggers_come_back_after_a_migration_makes_a_table_anew(later_release):
    trail.record("thing.done", by=BEN, subject=AMIRA, detail={"choice": "yes"})
    call_command("migrate", "core", "0002", verbosity=0)
    assert laying.faults() == []
    with refused(), transaction.atomic():
        AuditDetail.objects.update(data={})


def test_triggers_come_back_after_a_migration_that_fails(later_release):
    with pytest.raises(RuntimeError, match="This migration fails"):
        call_command("migrate", "core", "0003", verbosity=0)
    assert laying.faults() == []


def test_a_table_made_anew_by_hand_is_found(committed_db):
    old = AuditDetail._meta.get_field("salt")
    new = CharField(max_length=64, null=True)
    new.set_attributes_from_name("salt")
    new.model = AuditDetail
    others = list(laying.WRITERS[connection.vendor].present(connection))
    if connection.vendor == "sqlite":
        with connection.schema_editor() as editor:
            editor.alter_field(AuditDetail, old, new)
        gone = {f"closed_rows_core_auditdetail_{event}" for event in ("update", "delete", "insert")}
        assert {sentence.split()[3] for sentence in laying.faults()} == gone
    call_command("migrate", verbosity=0)
    assert laying.faults() == []
    assert sorted(laying.WRITERS[connection.vendor].present(connection)) == sorted(others)


def test_migrate_says_which_triggers_it_had_to_lay_again(db, capsys):
    laying.lift()
    call_command("migrate", verbosity=0)
    said = capsys.readouterr().err
    assert "closed_rows_core_auditdetail_delete was missing or altered: laid again." in said


def test_laying_twice_changes_nothing(db):
    assert laying.lay() == []


def test_every_closed_model_has_its_triggers(db):
    present = laying.WRITERS[connection.vendor].present(connection)
    for table in closed_tables():
        assert sum(f"_{table.name}_" in name for name in present) >= 3, table.name
