"""Acts in the order of their moments: playing one may put others into the diary."""

import datetime as dt
import heapq
from collections.abc import Callable

from competency_site.demo import clock
from people.working_days import add_working_days, is_working_day

Act = Callable[[dt.date], object]


class Diary:
    """What is still to happen up to the end of the last day."""

    def __init__(self, until: dt.date) -> None:
        self.until = until
        self._acts: list[tuple[dt.datetime, int, Act]] = []
        self._count = 0

    def put(self, day: dt.date, hour: int, minute: int, act: Act) -> bool:
        """Note an act for a moment; say whether it lies within the time that is played."""
        if day > self.until:
            return False
        self._count += 1
        heapq.heappush(self._acts, (clock.moment_of(day, hour, minute), self._count, act))
        return True

    def play(self) -> None:
        """Let everything happen, in order, each act at its own moment."""
        while self._acts:
            moment, _number, act = heapq.heappop(self._acts)
            with clock.at(moment):
                act(moment.date())


def working_day(day: dt.date, after: int = 0) -> dt.date:
    """Return the day that many working days later; a working day itself stays as it is."""
    if not is_working_day(day):
        day = add_working_days(day, 1)
    return add_working_days(day, after) if after else day
