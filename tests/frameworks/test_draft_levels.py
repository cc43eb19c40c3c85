"""Role levels of a draft: taken out, named again, and asked for a text before publishing."""

import pytest
from django.test import Client
from django.urls import reverse

from core.errors import DomainError
from core.models import AuditEvent
from frameworks.checks import check_draft
from frameworks.comparison import compare
from frameworks.models import RoleLevel, Version
from frameworks.parts import BEHAVIOUR, previous_of
from frameworks.services.draft_levels import add_level, remove_band, remove_level
from frameworks.services.drafting import start_new_version
from frameworks.services.parts import add_part
from frameworks.services.publishing import publish_draft
from frameworks.statements import statements_of

from .factories import BY, ROLES, publish

L3 = {"key": "l3", "title": "L3", "rank": 4}


@pytest.fixture
def draft(db) -> Version:
    return start_new_version(framework=publish(**ROLES).framework, by=BY)


def levels_of(draft: Version) -> list[str]:
    return [one.role_level.key for one in draft.named_levels.select_related("role_level")]


def bands_of(draft: Version) -> dict[str, list[str]]:
    return {band.key: [level.key for level in band.levels.all()] for band in draft.bands.all()}


def remarks(draft: Version) -> list[str]:
    previous = previous_of(draft)
    before = statements_of(previous) if previous else None
    return [check.text for check in check_draft(statements_of(draft), before, None)]


def told(draft: Version) -> list[tuple[str, str, str]]:
    found = compare(statements_of(previous_of(draft)), statements_of(draft))
    return [(one.changes[0].value, one.one.sort, one.one.title) for one in found]


def without_band(draft: Version, key: str) -> None:
    band = draft.bands.get(key=key)
    draft.level_texts.filter(band=band).delete()
    remove_band(draft=draft, key=key, by=BY)


def test_level_is_taken_out_of_the_draft_its_bands_and_its_rule_and_the_comparison_shows_it(draft):
    without_band(draft, "l1")
    remove_level(draft=draft, key="l1", by=BY)
    assert levels_of(draft) == ["l2", "leader"]
    assert bands_of(draft)["l1-2"] == ["l2"]
    assert not draft.progression.exists()
    assert RoleLevel.objects.filter(framework=draft.framework, key="l1").exists()
    assert AuditEvent.objects.latest("id").act == "framework.level_unnamed"
    changes = told(draft)
    assert ("removed", "level", "L1") in changes
    assert ("removed", "band-level", "L1") in changes
    assert ("removed", "rule", "L1") in changes


def test_level_that_is_named_again_comes_back_in_its_place_its_bands_and_with_its_rule(draft):
    texts = list(draft.level_texts.filter(band__key="l1"))
    draft.level_texts.filter(band__key="l1").update(band=None)
    remove_band(draft=draft, key="l1", by=BY)
    remove_level(draft=draft, key="l1", by=BY)
    add_level(draft=draft, title="l1", grade="", by=BY)
    assert texts
    assert levels_of(draft) == ["l1", "l2", "leader"]
    assert bands_of(draft)["l1-2"] == ["l1", "l2"]
    assert [rule.role_level.key for rule in draft.progression.all()] == ["l1"]


def test_level_whose_band_or_profile_is_for_it_alone_stays(draft):
    with pytest.raises(DomainError, match="Remove the band “Level 1” first"):
        remove_level(draft=draft, key="l1", by=BY)
    without_band(draft, "leader")
    with pytest.raises(DomainError, match="The role profile “Team Leader” is for this role level"):
        remove_level(draft=draft, key="leader", by=BY)
    assert levels_of(draft) == ["l1", "l2", "leader"]


def test_level_that_no_version_names_is_deleted_with_its_slip(draft):
    add_level(draft=draft, title="Senor caseworker", grade="", by=BY)
    remove_level(draft=draft, key="senor-caseworker", by=BY)
    assert not RoleLevel.objects.filter(title="Senor caseworker").exists()
    assert remove_level(draft=draft, key="senor-caseworker", by=BY) is None


def test_level_for_which_nothing_is_written_is_remarked(draft):
    draft.level_texts.filter(band=None).delete()
    add_level(draft=draft, title="L3", grade="", by=BY)
    assert [text for text in remarks(draft) if "L3" in text] == [
        "Nothing is written for the role level “L3”: no text or behaviour of a band that names it,"
        " no role profile, no text for all levels."
    ]


def test_level_of_a_band_for_which_nothing_is_written_is_remarked_too(draft):
    draft.level_texts.filter(band=None).delete()
    without_band(draft, "l1")
    draft.level_texts.filter(band__key="l1-2").delete()
    assert [
        text for text in remarks(draft) if text.startswith("Nothing is written for the role")
    ] == [
        "Nothing is written for the role level “L1”: no text or behaviour of a band that names it,"
        " no role profile, no text for all levels."
    ]
    stated = {"kind": "effective", "text": "Sorts", "stem": "", "printed_number": "", "note": "",
              "parent": "analytical.curious", "band": "l1-2"}  # fmt: skip
    add_part(draft=draft, sort=BEHAVIOUR, stated=stated, by=BY)
    assert not [text for text in remarks(draft) if text.startswith("Nothing is written for the r")]


def test_text_for_all_levels_is_a_text_for_each(draft):
    add_level(draft=draft, title="L3", grade="", by=BY)
    assert not [text for text in remarks(draft) if "L3" in text]


def test_level_without_text_in_the_version_before_is_not_remarked_again(db):
    bare = ROLES | {
        "role_levels": [*ROLES["role_levels"], L3],
        "level_texts": ROLES["level_texts"][1:],
    }
    draft = start_new_version(framework=publish(**bare).framework, by=BY)
    assert not [text for text in remarks(draft) if "L3" in text]


def test_version_for_its_levels_alone_that_names_none_is_a_fault(db):
    draft = start_new_version(framework=publish().framework, by=BY)
    draft.levels_only = True
    draft.save()
    with pytest.raises(DomainError, match="only for its role levels, and it names none"):
        publish_draft(draft=draft, seen=statements_of(draft).mark, by=BY)


@pytest.fixture
def admin(framework_admin, organisation) -> Client:
    client = Client()
    client.force_login(framework_admin)
    return client


def address(name: str, *args: str) -> str:
    return reverse(name, args=["example", *args])


def test_level_is_taken_out_and_put_back_on_the_page_of_the_draft(admin, draft):
    without_band(draft, "l1")
    page = admin.post(address("level_remove", "l1"), follow=True).content.decode()
    assert "The role level is taken out. Posts keep it as it is." in page
    assert "1 role level of the framework is not named" in page
    admin.post(address("level_add"), {"title": "L1", "grade": "Grade 2"})
    assert levels_of(draft) == ["l1", "l2", "leader"]
    refused = admin.post(address("level_remove", "leader"), follow=True).content.decode()
    assert "Remove the band “Leader (in addition)” first" in refused


def test_flags_of_a_version_are_set_and_taken_back(admin, draft):
    form = admin.get(address("draft_front")).context["form"]
    stated = {name: value for name, value in form.initial.items() if value}
    admin.post(address("draft_front"), stated | {"narrative": "on", "levels_only": "on"})
    draft.refresh_from_db()
    assert (draft.narrative, draft.levels_only) == (True, True)
    assert {("added", "front", ""), ("added", "front", "")} <= set(told(draft))
    stale = admin.post(address("draft_front"), stated).content.decode()
    assert "Its behaviours are narrative" in stale
    assert "True" not in stale
    form = admin.get(address("draft_front")).context["form"]
    stated = {name: value for name, value in form.initial.items() if value is not True and value}
    admin.post(address("draft_front"), stated)
    draft.refresh_from_db()
    assert (draft.narrative, draft.levels_only) == (False, False)
