"""The organisation admin's pages, one's own account, and the invitation, as a browser sees them."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from core.models import Outbox
from people.enums import Role
from people.models import AccessRole, Cover, Line, Organisation, Post, Team, User
from people.services.roles import end_role
from tests.factories import (
    PASSWORD,
    AbsenceFactory,
    AccessRoleFactory,
    AdjustmentFactory,
    CoverFactory,
    LineFactory,
    UserFactory,
    person,
)

DAY = dt.timedelta(days=1)


@pytest.fixture
def admin(organisation_admin, organisation, sign_in):
    """The browser of the organisation admin."""
    return sign_in(organisation_admin)


@pytest.fixture
def confirmed_admin(admin):
    """The same, with the password just given again."""
    admin.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return admin


def dates(prefix, day):
    return {f"{prefix}-day": day.day, f"{prefix}-month": day.month, f"{prefix}-year": day.year}


def names_on(page):
    return re.findall(r'href="/people/\d+/">([^<]+)</a>', page.content.decode())


# The list


def test_list_shows_who_is_here_with_post_team_and_supervisor(admin, caseworker, leaver):
    page = admin.get(reverse("person_list"))
    assert "Amira Haddad" in names_on(page)
    assert "Lena Voss" not in names_on(page)
    row = re.search(r"Amira Haddad</a>.*?</tr>", page.content.decode(), re.S)[0]
    assert "Housing" in row
    assert "Ben Hughes" in row


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"name": "AMIRA"}, ["Amira Haddad"]),
        ({"name": "chidi.eze@"}, ["Chidi Eze"]),
        ({"role": "organisation_admin"}, ["Olive Turner"]),
        ({"standing": "left"}, ["Lena Voss"]),
        ({"standing": "unplaced"}, ["Una Placed"]),
        ({"name": "no such person"}, []),
    ],
)
def test_filter_narrows_the_list(wanted, found, admin, caseworker, other_caseworker, leaver):
    UserFactory(name="Una Placed")
    page = admin.post(reverse("person_list"), wanted, follow=True)
    assert names_on(page) == found


def test_filter_by_team(admin, caseworker, other_caseworker, debt):
    page = admin.post(reverse("person_list"), {"team": debt.pk}, follow=True)
    assert names_on(page) == ["Chidi Eze", "Dilys Price"]


def teams_up_to(number):
    """Have so many teams in all."""
    missing = range(number - Team.objects.count())
    Team.objects.bulk_create([Team(name=f"Extra {nth:02}") for nth in missing])


@pytest.mark.parametrize("address", ["person_list", "record_people"])
def test_up_to_fifty_teams_are_a_choice(address, sign_in, hr, organisation_admin, debt):
    browser = sign_in(organisation_admin if address == "person_list" else hr)
    teams_up_to(50)
    page = browser.get(reverse(address)).content.decode()
    assert len(re.findall(r'<option value="\d+"', page)) == 50
    assert f'<option value="{debt.pk}">{debt.name}</option>' in page
    assert "<datalist" not in page


@pytest.mark.parametrize("address", ["person_list", "record_people"])
def test_of_more_teams_one_is_typed_with_fifty_names_to_help(
    address, sign_in, hr, organisation_admin, other_caseworker, caseworker, debt
):
    browser = sign_in(organisation_admin if address == "person_list" else hr)
    teams_up_to(51)
    page = browser.get(reverse(address)).content.decode()
    assert 'list="team-names"' in page
    assert len(re.findall(r"<option value=\"[^\"]+\"></option>", page)) == 50
    answer = browser.post(reverse(address), {"team": f" {debt.name[1:4].upper()} "}, follow=True)
    page = answer.content.decode()
    assert re.findall(r"<option value=\"([^\"]+)\"></option>", page) == [debt.name]
    assert "Chidi Eze" in page
    assert "Amira Haddad" not in page


def test_a_team_that_is_no_choice_is_said_beside_the_field_and_left_out(admin, caseworker):
    page = admin.post(reverse("person_list"), {"team": "0"}, follow=True)
    assert "Amira Haddad" in names_on(page)
    assert page.context["filter"].errors["team"]


def test_no_name_stands_in_an_address(admin, caseworker):
    answer = admin.post(reverse("person_list"), {"name": "Amira"})
    assert answer.headers["Location"] == reverse("person_list")
    assert "Amira" not in " ".join(
        re.findall(r'href="([^"]*)"', admin.get("/people/").content.decode())
    )


def test_pages_of_the_list_meet_without_gap_or_double(admin, housing):
    for number in range(60):
        person(f"Same Name {number % 3}", team=housing, email=f"same{number}@example.org")
    first = admin.get(reverse("person_list"))
    second = admin.get(re.search(r'href="(/people/\?after=\d+)"', first.content.decode())[1])
    both = [p.pk for page in (first, second) for p in page.context["people"]]
    assert both == list(User.objects.order_by("name", "pk").values_list("pk", flat=True))
    back = admin.get(re.search(r'href="(/people/\?before=\d+)"', second.content.decode())[1])
    assert [p.pk for p in back.context["people"]] == both[:50]


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_the_same_however_many(number, admin, supervisor, django_assert_num_queries):
    for nth in range(number):
        person(f"Extra {nth}", supervisor=supervisor)
    with django_assert_num_queries(6):
        admin.get(reverse("person_list"))


# One person


@pytest.mark.parametrize("number", [1, 3])
def test_person_page_asks_the_same_however_much(
    number, admin, caseworker, supervisor, other_supervisor, debt, today, django_assert_num_queries
):
    from tests.factories import PostFactory

    for nth in range(number):
        PostFactory(user=supervisor, team=Team.objects.create(name=f"Extra {nth}"))
        LineFactory(supervisor=supervisor)
        CoverFactory(covered=supervisor, deputy=other_supervisor, from_on=today, to_on=today)
        AbsenceFactory(user=supervisor, from_on=today + nth * DAY, to_on=today + nth * DAY)
    AccessRoleFactory(user=supervisor, role=Role.HR)
    with django_assert_num_queries(10):
        admin.get(reverse("person_detail", args=[supervisor.pk]))


def test_organisation_admin_reads_no_adjustment(admin, caseworker):
    AdjustmentFactory(user=caseworker, agreed="Feedback in writing.", hr_may_see=True)
    page = admin.get(reverse("person_detail", args=[caseworker.pk]))
    assert "Feedback in writing" not in page.content.decode()
    assert admin.get(reverse("arrangement_list", args=[caseworker.pk])).status_code == 404


def test_person_is_added_placed_and_invited_from_the_pages(
    admin, housing, supervisor, today, organisation_admin
):
    answer = admin.post(
        reverse("person_create"), {"name": "  Nia   Bell ", "email": "Nia@Example.org"}
    )
    nia = User.objects.get(email="nia@example.org")
    assert nia.name == "Nia Bell"
    assert answer.headers["Location"] == reverse("person_detail", args=[nia.pk])
    admin.post(
        reverse("post_create", args=[nia.pk]),
        {
            "team": housing.pk,
            "title": "Caseworker",
            "kind": "volunteer",
            "hours": "7.5",
            **dates("from_on", today),
        },
    )
    admin.post(
        reverse("line_set", args=[nia.pk]),
        {"supervisor": supervisor.pk, **dates("from_on", today)},
    )
    admin.post(reverse("person_invite", args=[nia.pk]))
    assert Post.objects.get(user=nia).hours == 7.5
    assert Line.objects.get(person=nia).supervisor == supervisor
    assert Outbox.objects.get().to == "nia@example.org"


def test_address_taken_is_said_beside_the_field_and_what_was_typed_stays(admin, caseworker):
    answer = admin.post(
        reverse("person_create"), {"name": "Another Amira", "email": caseworker.email}
    )
    assert answer.context["form"].errors == {
        "email": ["Another person already has this email address."]
    }
    assert "Another Amira" in answer.content.decode()


def test_double_click_adds_one_person(admin):
    page = admin.get(reverse("person_create")).content.decode()
    nonce = re.search(r'name="nonce" value="([^"]+)"', page)[1]
    sent = {"name": "Nia Bell", "email": "nia@example.org", "nonce": nonce}
    first = admin.post(reverse("person_create"), sent)
    second = admin.post(reverse("person_create"), sent)
    assert first.headers["Location"] == second.headers["Location"]
    assert User.objects.filter(name="Nia Bell").count() == 1


def test_later_of_two_changes_sees_both_texts_and_decides(admin, caseworker):
    address = reverse("person_change", args=[caseworker.pk])
    admin.post(address, {"name": "Amira H. Haddad", "email": caseworker.email, "version": 1})
    late = {"name": "A. Haddad", "email": caseworker.email, "version": 1}
    page = admin.post(address, late).content.decode()
    assert "Amira H. Haddad" in page
    assert 'value="A. Haddad"' in page
    assert 'name="version" value="2"' in page
    admin.post(address, {**late, "version": 2})
    assert User.objects.get(pk=caseworker.pk).name == "A. Haddad"


def test_hours_that_cannot_be_are_refused_in_words(admin, caseworker, debt, today):
    answer = admin.post(
        reverse("post_create", args=[caseworker.pk]),
        {
            "team": debt.pk,
            "title": "Caseworker",
            "kind": "employee",
            "hours": "80",
            **dates("from_on", today),
        },
    )
    assert answer.context["form"].errors["hours"] == ["Hours a week must be 60 or fewer"]


# Giving sight of others


def test_access_role_asks_for_the_password_first(admin, caseworker, today):
    address = reverse("role_give", args=[caseworker.pk])
    answer = admin.post(address, {"role": "hr", **dates("from_on", today)})
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert not AccessRole.objects.filter(user=caseworker, role=Role.HR).exists()


def test_access_role_given_after_the_password(confirmed_admin, caseworker, today):
    address = reverse("role_give", args=[caseworker.pk])
    confirmed_admin.post(address, {"role": "hr", **dates("from_on", today)})
    assert AccessRole.objects.filter(user=caseworker, role=Role.HR, from_on=today).exists()


def test_nobody_gives_themself_a_role(confirmed_admin, organisation_admin, today):
    answer = confirmed_admin.post(
        reverse("role_give", args=[organisation_admin.pk]),
        {"role": "hr", **dates("from_on", today)},
    )
    assert answer.status_code == 403
    assert not AccessRole.objects.filter(user=organisation_admin, role=Role.HR).exists()


@pytest.fixture
def supervising_admin(organisation_admin, today):
    """The organisation admin could be chosen as a supervisor: they hold the role."""
    AccessRoleFactory(user=organisation_admin, role=Role.SUPERVISOR)
    return organisation_admin


def test_nobody_puts_themself_above_others(admin, supervising_admin, caseworker, today):
    admin.post(
        reverse("line_set", args=[caseworker.pk]),
        {"supervisor": supervising_admin.pk, **dates("from_on", today)},
    )
    assert not Line.objects.filter(supervisor=supervising_admin).exists()


def test_nobody_makes_themself_deputy(admin, supervising_admin, supervisor, today):
    admin.post(
        reverse("cover_create", args=[supervisor.pk]),
        {"deputy": supervising_admin.pk, **dates("from_on", today), **dates("to_on", today)},
    )
    assert not Cover.objects.exists()


def test_colleague_in_the_line_may_be_deputy(admin, caseworker, supervisor, today):
    admin.post(
        reverse("cover_create", args=[supervisor.pk]),
        {"deputy": caseworker.pk, **dates("from_on", today), **dates("to_on", today)},
    )
    assert Cover.objects.get().deputy == caseworker


def test_role_that_ended_bites_at_the_next_request(admin, organisation_admin, hr, today):
    AccessRoleFactory(user=hr, role=Role.ORGANISATION_ADMIN)
    assert admin.get(reverse("person_list")).status_code == 200
    role = AccessRole.objects.get(user=organisation_admin)
    end_role(by=hr, role=role, last_day=today - DAY)
    assert admin.get(reverse("person_list")).status_code == 403


# Invitation


def test_invited_person_sets_a_password_and_signs_in(admin, housing):
    nia = person("Nia Bell", team=housing)
    User.objects.filter(pk=nia.pk).update(password="!never set")
    admin.post(reverse("person_invite", args=[nia.pk]))
    link = re.search(r"http://testserver(\S+)", Outbox.objects.get().body)[1]
    own = Client()
    page = own.get(link, follow=True)
    assert page.request["PATH_INFO"] == reverse("invitation_accept")
    weak = own.post(reverse("invitation_accept"), {"password": "nia bell"})
    assert "at least 12 characters" in weak.content.decode()
    own.post(reverse("invitation_accept"), {"password": PASSWORD})
    answer = own.post(reverse("account_login"), {"login": nia.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert "no longer works" in Client().get(link, follow=True).content.decode()


# Teams and settings


def test_teams_stand_in_their_tree_with_one_query_for_them_all(
    admin, housing, caseworker, django_assert_num_queries
):
    Team.objects.create(name="Aids and adaptations", parent=housing)
    Team.objects.create(name="Zebra")
    with django_assert_num_queries(5):
        page = admin.get(reverse("team_list"))
    rows = [(row.team.name, row.depth) for row in page.context["teams"]]
    assert rows == [("Housing", 0), ("Aids and adaptations", 1), ("Zebra", 0)]


def test_settings_change_the_words_and_the_name_on_every_page(admin):
    admin.post(
        reverse("organisation_change"),
        {"name": "Southgate Advice", "colour": "#0b5d4e", "client": "service user", "version": 1},
    )
    assert Organisation.objects.get().labels == {"client": "service user"}
    assert "Southgate Advice" in admin.get(reverse("home")).content.decode()


def test_colour_that_cannot_be_read_is_refused_beside_its_field(admin):
    answer = admin.post(
        reverse("organisation_change"),
        {"name": "Northgate Advice", "colour": "#ffee00", "version": 1},
    )
    assert "must be at least 4.5 to 1" in answer.context["form"].errors["colour"][0]


# One's own account


def test_account_shows_whom_one_was_and_is_supervised_by(
    caseworker, supervisor, other_supervisor, sign_in, today
):
    Line.objects.filter(person=caseworker).update(to_on=today - DAY)
    LineFactory(person=caseworker, supervisor=other_supervisor, from_on=today)
    page = sign_in(caseworker).get(reverse("account_detail")).content.decode()
    assert page.index("Dilys Price") < page.index("Ben Hughes")
    assert "Housing" in page


@pytest.mark.parametrize("number", [1, 3])
def test_account_asks_the_same_however_many_lines(
    number, supervisor, organisation, sign_in, django_assert_num_queries
):
    for _ in range(number):
        LineFactory(supervisor=supervisor)
    client = sign_in(supervisor)
    with django_assert_num_queries(8):
        client.get(reverse("account_detail"))
