from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrameworksConfig(AppConfig):
    name = "frameworks"
    verbose_name = _("Frameworks")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from frameworks.search_engines import register_settings  # noqa: PLC0415

        register_settings()
