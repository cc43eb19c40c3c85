"""What a version says of role levels is loaded, kept, told as a file again, and read by level."""

import json

import pytest

from frameworks.models import RoleLevel
from frameworks.resources.framework_file import FRAMEWORK_FILE, check_document, digest_of
from frameworks.resources.reading import FileProblem, Names
from frameworks.services.comparing import document_of, first_difference
from frameworks.services.loading import load_frameworks
from frameworks.tree import tree_of

from .factories import BY, ROLES, content, publish, written


def keys(texts) -> list[str]:
    return [text.key for text in texts]


def test_a_version_with_roles_says_what_its_file_said(db, tmp_path):
    path = written(tmp_path, **ROLES, version__narrative=True, version__levels_only=True)
    (loaded,) = load_frameworks(paths=[path], by=BY)
    (again,) = load_frameworks(paths=[path], by=BY)
    assert again.version == loaded.version
    assert not again.published_now
    told = document_of(loaded.version)
    assert digest_of(told) == loaded.version.digest
    assert told["progression"][0]["alternatives"][0][0]["other"] is True
    assert told["version"]["narrative"] is True


def test_a_file_without_roles_keeps_its_digest(db, tmp_path):
    names = FRAMEWORK_FILE.read(_names(content()), "")
    assert digest_of(names) == digest_of(check_document(_names(content())))
    told = document_of(publish())
    assert first_difference(told, names | {"format": told["format"]}) is None
    assert told["role_levels"] == []
    assert told["version"]["levels_only"] is None


def test_level_reads_its_own_texts_those_for_all_and_those_above_in_addition(db):
    roles = tree_of(publish(**ROLES).pk).roles
    assert keys(roles.texts_for("l1")) == [
        "purpose", "account.assist", "statement.one", "experience.some",
    ]  # fmt: skip
    assert keys(roles.texts_for("l2")) == [
        "purpose", "account.assist", "account.share", "statement.one", "experience.some",
    ]  # fmt: skip
    assert keys(roles.texts_for("leader")) == [
        "purpose", "account.assist", "account.share", "account.lead", "statement.one",
        "experience.some", "experience.lead",
    ]  # fmt: skip
    assert keys(roles.own_texts_for("leader")) == ["experience.lead", "account.lead"]


def test_addition_reaches_no_further_than_the_print_says(db):
    bands = [dict(band) for band in ROLES["bands"]]
    bands[2].pop("in_addition")
    roles = tree_of(publish(**{**ROLES, "bands": bands}).pk).roles
    assert "account.assist" not in keys(roles.texts_for("leader"))
    assert "account.share" in keys(roles.texts_for("leader"))


def test_tree_keeps_profiles_rules_and_replacements(db):
    tree = tree_of(publish(**ROLES).pk)
    (profile,) = tree.roles.profiles
    assert profile.facts == (("Reports to", "The head"),)
    assert [part.core_key for part in profile.parts] == ["", "analytical"]
    (rule,) = tree.roles.progression
    assert rule.alternatives[0][0]["service_areas"] == 1
    assert tree.roles.replacements == {"analytical.old": ("analytical.curious",)}
    assert tree.roles.level("l2").grade == "Grade 3"
    assert tree.roles.level("l9") is None


def test_behaviour_of_a_band_is_for_its_levels_only(db):
    banded = {**ROLES, "core_competencies__0__areas__0__behaviours__0__band": "l1-2"}
    tree = tree_of(publish(**banded).pk)
    written_for_some, for_all = tree.behaviours.values()
    levels = ("l1", "l2", "leader")
    assert [tree.is_for(written_for_some, key) for key in levels] == [True, True, False]
    assert tree.is_for(for_all, "leader")
    assert written_for_some.band_title == "Level 1-2"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"bands__0__levels": ["l9"]}, 'bands[0].levels[0]: found "l9", expected the key of a'),
        ({"level_texts__1__band": "l9"}, 'level_texts[1].band: found "l9"'),
        ({"level_texts__1__sort": "hobby"}, 'level_texts[1].sort: found "hobby"'),
        ({"role_levels__1__key": "l1"}, 'role_levels[1].key: found "l1", expected it only once'),
        ({"role_profiles__0__role_level": "l9"}, 'role_profiles[0].role_level: found "l9"'),
        (
            {"role_profiles__0__sections__1__core_competency": "l9"},
            'role_profiles[0].sections[1].core_competency: found "l9"',
        ),
        (
            {"progression__0__alternatives__0__0__text": "account.lead"},
            'progression[0].alternatives[0][0].text: found "account.lead"',
        ),
        (
            {"core_competencies__0__areas__0__behaviours__0__band": "l9"},
            'core_competencies[0].areas[0].behaviours[0].band: found "l9"',
        ),
        ({"version__narrative": False}, "version.narrative: found false"),
        (
            {"level_texts__1__key": "analytical.curious"},
            'found "analytical.curious", expected it only once',
        ),
    ],
)
def test_parts_that_do_not_fit_are_refused(db, tmp_path, changes, told):
    with pytest.raises(FileProblem) as refused:
        load_frameworks(paths=[written(tmp_path, **ROLES, **changes)], by=BY)
    assert told in refused.value.message
    assert not RoleLevel.objects.exists()


def test_levels_only_needs_levels(db, tmp_path):
    with pytest.raises(FileProblem, match="role_levels"):
        load_frameworks(paths=[written(tmp_path, version__levels_only=True)], by=BY)


def test_next_version_keeps_the_levels_and_may_not_rename_them(db, tmp_path):
    publish(**ROLES)
    load_frameworks(paths=[written(tmp_path, version__number=2, **ROLES)], by=BY)
    assert RoleLevel.objects.count() == 3
    renamed = {"version__number": 3, **ROLES, "role_levels__0__title": "First"}
    with pytest.raises(FileProblem, match="as the role level is known"):
        load_frameworks(paths=[written(tmp_path, **renamed)], by=BY)


def _names(value):
    return json.loads(json.dumps(value), object_pairs_hook=Names.from_pairs)


def test_roles_are_read_once_in_a_process_in_a_constant_number_of_queries(
    db, django_assert_num_queries
):
    tree = tree_of(publish(**ROLES).pk)
    with django_assert_num_queries(9):
        assert tree.roles.levels
    with django_assert_num_queries(0):
        assert tree_of(tree.version_id).roles.texts_for("l2")
