from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import Tags, register
from django.core.management import call_command
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Ground")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from core import checks, chores, sessions  # noqa: F401, PLC0415

        register(checks.closed_rows_are_held, Tags.database)
        register(checks.sqlite_is_recent, Tags.database, deploy=True)
        pre_migrate.connect(_lift_closing_triggers, dispatch_uid="core.lift")
        post_migrate.connect(_lay_the_ground, dispatch_uid="core.lay")


def _lift_closing_triggers(sender, using, plan, **kwargs) -> None:  # type: ignore[no-untyped-def]
    """On SQLite a table is altered by making it anew, and a trigger elsewhere that names it
    makes the renaming fail; so the triggers step aside until every app has migrated."""
    from core.closing import laying  # noqa: PLC0415

    if plan and sender is _apps_with_models()[0] and laying.connections[using].vendor == "sqlite":
        laying.lift(using)


def _lay_the_ground(sender, using, **kwargs) -> None:  # type: ignore[no-untyped-def]
    """Once all apps have migrated: closing triggers on every closed table, and the cache table."""
    from core.closing import laying  # noqa: PLC0415

    if sender is not _apps_with_models()[-1]:
        return
    laying.lay(using)
    if any("DatabaseCache" in cache["BACKEND"] for cache in settings.CACHES.values()):
        call_command("createcachetable", database=using, verbosity=0)


def _apps_with_models() -> list[AppConfig]:
    return [config for config in apps.get_app_configs() if config.models_module is not None]
