"""Another statement of a draft in the place of one: merged, shown, put back, and on its page."""

import pytest
from django.test import Client
from django.urls import reverse

from core.errors import DomainError, Stale
from core.models import AuditEvent
from frameworks.comparison import compare
from frameworks.models import (
    AdaptationReason,
    Behaviour,
    ProfileSection,
    Replacement,
    StandardSupport,
    Version,
)
from frameworks.parts import AREA, BEHAVIOUR, CORE, Sort, mark_of, previous_of, stated_by
from frameworks.services.drafting import start_new_version
from frameworks.services.parts import add_part, reword_part
from frameworks.services.publishing import publish_draft
from frameworks.services.putting_back import put_back
from frameworks.services.replacing import replace_part
from frameworks.statements import statements_of

from .factories import BY, ROLES, publish, publish_with_behaviours

METHODICAL, CURIOUS = "analytical.methodical", "analytical.curious"
PLANS = f"{METHODICAL}.plans"
RUSHES = f"{METHODICAL}.rushes"


@pytest.fixture
def draft(db) -> Version:
    return start_new_version(framework=publish(**ROLES).framework, by=BY)


def added(draft: Version, text: str, **more: str) -> Behaviour:
    stated = {"kind": "effective", "text": text, "stem": "", "printed_number": "", "note": "",
              "parent": CURIOUS, "band": ""} | more  # fmt: skip
    return add_part(draft=draft, sort=BEHAVIOUR, stated=stated, by=BY)


def replaced(draft: Version, sort: Sort, key: str, into: str, **more):
    given = {"seen": mark_of(sort, sort.rows(draft).get(key=key)), "reason": "They say one thing."}
    return replace_part(draft=draft, sort=sort, key=key, into=into, by=BY, **(given | more))


def test_two_behaviours_become_one_and_the_old_key_leads_to_it(draft):
    other = added(draft, "Shares plans")
    assert replaced(draft, BEHAVIOUR, PLANS, other.key) == other
    assert not Behaviour.objects.filter(version=draft, key=PLANS).exists()
    step = Replacement.objects.get(version=draft)
    assert (step.old_key, step.new_key, step.reason) == (PLANS, other.key, "They say one thing.")
    assert AdaptationReason.objects.get(version=draft, key=PLANS).reason == "They say one thing."
    event = AuditEvent.objects.latest("id")
    assert (event.act, event.detail.data["into"]) == ("framework.part_replaced", other.key)


def test_comparison_shows_what_stands_in_its_place_and_the_draft_is_published(draft):
    other = BEHAVIOUR.rows(draft).get(key=PLANS)
    again = added(draft, "Shares plans", parent=METHODICAL)
    replaced(draft, BEHAVIOUR, PLANS, again.key)
    by_key = {
        one.one.key: one for one in compare(statements_of(previous_of(draft)), statements_of(draft))
    }
    assert [one.words for one in by_key[other.key].replaced_by] == ["Shares plans"]
    assert [one.words for one in by_key[again.key].replaces] == ["Plans decisions ahead"]
    assert by_key[other.key].why == "They say one thing."
    assert publish_draft(draft=draft, seen=statements_of(draft).mark, by=BY).published_at


def test_statement_that_was_there_before_names_what_it_replaces_where_it_differs(db):
    version = publish_with_behaviours(2)
    draft = start_new_version(framework=version.framework, by=BY)
    keys = [row.key for row in BEHAVIOUR.rows(draft).filter(area__key="analytical.area-0")]
    row = BEHAVIOUR.rows(draft).get(key=keys[1])
    stated = stated_by(BEHAVIOUR, row) | {"text": "Decides both"}
    reword_part(draft=draft, sort=BEHAVIOUR, key=row.key, stated=stated,
                seen=mark_of(BEHAVIOUR, row), by=BY)  # fmt: skip
    replaced(draft, BEHAVIOUR, keys[0], keys[1])
    told = {
        one.one.key: one for one in compare(statements_of(previous_of(draft)), statements_of(draft))
    }
    assert [one.key for one in told[keys[1]].replaces] == [keys[0]]
    assert [one.key for one in told[keys[0]].replaced_by] == [keys[1]]


def test_what_stands_in_an_area_moves_to_the_other_and_comes_back(draft):
    replaced(draft, AREA, METHODICAL, CURIOUS)
    assert {row.area.key for row in BEHAVIOUR.rows(draft)} == {CURIOUS}
    put_back(draft=draft, sort=AREA, key=METHODICAL, by=BY)
    assert [row.key for row in AREA.rows(draft)] == [METHODICAL, CURIOUS]
    assert [(row.key, row.area.key) for row in BEHAVIOUR.rows(draft)] == [
        (PLANS, METHODICAL),
        (RUSHES, METHODICAL),
    ]
    assert not Replacement.objects.filter(version=draft).exists()
    assert not AdaptationReason.objects.filter(version=draft, key=METHODICAL).exists()


def test_what_names_a_core_competency_names_the_other_and_comes_back(draft):
    stated = {"title": "Fair", "sentence": "", "stem": "", "printed_number": "", "note": ""}
    fair = add_part(draft=draft, sort=CORE, stated=stated, by=BY)
    replaced(draft, CORE, "analytical", fair.key)
    sections = ProfileSection.objects.filter(profile__version=draft, key="skills")
    supports = StandardSupport.objects.filter(service_standard__version=draft)
    assert {row.core_competency.key for row in AREA.rows(draft)} == {fair.key}
    assert sections.get().core_competency == fair
    assert [one.core_competency for one in supports.all()] == [fair]
    put_back(draft=draft, sort=CORE, key="analytical", by=BY)
    assert {row.core_competency.key for row in AREA.rows(draft)} == {"analytical"}
    assert sections.get().core_competency.key == "analytical"
    assert {one.core_competency.key for one in supports.all()} == {fair.key, "analytical"}


def test_step_to_a_statement_that_is_replaced_in_its_turn_leads_on(draft):
    row = BEHAVIOUR.rows(draft).get(key=PLANS)
    stated = stated_by(BEHAVIOUR, row) | {"text": "Plans with others"}
    new = reword_part(draft=draft, sort=BEHAVIOUR, key=PLANS, stated=stated, meaning="changed",
                      seen=mark_of(BEHAVIOUR, row), reason="Together.", by=BY)  # fmt: skip
    last = added(draft, "Shares plans")
    replaced(draft, BEHAVIOUR, new.key, last.key)
    step = Replacement.objects.get(version=draft)
    assert (step.old_key, step.new_key) == (PLANS, last.key)


def test_statement_of_this_draft_alone_leaves_no_step_behind(draft):
    mine, other = added(draft, "Mine"), added(draft, "Another")
    replaced(draft, BEHAVIOUR, mine.key, other.key)
    assert not Replacement.objects.filter(version=draft).exists()
    assert not AdaptationReason.objects.filter(version=draft, key=mine.key).exists()


@pytest.mark.parametrize(
    ("into", "more", "field"),
    [
        (RUSHES, {}, "into"),
        (PLANS, {}, "into"),
        ("nowhere", {}, "into"),
        (CURIOUS, {}, "into"),
        ("analytical.curious.shares-plans", {"reason": ""}, "reason"),
    ],
    ids=["another kind", "itself", "gone", "another sort", "no reason"],
)
def test_what_may_not_take_its_place_is_refused(draft, into, more, field):
    added(draft, "Shares plans")
    with pytest.raises(DomainError) as refused:
        replaced(draft, BEHAVIOUR, PLANS, into, **more)
    assert refused.value.field == field
    assert Behaviour.objects.filter(version=draft, key=PLANS).exists()


def test_whoever_saw_other_words_is_told(draft):
    other = added(draft, "Shares plans")
    with pytest.raises(Stale):
        replaced(draft, BEHAVIOUR, PLANS, other.key, seen="something else")


@pytest.fixture
def admin(framework_admin, organisation) -> Client:
    client = Client()
    client.force_login(framework_admin)
    return client


def page_of(key: str, query: str = "", sort: str = "behaviour") -> str:
    return reverse("part_replace", args=["example", sort, key]) + query


def test_page_offers_those_beside_it_and_finds_others_by_their_words(admin, draft):
    added(draft, "Shares plans")
    added(draft, "Hurries", kind="ineffective")
    beside = admin.get(page_of(PLANS)).content.decode()
    assert "No other statement of this kind stands beside it." in beside
    found = admin.get(page_of(PLANS, "?q=shares")).content.decode()
    assert "Curious › Shares plans" in found
    by_place = admin.get(page_of(PLANS, "?q=curious")).content.decode()
    assert "Shares plans" in by_place
    assert "Hurries" not in by_place


def test_page_puts_the_chosen_one_in_its_place(admin, draft):
    other = added(draft, "Shares plans")
    url = page_of(PLANS, "?q=shares")
    seen = admin.get(url).context["form"].initial["seen"]
    typed = {"into": other.key, "reason": "One thing.", "seen": seen}
    told = admin.post(url, typed, follow=True).content.decode()
    assert "“Shares plans” stands in its place." in told
    again = admin.post(url, typed).content.decode()
    assert "Somebody left this out since you opened it." in again
    assert "One thing." in again


def test_page_keeps_what_was_typed_where_somebody_changed_the_statement(admin, draft):
    other = added(draft, "Shares plans")
    typed = {"into": other.key, "reason": "One thing.", "seen": "of yesterday"}
    told = admin.post(page_of(PLANS, "?q=shares"), typed).content.decode()
    assert "Somebody changed this since you opened it." in told
    assert "One thing." in told
    seen = mark_of(BEHAVIOUR, BEHAVIOUR.rows(draft).get(key=PLANS))
    assert f'value="{seen}"' in told


def test_degree_has_no_such_page(admin, draft):
    assert admin.get(page_of("seen", sort="degree")).status_code == 404


def test_leaving_out_and_changing_lead_to_the_page(admin, draft):
    for name in ("part_drop", "part_change"):
        page = admin.get(reverse(name, args=["example", "behaviour", PLANS])).content.decode()
        assert page_of(PLANS) in page
