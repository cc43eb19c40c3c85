"""Service standards: counted of a team or the organisation, never of a person or of few."""

import datetime as dt
import itertools
import re

import pytest
from django.urls import reverse

from assessments.enums import Direction
from frameworks.enums import Purpose
from frameworks.models import MapLink
from frameworks.tree import tree_of
from people.enums import Role
from supervision.presenters.standards import cells_of
from supervision.querysets.standards import Counted
from tests.factories import person
from tests.frameworks.factories import CONTENT, publish
from tests.records.factories import evidence_of

P = Purpose.PERFORMANCE_REVIEW
numbers = itertools.count(1)
PERMITS = [{"purpose": "performance_review", "permitted": True, "sentence": "Review by it."}]


def rows_of(client, **query) -> list[list[str]]:
    """Return the cells of every row of the tables on the page."""
    page = client.get(reverse("service_standards"), query).content.decode()
    bodies = re.findall(r"<tbody.*?</tbody>", page, re.DOTALL)
    return [
        [" ".join(re.sub(r"<[^>]+>", "", cell).split()) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
        for body in bodies
        for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    ]  # fmt: skip


def team_of_five(supervisor, team):
    return [
        person(f"{team.name} {next(numbers)}", Role.CASEWORKER, team=team, supervisor=supervisor)
        for _ in range(5)
    ]


def recorded(people, area, author, *, each=2, on, purpose=P, direction=Direction.SHOWS, **rest):
    for one in people:
        for _ in range(each):
            evidence_of(one, area, author, on=on, purpose=purpose, direction=direction, **rest)


@pytest.fixture
def area(db):
    return publish(permitted_uses=PERMITS).areas.get(key="analytical.methodical")


TOO_LITTLE = ["Reasons are given", "Analytical", "Too little to show"]


def test_what_many_show_is_counted_with_its_denominator(
    area, supervisor, housing, hr, sign_in, today
):
    people = team_of_five(supervisor, housing)
    recorded(people, area, supervisor, on=today)
    recorded(people, area, supervisor, on=today, direction=Direction.OPPOSITE, each=3)
    said = [["Reasons are given", "Analytical", "25", "10", "15"]]
    assert rows_of(sign_in(supervisor)) == said
    assert rows_of(sign_in(hr)) == said


def test_evidence_about_few_people_is_not_shown(area, supervisor, housing, hr, sign_in, today):
    recorded(team_of_five(supervisor, housing)[:4], area, supervisor, on=today, each=9)
    assert rows_of(sign_in(hr)) == [TOO_LITTLE]
    assert rows_of(sign_in(supervisor)) == [TOO_LITTLE]


@pytest.mark.parametrize(
    ("counted", "cells"),
    [
        (None, ("", "", "")),
        (Counted(9, 0, 9), ("", "", "")),
        (Counted(40, 40, 4), ("", "", "")),
        (Counted(10, 10, 5), ("20", "10", "10")),
        (Counted(12, 0, 5), ("12", "the rest", "fewer than 10")),
        (Counted(2, 20, 5), ("22", "fewer than 10", "the rest")),
        (Counted(9, 9, 5), ("18", "fewer than 10", "fewer than 10")),
    ],
)
def test_no_cell_is_under_ten_and_none_tells_one_that_is(counted, cells):
    assert cells_of(counted) == cells


def test_what_may_not_be_used_or_no_longer_counts_is_not_counted(
    area, supervisor, housing, hr, sign_in, today
):
    people = team_of_five(supervisor, housing)
    recorded(people, area, supervisor, on=today, purpose=Purpose.DEVELOPMENT)
    recorded(people, area, supervisor, on=today, withdrawn="A mistake.")
    refusing = publish(
        framework__code="refusing", version__title="Refusing",
    ).areas.get(key="analytical.methodical")  # fmt: skip
    recorded(people, refusing, supervisor, on=today)
    assert rows_of(sign_in(hr)) == [TOO_LITTLE]


def test_a_supervisor_counts_their_own_team_and_no_other(
    area, supervisor, other_supervisor, debt, sign_in, today
):
    recorded(team_of_five(other_supervisor, debt), area, other_supervisor, on=today)
    team_of_five(supervisor, debt)
    assert rows_of(sign_in(supervisor)) == [TOO_LITTLE]
    assert rows_of(sign_in(other_supervisor))[0][2] == "10"


def test_period_ends_where_it_says(area, supervisor, housing, hr, sign_in, today):
    people = team_of_five(supervisor, housing)
    recorded(people, area, supervisor, on=today - dt.timedelta(days=100))
    assert rows_of(sign_in(hr), days="91") == [TOO_LITTLE]
    assert rows_of(sign_in(hr), days="182")[0][2] == "10"
    assert rows_of(sign_in(hr), days="1") == rows_of(sign_in(hr))


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_queries_however_much(
    organisation, hr, supervisor, housing, sign_in, today, count, django_assert_num_queries
):
    for number in range(count):
        version = publish(framework__code=f"f-{number}", permitted_uses=PERMITS)
        recorded(team_of_five(supervisor, housing), version.areas.first(), supervisor, on=today)
        tree_of(version.pk)
    client = sign_in(hr)
    with django_assert_num_queries(6):
        client.get(reverse("service_standards"))


def test_evidence_of_an_earlier_version_counts_at_the_area_that_continues_it(
    supervisor, housing, hr, sign_in, today
):
    """By the key, and by the area that replaces it; each piece once."""
    old = {"key": "analytical.old", "title": "Old", "text": "Was."}
    areas = [*CONTENT["core_competencies"][0]["areas"], old]
    first = publish(permitted_uses=PERMITS, core_competencies__0__areas=areas)
    replaced = [{"old": "analytical.old", "new": "analytical.curious", "reason": "It is that."}]
    second = publish(permitted_uses=PERMITS, version__number=2, replacements=replaced)
    people = team_of_five(supervisor, housing)
    for version, key in (
        (first, "analytical.methodical"),
        (first, "analytical.old"),
        (second, "analytical.curious"),
    ):
        recorded(people, version.areas.get(key=key), supervisor, on=today)
    assert rows_of(sign_in(hr)) == [
        ["Reasons are given", "Analytical", "30", "the rest", "fewer than 10"]
    ]


def test_a_link_to_another_framework_adds_to_no_figure(
    area, supervisor, housing, hr, sign_in, today
):
    other = publish(
        framework__code="other", version__title="Other", permitted_uses=PERMITS,
        service_standards=[],
    )  # fmt: skip
    MapLink.objects.create(
        from_framework=other.framework,
        from_key=area.key,
        to_framework=area.version.framework,
        to_key=area.key,
        relation="same_as",
        reason="They say the same.",
        made_on=today,
    )
    recorded(team_of_five(supervisor, housing), other.areas.first(), supervisor, on=today)
    assert rows_of(sign_in(hr)) == [TOO_LITTLE]


def test_a_staff_representative_reads_the_organisation_and_no_team(
    area, supervisor, housing, staff_representative, sign_in, today
):
    recorded(team_of_five(supervisor, housing), area, supervisor, on=today)
    client = sign_in(staff_representative)
    assert rows_of(client) == [
        ["Reasons are given", "Analytical", "10", "the rest", "fewer than 10"]
    ]
    assert "My team" not in client.get(reverse("service_standards")).content.decode()
