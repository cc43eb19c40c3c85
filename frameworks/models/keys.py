"""Keys: the identity of a statement through all versions of its framework."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

KEY_PATTERN = r"[a-z0-9]+(?:[.-][a-z0-9]+)*"

key_validator = RegexValidator(
    rf"^{KEY_PATTERN}\Z",
    _("Enter small letters and numbers, with single full stops or hyphens between them."),
)
