"""Back the whole installation up into one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.backups import write_backup
from core.errors import DomainError
from core.models import AuditSeal
from core.services import trail
from core.services.seals import seal_events


class Command(BaseCommand):
    help = "Write the database and the stored files into one new file. People may go on working."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="The file to write; it must not exist yet.")

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        trail.record("installation.backed_up", by="core.command:backup")
        seal_events()
        seal = AuditSeal.objects.order_by("last_id").last()
        try:
            manifest = write_backup(path.resolve())
        except DomainError as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"{path}: {path.stat().st_size:,} bytes, made at {manifest['made_at']}.")
        if seal is not None:
            self.stdout.write(f"Last digest of the trail, to note elsewhere: {seal.digest}")
        self.stdout.write("The secret key and the settings are not in it; keep them apart.")
