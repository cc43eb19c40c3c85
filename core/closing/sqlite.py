"""Closing triggers for SQLite.

``INSERT OR REPLACE`` deletes the row in its way without firing a DELETE trigger unless
``recursive_triggers`` is on, and any connection may switch that off. So the INSERT and UPDATE
triggers look themselves for a closed row that would be replaced.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

from .tables import ClosedTable

PREFIX = "closed_rows_"


@dataclass(frozen=True)
class UniqueKey:
    """Columns that are unique together, over the rows that meet a condition ("" = all)."""

    columns: tuple[str, ...]
    condition: str = ""


def expected(connection: BaseDatabaseWrapper, tables: list[ClosedTable]) -> dict[str, str]:
    """Return the trigger texts by name that these tables should have, as far as they exist."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        there = {name for (name,) in cursor.fetchall()}
        if "core_passage" not in there:
            return {}
        texts: dict[str, str] = {}
        for table in tables:
            if table.name in there:
                columns = _columns(cursor, table.name)
                texts.update(_triggers(table, columns, list(_unique_keys(cursor, table.name))))
    return texts


def present(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the texts of the closing triggers that the database has, by name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
            [f"{PREFIX}%"],
        )
        return dict(cursor.fetchall())


def drop(connection: BaseDatabaseWrapper, names: list[str]) -> None:
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f'DROP TRIGGER "{name}"')


def create(connection: BaseDatabaseWrapper, texts: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        for text in texts.values():
            cursor.execute(text)


def _columns(cursor, table: str) -> list[str]:  # type: ignore[no-untyped-def]
    cursor.execute(f'PRAGMA table_info("{table}")')
    return [row[1] for row in cursor.fetchall()]


def _unique_keys(cursor, table: str) -> Iterator[UniqueKey]:  # type: ignore[no-untyped-def]
    cursor.execute(f'PRAGMA table_info("{table}")')
    primary = tuple(row[1] for row in sorted(cursor.fetchall(), key=lambda row: row[5]) if row[5])
    yield UniqueKey(primary)
    cursor.execute(f'PRAGMA index_list("{table}")')
    names = sorted(row[1] for row in cursor.fetchall() if row[2])
    for name in names:
        cursor.execute(f'PRAGMA index_info("{name}")')
        columns = tuple(row[2] for row in cursor.fetchall())
        if None in columns:
            raise ValueError(f"{name}: a closed table cannot have a unique expression.")
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [name])
        (sql,) = cursor.fetchone()
        where = re.search(r"\)\s+WHERE\s+(.*)$", sql or "", re.IGNORECASE | re.DOTALL)
        if columns != primary:
            yield UniqueKey(columns, where.group(1) if where else "")


def _triggers(
    table: ClosedTable, columns: list[str], keys: list[UniqueKey]
) -> Iterator[tuple[str, str]]:
    held = [column for column in columns if column not in table.rows.may_change]
    changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in held)
    if not table.rows.may_change and not table.rows.closed_when_sql:
        changed = "1 = 1"
    through = f"({table.passage_sql('OLD')} AND {table.passage_sql('NEW')})"
    replaces = _replaces(table, columns, keys)
    moved = f'OLD."{columns[0]}" IS NOT replaced."{columns[0]}"'
    yield _trigger(
        table,
        "UPDATE",
        f"(({changed}) AND ({table.closed_sql('OLD')} OR {table.parent_closed_sql('NEW')}) "
        f"AND NOT {through}) OR ({replaces.replace('{other}', moved)})",
    )
    yield _trigger(table, "DELETE", f"{table.closed_sql('OLD')} AND NOT {table.passage_sql('OLD')}")
    yield _trigger(
        table,
        "INSERT",
        f"({table.parent_closed_sql('NEW')} AND NOT {table.passage_sql('NEW')}) "
        f"OR ({replaces.replace('{other}', '1 = 1')})",
    )


def _replaces(table: ClosedTable, columns: list[str], keys: list[UniqueKey]) -> str:
    """Return SQL that is true when NEW stands where a closed row stands."""
    whole_new = ", ".join(f'NEW."{column}" AS "{column}"' for column in columns)
    found = []
    for key in keys:
        same = " AND ".join(f'replaced."{column}" = NEW."{column}"' for column in key.columns)
        if key.condition:
            same += (
                f" AND ({key.condition})"
                f" AND EXISTS (SELECT 1 FROM (SELECT {whole_new}) WHERE {key.condition})"
            )
        found.append(
            f'EXISTS (SELECT 1 FROM "{table.name}" replaced WHERE {same} AND {{other}} '
            f"AND {table.closed_sql('replaced')} AND NOT {table.passage_sql('replaced')})"
        )
    return " OR ".join(found)


def _trigger(table: ClosedTable, event: str, refuse: str) -> tuple[str, str]:
    name = f"{PREFIX}{table.name}_{event.lower()}"
    return name, (
        f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table.name}" FOR EACH ROW '
        f"WHEN {refuse} "
        f"BEGIN SELECT RAISE(ABORT, 'closed rows: {table.name} refuses this {event}'); END"
    )
