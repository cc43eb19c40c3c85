"""System checks of the ground: run by ``manage.py check --database default`` and by migrate."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
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
