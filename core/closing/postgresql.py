"""Closing triggers for PostgreSQL.

UPDATE and DELETE are refused row by row; INSERT is judged once a statement over the rows it
added, so that a COPY of millions costs one look. ``pg_temp`` comes last in the functions'
search path: otherwise a temporary table named ``core_passage`` would open every door.
"""

import hashlib
from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

from .tables import ClosedTable

PREFIX = "closed_rows_"
# Bits of pg_trigger.tgtype.
ROW, BEFORE, INSERT, DELETE, UPDATE, TRUNCATE = 1, 2, 4, 8, 16, 32


def expected(connection: BaseDatabaseWrapper, tables: list[ClosedTable]) -> dict[str, str]:
    """Return the trigger texts by name that these tables should have, as far as they exist."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        there = {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT current_schema()")
        (schema,) = cursor.fetchone()
    if "core_passage" not in there:
        return {}
    return {
        name: text
        for table in tables
        if table.name in there
        for name, text in _triggers(table, schema)
    }


def present(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the closing triggers that the database has, by name.

    The text is the one they were made with when nothing about them has changed since, and a
    description of what is there otherwise.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT t.tgname, c.relname, t.tgtype, t.tgenabled, t.tgattr::text, t.tgqual IS NULL,
                   COALESCE(t.tgnewtable, ''), p.prosrc, COALESCE(array_to_string(p.proconfig, ';'), '')
            FROM pg_trigger t
            JOIN pg_class c ON c.oid = t.tgrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE n.nspname = current_schema() AND t.tgname LIKE %s AND NOT t.tgisinternal
            """,
            [f"{PREFIX}%"],
        )
        return {row[0]: _fingerprint(*row[1:]) for row in cursor.fetchall()}


def drop(connection: BaseDatabaseWrapper, names: list[str]) -> None:
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(
                "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "JOIN pg_namespace n ON n.oid = c.relnamespace "
                "WHERE n.nspname = current_schema() AND t.tgname = %s",
                [name],
            )
            for (table,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}" ON "{table}"')
            cursor.execute(f'DROP FUNCTION IF EXISTS "{name}"()')


def create(connection: BaseDatabaseWrapper, texts: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        (schema,) = cursor.fetchone()
        for name, text in texts.items():
            table, kind, _enabled, _columns, _when, new_rows, body, config = _parts(text)
            cursor.execute(
                f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql '
                f'SET search_path TO "{schema}", pg_temp AS $closing${body}$closing$'
            )
            referencing = f"REFERENCING NEW TABLE AS {new_rows} " if new_rows else ""
            timing = "BEFORE" if int(kind) & BEFORE else "AFTER"
            each = "ROW" if int(kind) & ROW else "STATEMENT"
            events = {INSERT: "INSERT", DELETE: "DELETE", UPDATE: "UPDATE", TRUNCATE: "TRUNCATE"}
            (event,) = (word for bit, word in events.items() if int(kind) & bit)
            cursor.execute(
                f'CREATE TRIGGER "{name}" {timing} {event} ON "{table}" {referencing}'
                f'FOR EACH {each} EXECUTE FUNCTION "{name}"()'
            )
            cursor.execute(f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{name}"')


_MARK = "\x1f"


def _fingerprint(*parts: object) -> str:
    return _MARK.join(str(part) for part in parts)


def _parts(text: str) -> list[str]:
    return text.split(_MARK)


def _triggers(table: ClosedTable, schema: str) -> Iterator[tuple[str, str]]:
    def trigger(event: str, kind: int, body: str, new_rows: str = "") -> tuple[str, str]:
        config = (
            f'search_path="{schema}", pg_temp'
            if '"' in schema
            else f"search_path={schema}, pg_temp"
        )
        return _name(table.name, event), _fingerprint(
            table.name, kind, "A", "", True, new_rows, body, config
        )

    through = f"({table.passage_sql('OLD')} AND {table.passage_sql('NEW')})"
    yield trigger(
        "update",
        ROW | BEFORE | UPDATE,
        f"""
BEGIN
  IF ({_changed(table)}) AND ({table.closed_sql("OLD")} OR {table.parent_closed_sql("NEW")})
     AND NOT {through} THEN
    {_refuse(table, "UPDATE")}
  END IF;
  RETURN NEW;
END""",
    )
    yield trigger(
        "delete",
        ROW | BEFORE | DELETE,
        f"""
BEGIN
  IF {table.closed_sql("OLD")} AND NOT {table.passage_sql("OLD")} THEN
    {_refuse(table, "DELETE")}
  END IF;
  RETURN OLD;
END""",
    )
    yield trigger("truncate", BEFORE | TRUNCATE, f"\nBEGIN\n  {_refuse(table, 'TRUNCATE')}\nEND")
    if table.rows.insert_closed_sql:
        locks = "".join(f"  PERFORM {lock[len('SELECT ') :]};\n" for lock in table.locks)
        yield trigger(
            "insert",
            INSERT,
            f"""
BEGIN
{locks}  IF EXISTS (SELECT 1 FROM new_rows added WHERE {table.parent_closed_sql("added")}
             AND NOT {table.passage_sql("added")}) THEN
    {_refuse(table, "INSERT")}
  END IF;
  RETURN NULL;
END""",
            new_rows="new_rows",
        )


def _changed(table: ClosedTable) -> str:
    if not table.rows.may_change:
        return "TRUE" if not table.rows.closed_when_sql else "OLD IS DISTINCT FROM NEW"
    columns = ", ".join(f"'{column}'" for column in table.rows.may_change)
    return (
        f"(to_jsonb(OLD) - ARRAY[{columns}]::text[]) IS DISTINCT FROM "
        f"(to_jsonb(NEW) - ARRAY[{columns}]::text[])"
    )


def _refuse(table: ClosedTable, event: str) -> str:
    return (
        f"RAISE EXCEPTION 'closed rows: {table.name} refuses this {event}' "
        "USING ERRCODE = 'integrity_constraint_violation';"
    )


def _name(table: str, event: str) -> str:
    name = f"{PREFIX}{table}_{event}"
    if len(name) <= 63:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{name[: 63 - 9 - len(event) - 1]}_{digest}_{event}"
