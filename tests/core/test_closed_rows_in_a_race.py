"""A parent that closes while a row is being added to it: the row is in before, or not at all."""

import threading

import pytest
from django.db import IntegrityError, connections, transaction

from tests.core.test_closed_rows import run, words

ADD = "INSERT INTO attack_answer (sheet_id, question, words) VALUES (3, 'late', 'late')"
CLOSE = "UPDATE attack_sheet SET sent_on = '2026-11-22' WHERE id = 3"


class Slowly(threading.Thread):
    """Does something in a transaction of its own and commits half a second later."""

    def __init__(self, sql: str, order: list[str]) -> None:
        super().__init__()
        self.sql, self.order, self.done = sql, order, threading.Event()

    def run(self) -> None:
        with transaction.atomic():
            run(self.sql)
            self.done.set()
            threading.Event().wait(0.5)
            self.order.append("slow one commits")
        connections.close_all()

    def begun(self) -> "Slowly":
        self.start()
        assert self.done.wait(10)
        return self


def test_a_row_that_comes_after_the_closing_is_refused(committed_db, closed_sheets):
    closing = Slowly(CLOSE, []).begun()
    with pytest.raises(IntegrityError, match="closed rows"):
        run(ADD)
    closing.join()
    assert "late" not in words("attack_answer").values()


def test_the_closing_waits_for_a_row_that_is_being_added(committed_db, closed_sheets):
    order: list[str] = []
    adding = Slowly(ADD, order).begun()
    run(CLOSE)
    order.append("closed")
    adding.join()
    assert order == ["slow one commits", "closed"]
