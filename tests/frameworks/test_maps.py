"""Links between the areas of two frameworks: made and ended by a framework admin, with reasons."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.errors import DomainError, NotAllowed
from core.models import AuditEvent
from frameworks.carrying import areas_read_into
from frameworks.enums import MapRelation
from frameworks.models import MapLink
from frameworks.services.maps import Place, end_map_link, link_areas
from frameworks.tree import tree_of

from .factories import publish

METHODICAL, CURIOUS = "analytical.methodical", "analytical.curious"
SAME, PART, RELATED = MapRelation.SAME_AS, MapRelation.PART_OF, MapRelation.RELATED_TO


@pytest.fixture
def ours(db):
    return publish()


@pytest.fixture
def theirs(db):
    return publish(framework__code="other", version__title="Other framework")


@pytest.fixture
def linked(framework_admin, scope_of, today, ours, theirs):
    def link(relation=SAME, here=METHODICAL, there=CURIOUS, reason="Both plan.", back=False):
        start, end = (theirs, ours) if back else (ours, theirs)
        return link_areas(
            here=Place(tree_of(start.pk), here),
            there=Place(tree_of(end.pk), there),
            relation=relation,
            reason=reason,
            on=today,
            by=framework_admin,
            scope=scope_of(framework_admin),
        )

    return link


@pytest.fixture
def ended(framework_admin, scope_of, today):
    def end(link, reason="They parted."):
        scope = scope_of(framework_admin)
        end_map_link(link=link, reason=reason, on=today, by=framework_admin, scope=scope)

    return end


def read_into(version) -> set[tuple[str, str, str]]:
    return {
        (area.version.framework.code, area.key, area.read_at)
        for area in areas_read_into(version).select_related("version__framework")
    }


def test_what_is_the_same_is_read_both_ways(linked, ours, theirs):
    linked(SAME)
    assert read_into(theirs) == {("example", METHODICAL, CURIOUS)}
    assert read_into(ours) == {("other", CURIOUS, METHODICAL)}


def test_a_part_is_read_at_the_whole_and_never_the_whole_at_the_part(linked, ours, theirs):
    linked(PART)
    assert read_into(theirs) == {("example", METHODICAL, CURIOUS)}
    assert read_into(ours) == set()


def test_what_is_related_is_read_nowhere_else(linked, ours, theirs):
    linked(RELATED)
    assert read_into(theirs) == read_into(ours) == set()


def test_an_ended_link_carries_nothing(linked, ended, theirs):
    ended(linked())
    assert read_into(theirs) == set()


def test_it_holds_through_the_versions_of_both(linked, theirs):
    linked()
    publish(version__number=2)
    later = publish(framework__code="other", version__number=2)
    assert read_into(later) == {
        ("example", METHODICAL, CURIOUS),
        ("other", METHODICAL, METHODICAL),
        ("other", CURIOUS, CURIOUS),
    }
    assert areas_read_into(later).filter(version__framework__code="example").count() == 2


def test_one_step_and_no_further(linked, ours, theirs, framework_admin, scope_of, today):
    third = publish(framework__code="third")
    linked()
    link_areas(
        here=Place(tree_of(theirs.pk), CURIOUS),
        there=Place(tree_of(third.pk), METHODICAL),
        relation=SAME,
        reason="So they say.",
        on=today,
        by=framework_admin,
        scope=scope_of(framework_admin),
    )
    assert read_into(third) == {("other", CURIOUS, METHODICAL)}


def test_a_link_and_a_replacement_are_not_taken_together(linked, theirs):
    """*Replaced by* is a step, and the link would be the second."""
    linked(SAME, here=CURIOUS, there=CURIOUS)
    old = {"key": "analytical.old", "title": "Old", "text": "Was."}
    first = publish(
        framework__code="third", core_competencies__0__areas=[old], service_standards=[]
    )
    assert first.areas.get().key == "analytical.old"
    replaced = [{"old": "analytical.old", "new": CURIOUS, "reason": "It was split."}]
    second = publish(framework__code="third", version__number=2, replacements=replaced)
    assert read_into(second) == {("third", "analytical.old", CURIOUS)}
    assert ("third", "analytical.old", CURIOUS) not in read_into(theirs)


@pytest.mark.parametrize(
    ("first", "second", "back"),
    [(SAME, SAME, False), (SAME, PART, False), (PART, SAME, False), (SAME, PART, True)],
)
def test_evidence_of_an_area_is_read_at_one_area_of_a_framework(linked, first, second, back):
    """So each piece counts once there."""
    linked(first, here=METHODICAL, there=CURIOUS)
    here, there = (CURIOUS, CURIOUS) if back else (METHODICAL, METHODICAL)
    with pytest.raises(DomainError, match="counts once") as refused:
        linked(second, here=here, there=there, back=back)
    assert refused.value.field == "relation"
    linked(RELATED, here=here, there=there, back=back)


def test_several_parts_are_read_at_one_whole(linked, theirs):
    linked(PART, here=METHODICAL)
    linked(PART, here=CURIOUS)
    assert {key for _code, key, _at in read_into(theirs)} == {METHODICAL, CURIOUS}


@pytest.mark.parametrize("back", [False, True])
def test_two_areas_are_linked_once(linked, ended, back):
    link = linked(RELATED)
    places = {"here": CURIOUS, "there": METHODICAL} if back else {}
    with pytest.raises(DomainError, match="linked already"):
        linked(PART, back=back, **places)
    ended(link)
    linked(PART, back=back, **places)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"here": "no.such"}, "here"),
        ({"there": "no.such"}, "there"),
        ({"relation": "opposite"}, "relation"),
        ({"reason": "  "}, "reason"),
        ({"reason": "x" * 1001}, "reason"),
    ],
)
def test_what_is_no_link_is_refused_beside_its_field(linked, changes, field):
    with pytest.raises(DomainError) as refused:
        linked(**changes)
    assert refused.value.field == field
    assert not MapLink.objects.exists()


def test_areas_of_one_framework_are_not_linked(ours, framework_admin, scope_of, today):
    tree = tree_of(ours.pk)
    with pytest.raises(DomainError, match="another framework"):
        link_areas(
            here=Place(tree, METHODICAL),
            there=Place(tree, CURIOUS),
            relation=SAME,
            reason="No.",
            on=today,
            by=framework_admin,
            scope=scope_of(framework_admin),
        )


def test_a_link_ends_once_and_with_a_reason(linked, ended):
    link = linked()
    with pytest.raises(DomainError) as refused:
        ended(link, " ")
    assert refused.value.field == "reason"
    ended(link)
    with pytest.raises(DomainError, match="ended already"):
        ended(link)
    acts = AuditEvent.objects.filter(act__startswith="map.").order_by("pk")
    assert list(acts.values_list("act", flat=True)) == ["map.linked", "map.ended"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"to_framework": "from_framework"},
        {"reason": ""},
        {"end_reason": "It went."},
        {"relation": "part_of"},
    ],
)
def test_the_database_refuses_what_is_no_link(linked, wrong):
    link = linked()
    values = {field.attname: getattr(link, field.attname) for field in MapLink._meta.fields}
    values |= {"id": None, "to_key": METHODICAL, "relation": "related_to"} | wrong
    if "to_framework" in values:
        del values["to_framework"]
        values["to_framework_id"] = link.from_framework_id
    with pytest.raises(IntegrityError), transaction.atomic():
        MapLink.objects.bulk_create([MapLink(**values)])


def test_nobody_else_keeps_the_links(ours, theirs, supervisor, scope_of, today):
    with pytest.raises(NotAllowed):
        link_areas(
            here=Place(tree_of(ours.pk), METHODICAL),
            there=Place(tree_of(theirs.pk), CURIOUS),
            relation=SAME,
            reason="Mine.",
            on=today,
            by=supervisor,
            scope=scope_of(supervisor),
        )


def test_links_are_made_and_ended_on_their_pages(
    framework_admin, sign_in, organisation, ours, theirs
):
    client = sign_in(framework_admin)
    typed = {
        "here": f"example/{METHODICAL}",
        "relation": "part_of",
        "there": f"other/{CURIOUS}",
        "reason": "Planning is a part of asking.",
    }
    again = client.post(reverse("map_add"), typed | {"reason": ""})
    assert again.status_code == 422
    assert client.post(reverse("map_add"), typed).status_code == 302
    page = client.get(reverse("map_list")).content.decode()
    assert "is part of" in page
    assert "Planning is a part of asking." in page
    link = MapLink.objects.get()
    client.post(reverse("map_end", args=[link.pk]), {"reason": "It is not."})
    page = client.get(reverse("map_list")).content.decode()
    assert "It is not." in page
    assert "No areas are linked." in page
    assert client.get(reverse("map_end", args=[link.pk])).status_code == 404


def test_whoever_reads_the_links_is_offered_no_act(caseworker, sign_in, linked):
    linked()
    page = sign_in(caseworker).get(reverse("map_list")).content.decode()
    assert "Both plan." in page
    assert reverse("map_add") not in page
    assert "End this link" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_many_as_for_one(
    rows, caseworker, sign_in, linked, ended, organisation, django_assert_num_queries
):
    for _number in range(rows):
        ended(linked(RELATED))
    linked(RELATED)
    client = sign_in(caseworker)
    client.get(reverse("map_list"))
    with django_assert_num_queries(7):
        client.get(reverse("map_list"))
