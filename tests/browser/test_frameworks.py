"""The frameworks in a real browser: read at a glance, opened, searched by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from frameworks.models import Version
from frameworks.services.adopting import adopt_framework
from frameworks.services.loading import load_frameworks
from tests.browser_kit import assert_all_accessible
from tests.frameworks.conftest import FIXTURE
from tests.frameworks.factories import BY

ROOT = "/framework/ombudsman-association/"


@pytest.fixture
def in_use(organisation, today) -> Version:
    version = load_frameworks(paths=[FIXTURE], by=BY)[0].version
    adopt_framework(framework=version.framework, on=today, by=BY)
    return version


OF_A_FRAMEWORK = [
    "/frameworks/",
    "/frameworks/search/?q=decision",
    "/frameworks/search/?q=nosuchword",
    ROOT,
    f"{ROOT}1/about/",
    f"{ROOT}1/competencies/constructive/",
    f"{ROOT}1/areas/open-minded.resourceful/",
]


def test_framework_pages_are_for_everybody(page: Page, in_use):
    assert_all_accessible(page, OF_A_FRAMEWORK)


OF_THE_FRAMEWORK_ADMIN = ["/loaded-frameworks/", f"{ROOT}use/"]


def test_pages_of_the_framework_admin_are_for_everybody(
    page: Page, in_use, framework_admin, sign_in
):
    sign_in(framework_admin)
    assert_all_accessible(page, OF_THE_FRAMEWORK_ADMIN)


def test_a_reader_goes_from_glance_to_behaviour(page: Page, in_use):
    page.goto("/frameworks/")
    page.get_by_role("link", name="Caseworker Competency Framework").click()
    page.get_by_role("link", name="Analytical").click()
    areas = page.get_by_role("region").filter(has=page.get_by_role("heading", level=2))
    expect(areas.filter(has_text="I am...")).to_have_count(4)
    page.get_by_role("link", name="Methodical").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("I am... Methodical")
    expect(page.get_by_text("Quickly jumps to conclusions")).to_be_visible()


def test_areas_stand_side_by_side_with_their_lists_in_line(page: Page, in_use):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{ROOT}1/competencies/analytical/")
    tops = {
        round(page.locator(".fw-kind--ineffective").nth(n).bounding_box()["y"]) for n in range(4)
    }
    lefts = {round(page.locator(".fw-area").nth(n).bounding_box()["x"]) for n in range(4)}
    assert len(tops) == 1
    assert len(lefts) == 4


def test_search_by_keyboard_leads_to_the_words_that_were_found(page: Page, in_use):
    page.goto("/frameworks/")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("unconscious")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1 result for “unconscious”")
    page.get_by_role("link", name="unconscious").focus()
    page.keyboard.press("Enter")
    expect(page.locator("li:target")).to_contain_text("affected by unconscious bias")
