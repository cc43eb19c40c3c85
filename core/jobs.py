"""The kinds of job there are, and what is done each minute: registered in code by their apps.

A job is a function of a :class:`core.services.jobs.Run` and its arguments::

    @job("records.export")
    def export(run: Run, *, export_id: int) -> None:
        for done, item in enumerate(items):
            run.progress(done, len(items))
            ...

It must bear being run again from the start: if its process dies, another one takes it over.
Put it in ``<app>/jobs.py`` and import that module when the app is made ready.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

Work = Callable[..., None]
Chore = Callable[[dt.datetime], Any]

_kinds: dict[str, Work] = {}
_chores: dict[str, Chore] = {}


def job(kind: str) -> Callable[[Work], Work]:
    """Register a function as the work of a kind of job."""

    def register(work: Work) -> Work:
        held = _kinds.setdefault(kind, work)
        if (held.__module__, held.__qualname__) != (work.__module__, work.__qualname__):
            raise ValueError(f"The job {kind} is registered twice.")
        return work

    return register


def work_of(kind: str) -> Work:
    """Return the work of a kind of job. :raises KeyError: for one that nobody registered."""
    return _kinds[kind]


def each_minute(chore: Chore) -> Chore:
    """Register a function that the job process calls each minute with the time."""
    _chores[f"{chore.__module__}.{chore.__qualname__}"] = chore
    return chore


def chores() -> dict[str, Chore]:
    """Return what is done each minute, by name."""
    return dict(_chores)
