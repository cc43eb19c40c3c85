"""What is asked at a role level, what is new at another, and the pages that say so."""

from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse

from frameworks.models import Version
from frameworks.presenters import results
from frameworks.services.adopting import adopt_framework
from frameworks.services.search import search_frameworks
from frameworks.tree import asked_at, cores_at, step_between, tree_of

from .factories import BY, ROLES, publish

GUILDFORD = "guildford-casework"
HOUSING = "housing-ombudsman"
PHSO = "phso-casework-roles"


@pytest.fixture
def trees(five):
    return {code: tree_of(version.pk) for code, version in five.items()}


@pytest.fixture
def in_use(five, today):
    for version in five.values():
        adopt_framework(framework=version.framework, on=today, by=BY)
    return five


def read(route: str, *arguments: object) -> str:
    response = Client().get(reverse(route, args=arguments))
    assert response.status_code == 200
    return response.content.decode()


def test_level_is_asked_for_its_own_texts_with_those_above(trees):
    asked = asked_at(trees[GUILDFORD], "l2")
    accountabilities = next(one for one in asked.groups if one.sort == "accountability")
    assert [block.whence for block in accountabilities.blocks] == [
        "Level 1",
        "Level 2 (in addition to the above)",
    ]
    assert [len(block.alternatives[0]) for block in accountabilities.blocks] == [8, 1]


def test_alternatives_stand_apart_with_their_heading_once(trees):
    asked = asked_at(trees[GUILDFORD], "l3")
    statements = next(one for one in asked.groups if one.sort == "competency_statement")
    assert [
        [len(alternative) for alternative in block.alternatives] for block in statements.blocks
    ] == [[2], [1, 1], [2, 2]]
    headings = [
        line.heading
        for block in statements.blocks
        for alternative in block.alternatives
        for line in alternative
        if line.heading
    ]
    assert len(headings) == len(statements.blocks)
    assert asked.rule.level_key == "l3"


def test_level_that_is_not_named_asks_nothing(trees):
    assert asked_at(trees[GUILDFORD], "l9") is None
    assert step_between(trees[GUILDFORD], "l1", "l9") is None
    assert step_between(trees[GUILDFORD], "l9", "l1") is None


def test_behaviours_are_those_of_the_band(trees):
    cores = cores_at(trees[HOUSING], "lr1")
    writing = next(area for core in cores for area in core.areas if "writing" in area.key)
    assert [leaf.band_key for leaf in writing.behaviours] == ["enquiry-lr1", ""]


def test_criteria_are_asked_of_their_own_role_alone(trees):
    counts = {
        level.key: sum(len(core.areas) for core in cores_at(trees[PHSO], level.key))
        for level in trees[PHSO].roles.levels
    }
    assert counts == {
        "ombudsmans-casework-manager": 21,
        "assistant-casework-manager-to-ombudsman": 26,
        "head-of-corporate-casework-team": 0,
        "reviewer": 0,
        "assistant-casework-manager": 0,
        "business-support-officer": 0,
        "investigation-manager": 7,
    }


def test_two_bands_stand_beside_each_other_with_what_they_share(trees):
    step = step_between(trees[HOUSING], "lr1", "lr2")
    assert [one.area.key for one in step.same] == [
        area.key for area in trees[HOUSING].cores[0].areas
    ]
    assert not step.new
    assert not step.no_longer
    improvement = step.other[0]
    counts = [len(part.behaviours) for part in (improvement.here, improvement.there)]
    assert counts == [1, 4]
    assert {leaf.kind for leaf in improvement.both.behaviours} == {"ineffective"}


def test_step_within_one_band_changes_nothing(trees):
    step = step_between(trees[HOUSING], "enquiry", "lr1")
    assert [*step.other, *step.new, *step.no_longer] == []
    assert len(step.same) == 9


def test_step_up_keeps_what_is_above_and_says_what_is_new(trees):
    step = step_between(trees[GUILDFORD], "l2", "l3")
    texts = {text.label: text for text in step.texts}

    def count(groups) -> int:
        return sum(
            len(alternative)
            for group in groups
            for block in group.blocks
            for alternative in block.alternatives
        )

    accountabilities = texts["Accountabilities"]
    assert (count(accountabilities.stays), count(accountabilities.new)) == (9, 1)
    statements = texts["Levels of competency"]
    assert (count(statements.stays), count(statements.new)) == (4, 4)
    experience = texts["Knowledge, skills and experience"]
    counted = [count(part) for part in (experience.stays, experience.new, experience.no_longer)]
    assert counted == [3, 4, 3]


def test_step_between_roles_changes_every_criterion(trees):
    step = step_between(trees[PHSO], "ombudsmans-casework-manager", "investigation-manager")
    assert (len(step.new), len(step.no_longer), len(step.same)) == (7, 21, 0)


def test_way_from_nowhere_is_all_new(trees):
    step = step_between(trees[HOUSING], "", "lr2", {})
    assert step.before is None
    assert len(step.new) == 9


def test_what_the_caller_has_stands_beside_its_area(trees):
    area = trees[HOUSING].cores[0].areas[0]
    step = step_between(trees[HOUSING], "lr1", "lr2", {area.id: "mine"})
    assert Counter(one.beside for one in (*step.same, *step.other)) == {"mine": 1, None: 8}


def test_level_page_says_everything_that_applies(in_use):
    page = read("level_detail", GUILDFORD, 1, "team-leader")
    assert "Grade 6" in page
    assert "To act as lead Caseworker in one or more areas of specialism" in page
    assert "Maintain confidentiality in line with agreed policy" in page
    assert "Level 4 (in addition to the above)" in page
    assert "Experience in selection and recruitment" in page
    assert "Some experience of working in a customer focused" not in page


def test_compare_page_names_both_levels_and_way_back(in_use):
    page = read("level_compare", HOUSING, 1, "lr1", "lr2")
    assert "From LR1 to LR2" in page
    assert "From LR2 to LR1" in page
    assert page.index("Good basic writing skills") < page.index("Excellent advanced writing skills")
    assert page.count("Poor writing skills") == 1


def test_level_is_not_compared_with_itself(in_use):
    response = Client().get(reverse("level_compare", args=[HOUSING, 1, "lr1", "lr1"]))
    assert response.status_code == 404


def test_role_profile_is_whole_and_gives_no_authority(in_use):
    page = read("role_profile_detail", PHSO, 1, "business-support-officer")
    assert "It gives nobody authority for anything" in page
    assert "evidently copied by mistake" in page
    assert "c. Makes decisions on behalf of the ombudsman" in page


def test_unknown_level_and_profile_are_not_found(in_use):
    for route, key in (("level_detail", "l9"), ("role_profile_detail", "nobody")):
        assert Client().get(reverse(route, args=[PHSO, 1, key])).status_code == 404


def test_framework_without_levels_says_so(db):
    publish()
    assert "This framework names no role levels" in read("level_list", "example", 1)


def test_framework_for_some_levels_alone_says_so(in_use):
    page = read("level_list", "citizens-advice-casework-supervision", 1)
    assert "Evidence under it about anybody else is refused." in page


def test_band_of_a_behaviour_is_named_on_the_framework_pages(in_use):
    page = read("competency_detail", HOUSING, 1, "role")
    assert page.count("Enquiry and LR1/Corporate Services Officer") == 4


@pytest.mark.parametrize(
    ("words", "url"),
    [
        (
            "lead Caseworker specialism",
            "levels/team-leader/#accountability.team-leader.act-lead-caseworker-one",
        ),
        ("best practice dissemination", "levels/l1/#accountability.level-1.assist-efficient-"),
        ("emergency unsociable", "levels/l1/#special-requirement.emergency-planning"),
        ("negotiating bodies", "roles/head-of-corporate-casework-team/#scope"),
        ("Investigation Manager Ombudsman’s Team", "roles/investigation-manager/"),
    ],
)
def test_search_leads_to_the_level_or_the_profile(in_use, words, url):
    found = search_frameworks(words, Version.objects.current().public()).found
    urls = [result.url for group in results(found) for result in group.results]
    assert any(url in one for one in urls)


@pytest.mark.parametrize(
    ("route", "rest", "queries"),
    [
        ("level_list", [], 3),
        ("level_detail", ["l2"], 4),
        ("level_compare", ["l1", "l2"], 3),
        ("role_profile_detail", ["profile.leader"], 3),
    ],
)
def test_page_asks_the_same_few_queries(
    organisation, route, rest, queries, django_assert_num_queries
):
    version = publish(**ROLES)
    assert tree_of(version.pk).roles.levels, "read once by this process"
    with django_assert_num_queries(queries):
        read(route, version.framework.code, version.number, *rest)
