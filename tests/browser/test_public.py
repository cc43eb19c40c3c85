"""Recruitment packs, service standards and the word to search engines, in a real browser."""

import pytest
from playwright.sync_api import Page

from tests.browser.test_frameworks import ROOT, in_use
from tests.browser_kit import assert_all_accessible

__all__ = ["in_use"]


PAGES = {
    "framework_admin": [
        "/loaded-frameworks/search-engines/",
    ],
    "hr": [
        "/recruitment-packs/",
        f"{ROOT}1/recruitment-pack/?area=analytical.methodical",
    ],
    "manager": [
        "/service-standards/",
    ],
}


@pytest.mark.parametrize("who", PAGES)
def test_pages_are_for_everybody(page: Page, in_use, request, sign_in, who: str):
    sign_in(request.getfixturevalue(who))
    assert_all_accessible(page, PAGES[who])
