"""Make a demonstration organisation in an empty database."""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from competency_site.demo import accounts
from competency_site.demo.bulk.make import make_large
from competency_site.demo.make import make_demonstration
from core.errors import DomainError

SEED = 1971


class Command(BaseCommand):
    help = (
        "Make an invented organisation with a year of cases, file reviews, evidence and"
        " reflections in an empty database; with --caseworkers a large one, in bulk."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=SEED, help="another seed, another year")
        parser.add_argument(
            "--until",
            type=dt.date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="the last day of the year (today)",
        )
        parser.add_argument("--caseworkers", type=int, metavar="N", help="in bulk, so many people")
        parser.add_argument(
            "--evidence", type=int, metavar="M", help="in bulk, so many pieces of evidence"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        until = options["until"] or timezone.localdate()
        caseworkers, evidence = options["caseworkers"], options["evidence"]
        if evidence is not None and caseworkers is None:
            raise CommandError("Give --caseworkers together with --evidence.")
        try:
            if caseworkers is None:
                make_demonstration(until=until, seed=options["seed"])
            else:
                make_large(
                    caseworkers=_positive(caseworkers),
                    evidence=_positive(100 * caseworkers if evidence is None else evidence),
                    until=until,
                    seed=options["seed"],
                    told=self.stderr.write,
                )
        except DomainError as error:
            raise CommandError(error.message) from None
        if options["verbosity"]:
            for line in accounts.lines():
                self.stdout.write(line)


def _positive(number: int) -> int:
    if number < 1:
        raise CommandError("Give a number of 1 or more.")
    return number
