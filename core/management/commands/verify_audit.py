"""Say whether the trail is as it was written."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.audit import verify
from core.services.seals import seal_events


class Command(BaseCommand):
    help = "Seal what is new, then recompute every seal and every detail of the trail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--digest",
            help="A digest that was noted elsewhere earlier: it must still be in the chain.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        seal_events()
        found = verify()
        for sentence in found.erased:
            self.stdout.write(sentence)
        if options["digest"] and options["digest"] not in found.digests:
            found.broken.append(f"No seal has the digest {options['digest']}.")
        for sentence in found.broken:
            self.stderr.write(self.style.ERROR(sentence))
        self.stdout.write(
            f"{found.events} events, {found.seals} seals, {found.unsealed} not sealed yet."
        )
        if found.last_digest:
            self.stdout.write(f"Last digest, to note elsewhere: {found.last_digest}")
        if found.broken:
            raise CommandError(f"The trail is broken in {len(found.broken)} places.")
        self.stdout.write(self.style.SUCCESS("The trail is as it was written."))
