import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.errors import DomainError, Stale
from people.enums import Role
from people.models import (
    AccessRole,
    Cover,
    Invitation,
    Line,
    Post,
    User,
)
from people.services.invitations import invite
from people.services.lines import arrange_cover
from people.services.persons import (
    add_person,
    allow_sign_in,
    change_person,
    record_leaving,
    stop_sign_in,
)
from people.services.roles import end_role, give_role
from tests.factories import UserFactory
from tests.people.trail import acts

DAY = dt.timedelta(days=1)


def test_person_added_cannot_sign_in_before_an_invitation(organisation_admin):
    person = add_person(by=organisation_admin, name="Nia Bell", email="Nia.Bell@Example.org")
    assert person.email == "nia.bell@example.org"
    assert not person.has_usable_password()
    assert acts(person) == ["person.added"]


def test_address_is_taken_whatever_its_case(caseworker, organisation_admin):
    with pytest.raises(DomainError) as refused:
        add_person(by=organisation_admin, name="Another", email=caseworker.email.upper())
    assert refused.value.field == "email"


def test_database_refuses_one_address_in_two_cases(caseworker):
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(email=caseworker.email.upper())


def test_second_of_two_changes_to_a_person_is_told_and_changes_nothing(
    caseworker, organisation_admin
):
    change_person(
        by=organisation_admin,
        person=caseworker,
        version=1,
        name="Amira H. Haddad",
        email=caseworker.email,
    )
    with pytest.raises(Stale) as stale:
        change_person(
            by=organisation_admin,
            person=caseworker,
            version=1,
            name="A. Haddad",
            email=caseworker.email,
        )
    assert stale.value.theirs.name == "Amira H. Haddad"
    assert User.objects.get(pk=caseworker.pk).name == "Amira H. Haddad"


def test_stopping_sign_in_closes_open_invitations(organisation_admin, today):
    person = add_person(by=organisation_admin, name="Nia Bell", email="nia@example.org")
    invite(by=organisation_admin, person=person, link=lambda token: token)
    stop_sign_in(by=organisation_admin, person=person, on=today)
    assert not Invitation.objects.filter(expires_at__gt=timezone.now()).exists()
    allow_sign_in(by=organisation_admin, person=person)
    assert acts(person)[-2:] == ["person.sign_in_stopped", "person.sign_in_allowed"]


def test_last_organisation_admin_can_neither_be_stopped_nor_leave_nor_lose_the_role(
    organisation_admin, hr, today
):
    role = AccessRole.objects.get(user=organisation_admin)
    for act in (
        lambda: stop_sign_in(by=hr, person=organisation_admin, on=today),
        lambda: record_leaving(by=hr, person=organisation_admin, last_day=today),
        lambda: end_role(by=hr, role=role, last_day=today),
    ):
        with pytest.raises(DomainError, match="organisation admin"):
            act()
    give_role(by=organisation_admin, person=hr, role=Role.ORGANISATION_ADMIN, from_on=today)
    end_role(by=hr, role=role, last_day=today)
    assert AccessRole.objects.get(pk=role.pk).to_on == today


def test_somebody_invited_who_never_set_a_password_does_not_count_as_an_admin(
    organisation_admin, today
):
    person = add_person(by=organisation_admin, name="Nia Bell", email="nia@example.org")
    give_role(by=organisation_admin, person=person, role=Role.ORGANISATION_ADMIN, from_on=today)
    with pytest.raises(DomainError, match="organisation admin"):
        stop_sign_in(by=person, person=organisation_admin, on=today)


def test_leaving_ends_all_that_a_person_holds(
    supervisor, caseworker, manager, organisation_admin, today
):
    arrange_cover(
        by=organisation_admin, covered=supervisor, deputy=manager, from_on=today, to_on=today + DAY
    )
    orphans = record_leaving(by=organisation_admin, person=supervisor, last_day=today)
    assert orphans == 1
    assert not User.objects.may_sign_in(today + DAY).filter(pk=supervisor.pk).exists()
    for rows in (Post, AccessRole):
        assert list(rows.objects.filter(user=supervisor).values_list("to_on", flat=True)) == [today]
    assert Line.objects.get(person=caseworker).to_on == today
    assert Cover.objects.get().to_on == today
    assert acts(supervisor)[-1] == "person.left"
    assert acts(caseworker)[-1] == "line.ended"


def test_role_held_already_is_refused(caseworker, organisation_admin, today):
    with pytest.raises(DomainError, match="already hold"):
        give_role(by=organisation_admin, person=caseworker, role=Role.CASEWORKER, from_on=today)


def test_role_that_began_today_is_taken_back_at_once(caseworker, organisation_admin, today):
    role = give_role(by=organisation_admin, person=caseworker, role=Role.HR, from_on=today)
    end_role(by=organisation_admin, role=role, last_day=today - DAY)
    assert not AccessRole.objects.filter(pk=role.pk).exists()
    assert acts(caseworker) == ["role.given", "role.ended"]
