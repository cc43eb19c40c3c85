"""The organisation's values and aims, the areas that carry them, and those that none carries."""

import datetime as dt

import pytest
from django.urls import reverse

from core.errors import DomainError, NotAllowed
from core.models import AuditEvent
from frameworks.models import OrganisationValue, ValueLink
from frameworks.services.values import MOST_VALUES, add_value, end_value, link_area, unlink_area
from frameworks.tree import tree_of
from frameworks.values import values_for, values_in_use

from .factories import CONTENT, ROLES, publish

ALIGNED = {
    "purpose": "role_alignment",
    "permitted": True,
    "sentence": "Use it to align roles with values.",
}
START = dt.date(2026, 1, 5)


@pytest.fixture
def tree(db):
    uses = [*CONTENT["permitted_uses"], ALIGNED]
    return tree_of(publish(permitted_uses=uses).pk)


@pytest.fixture
def scope(scope_of, framework_admin):
    return scope_of(framework_admin)


@pytest.fixture
def added(framework_admin, scope):
    def add(text="We listen first.", kind="value", from_on=START):
        return add_value(kind=kind, text=text, from_on=from_on, by=framework_admin, scope=scope)

    return add


@pytest.fixture
def linked(framework_admin, scope, tree):
    def link(value, key="analytical.curious", reason="Whoever asks why has listened."):
        return link_area(
            value=value, tree=tree, area_key=key, reason=reason, by=framework_admin, scope=scope
        )

    return link


def test_a_value_is_carried_or_carried_by_none(added, linked, tree, today):
    listens, fair = added(), added("Everybody is served alike.", "aim")
    linked(listens)
    found = values_in_use(today)
    assert [(one.value, one.carried_by[0].area.title) for one in found.carried] == [
        (listens, "Curious")
    ]
    assert found.by_none == (fair,)


def test_a_role_level_shows_what_its_own_areas_carry(added, linked, tree, today):
    listens = added()
    linked(listens)
    curious, methodical = (
        tree.area_by_key[key] for key in ("analytical.curious", "analytical.methodical")
    )
    assert values_for(tree, [curious], today).carried[0].value == listens
    assert values_for(tree, [methodical], today).by_none == (listens,)
    assert values_for(tree, [], today).by_none == (listens,)


def test_only_what_holds_on_the_day_is_shown(added, framework_admin, scope, today):
    value = added()
    end_value(value=value, on=dt.date(2026, 6, 30), by=framework_admin, scope=scope)
    added("Later.", from_on=today + dt.timedelta(days=9))
    assert values_in_use(today).is_empty
    assert values_in_use(dt.date(2026, 6, 30)).by_none == (value,)
    with pytest.raises(DomainError, match="ended already"):
        end_value(value=value, on=today, by=framework_admin, scope=scope)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  ", "in a sentence"),
        ("x" * 301, "301 characters"),
        ("we LISTEN first.", "stands on the list"),
    ],
)
def test_what_cannot_stand_on_the_list_is_refused_beside_the_text(added, text, said):
    added()
    with pytest.raises(DomainError, match=said) as refused:
        added(text)
    assert refused.value.field == "text"


def test_the_list_stays_short(added):
    for number in range(MOST_VALUES):
        added(f"Value {number}.")
    with pytest.raises(DomainError, match="End one before"):
        added("One more.")


def test_a_value_ends_no_earlier_than_it_began(added, framework_admin, scope):
    with pytest.raises(DomainError) as refused:
        end_value(value=added(), on=START - dt.timedelta(days=1), by=framework_admin, scope=scope)
    assert refused.value.field == "on"


def test_a_link_needs_an_area_and_a_reason_and_is_made_once(added, linked):
    value = added()
    with pytest.raises(DomainError) as refused:
        linked(value, key="nothing.here")
    assert refused.value.field == "area"
    with pytest.raises(DomainError) as refused:
        linked(value, reason=" ")
    assert refused.value.field == "reason"
    linked(value)
    with pytest.raises(DomainError, match="already"):
        linked(value)
    assert ValueLink.objects.count() == 1


def test_a_framework_is_aligned_only_where_its_publisher_permits_it(
    added, framework_admin, scope, db
):
    tree = tree_of(publish(framework__code="other").pk)
    with pytest.raises(DomainError, match="does not name that use") as refused:
        link_area(
            value=added(),
            tree=tree,
            area_key="analytical.curious",
            reason="Because.",
            by=framework_admin,
            scope=scope,
        )
    assert refused.value.field == "area"


def test_every_act_stands_in_the_trail(added, linked, framework_admin, scope):
    value = added()
    unlink_area(link=linked(value), by=framework_admin, scope=scope)
    end_value(value=value, on=START, by=framework_admin, scope=scope)
    acts = AuditEvent.objects.filter(act__startswith="value.").order_by("pk")
    assert list(acts.values_list("act", flat=True)) == [
        "value.added",
        "value.linked",
        "value.unlinked",
        "value.ended",
    ]


def test_nobody_else_keeps_the_list(scope_of, supervisor, db):
    with pytest.raises(NotAllowed):
        add_value(
            kind="value", text="Mine.", from_on=START, by=supervisor, scope=scope_of(supervisor)
        )


@pytest.mark.parametrize("who", ["framework_admin", "organisation_admin"])
def test_the_list_is_kept_on_its_pages(who, request, sign_in, tree, organisation, today):
    client = sign_in(request.getfixturevalue(who))
    day = {f"from_on-{part}": getattr(today, part) for part in ("day", "month", "year")}
    answer = client.post(reverse("value_add"), {"kind": "aim", "text": "Be quick.", **day})
    assert answer.status_code == 302
    value = OrganisationValue.objects.get()
    assert "Carried by none" in client.get(reverse("value_list")).content.decode()
    client.post(
        reverse("value_link", args=[value.pk]),
        {"area": f"{tree.code}/analytical.curious", "reason": "It saves time."},
    )
    page = client.get(reverse("value_list")).content.decode()
    assert "Analytical: Curious" in page
    assert "It saves time." in page
    assert "Carried by none" not in page
    client.post(reverse("value_unlink", args=[value.links.get().pk]))
    assert not value.links.exists()


def test_whoever_reads_the_list_is_offered_no_act(sign_in, caseworker, added, linked):
    linked(added())
    page = sign_in(caseworker).get(reverse("value_list")).content.decode()
    assert "We listen first." in page
    assert "Take this link out" not in page
    assert reverse("value_add") not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_many_as_for_one(
    rows, sign_in, caseworker, added, linked, organisation, django_assert_num_queries
):
    for number in range(rows):
        linked(added(f"Value {number}."))
    client = sign_in(caseworker)
    client.get(reverse("value_list"))
    with django_assert_num_queries(9):
        client.get(reverse("value_list"))


def test_the_page_of_a_role_level_shows_what_its_areas_carry_and_what_none_does(
    db, client, added, framework_admin, scope
):
    uses = [*CONTENT["permitted_uses"], ALIGNED]
    tree = tree_of(publish(permitted_uses=uses, **ROLES).pk)
    added("Everybody is served alike.", "aim")
    link_area(
        value=added(),
        tree=tree,
        area_key="analytical.curious",
        reason="Whoever asks why has listened.",
        by=framework_admin,
        scope=scope,
    )
    page = client.get(reverse("level_detail", args=[tree.code, tree.number, "leader"]))
    html = page.content.decode()
    assert "Whoever asks why has listened." in html
    assert "No area of this role level carries:" in html
    assert "Everybody is served alike." in html
