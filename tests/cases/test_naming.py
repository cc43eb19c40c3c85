"""Restricted cases go to those cleared, external reviewers see the cases they are named for."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from assessments.independence import independent_of
from assessments.models import FileReview
from assessments.queries import possible_reviewers, who_may_review
from assessments.reviewers import Asked, Reviewer, Staff, may_review, share_out
from assessments.round_staff import asked_of, staff_of
from assessments.services.submit import submit_review
from cases.models import CaseFile, CaseSight, Restriction
from cases.naming import is_external
from cases.rules import barred_people, bars
from cases.services.naming import end_restriction, end_sight
from core.errors import DomainError, NotAllowed
from core.models import AuditEvent
from people.scope import scope_for
from tests.assessments.factories import (
    assign,
    closed_file_of,
    content_for,
    default_criteria,
    ombudsman_association,
    tree_of,
)
from tests.cases.naming_factories import REASON, external, named, restricted
from tests.factories import PostFactory

DAY = dt.timedelta(days=1)


@pytest.fixture
def file(caseworker, today):
    return closed_file_of(caseworker, today)


@pytest.fixture
def edda(db):
    return external()


def asking(file, caseworker, reviewer, manager, today, version):
    return assign(
        case_file=file, person=caseworker, reviewer=reviewer, versions=[version],
        by=manager, scope=scope_for(manager, today),
    )  # fmt: skip


@pytest.fixture
def version(db):
    default_criteria()
    return ombudsman_association()


# What bars whom


def test_a_restricted_case_bars_all_but_those_cleared(file, supervisor, other_supervisor, manager, today):  # fmt: skip
    restricted(file, manager)
    named(file, other_supervisor, manager)
    assert "restricted" in bars(supervisor, file, today)[0]
    assert bars(other_supervisor, file, today) == []
    assert bars(other_supervisor, file, today + 29 * DAY) != []


def test_a_restriction_that_ended_bars_nobody(file, supervisor, manager, today):
    restriction = restricted(file, manager)
    end_restriction(restriction=restriction, by=manager, scope=scope_for(manager, today))
    assert bars(supervisor, file, today) != []
    assert bars(supervisor, file, today + DAY) == []
    with pytest.raises(DomainError, match="ended already"):
        end_restriction(restriction=restriction, by=manager, scope=scope_for(manager, today))


def test_somebody_from_outside_is_barred_from_all_but_the_cases_they_are_named_for(
    file, caseworker, edda, manager, today
):
    other = closed_file_of(caseworker, today, "HB-2")
    named(file, edda, manager)
    assert is_external(edda, today)
    assert bars(edda, file, today) == []
    assert "comes from outside" in bars(edda, other, today)[0]


def test_whoever_has_a_post_inside_as_well_is_not_from_outside(edda, today):
    PostFactory(user=edda)
    assert not is_external(edda, today)


def test_lists_and_sentences_agree(
    file, caseworker, edda, supervisor, other_supervisor, manager, today
):
    everybody = (edda, supervisor, other_supervisor, manager, caseworker)
    for step in (
        lambda: None,
        lambda: named(file, edda, manager),
        lambda: restricted(file, manager),
        lambda: named(file, other_supervisor, manager),
    ):
        step()
        barred = set(barred_people(file, today))
        for person in everybody:
            free = not bars(person, file, today)
            assert (person.pk not in barred) == free, person.name
            opened = CaseFile.objects.open_to_reviewer(person, today).filter(pk=file.pk)
            assert opened.exists() == free, person.name


# Assignment and submission


def test_only_a_cleared_reviewer_is_given_a_restricted_case(
    file, caseworker, supervisor, other_supervisor, manager, today, version
):
    restricted(file, manager)
    named(file, other_supervisor, manager)
    scope = scope_for(manager, today)
    assert list(possible_reviewers(file, scope)) == [other_supervisor]
    with pytest.raises(DomainError, match="not cleared") as caught:
        asking(file, caseworker, supervisor, manager, today, version)
    assert caught.value.field == "reviewer"
    assert asking(file, caseworker, other_supervisor, manager, today, version).pk


def test_a_case_restricted_meanwhile_is_asked_about_again_when_the_review_is_finished(
    file, caseworker, supervisor, manager, today, version
):
    review = asking(file, caseworker, supervisor, manager, today, version)
    restricted(file, manager)
    tree = tree_of(version.pk)
    with pytest.raises(DomainError, match="not cleared"):
        submit_review(
            review=review,
            content=content_for(review, tree),
            reviewed_on=today,
            trees=[tree],
            by=supervisor,
            scope=scope_for(supervisor, today),
        )


def test_an_external_reviewer_is_offered_while_named_and_sees_that_review_only(
    file, caseworker, supervisor, edda, manager, today, version, sign_in, organisation
):
    assert not who_may_review(today).filter(pk=edda.pk).exists()
    sight = named(file, edda, manager)
    other = asking(
        closed_file_of(caseworker, today, "HB-2"), caseworker, supervisor, manager, today, version
    )
    review = asking(file, caseworker, edda, manager, today, version)
    client = sign_in(edda)
    url = reverse("review_write", args=[review.pk])
    assert client.get(url).status_code == 200
    assert client.get(reverse("review_detail", args=[other.pk])).status_code == 404
    assert set(FileReview.objects.visible_to(scope_for(edda, today))) == {review}
    assert not FileReview.objects.visible_to(scope_for(edda, sight.to_on + DAY)).exists()
    end_sight(sight=sight, by=manager, scope=scope_for(manager, today + DAY))
    sight.refresh_from_db()
    assert sight.to_on == today
    assert not FileReview.objects.visible_to(scope_for(edda, today + DAY)).exists()


def test_a_second_look_goes_to_those_cleared_only(
    file, caseworker, supervisor, other_supervisor, manager, today, version
):
    review = asking(file, caseworker, supervisor, manager, today, version)
    before = set(independent_of(review, today))
    restricted(file, manager)
    assert other_supervisor in before
    assert not independent_of(review, today).exists()
    named(file, other_supervisor, manager)
    assert list(independent_of(review, today)) == [other_supervisor]


# The draw


def test_the_draw_reads_who_is_named_for_which_file(
    file, caseworker, edda, other_supervisor, manager, supervisor, today
):
    restricted(file, manager)
    named(file, other_supervisor, manager)
    free = closed_file_of(caseworker, today, "HB-2")
    named(free, edda, manager)
    pairs = [(file.pk, caseworker.pk), (free.pk, caseworker.pk)]
    closed, open_ = asked_of(pairs, today)
    staff = staff_of(today, today + 20 * DAY, today, most=20).staff
    assert (closed.restricted, open_.restricted) == (True, False)
    for asked, who in ((closed, {other_supervisor}), (open_, {supervisor, manager, other_supervisor, edda})):  # fmt: skip
        may = {
            person
            for person in (supervisor, manager, other_supervisor, edda)
            if may_review(staff, asked, person.pk)
        }
        assert may == who


def test_a_restricted_file_without_anybody_cleared_is_left_without_a_reviewer():
    staff = Staff([Reviewer(2, 1), Reviewer(3, 1)], {1: 1}, {}, set(), most=20)
    assert share_out([Asked(7, 1, restricted=True)], staff, "ab") == {7: None}
    assert share_out([Asked(7, 1, restricted=True, named={3})], staff, "ab") == {7: 3}


def test_somebody_from_outside_gets_the_file_they_are_named_for_and_no_other():
    staff = Staff([Reviewer(2, 1), Reviewer(9, None)], {1: 1}, {}, set(), most=1, external={9})
    files = [Asked(7, 1, barred={2}, named={9}), Asked(8, 1, barred={2})]
    assert share_out(files, staff, "ab") == {7: 9, 8: None}


# Restricting and naming


def test_only_the_lead_restricts_and_names(file, supervisor, edda, manager, today):
    scope = scope_for(supervisor, today)
    sight = named(file, edda, manager)
    for act in (
        lambda: restricted(file, supervisor),
        lambda: named(file, edda, supervisor),
        lambda: end_sight(sight=sight, by=supervisor, scope=scope),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert AuditEvent.objects.filter(act="case.reviewer_named").count() == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [({"reason": " "}, "reason"), ({"from_on": -1}, "from_on")],
)
def test_a_restriction_that_cannot_be_is_refused(file, manager, today, given, field):
    if "from_on" in given:
        given = {"from_on": today + given["from_on"] * DAY}
    with pytest.raises(DomainError) as caught:
        restricted(file, manager, **given)
    assert caught.value.field == field


def test_a_case_is_restricted_once_at_a_time(file, manager):
    restricted(file, manager)
    with pytest.raises(DomainError, match="restricted already"):
        restricted(file, manager)


@pytest.mark.parametrize(
    ("first", "last", "field"), [(-1, 5, "from_on"), (5, 4, "to_on"), (0, 400, "to_on")]
)
def test_dates_that_cannot_be_are_refused(file, edda, manager, today, first, last, field):
    with pytest.raises(DomainError) as caught:
        named(file, edda, manager, from_on=today + first * DAY, to_on=today + last * DAY)
    assert caught.value.field == field


def test_whoever_had_a_part_is_not_named(file, caseworker, manager):
    with pytest.raises(DomainError, match="had a part") as caught:
        named(file, caseworker, manager)
    assert caught.value.field == "user"


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE cases_restriction SET reason = 'Other'",
        "DELETE FROM cases_restriction",
        "UPDATE cases_casesight SET user_id = by_id",
        "DELETE FROM cases_casesight",
    ],
)
def test_the_database_keeps_who_was_named(file, edda, manager, attack):
    restricted(file, manager)
    named(file, edda, manager)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)


def test_only_the_lead_reads_why_a_case_is_restricted(
    file, caseworker, supervisor, manager, edda, sign_in, organisation
):
    restricted(file, manager)
    named(file, edda, manager)
    url = reverse("case_detail", args=[file.pk])
    shown = sign_in(manager).get(url).content.decode()
    assert REASON in shown
    assert "Edda Lind" in shown
    for person in (caseworker, supervisor):
        page = sign_in(person).get(url).content.decode()
        assert REASON not in page
        assert "Edda Lind" not in page


def test_a_lead_restricts_and_names_on_the_pages(
    file, other_supervisor, manager, today, sign_in, organisation
):
    client = sign_in(manager)
    day = {"from_on-day": today.day, "from_on-month": today.month, "from_on-year": today.year}
    client.post(reverse("case_restrict", args=[file.pk]), {"reason": REASON, **day})
    last = today + 10 * DAY
    until = {"to_on-day": last.day, "to_on-month": last.month, "to_on-year": last.year}
    client.post(
        reverse("case_name_reviewer", args=[file.pk]), {"user": other_supervisor.pk, **day, **until}
    )
    assert CaseSight.objects.get().user == other_supervisor
    client.post(reverse("restriction_end", args=[Restriction.objects.get().pk]))
    assert Restriction.objects.get().to_on == today
    client.post(reverse("sight_end", args=[CaseSight.objects.get().pk]))
    assert CaseSight.objects.get().to_on == today
