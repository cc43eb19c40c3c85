"""Invitations to set a password: a link by e-mail that works once, for seven days."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.services import trail
from core.services.outbox import queue_mail
from people.models import Invitation, User
from people.organisation import current_organisation
from people.services.periods import lock

LASTS = dt.timedelta(days=7)


def digest_of(token: str) -> str:
    """Return the digest under which an invitation's token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_invitation(*, by: User | str, person: User) -> tuple[Invitation, str]:
    """Make an invitation and return it with its token, which is kept nowhere.

    Earlier links stop working.

    :raises DomainError: for somebody who has a password already or may not sign in.
    """
    person = lock(person)
    if person.has_usable_password():
        raise DomainError(_("This person has set a password already."))
    if not person.is_active:
        raise DomainError(_("This person cannot sign in. Allow that first."))
    now = timezone.now()
    open_to(person, now).update(expires_at=now)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        user=person,
        invited_by=by if isinstance(by, User) else None,
        token_digest=digest_of(token),
        sent_at=now,
        expires_at=now + LASTS,
    )
    trail.record("invitation.sent", by=by, subject=person, record=invitation)
    return invitation, token


@transaction.atomic
def invite(*, by: User, person: User, link: Callable[[str], str]) -> Invitation:
    """Send a person the link with which they set their first password.

    :param link: makes the whole address of the page from the token.
    :raises DomainError: for somebody who has a password already or may not sign in.
    """
    invitation, token = make_invitation(by=by, person=person)
    organisation = current_organisation()
    told = {
        "organisation": organisation,
        "link": link(token),
        "days": LASTS.days,
        "person": person,
    }
    queue_mail(
        must=True,
        to=person.email,
        subject=_("Set your password for %(organisation)s") % {"organisation": organisation},
        body=render_to_string("people/email/invitation.txt", told),
    )
    return invitation


def open_to(person: User, at: dt.datetime) -> Any:
    """Return a person's invitations that still work at an instant."""
    return Invitation.objects.filter(user=person, accepted_at=None, expires_at__gt=at)


def find_invitation(digest: str, at: dt.datetime) -> Invitation | None:
    """Return the invitation of a token's digest that still works, else None."""
    return (
        Invitation.objects.select_related("user")
        .filter(token_digest=digest, accepted_at=None, expires_at__gt=at, user__is_active=True)
        .first()
    )


@transaction.atomic
def accept_invitation(*, digest: str, password: str) -> User:
    """Set the password of whoever was invited; the link then works no more.

    :raises DomainError: where the link was used, ran out or never was.
    :raises django.core.exceptions.ValidationError: where the password is too weak.
    """
    now = timezone.now()
    invitation = find_invitation(digest, now)
    if invitation is None or not open_to(invitation.user, now).filter(pk=invitation.pk).update(
        accepted_at=now
    ):
        raise DomainError(_("This link no longer works. Ask for a new invitation."))
    person = invitation.user
    validate_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    trail.record("invitation.accepted", by=person, subject=person, record=invitation)
    return person
