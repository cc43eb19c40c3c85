import pytest
from django.db import IntegrityError, transaction

from core.errors import DomainError, Stale
from people.models import (
    Organisation,
    User,
)
from people.services.organisation import change_organisation
from people.services.teams import add_team, change_team


def test_team_does_not_stand_under_itself(housing, organisation_admin):
    below = add_team(by=organisation_admin, name="Homelessness", parent=housing)
    with pytest.raises(DomainError, match="under itself"):
        change_team(by=organisation_admin, team=housing, name="Housing", parent=below)


def test_second_team_of_a_name_is_refused(housing, organisation_admin):
    with pytest.raises(DomainError) as refused:
        add_team(by=organisation_admin, name="Housing")
    assert refused.value.field == "name"


def change(by: User, **kwargs: object) -> Organisation:
    values = {"version": 0, "name": "Northgate Advice", "colour": "#1d4f7c", "labels": {}}
    return change_organisation(by=by, **{**values, **kwargs})


def test_first_settings_make_the_organisation(organisation_admin):
    change(organisation_admin, labels={"client": "  service   user ", "hr": ""})
    assert Organisation.objects.get().labels == {"client": "service user"}


def test_colour_on_which_white_cannot_be_read_is_refused_with_its_contrast(organisation_admin):
    with pytest.raises(DomainError, match="1.1 to 1") as refused:
        change(organisation_admin, colour="#ffff00")
    assert refused.value.field == "colour"


@pytest.mark.parametrize("colour", ["red", "#12345", "#12345g", "#1d4f7c; }"])
def test_what_is_no_colour_is_refused(colour, organisation_admin):
    with pytest.raises(DomainError, match="six digits"):
        change(organisation_admin, colour=colour)


def test_settings_changed_meanwhile_are_not_overwritten(organisation_admin):
    change(organisation_admin)
    with pytest.raises(Stale) as stale:
        change(organisation_admin, name="Southgate Advice")
    assert stale.value.theirs.name == "Northgate Advice"


def test_database_holds_one_organisation(organisation):
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(id=2, name="Another")
