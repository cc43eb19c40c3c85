"""Load framework files, all or none."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from core.errors import DomainError
from frameworks.services.adopting import adopt_framework
from frameworks.services.loading import Loaded, load_frameworks

ACTOR = "command:load_framework"


class Command(BaseCommand):
    help = (
        "Read framework files, compare them with what is published, and publish what is new: all"
        " of them or none. A file that is published just so changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument(
            "--check", action="store_true", help="say what would be done, and do nothing"
        )
        parser.add_argument(
            "--adopt",
            action="store_true",
            help="say that the organisation uses these frameworks: their pages become public",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                lines = self._load(options["paths"], adopt=options["adopt"])
                transaction.set_rollback(options["check"])
        except DomainError as error:
            raise CommandError(error.message) from None
        for line in lines:
            self.stdout.write(line)
        if options["check"]:
            self.stdout.write("Checked only: nothing was changed.")

    def _load(self, paths: list[Path], *, adopt: bool) -> list[str]:
        lines = []
        for loaded in load_frameworks(paths=paths, by=ACTOR):
            lines.append(_told(loaded))
            framework = loaded.version.framework
            if adopt and adopt_framework(framework=framework, on=timezone.localdate(), by=ACTOR):
                lines.append(f"{framework.code} is now in use, and its pages are public.")
        return lines


def _told(loaded: Loaded) -> str:
    version = loaded.version
    name = f"{version.title} ({version.publisher}, {version.year}), version {version.number}"
    if not loaded.published_now:
        return f"{loaded.path}: nothing to do; {name} is published just so."
    counts = ", ".join(
        [
            f"{version.core_competencies.count()} core competencies",
            f"{version.areas.count()} areas",
            f"{version.behaviours.count()} behaviours",
            f"{version.service_standards.count()} service standards",
        ]
    )
    return f"{loaded.path}: published {name}: {counts}."
