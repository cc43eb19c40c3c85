"""The form that says when somebody is told by e-mail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import GovukForm
from core.layout import Layout, Radios
from core.mail_choices import MailChoice


class MailChoiceForm(GovukForm):
    choice = forms.ChoiceField(
        label=_("When do you want to be told?"),
        choices=MailChoice.choices,
        widget=forms.RadioSelect,
    )
    submit_label = _("Save my choice")

    def layout(self) -> Layout:
        hints = {
            MailChoice.DAILY: _("At 7 in the morning, if there is anything."),
            MailChoice.WEEKLY: _("On Monday at 7 in the morning, if there is anything."),
        }
        return Layout(Radios("choice", hints=hints))
