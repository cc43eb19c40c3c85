"""Declaration of closed rows: what was said is written once.

A model says ``closed_rows = ClosedRows(...)``; :mod:`core.closing` makes the triggers from it
for both databases after every migrate, and a system check finds them missing or altered.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class ClosedRows:
    """How the rows of one table are closed.

    Every piece of SQL runs inside triggers on SQLite and on PostgreSQL, so it is written in
    what both understand and names tables and columns as the database does.

    :param person_sql: SQL giving the id of the person a row is about; ``{row}`` stands for the
        row, e.g. ``{row}.person_id`` or a sub-select in brackets. The passage for that person
        is the one way through; "" where there is none.
    :param insert_closed_sql: SQL over ``{row}`` that is true when the parent is closed, so that
        an INSERT is refused; "" where a row may always be added.
    :param may_change: columns an UPDATE may touch; every other one is closed, new ones too.
    :param closed_when_sql: SQL over ``{row}`` that is true once a row is closed; "" = from the
        moment it is written.
    """

    person_sql: str
    insert_closed_sql: str = ""
    may_change: tuple[str, ...] = ()
    closed_when_sql: str = ""
