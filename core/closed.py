"""Declaration of closed rows: what was said is written once (TRUST: Records that stay true).

A model says ``closed_rows = ClosedRows(...)``; the triggers are made from it for both databases
after every migrate, and a system check finds them missing.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class ClosedRows:
    """How the rows of one table are closed.

    :param person_sql: SQL giving the id of the person a row is about; ``{row}`` stands for the
        row in a trigger (OLD or NEW), e.g. ``{row}.person_id`` or a sub-select. The passage for
        that person is the one way through.
    :param insert_closed_sql: SQL that is true when the parent is closed, so that an INSERT is
        refused; "" where a row may always be added.
    :param may_change: columns an UPDATE may touch; every other one is closed.
    :param closed_when_sql: SQL over ``{row}`` that is true once a row is closed; "" = from the
        moment it is written.
    """

    person_sql: str
    insert_closed_sql: str = ""
    may_change: tuple[str, ...] = ()
    closed_when_sql: str = ""
