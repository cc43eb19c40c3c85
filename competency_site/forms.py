"""The sign-in library's forms in our look and words. Settings name them in ACCOUNT_FORMS."""

from typing import Any

from allauth.account import forms as account
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import GovukFormMixin
from people.accounts import ResetByMail

PASSWORD_HINT = _(
    "At least 12 characters. Three or four words that do not belong together are easy to "
    "remember and hard to guess."
)
WORDS = {
    "account_inactive": _("This account cannot be used. Ask whoever manages accounts."),
    "email_password_mismatch": _("The email address or the password is not right"),
    "enter_current_password": _("The current password is not right"),
    "incorrect_password": _("The password is not right"),
    "too_many_login_attempts": _("Too many tries. Wait 5 minutes, then try again."),
}


class AccountForm(GovukFormMixin):
    """Labels, hints and errors of our own in place of the library's."""

    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}
    dropped: tuple[str, ...] = ()

    def prepare(self) -> None:
        for name in self.dropped:
            del self.fields[name]
        for name, label in self.labels.items():
            self.fields[name].label = label
            self.fields[name].help_text = self.hints.get(name, "")

    def add_error(self, field: str | None, error: Any) -> None:
        code = getattr(error, "code", None)
        if code in WORDS:
            error = ValidationError(WORDS[code], code=code)
        super().add_error(field, error)  # type: ignore[misc]


class SignInForm(AccountForm, account.LoginForm):
    submit_label = _("Sign in")
    labels = {"login": _("Email address"), "password": _("Password")}


class ChangePasswordForm(AccountForm, account.ChangePasswordForm):
    submit_label = _("Change password")
    labels = {"oldpassword": _("Current password"), "password1": _("New password")}
    hints = {"password1": PASSWORD_HINT}
    dropped = ("password2",)


class SetPasswordForm(AccountForm, account.SetPasswordForm):
    submit_label = _("Set password")
    labels = {"password1": _("Password")}
    hints = {"password1": PASSWORD_HINT}
    dropped = ("password2",)


class ResetPasswordForm(ResetByMail, AccountForm, account.ResetPasswordForm):
    submit_label = _("Send the link")
    labels = {"email": _("Email address")}


class ResetPasswordKeyForm(AccountForm, account.ResetPasswordKeyForm):
    submit_label = _("Set new password")
    labels = {"password1": _("New password")}
    hints = {"password1": PASSWORD_HINT}
    dropped = ("password2",)


class ReauthenticateForm(AccountForm, account.ReauthenticateForm):
    submit_label = _("Confirm")
    labels = {"password": _("Password")}
