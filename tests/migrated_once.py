"""Migrate once, copy often: every test process begins with a copy of one migrated database.

Running all migrations takes longer than most test files. The migrated database is kept under a
fingerprint of all that says what it looks like, so that a change to a model, a migration or the
closing of rows makes a new one: on SQLite as a file in ``COMPETENCY_VAR``, on PostgreSQL as a
database of the server that the tests use.
"""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
SAYS_WHAT_IT_LOOKS_LIKE = (
    "*/migrations/*.py",
    "*/models/*.py",
    "*/enums.py",
    "core/closed*.py",
    "core/closing/*.py",
    "competency_site/settings/*.py",
    "requirements.txt",
)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker
) -> Iterator[None]:
    """Replace pytest-django's set-up: give this process its copy, and throw it away at the end."""
    with django_db_blocker.unblock():
        name = connection.creation._get_test_db_name()
        on_sqlite = connection.vendor == "sqlite"
        kept = str(connection.settings_dict["NAME"])
        if not on_sqlite:
            _copy_postgres(name)
        connection.close()
        settings.DATABASES["default"]["NAME"] = name
        connection.settings_dict["NAME"] = name
        if on_sqlite:
            _copy_sqlite()
    yield
    with django_db_blocker.unblock():
        connection.close()
        settings.DATABASES["default"]["NAME"] = kept
        connection.settings_dict["NAME"] = kept
        if not on_sqlite:
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def fingerprint() -> str:
    """Return a hash of everything that says what a migrated database looks like."""
    digest = hashlib.sha256()
    for pattern in SAYS_WHAT_IT_LOOKS_LIKE:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(str(path.relative_to(ROOT)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _copy_sqlite() -> None:
    connection.ensure_connection()
    template = sqlite3.connect(_migrated_file())
    template.backup(connection.connection)
    template.close()


def _migrated_file() -> Path:
    folder = settings.VAR / "migrated-for-tests"
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"{fingerprint()}.sqlite3"
    with _one_process(folder / "lock"):
        if not made.exists():
            for older in folder.glob("*.sqlite3*"):
                older.unlink()
            making = folder / "making.sqlite3"
            _migrate(f"sqlite:///{making}")
            making.rename(made)
    return made


@contextmanager
def _one_process(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _copy_postgres(name: str) -> None:
    template = f"migrated_for_tests_{fingerprint()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('migrated_for_tests'))")
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        if cursor.fetchone() is None:
            making = f"{template}_making"
            cursor.execute(f'DROP DATABASE IF EXISTS "{making}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{making}"')
            _migrate(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{making}").geturl())
            cursor.execute(f'ALTER DATABASE "{making}" RENAME TO "{template}"')
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        cursor.execute("SELECT pg_advisory_unlock(hashtext('migrated_for_tests'))")


def _migrate(database_url: str) -> None:
    """Migrate an empty database in a process of its own."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "competency_site.settings.test",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.exit(f"The migrations failed:\n{done.stderr}", returncode=3)
