"""Drafts: begun from what is published, changed freely, ended without a trace in what is read."""

import datetime as dt

import pytest

from core.errors import DomainError
from core.models import AuditEvent
from frameworks.models import Area, Framework, RoleLevel, Version
from frameworks.resources.framework_file import digest_of
from frameworks.services.comparing import document_of
from frameworks.services.drafting import (
    derive_framework,
    discard_draft,
    start_new_version,
)
from frameworks.services.publishing import close_version

from .factories import BY, ROLES, publish

ON = dt.date(2026, 11, 2)


def derived(original: Version, title: str = "Our framework") -> Version:
    return derive_framework(original=original, title=title, publisher="Us", on=ON, by=BY)


def test_new_version_says_what_the_latest_says_under_the_same_keys(db):
    latest = publish(**ROLES)
    draft = start_new_version(framework=latest.framework, by=BY)
    assert (draft.number, draft.state) == (2, "draft")
    told, before = document_of(draft), document_of(latest)
    assert told["core_competencies"] == before["core_competencies"]
    assert told["level_texts"] == before["level_texts"]
    assert told["replacements"] == []
    assert draft.digest == digest_of(told)


def test_one_draft_a_framework(db):
    framework = publish().framework
    start_new_version(framework=framework, by=BY)
    with pytest.raises(DomainError, match="a draft of this framework already"):
        start_new_version(framework=framework, by=BY)


def test_draft_is_not_read_by_anybody_as_the_framework(db):
    latest = publish()
    start_new_version(framework=latest.framework, by=BY)
    assert list(Version.objects.current()) == [latest]
    assert Version.objects.of("example", 2) is None


def test_derived_framework_names_its_original_and_keeps_its_keys(ombudsman):
    draft = derived(ombudsman)
    assert draft.framework.code == "our-framework"
    assert (draft.number, draft.derived_from) == (1, ombudsman)
    assert draft.source.startswith("Adapted from: ")
    assert draft.copyright == ombudsman.copyright
    assert set(Area.objects.filter(version=draft).values_list("key", flat=True)) == set(
        Area.objects.filter(version=ombudsman).values_list("key", flat=True)
    )
    assert [use.sentence for use in draft.permitted_uses.all()] == [
        use.sentence for use in ombudsman.permitted_uses.all()
    ]


def test_second_version_of_a_derived_framework_is_derived_too(ombudsman):
    first = derived(ombudsman)
    close_version(first, by=BY)
    second = start_new_version(framework=first.framework, by=BY)
    assert second.derived_from == ombudsman


def test_title_of_another_framework_is_refused(ombudsman):
    derived(ombudsman)
    with pytest.raises(DomainError, match="has this title already") as refused:
        derived(ombudsman)
    assert refused.value.field == "title"


def test_discarded_draft_is_gone_and_the_published_version_stays(db):
    latest = publish(**ROLES)
    draft = start_new_version(framework=latest.framework, by=BY)
    discard_draft(draft=draft, by=BY)
    assert list(Version.objects.all()) == [latest]
    assert RoleLevel.objects.count() == len(ROLES["role_levels"])
    assert start_new_version(framework=latest.framework, by=BY).number == 2


def test_framework_goes_with_its_only_draft(db):
    draft = derived(publish(**ROLES))
    discard_draft(draft=draft, by=BY)
    assert [framework.code for framework in Framework.objects.all()] == ["example"]
    assert not RoleLevel.objects.filter(framework__code="our-framework").exists()


def test_published_version_is_not_discarded(db):
    version = publish()
    with pytest.raises(DomainError, match="published or discarded meanwhile"):
        discard_draft(draft=version, by=BY)
    assert Version.objects.filter(pk=version.pk).exists()


def test_each_act_is_in_the_trail(db):
    original = publish()
    draft = start_new_version(framework=original.framework, by=BY)
    discard_draft(draft=draft, by=BY)
    derived(original)
    acts = list(AuditEvent.objects.order_by("-id").values_list("act", flat=True)[:3])
    assert acts == ["framework.derived", "framework.draft_discarded", "framework.draft_started"]
