from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = _("Assessments")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Show the reviews of a case file on its page, one floor below."""
        from assessments.panels import reviews_of_case  # noqa: PLC0415
        from cases import panels  # noqa: PLC0415

        panels.add(reviews_of_case)
