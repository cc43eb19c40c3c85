"""The pages on which a framework admin writes a draft."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frameworks.models import Area, Behaviour, PermittedUse, Replacement, Version
from frameworks.parts import BEHAVIOUR, mark_of
from frameworks.services.drafting import derive_framework, start_new_version
from frameworks.services.publishing import publish_draft
from frameworks.statements import statements_of
from frameworks.views.drafts import MOST_CHECKS
from frameworks.waiting import waiting_for

from .factories import ADOPTED_ON, BY, ROLES, publish, publish_with_behaviours

CODE = "example"
PLANS = "analytical.methodical.plans"
MOST_QUERIES = 10
LARGEST_PAGE = 250_000


@pytest.fixture
def admin(framework_admin, organisation) -> Client:
    client = Client()
    client.force_login(framework_admin)
    return client


@pytest.fixture
def draft(db) -> Version:
    return start_new_version(framework=publish(**ROLES).framework, by=BY)


def address(name: str, *args: str) -> str:
    return reverse(name, args=[CODE, *args])


def typed(draft: Version, **changes: str) -> dict[str, str]:
    row = BEHAVIOUR.rows(draft).get(key=PLANS)
    return {
        "text": row.text,
        "kind": row.kind,
        "parent": row.area.key,
        "seen": mark_of(BEHAVIOUR, row),
        "meaning": "same",
    } | changes


def seen_at(admin: Client, url: str) -> str:
    """Return the mark of what a page said when it was opened."""
    return admin.get(url).context["form"].initial["seen"]


def test_next_version_is_begun_from_the_register(admin):
    publish()
    assert "Start the next version" in admin.get(reverse("framework_register")).content.decode()
    answer = admin.post(address("draft_start"), follow=True)
    assert "Draft of version 2" in answer.content.decode()
    again = admin.get(reverse("framework_register")).content.decode()
    assert "Start the next version" not in again
    assert address("draft_detail") in again


def test_framework_is_adapted(admin):
    publish()
    typed = {"title": "Our way", "publisher": "Example Advice"}
    answer = admin.post(address("framework_derive"), typed, follow=True)
    assert "Adapted from the Example framework of the Example Publisher." in answer.content.decode()
    assert Version.objects.drafts().get().framework.code == "our-way"


def test_draft_waits_on_the_admins_home(draft, framework_admin, caseworker, scope_of, today):
    rows = list(waiting_for(scope_of(framework_admin), today))
    assert [row["about"] for row in rows] == ["Example framework"]
    assert not list(waiting_for(scope_of(caseworker), today))


def test_behaviour_is_added_for_senior_staff(admin, draft):
    stated = {"text": "Leads others", "kind": "effective", "parent": "analytical.curious",
              "band": "leader", "reason": "Ours do."}  # fmt: skip
    answer = admin.post(address("part_add", "behaviour"), stated, follow=True)
    assert "Leads others" in answer.content.decode()
    row = Behaviour.objects.get(version=draft, text="Leads others")
    assert (row.band.key, row.area.key) == ("leader", "analytical.curious")


def test_role_level_and_band_are_added(admin, draft):
    admin.post(address("level_add"), {"title": "Senior caseworker"})
    admin.post(address("band_add"), {"title": "For senior staff", "levels": ["senior-caseworker"]})
    band = draft.bands.get(title="For senior staff")
    assert [level.title for level in band.levels.all()] == ["Senior caseworker"]
    answer = admin.post(address("band_remove", "l1-2"), follow=True)
    assert "Something is written for “Level 1-2”" in answer.content.decode()


def test_rewording_asks_whether_the_meaning_changes(admin, draft):
    page = admin.get(address("part_change", "behaviour", PLANS)).content.decode()
    assert "Does it still mean the same?" in page
    stated = typed(draft, text="Plans with others", meaning="changed")
    refused = admin.post(address("part_change", "behaviour", PLANS), stated).content.decode()
    assert "Say why the meaning changes." in refused
    admin.post(address("part_change", "behaviour", PLANS), stated | {"reason": "Together"})
    assert Replacement.objects.get(version=draft).old_key == PLANS


def test_second_admin_sees_who_saved_what_and_keeps_their_own_words(
    admin, draft, organisation_admin, framework_admin
):
    stated = typed(draft)
    admin.post(address("part_change", "behaviour", PLANS), stated | {"text": "First words"})
    page = admin.post(
        address("part_change", "behaviour", PLANS), stated | {"text": "Second words"}
    ).content.decode()
    assert f"What {framework_admin.name} saved" in page
    assert "First words" in page
    assert "Second words" in page
    assert Behaviour.objects.get(version=draft, key=PLANS).text == "First words"
    seen = mark_of(BEHAVIOUR, BEHAVIOUR.rows(draft).get(key=PLANS))
    assert f'value="{seen}"' in page


def test_words_about_what_somebody_left_out_stay_on_the_page(admin, draft, framework_admin):
    stated = typed(draft, text="My words")
    admin.post(address("part_drop", "behaviour", PLANS), {"reason": ""})
    page = admin.post(address("part_change", "behaviour", PLANS), stated).content.decode()
    assert "Somebody left this out since you opened it." in page
    assert framework_admin.name in page
    assert "My words" in page


def test_order_is_changed_without_javascript_and_the_page_comes_back_to_the_row(admin, draft):
    url = address("part_move", "area", "analytical.curious")
    answer = admin.post(url, {"up": "1"})
    assert answer["Location"].endswith("/core/analytical/#analytical.curious")
    page = admin.get(answer["Location"]).content.decode()
    assert page.index("Curious") < page.index("Methodical")


def test_what_is_left_out_can_be_put_back(admin, draft):
    admin.post(address("part_drop", "behaviour", PLANS), {"reason": ""})
    page = admin.get(address("part_detail", "area", "analytical.methodical")).content.decode()
    assert "1 left out" in page
    admin.post(address("part_put_back", "behaviour", PLANS))
    assert Behaviour.objects.filter(version=draft, key=PLANS).exists()


def test_front_is_changed(admin, draft):
    page = admin.get(address("draft_front"))
    stated = {name: value for name, value in page.context["form"].initial.items() if value}
    admin.post(address("draft_front"), stated | {"title": "Renamed", "label_area": "Unit"})
    draft.refresh_from_db()
    assert (draft.title, draft.labels["area"]) == ("Renamed", "Unit")
    stale = admin.post(address("draft_front"), stated | {"title": "Again"}).content.decode()
    assert "Somebody changed this since you opened it." in stale
    assert "Renamed" in stale


def test_adapted_framework_permits_no_more_than_its_original(admin):
    publish()
    admin.post(address("framework_derive"), {"title": "Ours", "publisher": "Us"})
    url = reverse("draft_use", args=["ours", "performance_review"])
    stated = {"permitted": "yes", "sentence": "We think so.", "seen": seen_at(admin, url)}
    page = admin.post(url, stated).content.decode()
    assert "An adapted framework may permit less than its original, never more." in page
    tighter = reverse("draft_use", args=["ours", "development"])
    stated = {"permitted": "no", "sentence": "We use another for this."}
    admin.post(tighter, stated | {"seen": seen_at(admin, tighter)})
    assert not PermittedUse.objects.get(
        version__framework__code="ours", purpose="development"
    ).permitted


def test_second_admin_of_a_permitted_use_is_told_and_keeps_their_words(
    admin, draft, framework_admin
):
    url = address("draft_use", "development")
    stated = {"permitted": "no", "seen": seen_at(admin, url)}
    admin.post(url, stated | {"sentence": "First words."})
    page = admin.post(url, stated | {"sentence": "Second words."}).content.decode()
    assert f"What {framework_admin.name} saved" in page
    assert "First words." in page
    assert "Second words." in page
    assert PermittedUse.objects.get(version=draft, purpose="development").sentence == "First words."
    again = stated | {"sentence": "Second words.", "seen": seen_at(admin, url)}
    assert admin.post(url, again).status_code == 302


def test_words_that_somebody_saved_meanwhile_are_not_left_out_unseen(admin, draft):
    url = address("part_drop", "behaviour", PLANS)
    seen = seen_at(admin, url)
    admin.post(address("part_change", "behaviour", PLANS), typed(draft, text="Better words"))
    page = admin.post(url, {"reason": "We do not.", "seen": seen}).content.decode()
    assert "Better words" in page
    assert "We do not." in page
    assert Behaviour.objects.filter(version=draft, key=PLANS).exists()
    admin.post(url, {"reason": "We do not.", "seen": seen_at(admin, url)})
    assert not Behaviour.objects.filter(version=draft, key=PLANS).exists()


def test_texts_about_role_levels_stand_by_what_they_are_and_say_themselves(admin, draft):
    draft.level_texts.filter(key="account.share").update(heading="Accountabilities of all")
    page = admin.get(address("draft_detail")).content.decode()
    assert ">Accountabilities</h3>" in page
    assert '<span class="govuk-visually-hidden">: Shares</span>' in page
    first = page.split('id="account.assist"')[1].split("</li>")[0]
    assert "Move up" not in first


def test_draft_is_published_after_its_comparison_was_seen(admin, draft):
    admin.post(address("part_change", "behaviour", PLANS), typed(draft, text="Plans <b> ahead"))
    page = admin.get(address("draft_compare"))
    told = page.content.decode()
    assert "<del>decisions</del>" in told
    assert "<ins>&lt;b&gt;</ins>" in told
    admin.post(address("draft_publish"), {"seen": page.context["mark"]})
    draft.refresh_from_db()
    assert draft.published_at is not None


def test_draft_with_a_fault_shows_it_and_no_button(admin, draft):
    admin.post(address("part_change", "behaviour", PLANS), typed(draft, text="Rushes a decision"))
    stated = typed(draft, text="Rushes a decision", kind="ineffective")
    admin.post(address("part_change", "behaviour", PLANS), stated)
    page = admin.get(address("draft_compare")).content.decode()
    assert "stands twice" in page
    assert "Publish version 2" not in page


def test_differences_are_filtered(admin, draft):
    admin.post(address("part_change", "behaviour", PLANS), typed(draft, text="Plans well"))
    admin.post(address("part_move", "area", "analytical.curious"), {"up": "1"})
    page = admin.get(address("draft_compare") + "?change=reworded").content.decode()
    assert "fw-difference__what" in page
    assert "Curious" not in page


def test_draft_is_thrown_away(admin, draft):
    admin.post(address("draft_discard"))
    assert not Version.objects.drafts().exists()


#: How many queries each page asks, whether the framework has 1 behaviour or 5,041.
QUERIES = {
    ("draft_detail",): 9,
    ("draft_compare",): 8,
    ("draft_front",): 5,
    ("draft_use", "development"): 6,
    ("part_detail", "core", "analytical"): 10,
    ("part_detail", "area", "analytical.area-0"): 10,
    ("part_change", "area", "analytical.area-0"): 9,
    ("part_change", "behaviour", "analytical.area-0.behaviour-0"): 10,
    ("part_add", "behaviour"): 7,
    ("part_drop", "behaviour", "analytical.area-0.behaviour-0"): 8,
    ("part_replace", "behaviour", "analytical.area-0.behaviour-0"): 7,
}


@pytest.mark.parametrize("count", [1, 71], ids=["1 behaviour", "5041 behaviours"])
def test_pages_ask_as_many_queries_however_large_the_framework_is(admin, count):
    version = publish_with_behaviours(count)
    start_new_version(framework=version.framework, by=BY)
    asked = {}
    for route in QUERIES:
        with CaptureQueriesContext(connection) as queries:
            page = admin.get(address(*route))
        assert page.status_code == 200
        assert len(page.content) < LARGEST_PAGE, route
        asked[route] = len(queries)
    assert asked == QUERIES
    assert max(asked.values()) <= MOST_QUERIES


def test_thousands_of_areas_are_asked_for_by_core_competency_first(admin):
    areas = [{"key": f"{core}.a-{n}", "title": f"Area {n}"} for core in ("first", "second")
             for n in range(150)]  # fmt: skip
    cores = [{"key": core, "title": core.title(), "areas": areas[start : start + 150]}
             for start, core in ((0, "first"), (150, "second"))]  # fmt: skip
    version = publish(core_competencies=cores, service_standards=[])
    start_new_version(framework=version.framework, by=BY)
    url = f"{address('part_add', 'behaviour')}?in=first.a-3"
    page = admin.get(url).content.decode()
    assert "First › Area 149" in page
    assert "Second › Area 1" not in page
    other = admin.get(f"{url}&of=second").content.decode()
    assert "Second › Area 149" in other
    assert "First › Area 3<" in other
    assert "First › Area 149" not in other
    stated = {"text": "Does it", "kind": "effective", "parent": "second.a-9"}
    admin.post(f"{url}&of=second", stated)
    assert Behaviour.objects.get(text="Does it").area.key == "second.a-9"


def test_more_findings_than_a_page_holds_are_counted(admin):
    areas = [{"key": f"analytical.a-{n}", "title": "The same words"} for n in range(150)]
    version = publish(core_competencies__0__areas=areas[:1])
    draft = start_new_version(framework=version.framework, by=BY)
    core = draft.core_competencies.get()
    draft.areas.bulk_create(
        Area(version=draft, core_competency=core, position=n, **area)
        for n, area in enumerate(areas[1:], start=2)
    )
    page = admin.get(address("draft_compare")).content.decode()
    assert page.count("stands twice") == 2 * MOST_CHECKS
    assert "And 49 more, which are shown when these are mended." in page


def test_pages_of_the_second_version_of_ones_own_framework_ask_no_more_than_ten(admin):
    version = publish_with_behaviours(3)
    own = derive_framework(original=version, title="Ours", publisher="Us", on=ADOPTED_ON, by=BY)
    publish_draft(draft=own, seen=statements_of(own).mark, by=BY)
    start_new_version(framework=own.framework, by=BY)
    for route, *rest in QUERIES:
        with CaptureQueriesContext(connection) as queries:
            assert admin.get(reverse(route, args=["ours", *rest])).status_code == 200
        assert len(queries) <= MOST_QUERIES, route
