"""Load criteria sets from files, whole or not at all."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.services.criteria import load_criteria
from core.errors import DomainError


class Command(BaseCommand):
    help = "Load criteria sets for file reviews from JSON files and publish them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")

    def handle(self, *args: Any, paths: list[Path], **options: Any) -> None:
        for path in paths:
            try:
                version, new = load_criteria(path=path, by="command:load_criteria")
            except DomainError as error:
                raise CommandError(error.message) from error
            said = "loaded" if new else "nothing to do"
            self.stdout.write(f"{path.name}: {version.criteria_set.name} {version.number}: {said}")
