"""System checks of the ground: run by ``manage.py check --database default`` and by migrate."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Warning
from django.db import connections

from core.closing import laying


def closed_rows_are_held(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Report closing triggers that are missing or altered, and a passage left open."""
    found: list[CheckMessage] = []
    for using in databases or []:
        if "core_passage" not in connections[using].introspection.table_names():
            continue
        found += [
            Error(sentence, hint="Run manage.py migrate to lay it again.", id="core.E001")
            for sentence in laying.faults(using)
        ]
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM core_passage")
            if cursor.fetchone()[0]:
                found.append(Error("A passage through closed rows stands open.", id="core.E002"))
    return found


# A fault of write-ahead logging in older releases can, rarely, damage a database that several
# processes write to.
SQLITE_MENDED = (3, 51, 3)


def sqlite_is_recent(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Warn, before SQLite is put to use in earnest, of a release with a known fault."""
    on_sqlite = any(connections[using].vendor == "sqlite" for using in databases or [])
    if not on_sqlite or sqlite3.sqlite_version_info >= SQLITE_MENDED:
        return []
    return [
        Warning(
            f"SQLite {sqlite3.sqlite_version} has a rare fault in write-ahead logging.",
            hint="Use PostgreSQL, or SQLite 3.51.3 or later, and keep backups.",
            id="core.W001",
        )
    ]
