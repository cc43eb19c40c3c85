"""Public pages ask not to be listed, until the organisation says that they may be."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from core.keys import key_of
from core.models import AuditEvent
from core.services.settings import change_setting
from frameworks.search_engines import LISTED
from frameworks.tree import tree_of

from .factories import publish

META = '<meta name="robots" content="noindex">'


def listed_from(day, by):
    change_setting(key=LISTED, value=True, from_on=day, by=by)


@pytest.mark.parametrize("part", ["list", "version", "about", "competency", "sheet"])
def test_public_page_asks_not_to_be_listed_until_it_may_be(db, framework_admin, today, part):
    tree = tree_of(publish().pk)
    url = {
        "list": reverse("framework_list"),
        "version": tree.url,
        "about": tree.about_url,
        "competency": tree.cores[0].url,
        "sheet": f"{tree.url}sheet.csv",
    }[part]
    before = Client().get(url)
    assert before.headers["X-Robots-Tag"] == "noindex"
    assert part == "sheet" or META in before.content.decode()
    listed_from(today, framework_admin)
    after = Client().get(url)
    assert "X-Robots-Tag" not in after.headers
    assert META not in after.content.decode()


def test_page_of_a_framework_not_in_use_never_may_be(framework_admin, today, sign_in):
    tree = tree_of(publish(adopted=False).pk)
    listed_from(today, framework_admin)
    assert META in sign_in(framework_admin).get(tree.url).content.decode()


def test_robots_txt_opens_the_frameworks_and_nothing_else(db, framework_admin, today):
    said = Client().get("/robots.txt").content.decode()
    assert "Disallow: /\n" in said
    assert "Allow: /framework\n" in said
    assert "noindex" in said
    listed_from(today, framework_admin)
    assert "may be listed" in Client().get("/robots.txt").content.decode()


def test_admin_says_so_from_a_day_and_the_trail_knows(sign_in, framework_admin, today):
    client, page = sign_in(framework_admin), reverse("framework_search_engines")

    def send(day, listed="yes"):
        day = {"from_on-day": day.day, "from_on-month": day.month, "from_on-year": day.year}
        return client.post(page, {"listed": listed, **day})

    assert send(today - dt.timedelta(days=1)).status_code == 422
    assert send(today).status_code == 302
    assert "Today they may list them." in client.get(page).content.decode()
    assert send(today, "no").status_code == 302
    assert "Today they may not" in client.get(page).content.decode()
    assert send(today).status_code == 302
    assert "Today they may list them." in client.get(page).content.decode()
    acts = AuditEvent.objects.filter(actor_key=key_of(framework_admin)).values_list(
        "act", flat=True
    )
    assert sorted(acts) == ["setting.changed"] * 3 + ["setting.withdrawn"] * 2
