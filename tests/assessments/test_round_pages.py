"""Pages of a round: the same queries for one person and for many; no seed but the server's."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from people.enums import Role
from tests.assessments.round_factories import drawn, files_of, planned, started
from tests.factories import person

pytestmark = pytest.mark.django_db


def of(people: int, supervisor, caseworker) -> None:
    """Give this many people files of last month."""
    files_of(caseworker)
    for number in range(people - 1):
        other = person(f"Person {number}", Role.CASEWORKER, supervisor=supervisor)
        files_of(other)


@pytest.mark.parametrize("people", [1, 3])
@pytest.mark.parametrize(
    ("make", "route", "queries"),
    [
        (planned, "round_detail", 13),
        (drawn, "round_detail", 9),
        (started, "round_detail", 9),
        (started, "round_files", 7),
        (started, "round_list", 6),
    ],
    ids=["planned", "drawn", "running", "files", "list"],
)
def test_pages_of_a_round_take_the_same_queries_for_one_and_for_three(
    make, route, queries, people, caseworker, supervisor, manager, client,
    organisation, django_assert_num_queries,
):  # fmt: skip
    of(people, supervisor, caseworker)
    round_ = make(manager)
    client.force_login(manager)
    address = reverse(route, args=[] if route == "round_list" else [round_.pk])
    client.get(address)
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


def test_nobody_but_the_demonstration_gives_a_draw_its_seed():
    giving = [
        path.relative_to(settings.ROOT).as_posix()
        for app in ("assessments", "supervision", "records", "competency_site")
        for path in Path(settings.ROOT, app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) == "draw_round"
        and any(keyword.arg in ("seed", None) for keyword in node.keywords)
    ]
    assert giving == ["competency_site/demo/rounds.py"]
