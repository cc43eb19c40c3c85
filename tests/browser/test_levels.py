"""Role levels in a real browser: read, compared, and as what is expected of me."""

import pytest
from playwright.sync_api import Page, expect

from frameworks.models import RoleLevel
from frameworks.services.adopting import adopt_framework
from frameworks.services.loading import load_frameworks
from people.models import Post
from people.services.posts import set_role_level
from tests.browser_kit import assert_all_accessible
from tests.frameworks.conftest import FIXTURE
from tests.frameworks.factories import BY

GUILDFORD = "/framework/guildford-casework/1/"
HOUSING = "/framework/housing-ombudsman/1/"
PHSO = "/framework/phso-casework-roles/1/"
ADVICE = "/framework/citizens-advice-casework-supervision/1/"


@pytest.fixture
def five(organisation, today) -> None:
    for loaded in load_frameworks(paths=sorted(FIXTURE.parent.glob("*.json")), by=BY):
        adopt_framework(framework=loaded.version.framework, on=today, by=BY)


@pytest.fixture
def placed(five, caseworker, today):
    """Amira's post is at level 2 of Guildford's and at LR1 of the Housing Ombudsman's."""
    for code, key in (("guildford-casework", "l2"), ("housing-ombudsman", "lr1")):
        set_role_level(
            by=BY,
            post=Post.objects.get(user=caseworker),
            role_level=RoleLevel.objects.get(framework__code=code, key=key),
            from_on=today,
        )
    return caseworker


OF_LEVELS = [
    "/frameworks/",
    f"{GUILDFORD}levels/",
    f"{GUILDFORD}levels/team-leader/",
    f"{GUILDFORD}levels/l2/to/l3/",
    f"{HOUSING}levels/lr1/to/lr2/",
    f"{HOUSING}competencies/role/",
    f"{HOUSING}areas/role.seeking-improvement/",
    f"{ADVICE}competencies/quality-of-advice/",
    f"{PHSO}levels/",
    f"{PHSO}levels/investigation-manager/",
    f"{PHSO}roles/ombudsmans-casework-manager/",
    PHSO,
]


def test_pages_of_levels_are_for_everybody(page: Page, five):
    assert_all_accessible(page, OF_LEVELS)


OF_ONES_OWN = ["/expected-of-me/", "/pathways/", "/pathways/housing-ombudsman/lr2/"]


def test_ones_own_pages_are_for_everybody(page: Page, placed, sign_in):
    sign_in(placed)
    assert_all_accessible(page, OF_ONES_OWN)


@pytest.mark.parametrize(("width", "columns"), [(1280, 2), (320, 1)])
def test_two_levels_stand_side_by_side_where_there_is_room(page: Page, five, width, columns):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{HOUSING}levels/lr1/to/lr2/")
    sides = page.locator(".fw-step").first.locator(".fw-step__side")
    lefts = {round(sides.nth(n).bounding_box()["x"]) for n in range(2)}
    assert len(lefts) == columns
    expect(sides.nth(0)).to_contain_text("Knowing when to seek advice")
    expect(sides.nth(1)).to_contain_text("Spotting what needs to change")


def test_a_caseworker_goes_from_what_is_expected_to_the_way_up(page: Page, placed, sign_in):
    sign_in(placed)
    page.goto("/")
    page.get_by_role("navigation").get_by_role("link", name="Expected of me").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What is expected of me")
    expect(page.get_by_role("heading", level=2, name="Caseworker L2 Grade 3")).to_be_visible()
    page.get_by_role("link", name="Look at the way to another level").click()
    page.get_by_role("link", name="Caseworker L3").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("From Caseworker L2 to Caseworker L3")
    new = page.locator(".fw-step__side--new")
    expect(new.filter(has_text="Assist with knowledge sharing")).to_have_count(1)


def test_search_leads_to_the_words_of_a_level(page: Page, five):
    page.goto("/frameworks/search/?q=multi-skilling")
    page.get_by_role("main").get_by_role("link", name="multi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Caseworker L4")
    expect(page.locator("li:target")).to_contain_text("responsible for multi-skilling people")
