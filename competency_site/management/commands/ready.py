"""Make an installation ready to serve: tables, frameworks, and a demonstration to begin with."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from competency_site.demo import accounts
from core.closing import laying
from people.models import User


def needs_migrating() -> bool:
    """Say whether a migration is not applied yet, or a closing trigger is not as it should be."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()) or laying.faults())


class Command(BaseCommand):
    requires_system_checks = ()  # a second start should be quick; migrate and the tests check

    help = (
        "Migrate, load the frameworks and criteria that come with the software, and make the"
        " demonstration organisation if there is nobody here yet. Does nothing twice."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="leave the organisation empty")

    def handle(self, *args: Any, **options: Any) -> None:
        fixtures = settings.ROOT / "fixtures"
        if needs_migrating():
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
        call_command("load_framework", *sorted(fixtures.glob("*.json")), stdout=self.stderr)
        call_command(
            "load_criteria", *sorted((fixtures / "criteria").glob("*.json")), stdout=self.stderr
        )
        if not options["no_demo"] and not User.objects.exists():
            self.stderr.write("Making the demonstration organisation (about a minute).")
            call_command("demo", verbosity=0)
        for line in accounts.lines():
            self.stdout.write(line)
