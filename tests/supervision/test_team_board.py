"""The team board: in name order, what may be known of each, in the same number of queries."""

import datetime as dt

import pytest
from django.urls import reverse

from people.models import Line
from tests.factories import CoverFactory, LineFactory, person
from tests.records.factories import evidence_of, judgement_of, review_of, small_framework
from tests.supervision.factories import plan_item_of


@pytest.fixture
def area(db):
    return small_framework().areas.first()


@pytest.fixture
def board(sign_in):
    """Return what the board says, by name, in its order."""

    def read(user, query=""):
        context = sign_in(user).get(reverse("team_board") + query).context
        return {row.name: row.standing for row in context["rows"]}

    return read


def test_people_stand_in_order_of_name_whatever_is_said_of_them(
    board, caseworker, supervisor, housing, area
):
    for name in ("Zoe Adams", "Aaron Zeller"):
        person(name, team=housing, supervisor=supervisor)
    evidence_of(caseworker, area, supervisor)

    assert list(board(supervisor)) == ["Aaron Zeller", "Amira Haddad", "Zoe Adams"]


def test_each_row_says_what_there_is_by_day(
    board, caseworker, supervisor, other_supervisor, area, today
):
    day = today - dt.timedelta(days=10)
    long_ago = today - dt.timedelta(days=400)
    review_of(caseworker, other_supervisor, state="assigned")
    review_of(caseworker, other_supervisor, state="submitted")
    review_of(caseworker, other_supervisor, state="acknowledged", shared=day)
    review_of(caseworker, other_supervisor, state="disputed", shared=day)
    review_of(caseworker, other_supervisor, state="closed", shared=long_ago)
    evidence_of(caseworker, area, supervisor, on=day)
    evidence_of(caseworker, area, supervisor, on=today, withdrawn="It was another file.")
    judgement_of(caseworker, area, supervisor, on=day)
    plan_item_of(caseworker, by_when=day)
    plan_item_of(caseworker)
    plan_item_of(caseworker, done_on=today)

    row = board(supervisor)["Amira Haddad"]

    assert (row.running, row.shared, row.answers) == (1, 2, 2)
    assert (row.last_evidence, row.last_judgement) == (day, day)
    assert (row.planned, row.overdue) == (2, 1)


def test_what_was_before_a_supervisor_took_over_is_not_told(
    board, caseworker, supervisor, other_supervisor, area, today
):
    since = today - dt.timedelta(days=5)
    before = since - dt.timedelta(days=5)
    Line.objects.filter(person=caseworker).update(to_on=since - dt.timedelta(days=1))
    LineFactory(person=caseworker, supervisor=other_supervisor, from_on=since)
    review_of(caseworker, supervisor, state="acknowledged", shared=before)
    evidence_of(caseworker, area, supervisor, on=before)
    judgement_of(caseworker, area, supervisor, on=before)

    row = board(other_supervisor)["Amira Haddad"]

    assert (row.shared, row.answers, row.last_evidence, row.last_judgement) == (0, 0, None, None)
    assert "Amira Haddad" not in board(supervisor)


def test_a_deputy_sees_the_team_they_cover_for_and_is_told_so(
    sign_in, caseworker, supervisor, other_supervisor, other_caseworker, today
):
    CoverFactory(covered=supervisor, deputy=other_supervisor, from_on=today, to_on=today)

    html = sign_in(other_supervisor).get(reverse("team_board")).content.decode()

    assert html.count("You cover for their supervisor") == 1
    assert caseworker.name in html
    assert other_caseworker.name in html


def test_a_supervisor_of_nobody_reads_how_people_get_here(sign_in, housing):
    from people.enums import Role

    user = person("Nobody Yet", Role.SUPERVISOR, team=housing)

    assert "Nobody is in your team yet" in sign_in(user).get(reverse("team_board")).content.decode()


@pytest.mark.parametrize("people", [1, 3, 40])
def test_the_board_takes_ten_queries_at_most_however_many_people_there_are(
    people, sign_in, organisation, supervisor, manager, housing, area, django_assert_num_queries
):
    for n in range(people):
        member = person(f"Member {n}", team=housing, supervisor=supervisor)
        evidence_of(member, area, supervisor)
        judgement_of(member, area, supervisor)
        review_of(member, manager)
        plan_item_of(member)
    client = sign_in(supervisor)
    client.get(reverse("team_board"))

    with django_assert_num_queries(10):
        client.get(reverse("team_board"))


def test_a_long_team_is_read_page_by_page(board, sign_in, supervisor, housing):
    for n in range(51):
        person(f"Member {n:02d}", team=housing, supervisor=supervisor)

    context = sign_in(supervisor).get(reverse("team_board")).context
    assert len(context["rows"]) == 50
    assert list(board(supervisor, context["later"])) == ["Member 50"]
    assert len(board(supervisor, "?after=nonsense")) == 50
