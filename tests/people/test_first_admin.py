import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from people.enums import Role
from people.models import AccessRole
from tests.factories import PASSWORD, UserFactory


def begin(capsys, email="olive@example.org"):
    call_command("first_admin", "--name", "Olive Turner", "--email", email)
    return re.search(r"https?://[^/]+(/\S+)", capsys.readouterr().out)[1]


@pytest.mark.django_db
def test_first_admin_sets_a_password_by_the_link_and_opens_the_list(capsys):
    client = Client()
    client.get(begin(capsys), follow=True)
    client.post(reverse("invitation_accept"), {"password": PASSWORD})
    client.post(reverse("account_login"), {"login": "olive@example.org", "password": PASSWORD})
    assert client.get(reverse("person_list")).status_code == 200


@pytest.mark.django_db
def test_lost_link_is_made_anew_for_the_same_person(capsys):
    first, second = begin(capsys), begin(capsys)
    assert AccessRole.objects.filter(role=Role.ORGANISATION_ADMIN).count() == 1
    assert "no longer works" in Client().get(first, follow=True).content.decode()
    assert "Set your password" in Client().get(second, follow=True).content.decode()


def test_command_is_refused_once_there_is_an_admin(organisation_admin, capsys):
    with pytest.raises(CommandError, match="already"):
        begin(capsys)


@pytest.mark.django_db
def test_command_takes_over_nobody_who_has_a_password(capsys):
    person = UserFactory(password=PASSWORD)
    with pytest.raises(CommandError, match="password already"):
        begin(capsys, person.email)
    assert not AccessRole.objects.filter(user=person).exists()


@pytest.mark.django_db
def test_wrong_address_is_named(capsys):
    with pytest.raises(CommandError, match="--email: olive"):
        begin(capsys, "olive")
