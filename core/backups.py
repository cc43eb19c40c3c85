"""Back the whole installation up into one file, and bring it back: database, then stored files.

The database comes first: a file that a row of it names was stored before that row was written,
so it is there when the files are read. On SQLite the copy is made by SQLite's own backup call,
page by page under its locks; on PostgreSQL by ``pg_dump``, which reads one snapshot.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError

MANIFEST = "manifest.json"
DATABASE = "database"
FILES = "files"


def write_backup(path: Path) -> dict[str, Any]:
    """Write everything into a new file that only its owner may read; return its manifest.

    :raises DomainError: when the file exists, or the database's own tool fails.
    """
    if path.exists():
        raise DomainError(_("%(path)s already exists.") % {"path": path})
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        database = Path(folder) / DATABASE
        _dump(database)
        manifest = {
            "vendor": connection.vendor,
            "made_at": timezone.now().isoformat(),
            "sha256": _sha256(database),
        }
        unfinished = Path(folder) / "backup.tar"
        unfinished.touch(mode=0o600)
        with tarfile.open(unfinished, "w") as archive:
            note = Path(folder) / MANIFEST
            note.write_text(json.dumps(manifest))
            archive.add(note, MANIFEST)
            archive.add(database, DATABASE)
            if Path(settings.MEDIA_ROOT).is_dir():
                archive.add(settings.MEDIA_ROOT, FILES)
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        unfinished.rename(path)
    return manifest


def read_backup(path: Path) -> dict[str, Any]:
    """Replace the database and the stored files by those of a backup; return its manifest.

    :raises DomainError: when the file is no backup of this sort of database, is damaged, or the
        database's own tool fails; the database is then as it was.
    """
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        try:
            with tarfile.open(path) as archive:
                manifest = _manifest(archive)
                stored = list(_stored_files(archive))
                database = Path(folder) / DATABASE
                _unpack(archive, archive.getmember(DATABASE), database)
                if _sha256(database) != manifest["sha256"]:
                    raise DomainError(_("%(path)s is damaged.") % {"path": path})
                _load(database)
                for member, place in stored:
                    _unpack(archive, member, place)
        except (tarfile.TarError, KeyError, ValueError, EOFError) as error:
            raise DomainError(_("%(path)s is not a backup.") % {"path": path}) from error
    return manifest


def _manifest(archive: tarfile.TarFile) -> dict[str, Any]:
    note = archive.extractfile(MANIFEST)
    manifest: dict[str, Any] = json.loads(note.read()) if note else {}
    if manifest["vendor"] != connection.vendor:
        raise DomainError(
            _("This is a backup of %(theirs)s; the database here is %(ours)s.")
            % {"theirs": manifest["vendor"], "ours": connection.vendor}
        )
    return manifest


def _stored_files(archive: tarfile.TarFile) -> Iterator[tuple[tarfile.TarInfo, Path]]:
    """Yield the stored files with their places; a path that leads out of the folder is refused."""
    for member in archive.getmembers():
        parts = PurePosixPath(member.name).parts
        if not member.isfile() or parts[0] != FILES:
            continue
        if ".." in parts:
            raise tarfile.TarError(member.name)
        yield member, Path(settings.MEDIA_ROOT).joinpath(*parts[1:])


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, place: Path) -> None:
    packed = archive.extractfile(member)
    if packed is None:
        raise tarfile.TarError(member.name)
    place.parent.mkdir(parents=True, exist_ok=True)
    with packed, place.open("wb") as out:
        shutil.copyfileobj(packed, out)


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _dump(database: Path) -> None:
    if connection.vendor == "sqlite":
        with (
            closing(sqlite3.connect(_sqlite_address(), uri=True)) as live,
            closing(sqlite3.connect(database)) as copy,
        ):
            live.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise DomainError(_("The copy of the database is damaged."))
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={database}")


def _load(database: Path) -> None:
    connection.close()
    if connection.vendor == "sqlite":
        with (
            closing(sqlite3.connect(database)) as copy,
            closing(sqlite3.connect(_sqlite_address(), uri=True)) as live,
        ):
            copy.backup(live)
            live.execute("PRAGMA journal_mode = WAL")
    else:
        _run(
            "pg_restore",
            "--clean",
            "--if-exists",
            "--no-owner",
            "--no-privileges",
            "--single-transaction",
            "--exit-on-error",
            str(database),
        )


def _sqlite_address() -> str:
    return Path(connection.settings_dict["NAME"]).resolve().as_uri()


def _run(tool: str, *arguments: str) -> None:
    """Run one of PostgreSQL's tools on our database; the password goes by the environment."""
    known: Mapping[str, Any] = connection.settings_dict
    names = {
        "NAME": "PGDATABASE",
        "USER": "PGUSER",
        "PASSWORD": "PGPASSWORD",
        "HOST": "PGHOST",
        "PORT": "PGPORT",
    }
    address = {theirs: str(known[ours]) for ours, theirs in names.items() if known[ours]}
    target = [f"--dbname={known['NAME']}"] if tool == "pg_restore" else []
    try:
        subprocess.run(
            [tool, *target, *arguments],
            env=os.environ | address,
            check=True,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError as error:
        raise DomainError(
            _("%(tool)s was not found. Install PostgreSQL's client programs.") % {"tool": tool}
        ) from error
    except subprocess.CalledProcessError as error:
        raise DomainError(f"{tool}: {error.stderr.strip()}") from error
