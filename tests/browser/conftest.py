"""A real server, a fresh database and a real Chromium for each browser test."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import gettempdir

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import LiveServerThread
from playwright.sync_api import BrowserContext, Page, expect

# Playwright runs an event loop in the test's thread, beside which Django refuses its database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]

expect.set_options(timeout=10_000)


def pytest_configure(config):
    """Keep a picture of the page of a test that fails, outside the checkout."""
    if hasattr(config.option, "screenshot"):
        shots = os.environ.get("COMPETENCY_SHOTS") or Path(gettempdir()) / "competency-shots"
        config.option.output = str(shots)
        config.option.screenshot = "only-on-failure"
        config.option.full_page_screenshot = True


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start the machine's own Chromium, with no traffic of its own."""
    chromium = os.environ.get("COMPETENCY_CHROMIUM") or shutil.which("chromium")
    if not chromium:
        pytest.fail("No Chromium was found. Install it, or name it in COMPETENCY_CHROMIUM.")
    return {**browser_type_launch_args, "executable_path": chromium, "args": CHROMIUM_ARGUMENTS}


@pytest.fixture
def db(committed_db):
    """Fixtures that ask for the database write where the live server reads."""


class QuickToEnd(ThreadedWSGIServer):
    """A server that looks twenty times a second whether it is to end, not twice."""

    def serve_forever(self, poll_interval: float = 0.05) -> None:
        super().serve_forever(poll_interval)


class Serving(LiveServerThread):
    server_class = QuickToEnd


@pytest.fixture
def live_server_url(db) -> Iterator[str]:
    """Serve the application from this process on a port of its own; return its address."""
    server = Serving("127.0.0.1", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


@pytest.fixture(scope="session")
def base_url() -> None:
    """No address for the session: each test has a server of its own (see ``context``)."""


@pytest.fixture
def context(new_context, live_server_url) -> BrowserContext:
    """Return a browser context in which pages are named by their path."""
    return new_context(base_url=live_server_url)


@pytest.fixture
def sign_in(context: BrowserContext, live_server_url: str) -> Callable:
    """Return a function that signs a person in without the form, by a session cookie."""

    def as_person(user, into: BrowserContext | None = None) -> None:
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        (into or context).add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": session.session_key,
                    "url": live_server_url,
                }
            ]
        )

    return as_person


@pytest.fixture
def narrow(page: Page) -> Page:
    """Return the page at 320 CSS pixels."""
    page.set_viewport_size({"width": 320, "height": 640})
    return page
