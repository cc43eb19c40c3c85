"""Recruitment packs, service standards and the word to search engines, in a real browser."""

import pytest
from playwright.sync_api import Page

from tests.browser.test_frameworks import ROOT, in_use
from tests.browser_kit import assert_accessible

__all__ = ["in_use"]


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("framework_admin", "/loaded-frameworks/search-engines/"),
        ("hr", "/recruitment-packs/"),
        ("hr", f"{ROOT}1/recruitment-pack/?area=analytical.methodical"),
        ("manager", "/service-standards/"),
    ],
)
def test_page_is_for_everybody(page: Page, in_use, request, sign_in, who: str, path: str):
    sign_in(request.getfixturevalue(who))
    page.goto(path)
    assert_accessible(page)
