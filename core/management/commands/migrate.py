"""Django's migrate, which leaves no closed table unguarded."""

from typing import Any

from django.core.management.commands import migrate

from core.closing import laying


class Command(migrate.Command):
    def execute(self, *args: Any, **options: Any) -> str | None:
        """Mend the closing triggers first (the system check would refuse to go on) and say so."""
        if not options["plan"] and not options["check_unapplied"]:
            for name in laying.lay(options["database"]):
                self.stderr.write(f"The closing trigger {name} was missing or altered: laid again.")
        return super().execute(*args, **options)

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate. A failed migration sends no ``post_migrate``, so the triggers that SQLite
        had to lift are laid here; the failure is still reported."""
        try:
            super().handle(*args, **options)
        except BaseException:
            laying.lay(options["database"])
            raise
