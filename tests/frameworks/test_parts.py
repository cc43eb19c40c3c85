"""Writing in a draft: each act keeps keys, order and reasons in hand."""

import pytest

from core.errors import DomainError, Stale
from core.models import AuditEvent
from frameworks.enums import Meaning
from frameworks.models import AdaptationReason, Behaviour, ProfileSection, Replacement, Version
from frameworks.parts import AREA, BEHAVIOUR, CORE, DEGREE, SECTION, STANDARD, mark_of, stated_by
from frameworks.services.drafting import start_new_version
from frameworks.services.parts import add_part, drop_part, move_part, reword_part
from frameworks.services.putting_back import put_back

from .factories import BY, ROLES, publish

PLANS = "analytical.methodical.plans"
RUSHES = "analytical.methodical.rushes"


@pytest.fixture
def draft(db) -> Version:
    return start_new_version(framework=publish(**ROLES).framework, by=BY)


def behaviour(text: str, kind: str = "effective", parent: str = "analytical.methodical"):
    return {
        "kind": kind, "text": text, "stem": "", "printed_number": "", "note": "",
        "parent": parent, "band": "",
    }  # fmt: skip


def reworded(draft: Version, key: str = PLANS, text: str = "Plans well ahead", **more):
    row = BEHAVIOUR.rows(draft).get(key=key)
    stated = stated_by(BEHAVIOUR, row) | {"text": text}
    given = {"seen": mark_of(BEHAVIOUR, row), "by": BY} | more
    return reword_part(draft=draft, sort=BEHAVIOUR, key=key, stated=stated, **given)


def test_added_behaviour_stands_last_under_a_key_of_its_words(draft):
    stated = behaviour("Leads others in planning their decisions ahead of time")
    row = add_part(draft=draft, sort=BEHAVIOUR, stated=stated, reason="We lead.", by=BY)
    assert row.key == "analytical.methodical.leads-others-in-planning-their-decisions"
    assert list(BEHAVIOUR.siblings(row))[-1] == row
    assert AdaptationReason.objects.get(version=draft, key=row.key).reason == "We lead."


def test_key_that_was_used_once_is_never_given_again(draft):
    again = add_part(draft=draft, sort=BEHAVIOUR, stated=behaviour("Plans"), by=BY)
    assert again.key == f"{PLANS}-2"
    drop_part(draft=draft, sort=BEHAVIOUR, key=PLANS, by=BY)
    third = add_part(draft=draft, sort=BEHAVIOUR, stated=behaviour("Plans"), by=BY)
    assert third.key == f"{PLANS}-3"


def test_same_meaning_keeps_the_key(draft):
    row = reworded(draft)
    assert (row.key, row.text) == (PLANS, "Plans well ahead")
    assert not Replacement.objects.filter(version=draft).exists()


def test_changed_meaning_is_a_new_key_and_a_replacement_with_its_reason(draft):
    row = reworded(draft, meaning=Meaning.CHANGED, reason="It is about plans now.")
    assert row.key == "analytical.methodical.plans-well-ahead"
    replacement = Replacement.objects.get(version=draft)
    assert (replacement.old_key, replacement.new_key) == (PLANS, row.key)
    assert replacement.reason == "It is about plans now."
    assert not Behaviour.objects.filter(version=draft, key=PLANS).exists()


def test_changed_meaning_wants_a_reason(draft):
    with pytest.raises(DomainError) as refused:
        reworded(draft, meaning=Meaning.CHANGED)
    assert refused.value.field == "reason"


def test_statement_of_this_draft_alone_needs_no_replacement(draft):
    row = add_part(draft=draft, sort=BEHAVIOUR, stated=behaviour("Shares plans"), by=BY)
    again = reworded(draft, key=row.key, meaning=Meaning.CHANGED)
    assert again.key == row.key
    assert not Replacement.objects.filter(version=draft).exists()


def test_second_writer_is_told_and_nothing_is_overwritten(draft):
    seen = mark_of(BEHAVIOUR, BEHAVIOUR.rows(draft).get(key=PLANS))
    reworded(draft, text="Theirs")
    with pytest.raises(Stale) as stale:
        reworded(draft, text="Mine", seen=seen)
    assert stale.value.theirs.text == "Theirs"
    assert Behaviour.objects.get(version=draft, key=PLANS).text == "Theirs"


def test_second_writer_of_what_was_left_out_is_told(draft):
    row = BEHAVIOUR.rows(draft).get(key=PLANS)
    seen, stated = mark_of(BEHAVIOUR, row), stated_by(BEHAVIOUR, row)
    drop_part(draft=draft, sort=BEHAVIOUR, key=PLANS, by=BY)
    with pytest.raises(Stale) as stale:
        reword_part(draft=draft, sort=BEHAVIOUR, key=PLANS, stated=stated, seen=seen, by=BY)
    assert stale.value.theirs is None


def test_order_is_changed_one_place_at_a_time(draft):
    keys = [row.key for row in AREA.rows(draft)]
    assert move_part(draft=draft, sort=AREA, key=keys[1], up=True, by=BY)
    assert [row.key for row in AREA.rows(draft)] == [keys[1], keys[0]]
    assert not move_part(draft=draft, sort=AREA, key=keys[1], up=True, by=BY)


def test_degrees_change_places_though_no_two_may_share_one(draft):
    assert move_part(draft=draft, sort=DEGREE, key="seen", up=False, by=BY)
    assert [row.key for row in DEGREE.rows(draft)] == ["not-yet-seen", "seen"]


def test_behaviour_moves_to_another_area_and_keeps_its_key(draft):
    row = BEHAVIOUR.rows(draft).get(key=PLANS)
    stated = stated_by(BEHAVIOUR, row) | {"parent": "analytical.curious"}
    reword_part(
        draft=draft, sort=BEHAVIOUR, key=PLANS, stated=stated, seen=mark_of(BEHAVIOUR, row), by=BY
    )
    assert BEHAVIOUR.rows(draft).get(key=PLANS).area.key == "analytical.curious"


def test_dropped_core_competency_leaves_role_profiles_whole(draft):
    drop_part(draft=draft, sort=CORE, key="analytical", by=BY)
    assert not AREA.rows(draft).exists()
    assert ProfileSection.objects.filter(profile__version=draft).count() == 2


def test_dropped_area_is_put_back_in_its_place_with_what_stands_in_it(draft):
    drop_part(draft=draft, sort=AREA, key="analytical.methodical", reason="Not ours", by=BY)
    assert AdaptationReason.objects.filter(version=draft, key="analytical.methodical").exists()
    put_back(draft=draft, sort=AREA, key="analytical.methodical", by=BY)
    assert [row.key for row in AREA.rows(draft)] == [
        "analytical.methodical",
        "analytical.curious",
    ]
    assert [row.key for row in BEHAVIOUR.rows(draft)] == [PLANS, RUSHES]
    assert not AdaptationReason.objects.filter(version=draft, key="analytical.methodical").exists()


def test_replaced_statement_is_put_back_and_no_longer_replaced(draft):
    reworded(draft, meaning=Meaning.CHANGED, reason="Other")
    put_back(draft=draft, sort=BEHAVIOUR, key=PLANS, by=BY)
    assert BEHAVIOUR.rows(draft).get(key=PLANS).text == "Plans decisions ahead"
    assert not Replacement.objects.filter(version=draft).exists()


def test_behaviour_of_a_dropped_area_is_not_put_back_alone(draft):
    drop_part(draft=draft, sort=AREA, key="analytical.methodical", by=BY)
    with pytest.raises(DomainError, match="Put back “Methodical” first"):
        put_back(draft=draft, sort=BEHAVIOUR, key=PLANS, by=BY)


def test_standard_stands_under_the_competencies_that_are_chosen(draft):
    core = add_part(
        draft=draft,
        sort=CORE,
        stated={"title": "Kind", "sentence": "", "stem": "", "printed_number": "", "note": ""},
        by=BY,
    )
    stated = {"text": "We answer", "note": "", "cores": [core.key, "analytical"]}
    row = add_part(draft=draft, sort=STANDARD, stated=stated, by=BY)
    assert stated_by(STANDARD, row)["cores"] == [core.key, "analytical"]
    assert row.key == "standard.we-answer"


def test_section_gets_a_short_key(draft):
    stated = {"heading": "x" * 200, "level": 1, "text": "One", "note": ""}
    row = add_part(draft=draft, sort=SECTION, stated=stated, by=BY)
    assert len(row.key) <= 80


def test_published_version_takes_no_act(db):
    version = publish()
    with pytest.raises(DomainError, match="published or discarded meanwhile"):
        add_part(draft=version, sort=BEHAVIOUR, stated=behaviour("More"), by=BY)


def test_each_act_is_one_event_on_the_row(draft):
    before = AuditEvent.objects.count()
    row = add_part(draft=draft, sort=BEHAVIOUR, stated=behaviour("Shares"), by=BY)
    reworded(draft, key=row.key, text="Shares more")
    move_part(draft=draft, sort=BEHAVIOUR, key=row.key, up=True, by=BY)
    drop_part(draft=draft, sort=BEHAVIOUR, key=row.key, by=BY)
    put_back(draft=draft, sort=BEHAVIOUR, key=PLANS, by=BY)
    acts = list(AuditEvent.objects.order_by("id").values_list("act", flat=True)[before:])
    assert acts == [f"framework.part_{what}" for what in (
        "added", "reworded", "moved", "dropped", "put_back")]  # fmt: skip
