"""Evidence stays on its version, and is shown once under the areas that continue it."""

import pytest
from django.urls import reverse

from frameworks.models import Version
from frameworks.parts import AREA, mark_of, stated_by
from frameworks.services.adopting import put_in_use
from frameworks.services.drafting import start_new_version
from frameworks.services.parts import reword_part
from frameworks.services.publishing import publish_draft
from frameworks.statements import statements_of
from frameworks.tree import tree_of
from records.presenters.earlier import earlier_lines
from records.querysets.earlier import evidence_before
from tests.frameworks.factories import BY, publish
from tests.records.factories import evidence_of


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
    rows = evidence_before(person_id=caseworker.pk, version=second, scope=scope_of(caseworker))
    tree = tree_of(second.pk)
    found = earlier_lines(caseworker.pk, tree, rows)
    return {tree.areas[area].title: [line.said for line in said] for area, said in found.items()}


def test_same_key_joins_by_itself_and_a_replaced_one_by_a_step_that_is_marked(lines):
    assert lines == {
        "Methodical": ["1 from version 1 shows it"],
        "Questioning": ["1 from version 1 shows it (of an area that this one replaces)"],
    }


def test_profile_offers_the_version_in_use_with_what_came_before(lines, caseworker, sign_in):
    page = sign_in(caseworker).get(reverse("my_profile")).content.decode()
    assert "1 from version 1 shows it" in page
    assert "Questioning" in page
