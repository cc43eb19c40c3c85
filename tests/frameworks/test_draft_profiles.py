"""Role profiles of a draft: written, put in order, left out and put back, whole."""

import pytest
from django.test import Client
from django.urls import reverse

from core.errors import DomainError, Stale
from frameworks.checks import check_draft
from frameworks.comparison import compare
from frameworks.models import RoleProfile, Version
from frameworks.parts import PROFILE, PROFILE_PART, mark_of, previous_of, stated_by
from frameworks.services.drafting import start_new_version
from frameworks.services.parts import add_part, drop_part, move_part, reword_part
from frameworks.services.publishing import publish_draft
from frameworks.services.putting_back import put_back
from frameworks.statements import statements_of
from frameworks.tree import tree_of

from .factories import BY, ROLES, publish

LEADER = "profile.leader"
PURPOSE = f"{LEADER}:purpose"
FACTS = [{"label": "Directorate", "text": "Operations"}, {"label": "Reports to", "text": "Kim"}]


@pytest.fixture
def draft(db) -> Version:
    return start_new_version(framework=publish(**ROLES).framework, by=BY)


@pytest.fixture
def admin(framework_admin, organisation) -> Client:
    client = Client()
    client.force_login(framework_admin)
    return client


def address(name: str, *args: str) -> str:
    return reverse(name, args=["example", *args])


def parts_of(draft: Version, profile: str = LEADER) -> list[str]:
    return [row.key for row in PROFILE_PART.rows(draft).filter(profile__key=profile)]


def changed(draft: Version, **changes):
    row = PROFILE.at(draft, LEADER).get()
    stated = stated_by(PROFILE, row) | changes
    return reword_part(draft=draft, sort=PROFILE, key=LEADER, stated=stated,
                       seen=mark_of(PROFILE, row), by=BY)  # fmt: skip


def test_title_level_and_what_heads_a_profile_are_changed_and_published(draft):
    changed(draft, title="Leader of a team", facts=FACTS, role_level="l2", dated="May 2026")
    told = {one.one.title: one for one in compare(
        statements_of(previous_of(draft)), statements_of(draft))}  # fmt: skip
    assert "Directorate: Operations" in told["Leader of a team"].new.text
    version = publish_draft(draft=draft, seen=statements_of(draft).mark, by=BY)
    (profile,) = tree_of(version.pk).roles.profiles
    assert (profile.title, profile.level_key, profile.dated) == (
        "Leader of a team", "l2", "May 2026",
    )  # fmt: skip
    assert profile.facts == (("Directorate", "Operations"), ("Reports to", "Kim"))


def test_level_that_the_draft_does_not_name_is_refused(draft):
    with pytest.raises(DomainError) as refused:
        changed(draft, role_level="l9")
    assert refused.value.field == "role_level"


def test_two_profiles_may_have_a_part_of_one_key_and_each_is_changed_alone(draft):
    stated = {"title": "Clerk", "dated": "undated", "facts": [], "note": "", "role_level": ""}
    clerk = add_part(draft=draft, sort=PROFILE, stated=stated, by=BY)
    assert clerk.key == "profile.clerk"
    part = {"heading": "Purpose", "level": 1, "text": "To help.", "note": "", "core": ""}
    row = add_part(draft=draft, sort=PROFILE_PART, stated=part | {"parent": clerk.key}, by=BY)
    assert (row.key, parts_of(draft, clerk.key)) == ("purpose", ["purpose"])
    row = PROFILE_PART.at(draft, "profile.clerk:purpose").get()
    reword_part(draft=draft, sort=PROFILE_PART, key="profile.clerk:purpose",
                stated=stated_by(PROFILE_PART, row) | {"text": "To serve.", "parent": LEADER},
                seen=mark_of(PROFILE_PART, row), by=BY)  # fmt: skip
    assert PROFILE_PART.at(draft, "profile.clerk:purpose").get().text == "To serve."
    assert PROFILE_PART.at(draft, PURPOSE).get().text == "To lead.\n- well"


def test_parts_change_places_and_go_and_come_back(draft):
    assert move_part(draft=draft, sort=PROFILE_PART, key=PURPOSE, up=False, by=BY)
    assert parts_of(draft) == ["skills", "purpose"]
    drop_part(draft=draft, sort=PROFILE_PART, key=f"{LEADER}:skills", by=BY)
    put_back(draft=draft, sort=PROFILE_PART, key=f"{LEADER}:skills", by=BY)
    assert set(parts_of(draft)) == {"purpose", "skills"}
    skills = PROFILE_PART.at(draft, f"{LEADER}:skills").get()
    assert skills.core_competency.key == "analytical"


def test_profile_that_was_left_out_comes_back_whole(draft):
    drop_part(draft=draft, sort=PROFILE, key=LEADER, reason="Not ours", by=BY)
    assert not RoleProfile.objects.filter(version=draft).exists()
    put_back(draft=draft, sort=PROFILE, key=LEADER, by=BY)
    profile = PROFILE.at(draft, LEADER).get()
    assert (profile.role_level.key, profile.facts) == (
        "leader", [{"label": "Reports to", "text": "The head"}],
    )  # fmt: skip
    assert parts_of(draft) == ["purpose", "skills"]


def test_profile_without_a_part_is_a_fault(draft):
    stated = {"title": "Clerk", "dated": "undated", "facts": [], "note": "", "role_level": ""}
    add_part(draft=draft, sort=PROFILE, stated=stated, by=BY)
    found = check_draft(statements_of(draft), statements_of(previous_of(draft)), None)
    assert [check.text for check in found if check.blocks] == [
        "The role profile “Clerk” has no part. Add one, or leave the profile out."
    ]


def test_second_writer_of_a_part_is_told(draft):
    row = PROFILE_PART.at(draft, PURPOSE).get()
    seen, stated = mark_of(PROFILE_PART, row), stated_by(PROFILE_PART, row)
    given = {"draft": draft, "sort": PROFILE_PART, "key": PURPOSE, "seen": seen, "by": BY}
    reword_part(stated=stated | {"text": "Theirs"}, **given)
    with pytest.raises(Stale):
        reword_part(stated=stated | {"text": "Mine"}, **given)


def test_profile_is_written_on_its_pages(admin, draft):
    page = admin.get(address("draft_detail")).content.decode()
    assert "Team Leader" in page
    assert address("part_detail", "profile", LEADER) in page
    url = address("part_change", "profile", LEADER)
    form = admin.get(url).context["form"]
    assert "Reports to: The head" in admin.get(url).content.decode()
    stated = {name: value for name, value in form.initial.items() if value}
    wrong = admin.post(url, stated | {"facts": "Directorate Operations"}).content.decode()
    assert "This line has not: “Directorate Operations”" in wrong
    typed = stated | {"facts": "Directorate: Operations\nReports to: Kim: deputy", "note": ""}
    admin.post(url, typed)
    profile = PROFILE.at(draft, LEADER).get()
    assert profile.facts == [FACTS[0], {"label": "Reports to", "text": "Kim: deputy"}]


def test_part_is_added_and_changed_on_its_pages(admin, draft):
    detail = address("part_detail", "profile", LEADER)
    add = f"{address('part_add', 'profile-part')}?in={LEADER}"
    assert add in admin.get(detail).content.decode()
    assert "Why" not in admin.get(add).content.decode()
    stated = {"heading": "Scope", "level": "2", "text": "One team", "parent": LEADER, "core": ""}
    answer = admin.post(add, stated)
    assert answer["Location"] == f"{detail}#{LEADER}:scope"
    url = address("part_change", "profile-part", f"{LEADER}:scope")
    seen = admin.get(url).context["form"].initial["seen"]
    admin.post(url, stated | {"seen": seen, "text": "Two teams"})
    assert PROFILE_PART.at(draft, f"{LEADER}:scope").get().text == "Two teams"
    admin.post(address("part_move", "profile-part", f"{LEADER}:scope"), {"up": "1"})
    assert parts_of(draft) == ["purpose", "scope", "skills"]
    drop = admin.post(address("part_drop", "profile-part", PURPOSE))
    assert drop["Location"] == detail
    assert "1 left out" in admin.get(detail).content.decode()
    admin.post(address("part_put_back", "profile-part", PURPOSE))
    assert parts_of(draft)[0] == "purpose"
