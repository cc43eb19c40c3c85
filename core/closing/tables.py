"""Which tables are closed, and which parents an added row must hold still."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from core.closed import ClosedRows


@dataclass(frozen=True)
class ClosedTable:
    """One closed table.

    :param locks: for PostgreSQL, queries that lock the parents of the rows just added
        (``new_rows``), so that a parent cannot be closed while a row is being added to it.
    """

    name: str
    rows: ClosedRows
    locks: tuple[str, ...] = ()

    def passage_sql(self, row: str) -> str:
        """Return SQL that is true while a passage is open for the person of this row."""
        if not self.rows.person_sql:
            return "1 = 0"
        person = self.rows.person_sql.replace("{row}", row)
        return f"EXISTS (SELECT 1 FROM core_passage open_passage WHERE open_passage.person_id = {person})"

    def closed_sql(self, row: str) -> str:
        """Return SQL that is true when this row is closed."""
        return f"({self.rows.closed_when_sql.replace('{row}', row) or '1 = 1'})"

    def parent_closed_sql(self, row: str) -> str:
        """Return SQL that is true when this row's parent is closed."""
        return f"({self.rows.insert_closed_sql.replace('{row}', row) or '1 = 0'})"


def closed_tables() -> list[ClosedTable]:
    """Return the closed tables of all installed models, in the order of their names."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        rows = getattr(model, "closed_rows", None)
        if isinstance(rows, ClosedRows) and model._meta.managed and not model._meta.proxy:
            name = model._meta.db_table
            found[name] = ClosedTable(name, rows, tuple(_locks(model, rows)))
    return [found[name] for name in sorted(found)]


def _locks(model: type[models.Model], rows: ClosedRows) -> Iterator[str]:
    """Yield a locking query for each parent table that ``insert_closed_sql`` asks about.

    Follows foreign keys from the model, nearest first, as far as the tables are named there.
    """
    named = set(re.findall(r"\w+", rows.insert_closed_sql))
    reached = {model._meta.db_table}
    waiting: list[tuple[type[models.Model], str]] = [(model, "new_rows")]
    while waiting:
        child, source = waiting.pop(0)
        for field in child._meta.concrete_fields:
            parent = field.related_model
            if not isinstance(parent, type) or parent._meta.db_table in reached:
                continue
            table, key = parent._meta.db_table, parent._meta.pk.column
            if table in named:
                reached.add(table)
                held = f"{table} WHERE {key} IN (SELECT {field.column} FROM {source})"
                yield f"SELECT 1 FROM {held} ORDER BY {key} FOR SHARE"
                waiting.append((parent, held))
