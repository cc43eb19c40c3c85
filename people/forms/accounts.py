from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import GovukForm


class AcceptInvitationForm(GovukForm):
    """The first password of somebody invited."""

    submit_label = _("Set password")

    password = forms.CharField(
        label=_("Password"),
        help_text=_(
            "At least 12 characters. Three or four words that do not belong together are easy "
            "to remember and hard to guess."
        ),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
