"""The navigation of each role: every entry opens, and says where one is."""

import re

import pytest
from django.urls import reverse

from people.enums import Role
from tests.factories import person


def entries_on(page):
    """Return (address, marked as current) of every entry of the menu."""
    menu = re.search(r'<ul[^>]* id="navigation">.*?</ul>', page.content.decode(), re.S)[0]
    links = re.findall(r'<a [^>]*href="([^"]+)"([^>]*)>', menu)
    return [(href, 'aria-current="page"' in rest) for href, rest in links]


@pytest.mark.parametrize("role", Role)
def test_every_entry_of_a_role_opens_and_is_the_one_that_is_current(
    role, organisation, housing, sign_in
):
    client = sign_in(person("Robin Lane", role, team=housing))
    entries = [href for href, _here in entries_on(client.get(reverse("home")))]
    assert entries[0] == reverse("home")
    assert len(entries) > 1

    for href in entries:
        page = client.get(href)
        assert page.status_code == 200, href
        assert [other for other, here in entries_on(page) if here] == [href]


def test_whoever_holds_every_role_has_each_entry_once(organisation, housing, sign_in):
    client = sign_in(person("Robin Lane", *Role, team=housing))
    entries = entries_on(client.get(reverse("home")))
    assert len(set(entries)) == len(entries) == 19
    for href, _here in entries:
        assert [other for other, here in entries_on(client.get(href)) if here] == [href]


def test_a_page_below_an_entry_shows_that_entry_as_the_part_one_is_in(
    organisation, organisation_admin, caseworker, sign_in
):
    page = sign_in(organisation_admin).get(reverse("person_change", args=[caseworker.pk]))
    assert '<a class="govuk-service-navigation__link" href="/people/" aria-current="true">' in (
        page.content.decode()
    )
