"""Absence and adjustments: each sees no more than the policy gives them."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import RecordView
from people.models import Absence, Adjustment
from people.services.adjustments import agree_adjustment
from people.waiting import waiting_for
from tests.factories import AbsenceFactory, AdjustmentFactory, CoverFactory

DAY = dt.timedelta(days=1)
WHOLE = "Feedback in writing a day before we talk about it."
TO_DO = "Send feedback in writing a day ahead."


@pytest.fixture
def adjustment(caseworker, supervisor):
    return AdjustmentFactory(user=caseworker, agreed_by=supervisor, agreed_at=timezone.now())


def seen_by(user, scope_of):
    return list(Adjustment.objects.visible_to(scope_of(user)).values_list("agreed_text", "to_do"))


def test_person_and_supervisor_read_the_whole(adjustment, caseworker, supervisor, scope_of):
    for user in (caseworker, supervisor):
        assert seen_by(user, scope_of) == [(WHOLE, TO_DO)]


def test_manager_reads_only_what_must_be_done(adjustment, manager, scope_of):
    assert seen_by(manager, scope_of) == [("", TO_DO)]


def test_deputy_reads_only_what_must_be_done_and_only_on_the_days(
    adjustment, supervisor, other_supervisor, scope_of, today
):
    assert seen_by(other_supervisor, scope_of) == []
    cover = CoverFactory(covered=supervisor, deputy=other_supervisor, from_on=today, to_on=today)
    assert seen_by(other_supervisor, scope_of) == [("", TO_DO)]
    type(cover).objects.update(from_on=today - 2 * DAY, to_on=today - DAY)
    assert seen_by(other_supervisor, scope_of) == []


def test_hr_reads_what_must_be_done_only_if_the_person_says_so(adjustment, hr, scope_of):
    assert seen_by(hr, scope_of) == []
    Adjustment.objects.update(hr_may_see=True)
    assert seen_by(hr, scope_of) == [("", TO_DO)]


@pytest.mark.parametrize(
    "who",
    [
        "other_caseworker",
        "other_supervisor",
        "organisation_admin",
        "framework_admin",
        "data_protection_lead",
        "staff_representative",
        "leaver",
    ],
)
def test_nobody_else_reads_any_of_it(who, request, adjustment, scope_of):
    Adjustment.objects.update(hr_may_see=True)
    assert seen_by(request.getfixturevalue(who), scope_of) == []


def test_proposal_is_read_by_the_two_alone(caseworker, supervisor, manager, hr, scope_of):
    AdjustmentFactory(user=caseworker, hr_may_see=True)
    assert seen_by(supervisor, scope_of) == [(WHOLE, TO_DO)]
    assert seen_by(manager, scope_of) == []
    assert seen_by(hr, scope_of) == []


def page_of(person, sign_in, user):
    return sign_in(user).get(reverse("arrangement_list", args=[person.pk]))


def test_words_of_an_adjustment_stay_off_the_managers_page(
    adjustment, caseworker, manager, sign_in
):
    page = page_of(caseworker, sign_in, manager).content.decode()
    assert TO_DO in page
    assert WHOLE not in page


def test_hr_finds_the_page_only_of_whoever_lets_them(adjustment, caseworker, hr, sign_in):
    assert page_of(caseworker, sign_in, hr).status_code == 404
    Adjustment.objects.update(hr_may_see=True)
    page = page_of(caseworker, sign_in, hr).content.decode()
    assert TO_DO in page
    assert WHOLE not in page


def test_hr_sees_no_days_away(adjustment, caseworker, hr, sign_in, today):
    Adjustment.objects.update(hr_may_see=True)
    AbsenceFactory(user=caseworker, from_on=today)
    assert "No days away are recorded" in page_of(caseworker, sign_in, hr).content.decode()


def test_absent_and_invisible_look_the_same(caseworker, other_supervisor, sign_in, organisation):
    client = sign_in(other_supervisor)
    invisible = client.get(reverse("arrangement_list", args=[caseworker.pk]))
    absent = client.get(reverse("arrangement_list", args=[999_999]))
    assert invisible.status_code == absent.status_code == 404

    def without_token(answer):
        return [line for line in answer.content.decode().split("\n") if "csrf" not in line]

    assert without_token(invisible) == without_token(absent)


def test_person_learns_who_opened_the_page_and_ones_own_look_is_no_look(
    caseworker, supervisor, sign_in
):
    page_of(caseworker, sign_in, caseworker)
    assert not RecordView.objects.exists()
    page_of(caseworker, sign_in, supervisor)
    view = RecordView.objects.get()
    assert (view.viewer_key, view.subject_key) == (
        f"people.user:{supervisor.pk}",
        f"people.user:{caseworker.pk}",
    )


def dates(prefix, day):
    return {f"{prefix}-day": day.day, f"{prefix}-month": day.month, f"{prefix}-year": day.year}


def test_person_records_days_away_and_changes_them_on_return(caseworker, sign_in, today):
    client = sign_in(caseworker)
    client.post(reverse("absence_create", args=[caseworker.pk]), dates("from_on", today))
    absence = Absence.objects.get()
    client.post(
        reverse("absence_change", args=[absence.pk]),
        {**dates("from_on", today), **dates("to_on", today + DAY)},
    )
    assert Absence.objects.get().to_on == today + DAY


def test_dates_in_the_wrong_order_are_refused_beside_the_field_and_kept(caseworker, sign_in, today):
    answer = sign_in(caseworker).post(
        reverse("absence_create", args=[caseworker.pk]),
        {**dates("from_on", today), **dates("to_on", today - DAY)},
    )
    assert answer.status_code == 200
    assert answer.context["form"].errors["to_on"] == [
        "The last day must be the same as or after the first day."
    ]
    assert f'value="{(today - DAY).day}"' in answer.content.decode()
    assert not Absence.objects.exists()


def test_two_agree_on_an_adjustment_through_their_pages(caseworker, supervisor, sign_in, today):
    sign_in(supervisor).post(
        reverse("adjustment_create", args=[caseworker.pk]),
        {"agreed": WHOLE, "to_do": TO_DO, **dates("from_on", today)},
    )
    adjustment = Adjustment.objects.get()
    sign_in(supervisor).post(reverse("adjustment_agree", args=[adjustment.pk]))
    assert Adjustment.objects.get().agreed_at is None
    sign_in(caseworker).post(reverse("adjustment_agree", args=[adjustment.pk]))
    assert Adjustment.objects.get().agreed_by == caseworker


@pytest.mark.parametrize("number", [1, 3])
def test_arrangements_page_asks_the_same_however_many(
    number, caseworker, supervisor, organisation, sign_in, today, django_assert_num_queries
):
    for nth in range(number):
        AbsenceFactory(user=caseworker, from_on=today - nth * DAY, to_on=today - nth * DAY)
        AdjustmentFactory(user=caseworker, agreed_by=supervisor, agreed_at=timezone.now())
    client = sign_in(supervisor)
    with django_assert_num_queries(8):
        client.get(reverse("arrangement_list", args=[caseworker.pk]))


def waits_for(user, scope_of, today):
    return [row["object_id"] for row in waiting_for(scope_of(user), today)]


def test_proposal_waits_for_the_other_of_the_two_until_they_agree(
    caseworker, supervisor, manager, other_supervisor, scope_of, today
):
    CoverFactory(covered=supervisor, deputy=other_supervisor, from_on=today, to_on=today)
    adjustment = AdjustmentFactory(user=caseworker)
    assert waits_for(supervisor, scope_of, today) == [caseworker.pk]
    for user in (caseworker, manager, other_supervisor):
        assert waits_for(user, scope_of, today) == []
    agree_adjustment(by=supervisor, adjustment=adjustment)
    assert waits_for(supervisor, scope_of, today) == []


def test_waiting_proposal_stands_on_the_home_page(caseworker, supervisor, organisation, sign_in):
    AdjustmentFactory(user=caseworker, recorded_by=supervisor)
    page = sign_in(caseworker).get(reverse("home")).content.decode()
    assert "Read a proposed adjustment" in page
    assert WHOLE not in page
