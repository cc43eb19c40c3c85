"""Criteria sets: drafted, published from a day, closed; a review stays on its version."""

import datetime as dt
import json
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from assessments.enums import FilesFor
from assessments.models import Answer, CouldShow, Criterion, CriterionArea, SetVersion
from assessments.presenters.criteria import differences
from assessments.services.criteria import criteria_for, load_criteria
from assessments.services.criteria_draft import (
    Wording,
    add_criterion,
    change_criterion,
    discard_criteria_draft,
    leave_out_criterion,
    move_criterion,
    start_criteria_draft,
    withdraw_criteria,
)
from core.errors import DomainError, NotAllowed, Stale
from people.scope import scope_for
from tests.assessments.criteria_factories import WHY, announced_criteria, criteria_draft
from tests.assessments.factories import (
    FIXTURES,
    assign,
    closed_file_of,
    default_criteria,
    ombudsman_association,
    review_at,
)
from tests.cases.factories import CaseFileFactory, HoldingFactory

DAY = dt.timedelta(days=1)
WORDS = "Every date stands beside what it is the date of"


@pytest.fixture
def cast(organisation, caseworker, supervisor, manager):
    return SimpleNamespace(caseworker=caseworker, supervisor=supervisor, manager=manager)


@pytest.fixture
def lead(manager, today):
    return {"by": manager, "scope": scope_for(manager, today)}


@pytest.fixture
def draft(manager):
    ombudsman_association()
    return criteria_draft(manager)


def one(draft: SetVersion, key: str = "dates") -> Criterion:
    return draft.criteria.get(key=key)


def texts(version: SetVersion) -> list[str]:
    return list(version.criteria.values_list("key", flat=True))


def load(name: str) -> SetVersion:
    return load_criteria(path=FIXTURES / "criteria" / f"{name}.json", by="test")[0]


# Drafting


def test_a_draft_begins_as_the_version_before_it(draft):
    before = default_criteria()
    assert (draft.number, draft.published_at) == (before.number + 1, None)
    assert texts(draft) == texts(before)
    areas = CriterionArea.objects.filter(criterion__key="dates").values_list("area_key", flat=True)
    assert set(areas) == {"professional.organised"}
    assert differences(before.criteria.all(), draft.criteria.all(), {}) == []


def test_a_set_has_one_draft_at_a_time(draft, lead):
    with pytest.raises(DomainError, match="begun a draft"):
        start_criteria_draft(criteria_set=draft.criteria_set, **lead)


def test_new_words_keep_the_key(draft, lead):
    wording = Wording("The record", WORDS, critical=True, areas=("impactful.clear",))
    change_criterion(criterion=one(draft), edits=0, wording=wording, **lead)
    changed = one(draft)
    assert (changed.text, changed.critical, changed.edits) == (WORDS, True, 1)
    assert [area.area_key for area in changed.areas.all()] == ["impactful.clear"]
    found = differences(default_criteria().criteria.all(), draft.criteria.all(), {})
    assert [(each.key, each.sort, each.after) for each in found] == [("dates", "Changed", WORDS)]
    assert found[0].also[0] == "now critical"


def test_whoever_is_slower_is_told_what_it_says_now(draft, lead):
    change_criterion(criterion=one(draft), edits=0, wording=Wording("The record", WORDS), **lead)
    with pytest.raises(Stale, match=WORDS):
        change_criterion(criterion=one(draft), edits=0, wording=Wording("A", "B"), **lead)


def test_an_added_criterion_stands_at_the_end_of_its_group_with_a_key_of_its_own(draft, lead):
    wording = Wording("Client care", WORDS)
    added = add_criterion(draft=draft, wording=wording, **lead)
    again = add_criterion(draft=draft, wording=wording, **lead)
    assert added.key == "every-date-stands-beside-what-it-is-the-date-of"
    assert again.key == f"{added.key}-2"
    groups = list(draft.criteria.values_list("group", flat=True))
    assert groups == sorted(groups, key=list(dict.fromkeys(groups)).index)
    assert texts(draft).index(added.key) == texts(draft).index("confidentiality") + 1


def test_a_key_that_the_set_ever_had_is_not_given_again(draft, lead):
    leave_out_criterion(criterion=one(draft), **lead)
    added = add_criterion(draft=draft, wording=Wording("The record", "Dates"), **lead)
    assert added.key == "dates-2"


def test_criteria_move_within_their_group_and_groups_past_each_other(draft, lead):
    assert move_criterion(criterion=one(draft, "clearly-stated"), up=True, **lead)
    assert texts(draft)[-6:-4] == ["clearly-stated", "full-details"]
    assert move_criterion(criterion=one(draft, "clearly-stated"), up=True, **lead)
    groups = list(dict.fromkeys(draft.criteria.values_list("group", flat=True)))
    assert groups[2:] == ["The record", "Client care"]
    assert not move_criterion(criterion=one(draft, "questioning"), up=True, **lead)
    assert list(draft.criteria.values_list("position", flat=True)) == list(
        range(1, draft.criteria.count() + 1)
    )


@pytest.mark.parametrize(
    ("wording", "field"),
    [
        (Wording("The record", "  "), "text"),
        (Wording(" ", WORDS), "group"),
        (Wording("The record", WORDS, areas=("no.such",)), "areas"),
    ],
)
def test_a_criterion_that_cannot_be_is_refused(draft, lead, wording, field):
    with pytest.raises(DomainError) as caught:
        add_criterion(draft=draft, wording=wording, **lead)
    assert caught.value.field == field


def test_only_the_lead_of_casework_drafts(draft, supervisor, scope_of):
    ben = {"by": supervisor, "scope": scope_of(supervisor)}
    for act in (
        lambda: start_criteria_draft(criteria_set=draft.criteria_set, **ben),
        lambda: add_criterion(draft=draft, wording=Wording("A", "B"), **ben),
        lambda: leave_out_criterion(criterion=one(draft), **ben),
        lambda: move_criterion(criterion=one(draft), up=True, **ben),
        lambda: discard_criteria_draft(draft=draft, **ben),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_discarded_draft_leaves_nothing_behind(draft, lead):
    discard_criteria_draft(draft=draft, **lead)
    assert SetVersion.objects.count() == 1
    assert not Criterion.objects.exclude(set_version=default_criteria()).exists()


# Publishing


def test_a_published_version_holds_from_its_day_on(manager, draft, today):
    announced_criteria(manager, draft)
    for file_open in (True, False):
        assert criteria_for(file_open=file_open, on=today + 27 * DAY) == default_criteria()
        assert criteria_for(file_open=file_open, on=today + 28 * DAY) == draft


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [({"from_on": 27}, "from_on", "28 days before"), ({"reason": ""}, "reason", "Say why")],
)
def test_publishing_without_notice_or_reason_is_refused(manager, draft, today, given, field, words):
    if "from_on" in given:
        given = {"from_on": today + given["from_on"] * DAY}
    with pytest.raises(DomainError, match=words) as caught:
        announced_criteria(manager, draft, **given)
    assert caught.value.field == field
    assert SetVersion.objects.drafts().exists()


def test_versions_come_into_force_one_after_the_other(manager, draft, today):
    announced_criteria(manager, draft, from_on=today + 40 * DAY)
    with pytest.raises(DomainError, match="Choose a later day"):
        announced_criteria(manager, from_on=today + 40 * DAY)


def test_an_empty_draft_is_not_published(manager, draft, lead):
    for criterion in draft.criteria.all():
        leave_out_criterion(criterion=criterion, **lead)
    with pytest.raises(DomainError, match="no criterion"):
        announced_criteria(manager, draft)


def test_an_announced_version_is_withdrawn_before_its_day(manager, draft, lead, today):
    announced_criteria(manager, draft)
    withdraw_criteria(version=draft, reason="We ask the team first.", **lead)
    assert criteria_for(file_open=True, on=today + 60 * DAY) == default_criteria()
    with pytest.raises(DomainError, match="not announced"):
        withdraw_criteria(version=draft, reason="Again.", **lead)
    with pytest.raises(DomainError, match="in force already|Publish another"):
        withdraw_criteria(version=default_criteria(), reason="Late.", **lead)


ATTACKS = [
    "UPDATE assessments_setversion SET from_on = '2020-01-01' WHERE id = {version}",
    "DELETE FROM assessments_setversion WHERE id = {version}",
    "UPDATE assessments_criterion SET text = 'Other' WHERE set_version_id = {version}",
    "DELETE FROM assessments_criterion WHERE set_version_id = {version}",
    "INSERT INTO assessments_criterionarea (criterion_id, area_key) "
    "SELECT id, 'x.y' FROM assessments_criterion WHERE set_version_id = {version}",
    "DELETE FROM assessments_criterionarea WHERE criterion_id IN "
    "(SELECT id FROM assessments_criterion WHERE set_version_id = {version})",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_database_keeps_what_was_published(manager, draft, attack):
    announced_criteria(manager, draft)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack.format(version=draft.pk))


def test_what_was_published_is_changed_by_no_service(manager, draft, lead):
    criterion = one(draft)
    announced_criteria(manager, draft)
    with pytest.raises(DomainError, match="published or discarded"):
        change_criterion(criterion=criterion, edits=0, wording=Wording("A", "B"), **lead)


# Which set a review is made by


def test_an_open_and_a_closed_file_each_get_the_set_for_them(cast, today, manager):
    version = ombudsman_association()
    default_criteria()
    open_set, closed_set = load("open-files"), load("closed-files")
    file = CaseFileFactory(opened_on=today - 30 * DAY)
    HoldingFactory(case_file=file, user=cast.caseworker, from_on=today - 30 * DAY)
    given = {"person": cast.caseworker, "reviewer": cast.supervisor, "versions": [version]}
    given |= {"by": manager, "scope": scope_for(manager, today)}
    opened = assign(case_file=file, **given)
    closed = assign(case_file=closed_file_of(cast.caseworker, today), **given)
    assert (opened.set_version, closed.set_version) == (open_set, closed_set)
    assert CouldShow.objects.filter(review=opened).exists()


def test_where_there_is_one_set_for_both_it_is_taken(today, db):
    assert criteria_for(file_open=True, on=today) if default_criteria() else None
    assert default_criteria().criteria_set.for_files == FilesFor.ANY


def test_without_any_set_it_is_said(today, db):
    with pytest.raises(DomainError, match="no criteria set in force"):
        criteria_for(file_open=True, on=today)


def test_a_running_review_stays_on_its_version(cast, manager, today):
    review = review_at(cast, "assigned")
    was = review.set_version
    announced_criteria(manager)
    review.refresh_from_db()
    assert review.set_version == was


def test_answers_of_several_versions_are_found_by_the_key(cast, manager, draft, lead, today):
    first = review_at(cast, "submitted")
    change_criterion(criterion=one(draft), edits=0, wording=Wording("The record", WORDS), **lead)
    announced_criteria(manager, draft)
    assert Criterion.objects.filter(key="dates").count() == 2
    answered = Answer.objects.filter(criterion__key="dates", sheet__review=first)
    assert [answer.criterion.set_version for answer in answered] == [default_criteria()]


# The default sets


@pytest.mark.parametrize(
    ("name", "unit", "number"), [("open-files", "8", 4), ("closed-files", "9", 3)]
)
def test_the_words_of_citizens_advice_are_as_in_its_unit(name, unit, number, db):
    source = json.loads((FIXTURES / "citizens-advice-casework-supervision.json").read_text())
    core = source["core_competencies"][0]
    printed = {
        behaviour["text"]
        for area in core["areas"]
        if area.get("printed_number") == unit
        for behaviour in area["behaviours"]
        if behaviour["kind"] == "effective"
    }
    version = load(name)
    quoted = version.criteria.exclude(source="")
    assert quoted.count() == number
    assert {criterion.text for criterion in quoted} <= printed
    assert all(criterion.source.endswith(f"unit {unit}") for criterion in quoted)
    assert "prints no copyright line" in version.source
    assert version.criteria.filter(critical=True).exists()


# Pages


def test_everybody_reads_what_is_announced_and_only_the_lead_drafts(
    manager, caseworker, draft, sign_in, organisation
):
    client = sign_in(caseworker)
    assert client.get(reverse("criteria_detail", args=[draft.pk])).status_code == 404
    assert "Draft" not in client.get(reverse("criteria_list")).content.decode()
    announced_criteria(manager, draft)
    page = client.get(reverse("criteria_detail", args=[draft.pk])).content.decode()
    assert WHY in page
    assert "Leave out" not in page
    assert "what a review asks of a file" in client.get("/").content.decode()


def test_a_lead_writes_a_criterion_and_both_texts_stay(manager, draft, lead, sign_in, organisation):
    client, criterion = sign_in(manager), one(draft)
    url = reverse("criterion_change", args=[criterion.pk])
    change_criterion(criterion=criterion, edits=0, wording=Wording("The record", WORDS), **lead)
    sent = {"text": "Mine.", "group": "The record", "edits": "0"}
    page = client.post(url, sent)
    text = page.content.decode()
    assert WORDS in text
    assert "Mine." in text
    again = client.post(url, sent | {"edits": str(page.context["form"]["edits"].value())})
    assert again.status_code == 302
    assert one(draft).text == "Mine."


def test_criteria_are_put_in_order_by_buttons(manager, draft, sign_in, organisation):
    client = sign_in(manager)
    client.post(reverse("criterion_move", args=[one(draft, "dates").pk]), {"up": "1"})
    order = texts(draft)
    assert order.index("dates") + 1 == order.index("clearly-stated")
    client.post(reverse("criterion_leave_out", args=[one(draft).pk]))
    assert "dates" not in texts(draft)


@pytest.mark.parametrize("sets", [1, 3])
def test_the_pages_cost_the_same_however_many_sets(
    sets, manager, draft, sign_in, organisation, django_assert_num_queries
):
    for name in ("open-files", "closed-files")[: sets - 1]:
        load(name)
    client = sign_in(manager)
    for url, queries in (("/criteria/", 6), (reverse("criteria_detail", args=[draft.pk]), 9)):
        client.get(url)
        with django_assert_num_queries(queries):
            client.get(url)
