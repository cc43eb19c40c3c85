"""An adapted framework shows what it changed against its original."""

from django.test import Client
from django.urls import reverse

from frameworks.adaptations import adaptations_of
from frameworks.services.loading import load_frameworks
from frameworks.tree import tree_of
from tests.frameworks.factories import BY, content, publish, written


def adapted(tmp_path):
    original = publish()
    made = content()["core_competencies"]
    behaviours = made[0]["areas"][0]["behaviours"]
    behaviours[0]["text"] = "Plans decisions with the client"
    behaviours[1] = {
        "kind": "effective",
        "key": "analytical.methodical.leads",
        "text": "Leads others in planning",
    }
    path = written(
        tmp_path,
        framework__code="ours",
        version__derived_from="example/1",
        version__title="Our framework",
        core_competencies=made,
    )
    (loaded,) = load_frameworks(paths=[path], by=BY)
    return original, loaded.version


def test_every_change_is_found(db, tmp_path):
    _original, version = adapted(tmp_path)
    found = adaptations_of(tree_of(version.pk))
    assert [(one.original, one.ours) for one in found.changed] == [
        ("Plans decisions ahead", "Plans decisions with the client")
    ]
    assert [(one.place, one.ours) for one in found.added] == [
        ("Analytical › Methodical › Effective behaviours", "Leads others in planning")
    ]
    assert [one.original for one in found.left_out] == ["Rushes a decision"]


def test_framework_that_is_nobodys_adaptation_has_none(db):
    assert adaptations_of(tree_of(publish().pk)) is None


def test_public_pages_show_every_change(db, tmp_path):
    _original, version = adapted(tmp_path)
    version.framework.adopted_on = "2024-01-02"
    version.framework.save()
    listed = Client().get(reverse("framework_list")).content.decode()
    assert "Adapted from the Example framework of the Example Publisher" in listed
    assert "1 added, 1 changed, 1 left out." in listed
    about = Client().get(tree_of(version.pk).about_url).content.decode()
    assert "Leads others in planning" in about
    assert "Rushes a decision" in about
