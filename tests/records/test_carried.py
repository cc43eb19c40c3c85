"""Evidence stays on its version, and is shown once, marked, where it is carried to."""

import pytest
from django.urls import reverse

from frameworks.models import Framework, MapLink, Version
from frameworks.parts import AREA, mark_of, stated_by
from frameworks.services.adopting import put_in_use
from frameworks.services.drafting import start_new_version
from frameworks.services.parts import reword_part
from frameworks.services.publishing import publish_draft
from frameworks.statements import statements_of
from frameworks.tree import tree_of
from records.presenters.carried import carried_lines
from records.querysets.profile import evidence_by_area
from tests.frameworks.factories import BY, publish
from tests.records.factories import evidence_of, small_framework


def second_version(first: Version, today) -> Version:
    """Publish a second version in which one area has a new meaning, and put it in use."""
    draft = start_new_version(framework=first.framework, by=BY)
    row = AREA.rows(draft).get(key="analytical.curious")
    reword_part(
        draft=draft,
        sort=AREA,
        key=row.key,
        stated=stated_by(AREA, row) | {"title": "Questioning"},
        seen=mark_of(AREA, row),
        meaning="changed",
        reason="It is about asking now.",
        by=BY,
    )
    second = publish_draft(draft=draft, seen=statements_of(draft).mark, by=BY)
    put_in_use(version=second, from_on=today, today=today, seen=first.pk, by=BY)
    return second


@pytest.fixture
def lines(caseworker, supervisor, scope_of, today):
    first = publish()
    areas = {area.key: area for area in first.areas.all()}
    evidence_of(caseworker, areas["analytical.methodical"], supervisor)
    evidence_of(caseworker, areas["analytical.curious"], supervisor)
    second = second_version(first, today)
    rows = evidence_by_area(
        person_id=caseworker.pk,
        version_id=second.pk,
        scope=scope_of(caseworker),
        since=None,
        carried_into=second,
    )
    tree = tree_of(second.pk)
    found = carried_lines(caseworker.pk, tree, rows)
    return {tree.areas[area].title: [line.said for line in said] for area, said in found.items()}


def test_same_key_joins_by_itself_and_a_replaced_one_by_a_step_that_is_marked(lines):
    assert lines == {
        "Methodical": ["Carried from version 1: 1 shows it"],
        "Questioning": ["Carried from version 1, “Curious”, which this area replaces: 1 shows it"],
    }


def test_profile_offers_the_version_in_use_with_what_came_before(lines, caseworker, sign_in):
    page = sign_in(caseworker).get(reverse("my_profile")).content.decode()
    assert "Carried from version 1: 1 shows it" in page
    assert "Questioning" in page


@pytest.fixture
def linked(today):
    """Two frameworks for supervision, an area of the one linked to an area of the other."""

    def link(relation="same_as"):
        here, there = small_framework("here"), small_framework("there")
        for version in (here, there):
            Framework.objects.filter(pk=version.framework_id).update(adopted_on=today)
        MapLink.objects.create(
            from_framework=here.framework,
            from_key="area-1-1",
            to_framework=there.framework,
            to_key="area-2-1",
            relation=relation,
            reason="Both ask why.",
            made_on=today,
        )
        return here.areas.get(key="area-1-1"), there.areas.get(key="area-2-1")

    return link


def evidence_page(client, person, area) -> str:
    return client.get(reverse("evidence_list", args=[person.pk, area.pk])).content.decode()


MARKS = {
    "same_as": "Carried from The here framework, “Area 1.1”, which is the same as this area",
    "part_of": "Carried from The here framework, “Area 1.1”, which is part of this area",
}


@pytest.mark.parametrize("relation", MARKS)
def test_a_profile_and_its_evidence_show_what_a_link_carries_and_mark_it(
    relation, linked, caseworker, supervisor, sign_in, organisation
):
    area, other = linked(relation)
    evidence_of(caseworker, area, supervisor, statement="Asked why.")
    client = sign_in(caseworker)
    address = reverse("my_profile")
    assert f"?version={other.version_id}" in client.get(address).content.decode()
    page = client.get(f"{address}?version={other.version_id}").content.decode()
    assert f"{MARKS[relation]}: 1 shows it" in page
    assert page.count('class="fw-uses"') == 2
    page = evidence_page(client, caseworker, other)
    assert "Asked why." in page
    assert MARKS[relation] in page
    assert page.count('class="fw-uses"') == 2
    assert "Carried from" not in evidence_page(client, caseworker, area)


@pytest.mark.parametrize("relation", ["part_of", "related_to"])
def test_nothing_goes_from_the_whole_to_its_part_nor_to_what_is_related(
    relation, linked, caseworker, supervisor, sign_in, organisation
):
    area, other = linked(relation)
    evidence_of(caseworker, other, supervisor, statement="Asked why.")
    if relation == "related_to":
        evidence_of(caseworker, area, supervisor, statement="Did not.")
    client = sign_in(caseworker)
    for one, elsewhere in ((area, "Asked why."), (other, "Did not.")):
        page = evidence_page(client, caseworker, one)
        assert elsewhere not in page
        assert "Carried from" not in page


def test_nobody_reads_across_a_link_what_they_may_not_read(
    linked, caseworker, supervisor, other_supervisor, sign_in, organisation
):
    area, other = linked()
    evidence_of(caseworker, area, supervisor, statement="Asked why.")
    address = reverse("evidence_list", args=[caseworker.pk, other.pk])
    assert sign_in(other_supervisor).get(address).status_code == 404
    assert "Asked why." in sign_in(supervisor).get(address).content.decode()


def test_each_piece_counts_once_among_the_rows_of_a_version(
    linked, caseworker, supervisor, scope_of
):
    area, other = linked()
    evidence_of(caseworker, area, supervisor)
    evidence_of(caseworker, other, supervisor)
    for version in (area.version, other.version):
        rows = evidence_by_area(
            person_id=caseworker.pk,
            version_id=version.pk,
            scope=scope_of(supervisor),
            since=None,
            carried_into=version,
        )
        assert sorted((row["number"], bool(row["road"])) for row in rows) == [
            (1, False),
            (1, True),
        ]


@pytest.mark.parametrize("rows", [1, 3])
def test_what_is_carried_costs_a_profile_and_its_evidence_no_query_a_row(
    rows, linked, caseworker, supervisor, sign_in, organisation, django_assert_num_queries
):
    area, other = linked()
    for _number in range(rows):
        evidence_of(caseworker, area, supervisor)
    client = sign_in(supervisor)
    profile = reverse("person_profile", args=[caseworker.pk]) + f"?version={other.version_id}"
    evidence = reverse("evidence_list", args=[caseworker.pk, other.pk])
    for address in (profile, evidence):
        client.get(address)
    with django_assert_num_queries(9):
        client.get(profile)
    with django_assert_num_queries(10):
        client.get(evidence)


def test_a_judgement_rests_on_carried_evidence_and_says_so(
    linked, caseworker, supervisor, sign_in, organisation, today
):
    area, other = linked("part_of")
    seen = evidence_of(caseworker, area, supervisor, statement="Asked why.")
    client = sign_in(supervisor)
    address = reverse("judgement_add", args=[caseworker.pk, other.pk])
    assert f"{MARKS['part_of']}. " in client.get(address).content.decode()
    answer = client.post(
        address,
        {
            "purpose": "development",
            "evidence": [seen.pk],
            "degree": other.version.degrees.get(key="developing").pk,
            "reason": "It was seen there.",
            **{f"on-{part}": getattr(today, part) for part in ("day", "month", "year")},
        },
    )
    assert answer.status_code == 302
    judged = reverse("judgement_list", args=[caseworker.pk, other.pk])
    page = client.get(judged).content.decode()
    assert "Asked why." in page
    assert "Carried from The here framework, “Area 1.1”." in page
