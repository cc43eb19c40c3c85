"""Backup and restore, while somebody writes."""

import sqlite3
import tarfile
import threading

import pytest
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.db import connection, connections

from core.closing import laying
from core.models import AuditEvent, Draft
from core.services import trail
from core.services.drafts import save_draft
from people.models import Team

BEN = "people.user:8"


@pytest.fixture
def files(tmp_path, settings):
    folder = tmp_path / "stored"
    folder.mkdir()
    settings.MEDIA_ROOT = folder
    return folder


def test_a_backup_brings_everything_back(committed_db, files, tmp_path, capsys):
    Team.objects.create(name="Housing")
    (files / "report.pdf").write_bytes(b"signed")
    call_command("backup", tmp_path / "backup.tar")
    Team.objects.all().delete()
    Team.objects.create(name="Made later")
    (files / "report.pdf").unlink()
    call_command("restore", tmp_path / "backup.tar")
    assert list(Team.objects.values_list("name", flat=True)) == ["Housing"]
    assert (files / "report.pdf").read_bytes() == b"signed"
    assert laying.faults() == []
    acts = list(AuditEvent.objects.order_by("id").values_list("act", flat=True))
    assert acts == ["installation.backed_up", "installation.restored"]
    assert "The trail is as it was written." in capsys.readouterr().out


def test_a_backup_made_while_somebody_writes_is_whole(committed_db, files, tmp_path):
    stop, written = threading.Event(), []

    def write() -> None:
        while not stop.is_set():
            trail.record("x.done", by=BEN, subject=BEN, detail={"number": len(written)})
            written.append(1)
        connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    while len(written) < 5:
        stop.wait(0.01)
    before = len(written)
    call_command("backup", tmp_path / "backup.tar")
    while len(written) < before + 20:
        stop.wait(0.01)
    stop.set()
    writer.join()
    after = AuditEvent.objects.filter(act="x.done").count()
    call_command("restore", tmp_path / "backup.tar")
    assert before <= AuditEvent.objects.filter(act="x.done").count() < after


def test_a_restored_database_is_written_to_as_before(committed_db, files, tmp_path):
    call_command("backup", tmp_path / "backup.tar")
    call_command("restore", tmp_path / "backup.tar")
    save_draft(writer_key=BEN, form="x", record_key="", version=0, data={"text": "on"})
    assert Draft.objects.count() == 1
    trail.record("x.done", by=BEN)
    call_command("verify_audit")


def test_a_database_with_people_is_replaced_only_when_told(
    committed_db, files, tmp_path, caseworker
):
    call_command("backup", tmp_path / "backup.tar")
    with pytest.raises(CommandError, match="holds people"):
        call_command("restore", tmp_path / "backup.tar")
    call_command("restore", tmp_path / "backup.tar", replace=True)


def test_a_backup_overwrites_nothing(committed_db, files, tmp_path):
    (tmp_path / "backup.tar").write_text("another")
    with pytest.raises(CommandError, match="already exists"):
        call_command("backup", tmp_path / "backup.tar")
    assert (tmp_path / "backup.tar").read_text() == "another"


def test_a_backup_is_for_its_owner_only(committed_db, files, tmp_path):
    call_command("backup", tmp_path / "backup.tar")
    assert (tmp_path / "backup.tar").stat().st_mode & 0o077 == 0
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == {"stored"}


def test_a_damaged_backup_changes_nothing(committed_db, files, tmp_path):
    Team.objects.create(name="Housing")
    call_command("backup", tmp_path / "backup.tar")
    content = bytearray((tmp_path / "backup.tar").read_bytes())
    content[20_000] ^= 0xFF
    (tmp_path / "backup.tar").write_bytes(content)
    with pytest.raises(CommandError, match="damaged"):
        call_command("restore", tmp_path / "backup.tar")
    assert Team.objects.filter(name="Housing").exists()


def test_what_is_no_backup_is_refused(committed_db, files, tmp_path):
    (tmp_path / "holiday.jpg").write_bytes(b"\xff\xd8")
    with pytest.raises(CommandError, match="not a backup"):
        call_command("restore", tmp_path / "holiday.jpg")
    with pytest.raises(CommandError, match="is not there"):
        call_command("restore", tmp_path / "nothing.tar")


def test_a_file_that_leads_out_of_its_folder_is_refused(committed_db, files, tmp_path):
    call_command("backup", tmp_path / "backup.tar")
    Team.objects.create(name="Made later")
    with tarfile.open(tmp_path / "backup.tar", "a") as archive:
        archive.add(__file__, "files/../../outside.py")
    with pytest.raises(CommandError, match="not a backup"):
        call_command("restore", tmp_path / "backup.tar")
    assert not (tmp_path.parent / "outside.py").exists()
    assert Team.objects.filter(name="Made later").exists()


def test_the_copy_of_a_sqlite_database_is_one_whole_file(committed_db, files, tmp_path):
    call_command("backup", tmp_path / "backup.tar")
    with tarfile.open(tmp_path / "backup.tar") as archive:
        assert archive.getnames()[:2] == ["manifest.json", "database"]
        (tmp_path / "copy").write_bytes(archive.extractfile("database").read())
    if connection.vendor == "sqlite":
        copy = sqlite3.connect(tmp_path / "copy")
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        copy.close()
    else:
        assert (tmp_path / "copy").read_bytes().startswith(b"PGDMP")


def test_the_cache_that_processes_share_exists_after_migrate(committed_db, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "core_cache",
        }
    }
    assert "core_cache" not in connection.introspection.table_names()
    call_command("migrate", verbosity=0)
    caches["default"].set("a", 1)
    assert caches["default"].get("a") == 1
    call_command("migrate", verbosity=0)
