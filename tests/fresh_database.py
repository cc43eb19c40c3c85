"""A database of its own for a test that commits: browser walks, races, crashes.

Closed records refuse to be emptied (docs/decisions), so such a test cannot tidy up after itself.
It gets a copy of the migrated database instead, which is thrown away afterwards. A test asks for
``committed_db``; fixtures that ask for ``db`` then write into the copy. Such a test carries no
``django_db`` mark, which would open a second, rolled-back transaction.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, connections

from frameworks.tree import forget_trees


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let tests that commit ask for ``db`` too, and mark whatever touches the database.

    pytest-django makes a test database only where a test asks for one by that name; without it a
    run of nothing but these tests would copy the database of the development server. A test that
    touches none says the same on any, so `bin/test` runs it once.
    """
    for item in items:
        names = getattr(item, "fixturenames", [])
        if "committed_db" in names and "db" not in names:
            names.append("db")
        if "db" in names or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.database)


@pytest.fixture(scope="session")
def migrated_template(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[str]:
    """Keep one copy of the migrated test database for the session; return its name."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            yield str(_copy_sqlite(tmp_path_factory.mktemp("template") / "template.sqlite3"))
            return
        name = f"{connection.settings_dict['NAME']}_template"
        connection.close()
        _create_postgres(name, template=str(connection.settings_dict["NAME"]))
    yield name
    with django_db_blocker.unblock():
        _drop_postgres(name)


@pytest.fixture
def committed_db(migrated_template, django_db_blocker, tmp_path) -> Iterator[None]:
    """Give the test a fresh migrated database in which commits are real."""
    settings = connections.settings["default"]
    kept, kept_name = connections["default"], settings["NAME"]
    with django_db_blocker.unblock():
        if kept.vendor == "sqlite":
            fresh = str(tmp_path / "fresh.sqlite3")
            shutil.copyfile(migrated_template, fresh)
        else:
            fresh = f"{kept_name}_{uuid4().hex[:8]}"
            _create_postgres(fresh, template=migrated_template)
        del connections["default"]
        settings["NAME"] = fresh
        _forget()
        try:
            yield
        finally:
            connections["default"].close()
            settings["NAME"] = kept_name
            connections["default"] = kept
            _forget()
            if kept.vendor != "sqlite":
                _drop_postgres(fresh)


@pytest.fixture
def db(request):
    """Replace pytest-django's ``db``: a test that asks for ``committed_db`` keeps to that one."""
    if "committed_db" in request.fixturenames:
        request.getfixturevalue("committed_db")
    else:
        request.getfixturevalue("_django_db_helper")


def _copy_sqlite(path: Path) -> Path:
    connection.ensure_connection()
    target = sqlite3.connect(path)
    connection.connection.backup(target)
    target.execute("PRAGMA journal_mode=WAL")
    target.close()
    return path


def _create_postgres(name: str, *, template: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def _drop_postgres(name: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _forget() -> None:
    ContentType.objects.clear_cache()
    cache.clear()
    forget_trees()
