from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("People")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say to the ground when an address wants its e-mail."""
        from core.mail_choices import answered_by  # noqa: PLC0415
        from people.services.mail_choice import choice_of_address  # noqa: PLC0415

        answered_by(choice_of_address)
