"""What holds for the files of the house."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ["requirements.txt", "requirements-dev.txt"]


@pytest.mark.parametrize("name", LOCKS)
def test_lock_file_names_no_registry_and_no_host(name):
    text = (ROOT / name).read_text()
    addresses = re.findall(
        r"\w+://\S+|^\s*-{1,2}(?:i|f|index-url|extra-index-url|find-links|trusted-host)\b.*",
        text,
        re.MULTILINE,
    )
    assert addresses == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_version_and_hashes(name):
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text())
    packages = [entry for entry in entries if not entry.startswith("#")]
    assert len(packages) > 10
    bare = [entry for entry in packages if "==" not in entry or "--hash=sha256:" not in entry]
    assert bare == []


def test_both_lock_files_agree_on_what_they_share():
    pins = [
        dict(
            re.findall(r"^([\w.-]+)(?:\[[^]]*\])?==(\S+)", (ROOT / name).read_text(), re.MULTILINE)
        )
        for name in LOCKS
    ]
    shared = pins[0].keys() & pins[1].keys()
    assert {name: pins[0][name] for name in shared} == {name: pins[1][name] for name in shared}


def test_migrations_lead_from_nothing_to_the_models(db):
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    call_command("check", databases=["default"], fail_level="WARNING")


def test_a_test_that_commits_has_a_database_of_its_own(committed_db):
    from people.models import Team

    Team.objects.create(name="Seen only here")
    assert not connection.in_atomic_block
    assert Team.objects.count() == 1


def test_what_was_committed_there_is_gone_afterwards(db):
    from people.models import Team

    assert not Team.objects.filter(name="Seen only here").exists()
