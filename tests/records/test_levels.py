"""What is expected of me, and the way to other levels with my own evidence beside it."""

import pytest
from django.urls import reverse

from assessments.enums import Direction
from frameworks.models import RoleLevel, Version
from people.models import Post
from people.services.posts import set_role_level
from tests.frameworks.factories import BY, ROLES, publish
from tests.records.factories import evidence_of

BANDED = {
    **ROLES,
    "bands": [
        {"key": "l1", "title": "Level 1", "levels": ["l1"]},
        {"key": "l2", "title": "Level 2 (in addition)", "levels": ["l2"], "in_addition": True},
    ],
    "level_texts": [
        {"key": "account.assist", "sort": "accountability", "band": "l1", "text": ["Assists"]},
        {"key": "account.share", "sort": "accountability", "band": "l2", "text": ["Shares"]},
    ],
    "role_profiles": [],
    "progression": [],
}


@pytest.fixture
def version(db) -> Version:
    return publish(**BANDED)


@pytest.fixture
def at_level(version, today):
    """Give somebody's post a level."""

    def give(person, key: str, framework: str = "example") -> None:
        set_role_level(
            by=BY,
            post=Post.objects.get(user=person),
            role_level=RoleLevel.objects.get(key=key, framework__code=framework),
            from_on=today,
        )

    return give


@pytest.fixture
def page(sign_in):
    def read(user, route, *arguments) -> str:
        response = sign_in(user).get(reverse(route, args=arguments))
        assert response.status_code == 200
        return response.content.decode()

    return read


def test_what_is_expected_is_that_of_ones_own_level(page, at_level, caseworker, other_caseworker):
    at_level(caseworker, "l1")
    at_level(other_caseworker, "l2")
    mine, others = page(caseworker, "expected_of_me"), page(other_caseworker, "expected_of_me")
    assert "Assists" in mine
    assert "Shares" not in mine
    assert "Assists" in others
    assert "Shares" in others


def test_every_framework_stands_on_the_one_page(page, at_level, caseworker):
    publish(**BANDED, framework__code="other", version__title="Another framework")
    publish(framework__code="for-all", version__title="One for all")
    at_level(caseworker, "l1")
    at_level(caseworker, "l2", "other")
    html = page(caseworker, "expected_of_me")
    for words in ("Example framework", "Another framework", "One for all", "May be used for:"):
        assert words in html


def test_without_a_level_it_says_so(page, version, caseworker):
    assert "Your post has no role level in any framework yet." in page(caseworker, "expected_of_me")


def test_level_that_the_version_in_use_no_longer_names_is_said(page, at_level, caseworker):
    at_level(caseworker, "leader")
    without = {
        "role_levels": BANDED["role_levels"][:2],
        "bands": BANDED["bands"],
        "level_texts": BANDED["level_texts"],
    }
    publish(**without, version__number=2)
    assert "no longer names your level" in page(caseworker, "expected_of_me")


def test_ones_own_level_is_marked_among_the_ways(page, at_level, caseworker):
    at_level(caseworker, "l1")
    html = page(caseworker, "pathway_list")
    assert html.count("Your level") == 1
    assert reverse("pathway_detail", args=["example", "l2"]) in html


def test_way_says_what_stays_what_is_new_and_what_i_have_evidence_for(
    page, at_level, version, caseworker, other_caseworker, supervisor
):
    at_level(caseworker, "l1")
    area = version.areas.get(key="analytical.methodical")
    evidence_of(caseworker, area, supervisor)
    evidence_of(caseworker, area, supervisor, direction=Direction.OPPOSITE)
    for _number in range(3):
        evidence_of(other_caseworker, area, supervisor)
    html = " ".join(page(caseworker, "pathway_detail", "example", "l2").split())
    assert "From L1 to L2" in html
    assert html.index("What stays") < html.index("Assists") < html.index("What is new")
    assert html.index("What is new") < html.index("Shares")
    assert "1 piece of evidence shows it, 1 shows the opposite" in html
    assert "3 pieces" not in html
    assert "No evidence yet." in html


def test_way_without_a_level_of_ones_own_is_all_new(page, version, caseworker):
    html = page(caseworker, "pathway_detail", "example", "l2")
    assert "You have no level in this framework" in html
    assert "What stays" not in html


def test_way_in_a_framework_not_in_use_is_not_found(db, sign_in, caseworker):
    publish(**ROLES, adopted=False)
    url = reverse("pathway_detail", args=["example", "l2"])
    assert sign_in(caseworker).get(url).status_code == 404


def test_way_to_a_level_that_is_not_there_is_not_found(version, sign_in, caseworker):
    url = reverse("pathway_detail", args=["example", "l9"])
    assert sign_in(caseworker).get(url).status_code == 404


@pytest.mark.parametrize("frameworks", [1, 3])
@pytest.mark.parametrize(
    ("route", "arguments", "queries"),
    [
        ("expected_of_me", [], 6),
        ("pathway_list", [], 6),
        ("pathway_detail", ["example", "l2"], 7),
    ],
)
def test_pages_take_the_same_queries_however_many_frameworks(
    sign_in,
    at_level,
    caseworker,
    organisation,
    frameworks,
    route,
    arguments,
    queries,
    django_assert_num_queries,
):
    at_level(caseworker, "l1")
    for number in range(1, frameworks):
        publish(**BANDED, framework__code=f"other-{number}")
        at_level(caseworker, "l1", f"other-{number}")
    client, address = sign_in(caseworker), reverse(route, args=arguments)
    client.get(address)
    with django_assert_num_queries(queries):
        client.get(address)


def test_framework_of_certain_levels_is_offered_to_people_at_them_alone(
    page, at_level, version, caseworker, supervisor
):
    publish(
        **BANDED,
        framework__code="supervision",
        version__title="For supervisors",
        version__levels_only=True,
    )
    at_level(caseworker, "l1")
    at_level(supervisor, "leader", "supervision")
    assert "For supervisors" not in page(caseworker, "journal_write")
    offered = page(supervisor, "journal_write")
    assert "For supervisors: Analytical: Methodical" in offered
    assert ">Analytical: Methodical<" in offered, "the first framework needs no name"
    assert "For supervisors: Analytical" in page(supervisor, "plan_add")
    assert "For supervisors" not in page(caseworker, "plan_add")
