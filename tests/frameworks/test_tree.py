"""A published version is read once a process, in a constant number of queries."""

import pytest

from frameworks.models import Version
from frameworks.presenters import area_options
from frameworks.tree import forget_trees, tree_of

from .factories import publish, publish_with_behaviours

QUERIES = 8


@pytest.mark.parametrize("count", [1, 3])
def test_tree_is_read_in_eight_queries_whatever_its_size(db, count, django_assert_num_queries):
    version = publish_with_behaviours(count)
    with django_assert_num_queries(QUERIES):
        tree = tree_of(version.pk)
    assert len(tree.areas) == count
    assert len(tree.behaviours) == count * count


def test_published_tree_is_kept(db, django_assert_num_queries):
    version = publish()
    kept = tree_of(version.pk)
    with django_assert_num_queries(0):
        assert tree_of(version.pk) is kept
        assert len(area_options(version)) == 2


def test_draft_is_read_afresh(db):
    framework = publish().framework
    draft = Version.objects.create(
        framework=framework, number=2, title="Draft", source="x", copyright="x"
    )
    assert tree_of(draft.pk).title == "Draft"
    Version.objects.filter(pk=draft.pk).update(title="Changed")
    assert tree_of(draft.pk).title == "Changed"


def test_version_that_is_not_there(db):
    with pytest.raises(Version.DoesNotExist):
        tree_of(12345)


def test_tree_keeps_the_printed_order(ombudsman):
    forget_trees()
    tree = tree_of(ombudsman.pk)
    assert [core.title for core in tree.cores] == [
        "Analytical",
        "Impactful",
        "Constructive",
        "Approachable",
        "Open-minded",
        "Professional",
    ]
    assert [area.title for area in tree.cores[0].areas] == [
        "Methodical",
        "Questioning",
        "Perceptive",
        "Reflective",
    ]
    methodical = tree.area_by_key["analytical.methodical"]
    assert [len(methodical.effective), len(methodical.ineffective)] == [6, 3]
    assert methodical.effective[0].text == "Carries out tasks systematically"
    assert [len(core.standards) for core in tree.cores] == [2, 3, 1, 3, 2, 3]


def test_area_options_are_what_a_field_needs_to_find_an_area(ombudsman):
    options = area_options(ombudsman)
    assert len(options) == 23
    first = options[0]
    assert (first["title"], first["competency"]) == ("Methodical", "Analytical")
    assert first["effective"][0]["text"] == "Carries out tasks systematically"
    assert len(first["ineffective"]) == 3
