"""Every route is asked for by everybody of the cast, and answers as tests/access_matrix.py says."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import rules
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access_matrix import OUTSIDE, ROWS, WHO, Row

pytestmark = pytest.mark.django_db

APPS = ("core", "frameworks", "people", "cases", "assessments", "supervision", "records")


def routes(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Yield every route of the URLconf."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry)
        else:
            yield entry


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> SimpleNamespace:
    """Everybody of the cast, and the leaver."""
    return SimpleNamespace(
        **{name: request.getfixturevalue(name) for name in (*WHO, "leaver")},
        organisation=request.getfixturevalue("organisation"),
    )


def browser_of(who: str, cast: SimpleNamespace) -> Client:
    client = Client(raise_request_exception=False)
    if who != "anonymous":
        client.force_login(getattr(cast, who))
    return client


def ask(client: Client, url: str, post: dict[str, Any] | None) -> Any:
    """Ask, and undo what the answer changed, so that the next one finds the same."""
    with transaction.atomic():
        answer = client.get(url) if post is None else client.post(url, post)
        transaction.set_rollback(True)
    return answer


def faults_of(row: Row, who: str, cast: SimpleNamespace, url: str, post: Any) -> Iterator[str]:
    browser = browser_of(who, cast)
    answer = ask(browser, url, post)
    expected = row.expected(who)
    if answer.status_code != expected:
        yield f"{who}: {answer.status_code}, expected {expected}"
    if who in OUTSIDE and not row.access.public and who not in row.answers:
        to = answer.headers.get("Location", "")
        if not to.startswith(reverse(settings.LOGIN_URL)):
            yield f"{who}: not sent to sign in but to {to!r}"
    if row.access.public and not row.access.session and answer.wsgi_request.session.accessed:
        yield f"{who}: a public page touched the session"
    if post is None and expected in (403, 404):
        refused = ask(browser, url, {}).status_code
        if refused not in (expected, 405):
            yield f"{who}: refused to look ({expected}), yet an empty POST gave {refused}"


def askers(row: Row) -> tuple[str, ...]:
    """Return everybody; on PostgreSQL one of each answer.

    Who may is the same Python on both databases: there, what is tried anew are the queries.
    """
    everybody = (*WHO, *OUTSIDE)
    if connection.vendor != "postgresql":
        return everybody
    return tuple({row.expected(who): who for who in reversed(everybody)}.values())


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=[f"{row.route}-{n}" for n, row in enumerate(ROWS)])
def test_route_answers_everybody_as_its_row_says(row, cast):
    arguments = row.arguments(cast)
    url = reverse(row.route, kwargs=arguments) + row.query
    post = row.post(cast, arguments) if callable(row.post) else row.post
    faults = [fault for who in askers(row) for fault in faults_of(row, who, cast, url, post)]
    assert not faults, f"{row.route} {url}:\n" + "\n".join(faults)


def test_every_route_has_a_row():
    named = {row.route for row in ROWS}
    missing = {route.name or str(route.pattern) for route in routes()} - named
    assert not missing, f"routes without a row in tests/access_matrix.py: {sorted(missing)}"


def test_every_row_has_a_route():
    assert not {row.route for row in ROWS} - {route.name for route in routes()}


def test_only_public_rows_are_open_without_signing_in():
    public = {row.route for row in ROWS if row.access.public}
    open_views = {r.name for r in routes() if not getattr(r.callback, "login_required", True)}
    assert open_views <= public, "open to everybody, yet not public in the matrix"


def test_every_permission_is_asked_somewhere():
    root = Path(settings.ROOT)
    source = "\n".join(
        path.read_text()
        for app in APPS
        for path in (root / app).rglob("*.py")
        if path.name != "rules.py" and "migrations" not in path.parts
    ) + "\n".join(path.read_text() for path in (root / "templates").rglob("*.html"))
    declared = set(rules.permissions.permissions)
    unasked = {name for name in declared if not re.search(rf"[\"']{re.escape(name)}[\"']", source)}
    assert not unasked, f"permissions nobody asks: {sorted(unasked)}"
