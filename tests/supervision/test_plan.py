"""The plan: its person writes it and ticks it off, their supervisor reads it, nobody else does."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.urls import reverse

from assessments.models import Finding
from core.errors import DomainError, NotAllowed, Stale
from core.models import AuditDetail, AuditEvent, RecordView
from frameworks.tree import forget_trees
from people.models import Line
from supervision.models import PlanItem
from supervision.services.plan import (
    MOST_OPEN,
    Planned,
    add_plan_item,
    change_plan_item,
    finish_plan_item,
    remove_plan_item,
    reopen_plan_item,
)
from supervision.waiting import waiting_for
from tests.assessments.factories import review_at
from tests.factories import CoverFactory
from tests.records.factories import finding_of, review_of
from tests.supervision.factories import plan_item_of

WORDS = "Read the guidance on notices."


@pytest.fixture
def soon(today):
    return today + dt.timedelta(days=7)


@pytest.fixture
def typed(soon):
    return {
        "text": WORDS,
        "by_when-day": soon.day,
        "by_when-month": soon.month,
        "by_when-year": soon.year,
    }


@pytest.fixture
def finding(caseworker, supervisor, manager):
    """A finding on Amira's work, in a review that was shared with her."""
    forget_trees()
    cast = SimpleNamespace(caseworker=caseworker, supervisor=supervisor, manager=manager)
    yield Finding.objects.filter(sheet__review=review_at(cast, "shared")).first()
    forget_trees()


def test_something_is_planned_in_own_words_and_the_trail_holds_no_word_of_it(caseworker, soon):
    item = add_plan_item(by=caseworker, planned=Planned(text=WORDS, by_when=soon))

    assert (item.person, item.text, item.done_on) == (caseworker, WORDS, None)
    event = AuditEvent.objects.get(act="plan_item.added")
    assert event.subject_key == f"people.user:{caseworker.pk}"
    assert "guidance" not in str(AuditDetail.objects.get(event=event).data)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": " \n"}, "text"),
        ({"text": "x" * 1001}, "text"),
        ({"by_when": -1}, "by_when"),
    ],
)
def test_what_cannot_stand_is_refused_beside_its_field(caseworker, today, soon, change, field):
    if "by_when" in change:
        change = {"by_when": today + dt.timedelta(days=change["by_when"])}

    with pytest.raises(DomainError) as refused:
        add_plan_item(by=caseworker, planned=Planned(**{"text": WORDS, "by_when": soon, **change}))

    assert refused.value.field == field
    assert not PlanItem.objects.exists()


def test_a_plan_of_a_hundred_open_things_takes_no_more(caseworker, soon):
    for _ in range(MOST_OPEN):
        plan_item_of(caseworker)

    with pytest.raises(DomainError, match="100 open things"):
        add_plan_item(by=caseworker, planned=Planned(text=WORDS, by_when=soon))


def test_a_plan_answers_only_a_finding_shared_with_its_person(
    caseworker, other_caseworker, supervisor, soon, finding
):
    running = review_of(caseworker, supervisor, state="in_progress")
    unshared = finding_of(running, finding.area, "Not shared")
    planned = Planned(text=WORDS, by_when=soon)

    for by, found in ((other_caseworker, finding), (caseworker, unshared)):
        with pytest.raises(DomainError):
            add_plan_item(by=by, planned=planned, finding=found)
    assert add_plan_item(by=caseworker, planned=planned, finding=finding).finding == finding


def test_a_later_change_from_another_window_is_refused_and_both_texts_are_kept(caseworker, soon):
    item = plan_item_of(caseworker)
    planned = Planned(text="First", by_when=soon)
    change_plan_item(by=caseworker, item=item, version=1, planned=planned)

    with pytest.raises(Stale) as refused:
        change_plan_item(by=caseworker, item=item, version=1, planned=planned)

    assert refused.value.theirs.text == "First"


def test_a_change_may_keep_a_day_that_is_past_but_not_choose_one(caseworker, today):
    past = today - dt.timedelta(days=3)
    item = plan_item_of(caseworker, by_when=past)

    changed = change_plan_item(
        by=caseworker, item=item, version=1, planned=Planned(text=WORDS, by_when=past)
    )
    assert changed.text == WORDS
    with pytest.raises(DomainError):
        change_plan_item(
            by=caseworker,
            item=item,
            version=2,
            planned=Planned(text=WORDS, by_when=today - dt.timedelta(days=1)),
        )


def test_ticking_off_twice_is_one_event_and_a_tick_is_taken_back(caseworker, today):
    item = plan_item_of(caseworker)

    finish_plan_item(by=caseworker, item=item)
    assert finish_plan_item(by=caseworker, item=item).done_on == today
    assert AuditEvent.objects.filter(act="plan_item.done").count() == 1

    reopen_plan_item(by=caseworker, item=item)
    assert reopen_plan_item(by=caseworker, item=item).done_on is None
    assert AuditEvent.objects.filter(act="plan_item.reopened").count() == 1


def test_what_is_done_is_neither_changed_nor_removed(caseworker, today, soon):
    item = plan_item_of(caseworker, done_on=today)

    with pytest.raises(DomainError, match="done"):
        change_plan_item(
            by=caseworker, item=item, version=1, planned=Planned(text=WORDS, by_when=soon)
        )
    with pytest.raises(DomainError, match="done"):
        remove_plan_item(by=caseworker, item=item)


def test_what_is_open_may_be_taken_off_and_the_trail_says_so(caseworker):
    item = plan_item_of(caseworker)

    remove_plan_item(by=caseworker, item=item)

    assert not PlanItem.objects.exists()
    assert AuditEvent.objects.filter(act="plan_item.removed").exists()


def test_nobody_but_its_person_writes_a_plan(caseworker, supervisor, soon):
    item = plan_item_of(caseworker)
    planned = Planned(text=WORDS, by_when=soon)

    for act in (
        lambda: change_plan_item(by=supervisor, item=item, version=1, planned=planned),
        lambda: finish_plan_item(by=supervisor, item=item),
        lambda: reopen_plan_item(by=supervisor, item=item),
        lambda: remove_plan_item(by=supervisor, item=item),
    ):
        with pytest.raises(NotAllowed):
            act()


@pytest.fixture
def read_by(scope_of):
    return lambda user: set(
        PlanItem.objects.visible_to(scope_of(user)).values_list("text", flat=True)
    )


def test_a_new_supervisor_reads_the_plan_of_before_and_a_former_one_nothing(
    caseworker, supervisor, other_supervisor, read_by, today
):
    plan_item_of(caseworker, "Of before")
    Line.objects.filter(person=caseworker).update(to_on=today - dt.timedelta(days=1))
    Line.objects.create(person=caseworker, supervisor=other_supervisor, from_on=today)

    assert read_by(other_supervisor) == {"Of before"}
    assert read_by(supervisor) == set()


def test_a_deputy_reads_what_is_open(caseworker, supervisor, other_supervisor, read_by, today):
    plan_item_of(caseworker, "Open")
    plan_item_of(caseworker, "Done", done_on=today)
    CoverFactory(covered=supervisor, deputy=other_supervisor, from_on=today, to_on=today)

    assert read_by(other_supervisor) == {"Open"}
    assert read_by(supervisor) == {"Open", "Done"}


@pytest.mark.parametrize(
    "role", ["manager", "hr", "other_supervisor", "other_caseworker", "framework_admin", "leaver"]
)
def test_nobody_else_reads_a_plan(role, request, caseworker, read_by):
    plan_item_of(caseworker)

    assert read_by(request.getfixturevalue(role)) == set()


def test_what_is_due_within_two_weeks_waits_for_its_person_alone(
    caseworker, supervisor, scope_of, today
):
    plan_item_of(caseworker, by_when=today - dt.timedelta(days=1))
    plan_item_of(caseworker, by_when=today + dt.timedelta(days=14))
    plan_item_of(caseworker, by_when=today + dt.timedelta(days=15))
    plan_item_of(caseworker, by_when=today, done_on=today)

    waiting = waiting_for(scope_of(caseworker), today)

    assert {row["due"] for row in waiting} == {
        today - dt.timedelta(days=1),
        today + dt.timedelta(days=14),
    }
    assert not waiting_for(scope_of(supervisor), today)


def test_a_finding_leads_to_the_plan_and_the_plan_back_to_the_finding(
    sign_in, caseworker, finding, typed
):
    client = sign_in(caseworker)
    review = finding.sheet.review_id
    add = f"{reverse('plan_add')}?finding={finding.pk}"
    assert add in client.get(reverse("review_detail", args=[review])).content.decode()
    assert finding.note in client.get(add).content.decode()

    client.post(add, {**typed, "area": finding.area_id})

    html = client.get(reverse("plan")).content.decode()
    assert WORDS in html
    assert f"{reverse('review_detail', args=[review])}#finding-{finding.pk}" in html


def test_a_finding_of_anothers_work_is_not_found(sign_in, other_caseworker, finding):
    client = sign_in(other_caseworker)

    for asked in (finding.pk, "x", "9" * 30):
        assert client.get(f"{reverse('plan_add')}?finding={asked}").status_code == 404


def test_a_double_click_plans_one_thing(sign_in, caseworker, typed):
    client = sign_in(caseworker)

    for _ in range(2):
        client.post(reverse("plan_add"), {**typed, "nonce": "abc"})

    assert PlanItem.objects.count() == 1


def test_everything_typed_is_kept_beside_an_error(sign_in, caseworker, typed):
    answer = sign_in(caseworker).post(reverse("plan_add"), {**typed, "by_when-day": "40"})

    assert answer.status_code == 422
    assert WORDS in answer.content.decode()


def test_a_plan_is_changed_done_opened_again_and_removed_in_the_browser(sign_in, caseworker, typed):
    item = plan_item_of(caseworker)
    client = sign_in(caseworker)

    client.post(reverse("plan_change", args=[item.pk]), {**typed, "version": 1})
    stale = client.post(
        reverse("plan_change", args=[item.pk]), {**typed, "text": "Mine", "version": 1}
    )
    assert stale.status_code == 422
    assert "Mine" in stale.content.decode()
    assert WORDS in stale.content.decode()

    client.post(reverse("plan_done", args=[item.pk]))
    assert "Done in the last year" in client.get(reverse("plan")).content.decode()
    assert client.post(reverse("plan_remove", args=[item.pk])).status_code == 422
    client.post(reverse("plan_reopen", args=[item.pk]))
    client.post(reverse("plan_remove", args=[item.pk]))
    assert not PlanItem.objects.exists()


def test_a_supervisor_reads_a_plan_without_a_way_to_change_it_and_it_is_noted(
    sign_in, caseworker, supervisor
):
    item = plan_item_of(caseworker)

    html = sign_in(supervisor).get(reverse("person_plan", args=[caseworker.pk])).content.decode()

    assert item.text in html
    assert reverse("plan_change", args=[item.pk]) not in html
    assert RecordView.objects.get().sort == "plan"


@pytest.mark.parametrize("rows", [1, 3, 60])
def test_a_plan_takes_the_same_queries_however_long_it_is(
    rows, sign_in, organisation, caseworker, finding, django_assert_num_queries
):
    for n in range(rows):
        plan_item_of(caseworker, f"Thing {n}", finding=finding, area=finding.area)
    client = sign_in(caseworker)
    client.get(reverse("plan"))

    with django_assert_num_queries(5):
        client.get(reverse("plan"))
