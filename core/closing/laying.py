"""Lay the closing triggers, and compare what is there with what should be."""

from types import ModuleType

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from . import postgresql, sqlite
from .tables import ClosedTable, closed_tables

WRITERS = {"sqlite": sqlite, "postgresql": postgresql}


def lay(using: str = "default", tables: list[ClosedTable] | None = None) -> list[str]:
    """Make the closing triggers be exactly those of the closed tables.

    :param tables: the closed tables; all of the installed models by default.
    :returns: names of the triggers that were missing, altered or no longer wanted.
    """
    connection, writer = _at(using)
    with transaction.atomic(using=using):
        wanted = writer.expected(connection, closed_tables() if tables is None else tables)
        there = writer.present(connection)
        wrong = sorted(name for name in there if wanted.get(name) != there[name])
        missing = {name: text for name, text in wanted.items() if there.get(name) != text}
        writer.drop(connection, wrong)
        writer.create(connection, missing)
    return sorted({*wrong, *missing})


def lift(using: str = "default") -> None:
    """Take every closing trigger away, before a schema change that they would break."""
    connection, writer = _at(using)
    with transaction.atomic(using=using):
        writer.drop(connection, sorted(writer.present(connection)))


def faults(using: str = "default") -> list[str]:
    """Return a sentence for each closing trigger that is missing, altered or not ours."""
    connection, writer = _at(using)
    wanted = writer.expected(connection, closed_tables())
    there = writer.present(connection)
    sentences = [f"The closing trigger {name} is missing." for name in wanted if name not in there]
    sentences += [
        f"The closing trigger {name} is not the one that was laid."
        for name in there
        if wanted.get(name) != there[name]
    ]
    return sorted(sentences)


def _at(using: str) -> tuple[BaseDatabaseWrapper, ModuleType]:
    connection = connections[using]
    return connection, WRITERS[connection.vendor]
