"""People: adding one, changing name and address, stopping sign-in, leaving."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError, Stale
from core.services import trail
from core.services.trail import Touched
from core.trail import Text
from people.models import AccessRole, Cover, Invitation, Line, Post, PostLevel, User
from people.periods import overlapping
from people.services.periods import end_on, lock
from people.services.roles import check_an_admin_stays


def _address_taken() -> DomainError:
    return DomainError(_("Another person already has this email address."), "email")


def _check_address_free(email: str, but: User | None = None) -> None:
    holders = User.objects.filter(email=email.lower())
    if (holders.exclude(pk=but.pk) if but else holders).exists():
        raise _address_taken()


@transaction.atomic
def add_person(*, by: Any, name: str, email: str) -> User:
    """Add a person, who cannot sign in until they accept an invitation.

    :raises DomainError: where somebody already has the address, whatever its case.
    """
    _check_address_free(email)
    person = User(name=name, email=email.lower(), joined_at=timezone.now())
    person.set_unusable_password()
    person.save(force_insert=True)
    trail.record("person.added", by=by, subject=person, record=person)
    return person


@transaction.atomic
def change_person(*, by: Any, person: User, version: int, name: str, email: str) -> User:
    """Change a person's name and address, if nobody else did since ``version``.

    :raises Stale: with ``theirs``, the person as they stand now.
    :raises DomainError: where somebody else has the address.
    """
    now = lock(person)
    if now.version != version:
        raise Stale(_("Somebody else changed this person while you were typing."), theirs=now)
    _check_address_free(email, but=person)
    detail = {}
    if now.name != name:
        detail["name"] = Text(name)
    if now.email != email.lower():
        detail["email"] = Text(email.lower())
    User.objects.filter(pk=person.pk).update(
        name=name, email=email.lower(), version=F("version") + 1
    )
    trail.record("person.changed", by=by, subject=person, record=person, detail=detail)
    return User.objects.get(pk=person.pk)


@transaction.atomic
def stop_sign_in(*, by: Any, person: User, on: dt.date) -> None:
    """Keep a person out from their next request on; their records and posts stand.

    :raises DomainError: for whoever is already kept out, and for the last organisation admin.
    """
    if not lock(person).is_active:
        raise DomainError(_("This person already cannot sign in."))
    check_an_admin_stays(without=person, from_on=on)
    User.objects.filter(pk=person.pk).update(is_active=False, version=F("version") + 1)
    _close_invitations(person)
    trail.record("person.sign_in_stopped", by=by, subject=person, record=person)


@transaction.atomic
def allow_sign_in(*, by: Any, person: User) -> None:
    """Let a person sign in again, if they hold a post.

    :raises DomainError: for whoever may sign in already.
    """
    if lock(person).is_active:
        raise DomainError(_("This person can already sign in."))
    User.objects.filter(pk=person.pk).update(is_active=True, version=F("version") + 1)
    trail.record("person.sign_in_allowed", by=by, subject=person, record=person)


def _close_invitations(person: User) -> None:
    now = timezone.now()
    Invitation.objects.filter(user=person, accepted_at=None, expires_at__gt=now).update(
        expires_at=now
    )


@transaction.atomic
def record_leaving(*, by: Any, person: User, last_day: dt.date) -> int:
    """End on a day all that a person holds; their record is kept for its term.

    Posts, levels, access roles, lines above and below them and covers end; what had not begun is
    taken back. Source: TRUST, "Leaving: the record is kept for its term, access ends at once".

    :returns: how many people are without a supervisor after that day.
    :raises DomainError: for a person without a post to leave, and for the last organisation admin.
    """
    lock(person)
    posts = Post.objects.filter(user=person).filter(overlapping(last_day, None))
    if not posts.exists():
        raise DomainError(_("This person holds no post on or after that day."), "last_day")
    check_an_admin_stays(without=person, from_on=last_day + dt.timedelta(days=1))
    supervised = Line.objects.filter(supervisor=person).filter(overlapping(last_day, None))
    orphans = list(supervised.exclude(to_on=last_day).values_list("person_id", flat=True))
    for rows in (
        PostLevel.objects.filter(post__user=person),
        Post.objects.filter(user=person),
        AccessRole.objects.filter(user=person),
        Line.objects.filter(Q(person=person) | Q(supervisor=person)),
        Cover.objects.filter(Q(covered=person) | Q(deputy=person)),
    ):
        end_on(rows, last_day)
    detail = {"last_day": last_day}
    trail.record("person.left", by=by, subject=person, record=person, detail=detail)
    trail.record_many(
        "line.ended",
        by=by,
        touched=[Touched(subject=f"people.user:{pk}", detail=detail) for pk in orphans],
    )
    return len(orphans)
