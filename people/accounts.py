"""How allauth is closed and counted here: nobody signs up, and tries are limited.

Source: TRUST, "The door"; decision 0004.
"""

import secrets
import unicodedata
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core.internal import ratelimit
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac

from core.clock import today
from core.services.outbox import queue_mail
from people.models import User
from people.scope import user_let_in
from people.services import accounts

APP = "allauth.account"
KNOWN_FOR = 180 * 24 * 60 * 60
SALT = "people.known_browser"


class PeopleBackend(AuthenticationBackend):
    """Lets in, at sign-in and at every request, only who may sign in that day.

    Somebody deactivated or gone gets the same answer as a wrong password, after the same work.
    """

    def _authenticate_by_email(self, email: str, password: str) -> User | None:
        found = User.objects.may_sign_in(today()).filter(email=email.lower()).first()
        return self._check_password(found, password)

    def user_can_authenticate(self, user: Any) -> bool:
        return User.objects.may_sign_in(today()).filter(pk=user.pk).exists()

    def get_user(self, user_id: int) -> User | None:
        """Return the user of a session in one query; None ends the session's sight at once."""
        return user_let_in(user_id, today())


def same_address(email: str) -> str:
    """Return one spelling of an e-mail address, so that no other spelling gets tries of its own."""
    return unicodedata.normalize("NFKC", email).casefold().strip()


def cookie_name() -> str:
    """Return the name of the cookie by which a browser is known; `__Host-` where sessions are."""
    return f"{settings.SESSION_COOKIE_NAME}-known"


def _mark_of(email: str) -> str:
    """Return what the cookie says of an account: nothing that a reader could turn back."""
    return salted_hmac(SALT, same_address(email), algorithm="sha256").hexdigest()


def known_browser(request: HttpRequest, email: str) -> str:
    """Return the name of a browser in which this account signed in before, else ""."""
    try:
        known = signing.loads(request.COOKIES.get(cookie_name(), ""), salt=SALT, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return ""
    return str(known["browser"]) if known["account"] == _mark_of(email) else ""


def remember_browser(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Mark the browser of a successful sign-in, so that a stranger's tries do not shut it out."""
    browser = known_browser(request, email) or secrets.token_urlsafe(12)
    response.set_cookie(
        cookie_name(),
        signing.dumps({"account": _mark_of(email), "browser": browser}, salt=SALT),
        max_age=KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


class ClosedAdapter(DefaultAccountAdapter):
    """No sign-up; e-mail through the outbox; tries counted per account, address and browser."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        mail = self.render_mail(template_prefix, email, {"request": self.request, **context})
        queue_mail(to=email, subject=mail.subject, body=str(mail.body), must=True)

    def set_password(self, user: Any, password: str) -> None:
        accounts.set_password(person=user, password=password)
        for browser in {"", known_browser(self.request, user.email)}:
            action, key = self._counted(browser, user.email)
            ratelimit.clear(self.request, app=APP, action=action, key=key)

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        accounts.note_sign_in(person=user)

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, User):
            accounts.note_sign_out(person=request.user)
        super().logout(request)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        remember_browser(request, response, user.email)
        return response

    @staticmethod
    def _counted(browser: str, email: str) -> tuple[str, str]:
        action = "login_failed_known" if browser else "login_failed"
        return action, f"{same_address(email)} {browser}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a try, before anything is looked up; a right password gives it back.

        A browser in which the account signed in before has a count of its own: whoever uses up
        the common one from elsewhere cannot keep its owner out.
        """
        email = credentials.get("email", "")
        action, key = self._counted(known_browser(request, email), email)
        self._login_failed_rl_usage = ratelimit.consume(request, app=APP, action=action, key=key)
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")


class ResetByMail:
    """For the form that asks for a new password: the same steps for a known and unknown address."""

    cleaned_data: dict[str, Any]

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        def link(number: str, token: str) -> str:
            path = reverse(
                "account_reset_password_from_key", kwargs={"uidb36": number, "key": token}
            )
            return build_absolute_uri(request, path)

        email = self.cleaned_data["email"]
        accounts.send_reset_link(email=email, link=link, on=today())
        return email
