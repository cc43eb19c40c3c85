"""What the forms of the register share."""

from functools import cached_property
from typing import Any

from crispy_forms.helper import FormHelper
from django.http import QueryDict

from core.forms import GovukForm


class RegisterForm(GovukForm):
    """A form that stands within a ``<form>`` of its page, beside the nonce of a double submit."""

    @cached_property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.form_tag = False
        helper.disable_csrf = True
        return helper

    def go_on_from(self, **hidden: Any) -> None:
        """Let the next sending start from what is there now; what was typed stays.

        For a form that was sent from a page that somebody else has made old.
        """
        data = QueryDict(mutable=True)
        data.update(self.data)
        for name, value in hidden.items():
            data[name] = str(value)
        self.data = data
