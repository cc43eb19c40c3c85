from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = _("Assessments")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the rules in force; show the reviews of a case file on its page below."""
        from assessments import below_standard, chores  # noqa: F401, PLC0415
        from assessments.clocks import register_clocks  # noqa: PLC0415
        from assessments.panels import checks_of_case, reviews_of_case  # noqa: PLC0415
        from assessments.sampling import register_rules  # noqa: PLC0415
        from cases import panels  # noqa: PLC0415

        register_rules()
        register_clocks()
        below_standard.register_rules()
        panels.add(reviews_of_case)
        panels.add(checks_of_case)
