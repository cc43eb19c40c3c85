"""Closed rows under attack, on whichever database the tests run."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from core.closed_passage import passage
from core.models import AuditDetail
from core.services import trail

AMIRA, BEN = "people.user:7", "people.user:8"

on_sqlite = connection.vendor == "sqlite"


def run(sql: str, *params: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params or None)


def words(table: str) -> dict[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, words FROM {table}")
        return dict(cursor.fetchall())


def refused() -> "pytest.RaisesContext[IntegrityError]":
    return pytest.raises(IntegrityError, match="closed rows")


@pytest.fixture
def detail(db) -> AuditDetail:
    event = trail.record("thing.done", by=BEN, subject=AMIRA, detail={"choice": "yes"})
    return event.detail


# The ORM


def test_save_of_a_closed_row_is_refused(detail):
    detail.data = {"choice": "no"}
    with refused(), transaction.atomic():
        detail.save()


def test_update_of_closed_rows_is_refused(detail):
    with refused(), transaction.atomic():
        AuditDetail.objects.update(data={})


def test_bulk_update_of_closed_rows_is_refused(detail):
    detail.data = {}
    with refused(), transaction.atomic():
        AuditDetail.objects.bulk_update([detail], ["data"])


def test_delete_of_a_closed_row_is_refused(detail):
    with refused(), transaction.atomic():
        detail.delete()


def test_delete_of_closed_rows_is_refused(detail):
    with refused(), transaction.atomic():
        AuditDetail.objects.all().delete()


def test_upsert_over_a_closed_row_by_the_orm_is_refused(detail):
    again = AuditDetail(event_id=detail.pk, subject_key=AMIRA, salt="", data={})
    with refused(), transaction.atomic():
        AuditDetail.objects.bulk_create(
            [again], update_conflicts=True, unique_fields=["event"], update_fields=["data"]
        )


# Raw SQL


def test_raw_update_is_refused(closed_sheets):
    with refused():
        run("UPDATE attack_answer SET words = 'never said' WHERE id = 1")


def test_raw_update_that_changes_nothing_is_refused(closed_sheets):
    with refused():
        run("UPDATE attack_answer SET words = words")


def test_raw_delete_is_refused(closed_sheets):
    with refused():
        run("DELETE FROM attack_answer WHERE id = 1")


def test_insert_under_a_closed_parent_is_refused(closed_sheets):
    with refused():
        run("INSERT INTO attack_answer (sheet_id, question, words) VALUES (1, 'r', 'added')")


def test_insert_of_many_is_refused_when_one_parent_is_closed(closed_sheets):
    with refused():
        run(
            "INSERT INTO attack_answer (sheet_id, question, words)"
            " VALUES (3, 'r', 'added'), (1, 'r', 'added')"
        )
    assert set(words("attack_answer")) == {1, 2, 3}


def test_insert_from_a_select_under_a_closed_parent_is_refused(closed_sheets):
    with refused():
        run(
            "INSERT INTO attack_answer (sheet_id, question, words)"
            " SELECT 2, 'copied', words FROM attack_answer WHERE id = 3"
        )


def test_insert_under_an_open_parent_goes_through(closed_sheets):
    run("INSERT INTO attack_answer (sheet_id, question, words) VALUES (3, 'r', 'added')")
    assert "added" in words("attack_answer").values()


def test_upsert_over_a_closed_row_is_refused(closed_sheets):
    with refused():
        run(
            "INSERT INTO attack_answer (sheet_id, question, words) VALUES (3, 'q', 'never said')"
            " ON CONFLICT (sheet_id, question) DO UPDATE SET words = excluded.words"
        )


def test_moving_a_row_to_another_parent_is_refused(closed_sheets):
    with refused():
        run("UPDATE attack_answer SET sheet_id = 3 WHERE id = 1")


def test_reopening_a_closed_row_is_refused(closed_sheets):
    with refused():
        run("UPDATE attack_sheet SET sent_on = NULL WHERE id = 1")


def test_a_row_that_is_not_closed_yet_may_change(closed_sheets):
    run("UPDATE attack_sheet SET words = 'better' WHERE id = 3")
    assert words("attack_sheet")[3] == "better"


def test_a_named_column_of_a_closed_row_may_change(closed_sheets):
    run("UPDATE attack_sheet SET note = 'moved' WHERE id = 1")
    with refused():
        run("UPDATE attack_sheet SET note = 'again', words = 'never said' WHERE id = 1")


def test_a_temporary_table_of_the_same_name_opens_nothing(closed_sheets):
    run("CREATE TEMPORARY TABLE core_passage (person_id bigint)")
    run(
        "INSERT INTO core_passage VALUES (7)"
        if not on_sqlite
        else "INSERT INTO temp.core_passage VALUES (7)"
    )
    with refused():
        run("DELETE FROM attack_answer WHERE id = 1")
    run("DROP TABLE core_passage" if not on_sqlite else "DROP TABLE temp.core_passage")


def test_truncate_is_refused_even_with_a_passage(closed_sheets):
    # SQLite does not know the word; its DELETE without WHERE fires the triggers.
    for table in ("attack_answer", "core_auditevent CASCADE"):
        with (
            passage(person_id=7, kind="answer", reason="a test"),
            pytest.raises(DatabaseError),
            transaction.atomic(),
        ):
            run(f"TRUNCATE {table}")
    assert len(words("attack_answer")) == 3
