"""SQL with a frame of its own around parts that the ORM makes.

The ORM takes longer to make a union of many branches than the database to run it. A read that
everybody asks again and again keeps its parts as querysets, so that what may be seen is decided by
``visible_to`` and nowhere else, and has only the frame around them written in SQL.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet


class Sql(NamedTuple):
    """A text with a ``%s`` for each of its parameters."""

    text: str
    params: tuple[Any, ...] = ()


def sql_of(rows: QuerySet[Any, Any]) -> Sql:
    """Return the SELECT of a queryset, to stand within another; its order is dropped.

    :raises EmptyResultSet: when no row can fit.
    """
    text, params = rows.order_by().query.sql_with_params()
    return Sql(text, tuple(params))


def rows_of(text: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
    """Run a SELECT; return its rows as the database gives them: see :func:`day_of`."""
    with connection.cursor() as cursor:
        cursor.execute(text, params)
        return cursor.fetchall()


def day_of(stored: Any) -> dt.date:
    """Return a day from a row of :func:`rows_of`: SQLite gives text."""
    return dt.date.fromisoformat(stored) if isinstance(stored, str) else stored


def day_for(day: dt.date) -> Any:
    """Return a day as a parameter of :func:`rows_of`."""
    return connection.ops.adapt_datefield_value(day)
