"""Comparing, checking and publishing a draft."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import DomainError, Stale
from frameworks.checks import check_draft
from frameworks.comparison import _longest_rising, compare
from frameworks.difference_lines import Line
from frameworks.enums import ChangeSort, Meaning
from frameworks.models import PermittedUse, Section, Version
from frameworks.parts import AREA, BEHAVIOUR, CORE, mark_of, previous_of, stated_by
from frameworks.resources.framework_file import digest_of
from frameworks.services.comparing import document_of
from frameworks.services.drafting import derive_framework, start_new_version
from frameworks.services.parts import add_part, drop_part, move_part, reword_part
from frameworks.services.publishing import publish_draft
from frameworks.statements import Said, statements_of

from .factories import BY, ROLES, publish

PLANS = "analytical.methodical.plans"


@pytest.fixture
def draft(db) -> Version:
    return start_new_version(framework=publish(**ROLES).framework, by=BY)


def derived(**more) -> Version:
    return derive_framework(
        original=publish(**more), title="Ours", publisher="Us", on=dt.date(2026, 11, 2), by=BY
    )


def reword(draft, text, **more):
    row = BEHAVIOUR.rows(draft).get(key=PLANS)
    stated = stated_by(BEHAVIOUR, row) | {"text": text}
    given = {"seen": mark_of(BEHAVIOUR, row), "by": BY} | more
    return reword_part(draft=draft, sort=BEHAVIOUR, key=PLANS, stated=stated, **given)


def add(draft, text, kind="effective", parent="analytical.methodical"):
    stated = {
        "kind": kind, "text": text, "stem": "", "printed_number": "", "note": "",
        "parent": parent, "band": "",
    }  # fmt: skip
    return add_part(draft=draft, sort=BEHAVIOUR, stated=stated, by=BY)


def differences(draft):
    found = compare(statements_of(previous_of(draft)), statements_of(draft))
    return [one for one in found if one.one.sort != Said.FRONT]


def checks(draft):
    previous, original = previous_of(draft), draft.derived_from
    return check_draft(
        statements_of(draft),
        statements_of(previous) if previous else None,
        statements_of(original) if original else None,
    )


def faults(draft):
    return [check.text for check in checks(draft) if check.blocks]


def remarks(draft):
    return [check.text for check in checks(draft) if not check.blocks]


def published(draft):
    return publish_draft(draft=draft, seen=statements_of(draft).mark, by=BY)


def test_all_that_a_version_says_is_read_in_one_query(draft, django_assert_num_queries):
    with django_assert_num_queries(1):
        statements_of(draft)


def test_draft_that_was_not_changed_differs_in_nothing(draft):
    assert differences(draft) == []
    assert faults(draft) == []


def test_every_sort_of_change_is_found(draft):
    reword(draft, "Plans well ahead")
    added = add(draft, "Shares plans")
    move_part(draft=draft, sort=AREA, key="analytical.curious", up=True, by=BY)
    drop_part(draft=draft, sort=BEHAVIOUR, key="analytical.methodical.rushes", by=BY)
    told = {one.one.key: one.changes for one in differences(draft)}
    assert told.pop("analytical.methodical.rushes") == (ChangeSort.REMOVED,)
    assert told.pop(PLANS) == (ChangeSort.REWORDED,)
    assert told.pop(added.key) == (ChangeSort.ADDED,)
    assert list(told.values()) == [(ChangeSort.MOVED,)]


def test_replaced_statement_names_what_stands_in_its_place(draft):
    row = reword(draft, "Shares plans", meaning=Meaning.CHANGED, reason="Other work")
    added, removed = differences(draft)
    assert (added.one.key, [one.key for one in added.replaces]) == (row.key, [PLANS])
    assert [one.key for one in removed.replaced_by] == [row.key]
    assert added.why == removed.why == "Other work"
    assert removed.place == "Analytical › Methodical"


@given(st.lists(st.integers(0, 30), unique=True, max_size=12))
def test_what_stays_in_order_is_as_much_as_can_be(ranks):
    kept = [rank for rank in ranks if rank in _longest_rising(ranks)]
    assert kept == sorted(kept)
    best = [0] * len(ranks)
    for n, rank in enumerate(ranks):
        best[n] = 1 + max((best[m] for m in range(n) if ranks[m] < rank), default=0)
    assert len(kept) == max(best, default=0)


def test_same_words_twice_in_one_place_are_a_fault_and_elsewhere_a_remark(draft):
    add(draft, "plans decisions  AHEAD.")
    add(draft, "Rushes a decision", parent="analytical.curious")
    assert faults(draft) == ["“plans decisions  AHEAD.” stands twice in “Analytical › Methodical”."]
    assert "“Rushes a decision” stands in “Analytical › Methodical” and in" in remarks(draft)[0]


def test_text_for_two_bands_is_remarked_with_both_unless_the_version_before_prints_it_so(draft):
    draft.level_texts.filter(key="account.share").update(text="Assists")
    assert remarks(draft) == ["“Assists” stands in “Level 2 (in addition)” and in “Level 1”."]
    again = start_new_version(framework=published(draft).framework, by=BY)
    assert remarks(again) == []


def test_area_without_behaviours_is_remarked_unless_the_version_before_has_none(draft):
    stated = {
        "title": "Brave",
        "text": "",
        "printed_number": "",
        "note": "",
        "parent": "analytical",
    }
    add_part(draft=draft, sort=AREA, stated=stated, by=BY)
    assert remarks(draft) == ["“Brave” has no indicative behaviour."]


def test_competency_without_areas_is_a_fault(draft):
    stated = {"title": "Kind", "sentence": "", "stem": "", "printed_number": "", "note": ""}
    add_part(draft=draft, sort=CORE, stated=stated, by=BY)
    assert faults(draft) == ["“Kind” has no competency area. Add one, or leave the competency out."]


def test_band_without_level_is_a_fault_and_one_without_text_a_remark(draft):
    band = draft.bands.get(key="l1-2")
    band.band_levels.all().delete()
    draft.level_texts.filter(band=band).delete()
    assert faults(draft) == [
        "The band “Level 1-2” names no role level. Choose at least one, or remove it."
    ]
    assert "Nothing is written for the band “Level 1-2”" in remarks(draft)[0]


def test_use_that_the_original_refuses_stays_refused(db):
    draft = derived()
    use = PermittedUse.objects.filter(version=draft, purpose="performance_review")
    use.update(permitted=True, sentence="It helps people to grow.")
    assert "the original’s publisher does not permit it" in faults(draft)[0]


def test_use_that_the_original_does_not_name_needs_its_publishers_words(db):
    draft = derived(introduction__0__text=["It may guide supervision."])
    use = PermittedUse.objects.create(
        version=draft, purpose="supervision", permitted=True, sentence="We think so.", position=9
    )
    assert len(faults(draft)) == 1
    PermittedUse.objects.filter(pk=use.pk).update(sentence="It may guide supervision")
    assert faults(draft) == []


def test_replacement_of_a_key_that_was_never_there_is_a_fault(draft):
    draft.replacements.create(old_key="nowhere", new_key=PLANS)
    assert faults(draft) == [
        "“nowhere” is said to be replaced, and the version before has no such key."
    ]


def test_adaptation_without_a_reason_is_remarked(db):
    draft = derived()
    reword(draft, "Plans well ahead")
    assert remarks(draft) == ["No reason is given for the change of “Plans well ahead”."]
    reword(draft, "Plans far ahead", reason="Plainer words")
    assert remarks(draft) == []


def test_published_draft_has_the_digest_of_what_it_says(draft):
    before = draft.digest
    reword(draft, "Plans well ahead")
    version = published(draft)
    assert version.published_at is not None
    assert version.digest == digest_of(document_of(version)) != before
    assert Version.objects.of("example", 2) == version


def test_draft_that_was_changed_since_it_was_compared_is_not_published(draft):
    seen = statements_of(draft).mark
    reword(draft, "Plans well ahead")
    with pytest.raises(Stale):
        publish_draft(draft=draft, seen=seen, by=BY)
    draft.refresh_from_db()
    assert draft.published_at is None


def test_draft_with_a_fault_is_not_published(draft):
    add(draft, "Plans decisions ahead")
    with pytest.raises(DomainError, match="stands twice"):
        published(draft)


def test_draft_that_no_file_could_say_is_not_published(draft):
    Section.objects.filter(version=draft).update(text=" space at its end ")
    with pytest.raises(DomainError, match=r"introduction\[0\].text\[0\]"):
        published(draft)


def test_derived_framework_is_published_with_its_reasons(ombudsman):
    draft = derive_framework(
        original=ombudsman, title="Ours", publisher="Us", on=dt.date(2026, 11, 2), by=BY
    )
    row = BEHAVIOUR.rows(draft).first()
    stated = stated_by(BEHAVIOUR, row) | {"text": "Works in order"}
    reword_part(
        draft=draft,
        sort=BEHAVIOUR,
        key=row.key,
        stated=stated,
        seen=mark_of(BEHAVIOUR, row),
        reason="Plainer words",
        by=BY,
    )
    version = published(draft)
    assert document_of(version)["adaptations"] == [{"key": row.key, "reason": "Plainer words"}]


def test_what_stands_beside_the_words_is_compared_too(draft):
    BEHAVIOUR.rows(draft).filter(key=PLANS).update(note="A slip.", printed_number="3")
    draft.bands.filter(key="l1").update(in_addition=True)
    profile = draft.role_profiles.get()
    profile.facts = [{"label": "Reports to", "text": "Nobody"}]
    profile.save()
    rule = draft.progression.get()
    rule.alternatives[0][0]["service_areas"] = 2
    rule.save()
    lines = [Line(one) for one in differences(draft)]
    assert [line.difference.one.sort for line in lines] == ["behaviour", "band", "rule", "profile"]
    assert lines[0].notes == [
        "Printed number: was none, is 3.",
        "Editor’s note: was “none”, is “A slip.”.",
    ]
    assert "in addition to what stands before" in lines[1].difference.new.text
    assert lines[2].difference.new.text == (
        "Alternative 1: Straightforward, tasks, in 2 service areas, not the service area of another"
        " line."
    )
    assert "Reports to: Nobody" in lines[3].difference.new.text
