"""Bring a backup back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from core.backups import read_backup
from core.errors import DomainError
from core.services import trail


class Command(BaseCommand):
    help = "Replace the database and the stored files by those of a backup. Stop the site first."
    # The database may be empty, so nothing about it is checked before.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="A file that the command backup wrote.")
        parser.add_argument(
            "--replace", action="store_true", help="Also when the database holds people already."
        )

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        if not options["replace"] and self._holds_people():
            raise CommandError("The database holds people. To replace it, add --replace.")
        if not path.is_file():
            raise CommandError(f"{path} is not there.")
        try:
            manifest = read_backup(path.resolve())
        except DomainError as error:
            raise CommandError(error.message) from error
        # A backup of an earlier release is brought to this one; closing triggers are laid.
        call_command("migrate", verbosity=0)
        trail.record("installation.restored", by="core.command:restore")
        call_command("verify_audit", stdout=self.stdout, stderr=self.stderr)
        self.stdout.write(f"Restored as it was at {manifest['made_at']}.")

    @staticmethod
    def _holds_people() -> bool:
        people = get_user_model()
        there = connection.introspection.table_names()
        return people._meta.db_table in there and people._default_manager.exists()
