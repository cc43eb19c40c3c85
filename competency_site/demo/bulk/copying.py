"""Lines into tables: COPY on PostgreSQL, many inserts at a time on SQLite.

A row is a line of values divided by tabs, as PostgreSQL's COPY reads it. No text of the
demonstration has a tab, a line break or a backslash in it.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connection, models
from django.db.models import NOT_PROVIDED

NULL = r"\N"
SQLITE_ROWS = 5_000


class LineReader:
    """A file-like reader over lines, for COPY."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._rest = ""

    def read(self, size: int = -1) -> str:
        """Return about ``size`` characters; "" at the end."""
        parts, length = [self._rest], len(self._rest)
        while length < size or size < 0:
            chunk = "".join(islice(self._lines, 512))
            if not chunk:
                break
            parts.append(chunk)
            length += len(chunk)
        text = "".join(parts)
        if size < 0:
            self._rest = ""
            return text
        self._rest = text[size:]
        return text[:size]


def fill(
    model: type[models.Model],
    names: str,
    lines: Iterable[str],
    told: Callable[[str], None] = lambda line: None,
) -> int:
    """Write lines into a model's table; return how many.

    :param names: the fields given, divided by spaces, ``id`` among them; every other field takes
        its default.
    :param lines: values in that order, divided by tabs, each line ended.
    """
    given = names.split()
    fields = {field.name: field for field in model._meta.concrete_fields if not field.generated}
    rest = [field for name, field in fields.items() if name not in given]
    columns = [str(field.column) for field in [*(fields[name] for name in given), *rest]]
    tail = "".join(f"\t{_default(field)}" for field in rest)
    count = 0

    def counted() -> Iterator[str]:
        nonlocal count
        for line in lines:
            count += 1
            yield f"{line[:-1]}{tail}\n" if tail else line

    table = model._meta.db_table
    if connection.vendor == "postgresql":
        _copy(table, columns, counted())
    else:
        _insert(table, columns, counted())
    told(f"{table}: {count:,}")
    return count


def _default(field: models.Field[Any, Any]) -> str:
    if field.null:
        return NULL
    if field.default is NOT_PROVIDED:
        if field.empty_strings_allowed:
            return ""
        raise ValueError(f"{field} has no default")
    value = field.get_default()
    if isinstance(field, models.JSONField):
        return json.dumps(value)
    return str(int(value)) if isinstance(value, bool) else str(value)


def _copy(table: str, columns: list[str], lines: Iterator[str]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.copy_expert(f'COPY "{table}" ({names}) FROM STDIN', LineReader(lines), size=1 << 17)
        cursor.execute(f'SELECT MAX(id) FROM "{table}"')  # noqa: S608
        (last,) = cursor.fetchone()
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, last or 1])


def _insert(table: str, columns: list[str], lines: Iterator[str]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608
    with connection.cursor() as cursor:
        while some := list(islice(lines, SQLITE_ROWS)):
            cursor.executemany(
                statement,
                [
                    [None if value == NULL else value for value in line[:-1].split("\t")]
                    for line in some
                ],
            )
