"""Acts of several people at the same moment, each on a connection of its own."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from core.errors import DomainError


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run these acts in threads that start together; return what each gave, or was refused with."""
    gate = threading.Barrier(len(acts))
    answers = [InAThread(act, gate) for act in acts]
    return [answer.wait() for answer in answers]


class InAThread:
    """An act that runs on a connection of its own from the moment this is made."""

    def __init__(self, act: Callable[[], Any], gate: threading.Barrier | None = None) -> None:
        self._act = act
        self._gate = gate
        self._answer: Any = None
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        try:
            if self._gate:
                self._gate.wait()
            self._answer = self._act()
        except DomainError as error:
            self._answer = error
        finally:
            connection.close()

    def still_waits(self, seconds: float = 0.4) -> bool:
        """Return whether the act has not come to an end within this time."""
        self._thread.join(seconds)
        return self._thread.is_alive()

    def wait(self) -> Any:
        """Return what the act gave, or the refusal it met."""
        self._thread.join()
        return self._answer
