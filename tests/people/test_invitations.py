import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from core.errors import DomainError
from core.models import Outbox
from people.models import (
    Invitation,
    User,
)
from people.services.invitations import accept_invitation, digest_of, invite
from people.services.persons import (
    add_person,
)
from tests.factories import PASSWORD
from tests.people.trail import acts


def test_invitation_is_mailed_and_only_its_digest_is_kept(organisation_admin):
    person = add_person(by=organisation_admin, name="Nia Bell", email="nia@example.org")
    tokens = []
    invite(by=organisation_admin, person=person, link=lambda t: tokens.append(t) or f"/i/{t}/")
    (token,) = tokens
    mail_waiting = Outbox.objects.get()
    assert mail_waiting.to == "nia@example.org"
    assert f"/i/{token}/" in mail_waiting.body
    assert Invitation.objects.get().token_digest == digest_of(token)
    assert mail.outbox == []


def invited(by: User) -> tuple[User, str]:
    person = add_person(by=by, name="Nia Bell", email="nia@example.org")
    tokens: list[str] = []
    invite(by=by, person=person, link=lambda token: tokens.append(token) or token)
    return person, digest_of(tokens[0])


def test_invitation_works_once(organisation_admin):
    person, digest = invited(organisation_admin)
    accept_invitation(digest=digest, password=PASSWORD)
    assert User.objects.get(pk=person.pk).check_password(PASSWORD)
    with pytest.raises(DomainError, match="no longer works"):
        accept_invitation(digest=digest, password="another long pass phrase")
    assert acts(person) == ["person.added", "invitation.sent", "invitation.accepted"]


def test_invitation_that_ran_out_is_refused(organisation_admin):
    _person, digest = invited(organisation_admin)
    past = timezone.now() - dt.timedelta(days=8)
    Invitation.objects.update(sent_at=past, expires_at=past + dt.timedelta(days=7))
    with pytest.raises(DomainError, match="no longer works"):
        accept_invitation(digest=digest, password=PASSWORD)


def test_second_invitation_stops_the_first(organisation_admin):
    person, digest = invited(organisation_admin)
    invite(by=organisation_admin, person=person, link=lambda token: token)
    with pytest.raises(DomainError, match="no longer works"):
        accept_invitation(digest=digest, password=PASSWORD)


def test_weak_password_leaves_the_invitation_open(organisation_admin):
    from django.core.exceptions import ValidationError

    person, digest = invited(organisation_admin)
    with pytest.raises(ValidationError):
        accept_invitation(digest=digest, password="nia bell")
    assert Invitation.objects.get().accepted_at is None
    assert not User.objects.get(pk=person.pk).has_usable_password()


def test_somebody_with_a_password_is_not_invited(caseworker, organisation_admin):
    with pytest.raises(DomainError, match="already"):
        invite(by=organisation_admin, person=caseworker, link=lambda token: token)
