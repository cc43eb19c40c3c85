from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = _("Cases")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Show the lead of casework who may review a case, on its page."""
        from cases import panels  # noqa: PLC0415
        from cases.naming_panel import naming_of_case  # noqa: PLC0415

        panels.add(naming_of_case)
