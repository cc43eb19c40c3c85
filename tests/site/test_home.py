import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from competency_site import home
from people.models import Line
from people.scope import scope_for
from tests.assessments.factories import review_at
from tests.factories import person
from tests.site import waiting_sample

ON = dt.date(2026, 11, 20)


@pytest.fixture
def two_sources(monkeypatch):
    """Have two apps give the sample's rows."""
    monkeypatch.setattr(
        home, "_modules", lambda name="waiting": (waiting_sample,) * 2 if name == "waiting" else ()
    )
    home._words.cache_clear()
    yield
    home._words.cache_clear()


@pytest.fixture
def boss(db):
    return person("Bo Marsh")


def line(boss, name: str, due: dt.date | None) -> Line:
    return Line.objects.create(
        person=person(name), supervisor=boss, from_on=dt.date(2026, 1, 5), to_on=due
    )


def page_of(boss, page: str = "") -> home.Page:
    return home.waiting_page(scope_for(boss, ON), ON, page)


def test_what_is_due_soonest_comes_first_and_what_has_no_date_last(boss, two_sources):
    line(boss, "Ann", None)
    line(boss, "Bob", dt.date(2026, 12, 1))
    line(boss, "Cat", dt.date(2026, 11, 19))
    items = page_of(boss).items
    assert [item.due for item in items[::2]] == [dt.date(2026, 11, 19), dt.date(2026, 12, 1), None]
    assert [item.overdue for item in items[::2]] == [True, False, False]


def test_a_name_is_said_once(boss, two_sources):
    line(boss, "Ann", None)
    line(boss, "Bob", dt.date(2026, 12, 1))
    call, meet = page_of(boss).items[::2]
    assert (call.text, call.subject_name) == ("Call somebody", "Bob")
    assert (meet.text, meet.subject_name) == ("Meet Ann", "")


@pytest.mark.parametrize("rows", [1, 3])
def test_all_apps_are_asked_in_one_query(boss, two_sources, rows):
    for number in range(rows):
        line(boss, f"Person {number}", dt.date(2026, 12, 1))
    scope = scope_for(boss, ON)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        home.waiting_page(scope, ON)
    assert len(queries) == 1


def test_a_long_list_is_shown_in_parts(boss, two_sources):
    for number in range(14):
        line(boss, f"Person {number:02}", dt.date(2026, 12, 1))
    first, second = page_of(boss), page_of(boss, "2")
    assert (len(first.items), first.previous_href, first.next_href) == (25, "", "?page=2")
    assert (len(second.items), second.previous_href, second.next_href) == (3, "?page=1", "")


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", "1", "9" * 5000])
def test_a_page_that_is_no_number_is_not_a_fault(boss, two_sources, page):
    line(boss, "Ann", None)
    assert page_of(boss, page) is not None


def test_every_app_gives_the_same_columns_and_words_of_its_own(boss):
    seen: set[str] = set()
    scope = scope_for(boss, ON)
    for module in home._modules():
        assert not seen & module.WORDS.keys()
        seen |= module.WORDS.keys()
        names = list(module.waiting_for(scope, ON).query.annotation_select)
        assert tuple(names) == home.COLUMNS, module.__name__


def test_an_empty_list_says_what_will_stand_there(organisation, supervisor, sign_in):
    page = sign_in(supervisor).get("/")
    assert "Nothing waits for you" in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_home_asks_the_database_little(organisation, boss, two_sources, sign_in, rows):
    for number in range(rows):
        line(boss, f"Person {number}", dt.date(2026, 12, 1))
    client: Client = sign_in(boss)
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    assert len(queries) == 10, "\n".join(query["sql"] for query in queries)


def test_a_supervisor_sees_where_reviews_stand_and_a_caseworker_no_figures(
    organisation, caseworker, supervisor, manager, today
):
    cast = SimpleNamespace(caseworker=caseworker, supervisor=supervisor, manager=manager)
    review_at(cast, "shared")
    given = home.figures(scope_for(supervisor, today), today)
    assert [figure.value for figure in given] == [0, 1, 0]
    assert home.figures(scope_for(caseworker, today), today) == []


def test_a_figure_is_as_long_as_the_list_behind_it(
    organisation,
    caseworker,
    supervisor,
    manager,
    other_caseworker,
    other_supervisor,
    today,
    sign_in,
):
    cast = SimpleNamespace(caseworker=caseworker, supervisor=supervisor, manager=manager)
    review_at(cast, "shared")
    shared = home.figures(scope_for(supervisor, today), today)[1]
    assert sign_in(supervisor).get(shared.href).content.decode().count("HB-2041") == shared.value
    elsewhere = home.figures(scope_for(other_supervisor, today), today)
    assert [figure.value for figure in elsewhere] == [0, 0, 0]
