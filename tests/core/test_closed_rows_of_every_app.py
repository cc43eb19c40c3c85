"""The closed tables of every app, attacked with the rows of whole file reviews: one of them blind."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction

from assessments.enums import Decision
from assessments.models import FileReview
from assessments.services.decide_dispute import decide_dispute
from core.clock import today
from core.closed_passage import passage
from core.closing.tables import ClosedTable, closed_tables
from core.models import DatedSetting
from core.services.seals import seal_events
from core.services.settings import change_setting
from core.settings_registry import register
from people.scope import scope_for
from tests.assessments.factories import blind_at, dispute_at, review_at
from tests.frameworks.factories import ROLES, publish

TABLES = {table.name: table for table in closed_tables()}
REVIEWED = sorted(
    name
    for name in TABLES
    if name.startswith(("assessments_", "frameworks_", "core_"))
    and name
    not in {
        # Rows of these come from other acts; each has its own test beside its services.
        "assessments_action",
        "assessments_actionreading",
        "assessments_actionstep",
        "assessments_addendum",
        "assessments_attachment",
        "assessments_belowstandard",
        "assessments_belowstandardreview",
        "assessments_evidencewithdrawal",
        "assessments_judgement",
        "assessments_judgementevidence",
        "frameworks_adaptationreason",
        "assessments_casecheck",
        "assessments_welldone",
        "assessments_drawn",
        "assessments_monitoringlevel",
        "assessments_objection",
        "assessments_round",
        "assessments_roundshare",
        "frameworks_section",
        "core_passageend",
    }
)


@pytest.fixture
def review(caseworker, supervisor, manager, other_supervisor, monkeypatch) -> FileReview:
    cast = SimpleNamespace(
        caseworker=caseworker,
        supervisor=supervisor,
        manager=manager,
        other_supervisor=other_supervisor,
    )
    review = review_at(cast, "closed")
    blind_at(cast, "shared", "HB-2042")
    decide_dispute(
        dispute=dispute_at(cast, "given", "HB-2043"),
        decision=Decision.STANDS,
        reasons="The letter carries their name.",
        by=other_supervisor,
        scope=scope_for(other_supervisor, today()),
    )
    publish(framework__code="with-roles", **ROLES)
    monkeypatch.setattr("core.settings_registry._registered", {})
    register("test.days", 28, "Days")
    change_setting(key="test.days", value=14, from_on=review.closed_at.date(), by=manager)
    assert DatedSetting.objects.exists()
    seal_events()
    connection.check_constraints()
    return review


def query(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def columns_of(table: ClosedTable) -> list[str]:
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table.name)
    return [f'"{column.name}"' for column in described]


def primary_key_of(table: ClosedTable) -> str:
    with connection.cursor() as cursor:
        return f'"{connection.introspection.get_primary_key_column(cursor, table.name)}"'


def refused(sql: str, words: str = "closed rows") -> bool:
    """Say whether a statement was refused; one that went through is taken back."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
            transaction.set_rollback(True)
    except IntegrityError as error:
        return words in str(error)
    return False


def closed_rows_of(table: ClosedTable) -> str:
    return f"FROM {table.name} WHERE {table.closed_sql(table.name)}"


def ways_in(table: ClosedTable) -> Iterator[str]:
    """Yield what can be done to closed rows of this table and should be refused."""
    rows = closed_rows_of(table)
    where = rows.partition(" WHERE ")[2]
    if query(f"SELECT count(*) {rows}") == [(0,)]:
        yield "nothing: there is no closed row to attack"
    key = primary_key_of(table)
    if not refused(f"UPDATE {table.name} SET {key} = {key} + 1000000 WHERE {where}"):
        yield "move to another key"
    for column in set(columns_of(table)) - {key} - {f'"{name}"' for name in table.rows.may_change}:
        filled = f"{where} AND {column} IS NOT NULL"
        there = query(f"SELECT count(*) FROM {table.name} WHERE {filled}") != [(0,)]
        if there and not refused(f"UPDATE {table.name} SET {column} = NULL WHERE {filled}"):
            yield f"change {column}"
    if not refused(f"DELETE FROM {table.name} WHERE {where}"):
        yield "delete"
    if connection.vendor == "sqlite" and not refused(f"REPLACE INTO {table.name} SELECT * {rows}"):
        yield "replace"
    if connection.vendor == "postgresql" and not refused(f"TRUNCATE {table.name} CASCADE"):
        yield "empty the table"


def test_no_closed_row_can_be_changed_in_any_way(review):
    ways = {name: list(ways_in(TABLES[name])) for name in REVIEWED}
    assert {name: found for name, found in ways.items() if found} == {}


def test_nothing_can_be_added_under_a_closed_parent(review):
    through = []
    for name in REVIEWED:
        table = TABLES[name]
        listed = ", ".join(set(columns_of(table)) - {primary_key_of(table)})
        added = f"INSERT INTO {name} ({listed}) SELECT {listed} {closed_rows_of(table)}"
        # On PostgreSQL a unique key may speak first.
        if table.rows.insert_closed_sql and not (refused(added) or refused(added, "duplicate key")):
            through.append(name)
    assert through == []


def test_the_passage_of_somebody_else_opens_nothing(review, supervisor):
    with passage(person_id=supervisor.pk, kind="test", reason="a test"):
        open_to_all = [
            name
            for name in REVIEWED
            if name.startswith("assessments_")
            and not refused(f"DELETE {closed_rows_of(TABLES[name])}")
        ]
    assert open_to_all == []


def test_the_passage_of_the_person_lets_what_was_said_be_deleted(review, caseworker):
    with passage(person_id=caseworker.pk, kind="test", reason="erasure"):
        for name in ("assessments_evidencetick", "assessments_evidence", "assessments_reply"):
            assert query(f"SELECT count(*) FROM {name}") != [(0,)]
            with connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {name}")
            assert query(f"SELECT count(*) FROM {name}") == [(0,)]


def test_a_row_added_holds_its_parents_still_up_to_the_one_that_closes():
    finding, sheet = TABLES["assessments_findingtick"].locks
    assert finding.startswith("SELECT 1 FROM assessments_finding WHERE id IN (SELECT finding_id")
    assert sheet.startswith("SELECT 1 FROM assessments_sheet WHERE id IN (SELECT sheet_id")
    assert sheet.endswith("FOR SHARE")
