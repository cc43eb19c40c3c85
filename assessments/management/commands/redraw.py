"""Draw a round again from what was kept of it, and say whether the same files come out."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from assessments.drawing import draw, thawed, with_blind_share
from assessments.models import Drawn, Round


class Command(BaseCommand):
    help = "Draw a round again from its frozen population and seed, and compare."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("round", type=int, help="the number of the round")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare a draw with its repetition.

        :raises CommandError: when there is no such draw, or anything differs.
        """
        round_ = Round.objects.filter(pk=options["round"], drawn_at__isnull=False).first()
        if round_ is None:
            raise CommandError(f"There is no drawn round {options['round']}.")
        try:
            population = thawed(bytes(round_.population or b""), round_.population_sha256)
        except ValueError as error:
            raise CommandError(str(error)) from error
        picks = draw(population, round_.seed).picks
        again = {
            (pick.file.key, pick.file.person, pick.place, pick.blind)
            for pick in with_blind_share(picks, round_.seed, round_.blind_one_in)
        }
        rows = Drawn.objects.filter(round=round_, replaces__isnull=True)
        kept = set(rows.values_list("case_file_id", "person_id", "place", "blind"))
        if again != kept:
            raise CommandError(
                "\n".join(
                    [
                        f"Round {round_.pk} differs from its repetition:",
                        *(
                            f"  kept, not drawn again: file {each[0]}"
                            for each in sorted(kept - again)
                        ),
                        *(
                            f"  drawn again, not kept: file {each[0]}"
                            for each in sorted(again - kept)
                        ),
                    ]
                )
            )
        self.stdout.write(
            f"Round {round_.pk} of {round_.month:%Y-%m}: the same {len(kept)} files are drawn from "
            f"{len(population.files)} (population {round_.population_sha256[:12]}, "
            f"seed {round_.seed[:12]})."
        )
