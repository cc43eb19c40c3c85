"""Points raised, grouped, shared back without names, closed with what changed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Point, Theme
from assessments.services.theme import close_theme, open_theme, share_theme
from core.clock import today
from core.errors import DomainError, NotAllowed
from people.scope import scope_for
from tests.assessments.theme_factories import TEXT, point_of, theme_of


def scope(user):
    return scope_for(user, today())


def test_points_are_read_by_who_raised_them_and_who_groups_them(
    caseworker, supervisor, manager, hr
):
    point = point_of(caseworker)
    for user, seen in ((caseworker, True), (manager, True), (supervisor, False), (hr, False)):
        assert Point.objects.visible_to(scope(user)).filter(pk=point.pk).exists() is seen


def test_a_theme_is_read_by_everybody_once_it_is_shared(caseworker, manager, hr):
    theme = theme_of(manager, shared=False)
    seen = lambda user: Theme.objects.visible_to(scope(user)).exists()  # noqa: E731
    assert [seen(user) for user in (caseworker, hr, manager)] == [False, False, True]
    share_theme(theme=theme, by=manager, scope=scope(manager))
    assert [seen(user) for user in (caseworker, hr, manager)] == [True, True, True]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Amira Haddad forgot the date.", "“Amira Haddad” works here"),
        ("amira haddad forgot the date.", "“Amira Haddad” works here"),
        ("Ring 07700 900123.", "looks like a telephone number"),
        (" ", "have in common"),
    ],
)
def test_what_everybody_will_read_names_nobody(caseworker, manager, text, sentence):
    point = point_of(manager)
    with pytest.raises(DomainError, match=sentence) as refused:
        open_theme(title="Dates", summary=text, points=[point], by=manager, scope=scope(manager))
    assert refused.value.field == "summary"
    assert not Theme.objects.exists()


def test_a_point_names_no_colleague(caseworker, manager):
    with pytest.raises(DomainError, match="works here"):
        point_of(manager, "Amira Haddad does this well.")


def test_a_point_stands_in_one_theme(caseworker, manager):
    point = point_of(caseworker)
    theme_of(manager, point, shared=False)
    with pytest.raises(DomainError) as refused:
        theme_of(manager, point, shared=False)
    assert refused.value.field == "points"


def test_a_theme_is_closed_once_with_what_changed(manager):
    theme = theme_of(manager, shared=False)
    lead = {"by": manager, "scope": scope(manager)}
    with pytest.raises(DomainError, match="after it was shared"):
        close_theme(theme=theme, what_changed="The letter.", **lead)
    share_theme(theme=theme, **lead)
    with pytest.raises(DomainError) as refused:
        close_theme(theme=theme, what_changed="", **lead)
    assert refused.value.field == "what_changed"
    close_theme(theme=theme, what_changed="The letter names the date.", **lead)
    with pytest.raises(DomainError):
        close_theme(theme=theme, what_changed="Again.", **lead)
    with pytest.raises(DomainError):
        share_theme(theme=theme, **lead)


def test_only_the_lead_of_casework_groups(caseworker, supervisor):
    with pytest.raises(NotAllowed):
        theme_of(supervisor, shared=False)


def test_it_goes_through_its_pages_and_shows_no_points_of_others(
    organisation, caseworker, other_caseworker, manager, sign_in
):
    amira, lead = sign_in(caseworker), sign_in(manager)
    amira.post(reverse("point_add"), {"sort": "issue", "text": TEXT})
    point = Point.objects.get()
    given = {"points": [point.pk], "title": "Dates in letters", "summary": "They leave one out."}
    lead.post(reverse("theme_add"), given)
    theme = Theme.objects.get()
    chidi = sign_in(other_caseworker)
    assert "Dates in letters" not in chidi.get(reverse("theme_list")).content.decode()
    lead.post(reverse("theme_share", args=[theme.pk]))
    lead.post(reverse("theme_close", args=[theme.pk]), {"what_changed": "The letter is new."})
    page = chidi.get(reverse("theme_list")).content.decode()
    assert "The letter is new." in page
    assert TEXT not in page
    assert caseworker.name not in page
    assert TEXT in amira.get(reverse("theme_list")).content.decode()


def test_the_lead_sees_which_points_are_in_no_theme_yet_and_others_since_when_one_is_shared(
    organisation, caseworker, other_caseworker, manager, sign_in
):
    point_of(caseworker)
    pages = {user: sign_in(user) for user in (caseworker, other_caseworker, manager)}
    seen = lambda user: pages[user].get(reverse("theme_list")).content.decode()  # noqa: E731
    assert "In no theme yet" in seen(manager)
    assert "In no theme yet" not in seen(caseworker)
    theme_of(manager, *Point.objects.all(), shared=True)
    assert "In no theme yet" not in seen(manager)
    assert today().strftime("%B %Y") in seen(other_caseworker)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_database_little(organisation, manager, sign_in, rows):
    for number in range(rows):
        theme_of(manager, shared=True, title=f"Theme {number}")
    client = sign_in(manager)
    client.get(reverse("theme_list"))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("theme_list"))
    assert len(asked) == 6, "\n".join(query["sql"] for query in asked)
