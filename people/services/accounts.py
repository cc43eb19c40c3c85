"""Passwords, and what the trail keeps of coming and going."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import int_to_base36
from django.utils.translation import gettext as _

from core.services import trail
from core.services.outbox import queue_mail
from people.models import Invitation, User
from people.organisation import current_organisation


@transaction.atomic
def set_password(*, person: User, password: str) -> None:
    """Set a person's own new password. Open invitations work no more; other sessions end."""
    person.set_password(password)
    person.save(update_fields=["password"])
    now = timezone.now()
    Invitation.objects.filter(user=person, accepted_at=None, expires_at__gt=now).update(
        expires_at=now
    )
    trail.record("account.password_set", by=person, subject=person)


@transaction.atomic
def note_sign_in(*, person: User) -> None:
    """Keep in the trail that a person signed in."""
    trail.record("account.signed_in", by=person, subject=person)


@transaction.atomic
def note_sign_out(*, person: User) -> None:
    """Keep in the trail that a person signed out."""
    trail.record("account.signed_out", by=person, subject=person)


@transaction.atomic
def send_reset_link(*, email: str, link: Callable[[str, str], str], on: dt.date) -> None:
    """Send the link with which somebody sets a new password, if they may sign in that day.

    To any other address goes word that there is no account for it. Both take the same steps, so
    that neither the answer nor its time tells who has an account. Source: TRUST, "The door".

    :param link: makes the whole address of the page from the person's number in base 36 and the
        token.
    """
    person = User.objects.may_sign_in(on).filter(email=email.lower()).first()
    nobody = User(pk=0, email=email.lower(), password="")
    token = default_token_generator.make_token(person or nobody)
    told: dict[str, Any] = {
        "password_reset_url": link(int_to_base36((person or nobody).pk), token),
        "organisation": current_organisation(),
    }
    name = "password_reset_key" if person else "no_account"
    queue_mail(
        must=True,
        to=email,
        subject=_("Your password for %(organisation)s") % {"organisation": told["organisation"]},
        body=render_to_string(f"account/email/{name}_message.txt", told),
    )
