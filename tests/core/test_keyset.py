"""Pages by place: every row once, forwards and backwards, whatever arrives in between."""

import datetime as dt
from urllib.parse import parse_qsl

import pytest
from django.db import connection
from django.db.models import F
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from cases.models import CaseFile
from core.keyset import Place, page_of
from tests.cases.factories import CaseFileFactory, ServiceAreaFactory

DAYS = [dt.date(2026, 1, 1), dt.date(2026, 1, 1), dt.date(2026, 1, 1), dt.date(2026, 1, 5)]


@pytest.fixture
def ids(db):
    """Seven rows, several on one day; the order of the list is latest first."""
    area = ServiceAreaFactory()
    rows = [CaseFileFactory(opened_on=day, service_area=area) for day in [*DAYS, *DAYS[:3]]]
    return [row.pk for row in sorted(rows, key=lambda row: (row.opened_on, row.pk), reverse=True)]


def page(asked):
    return page_of(
        CaseFile.objects.all(),
        told=lambda rows: rows.values("pk", "opened_on", area=F("service_area__name")),
        day="opened_on",
        asked=asked,
        size=3,
    )


def walk(address, way):
    pages = []
    while address is not None:
        found = page(dict(parse_qsl(address.lstrip("?"))))
        pages.append([row["pk"] for row in found.rows])
        address = getattr(found, way) or None
    return pages


def test_older_pages_show_every_row_once(ids):
    assert walk("", "older") == [ids[:3], ids[3:6], ids[6:]]


def test_newer_pages_lead_back(ids):
    last = page({"older": str(Place(DAYS[0], ids[5]))})
    assert [row["pk"] for row in last.rows] == ids[6:]
    assert walk(last.newer, "newer") == [ids[3:6], ids[:3]]


def test_the_first_and_the_only_page_lead_nowhere(ids):
    assert page({}).newer == ""
    CaseFile.objects.filter(pk__in=ids[2:]).delete()
    assert (page({}).older, page({}).newer) == ("", "")


@pytest.mark.parametrize(
    "place",
    ["", "x", "20260101", "20261301.4", "20260101.-1", "٢٠٢٦٠١٠١.٤", "20260101." + "9" * 30],
)
def test_what_is_no_place_gives_the_first_page(ids, place):
    assert [row["pk"] for row in page({"older": place}).rows] == ids[:3]


def test_filters_go_on_into_the_other_pages(ids):
    asked = QueryDict("kind=a&kind=b&older=&empty=&q=x%26y")
    assert dict(parse_qsl(page(asked).older.lstrip("?")))["q"] == "x&y"
    assert parse_qsl(page(asked).older.lstrip("?"))[:2] == [("kind", "a"), ("kind", "b")]


def test_only_the_rows_of_a_page_are_joined_to_what_is_told_of_them(ids):
    with CaptureQueriesContext(connection) as queries:
        page({})
    (query,) = queries
    found = query["sql"].split(" IN (SELECT ")[1]
    assert "LIMIT 4" in found
    assert "JOIN" not in found
