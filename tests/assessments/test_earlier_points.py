"""Earlier improvement points: for the reviewer alone, and only once the answers are in."""

import datetime as dt

import pytest
from django.urls import reverse

from assessments.enums import Direction, ReplySort, ReviewState
from assessments.models import Evidence, FileReview
from assessments.querysets import old_points_before
from assessments.services.reply import close_review, reply_to_review, withdraw_review
from core.models import RecordView
from frameworks.models import Area
from people.models import Line
from tests.assessments import factories
from tests.records.factories import evidence_of, review_of, small_framework

EARLIER = "/earlier/"
NONE = "There is none that you may read"


@pytest.fixture
def area(tree):
    return Area.objects.get(pk=tree.area_by_key["analytical.perceptive"].id)


@pytest.fixture
def earlier(caseworker, supervisor, area, today):
    """Return a function that records an improvement point about Amira, a month ago."""

    def record(statement, *, person=caseworker, author=supervisor, on_area=area, **given):
        given.setdefault("on", today - dt.timedelta(days=30))
        given.setdefault("direction", Direction.OPPOSITE)
        return evidence_of(person, on_area, author, statement=statement, **given)

    return record


@pytest.fixture
def read(sign_in, organisation):
    def page(user, review, route="review_earlier"):
        answer = sign_in(user).get(reverse(route, args=[review.pk]))
        assert answer.status_code == 200
        return answer.content.decode()

    return page


@pytest.fixture
def refused(sign_in, organisation):
    """Say whether somebody who may see the review is refused its earlier points."""

    def is_refused(user, review):
        url = reverse("review_earlier", args=[review.pk])
        answer = sign_in(user).get(url)
        page = sign_in(user).get(reverse("review_detail", args=[review.pk])).content.decode()
        return answer.status_code == 403 and url not in page

    return is_refused


def test_no_page_of_writing_shows_an_earlier_point_and_the_finished_review_does(
    read, refused, earlier, assigned, supervisor, scope_of, tree, sign_in
):
    earlier("The time limit was named late.")
    url = reverse("review_write", args=[assigned.pk])
    fields = factories.fields_for(assigned, tree)
    check = sign_in(supervisor).post(url, fields | {"draft_version": "0", "check": "1"})
    assert check.headers["Location"] == reverse("review_check", args=[assigned.pk])
    for route in ("review_write", "review_check", "review_detail"):
        page = read(supervisor, assigned, route)
        assert "The time limit was named late." not in page
        assert EARLIER not in page
    assert refused(supervisor, assigned)
    assert "after you finish" in read(supervisor, assigned, "review_check")

    factories.submit(assigned, by=supervisor, scope=scope_of(supervisor), trees=[tree])

    for route in ("review_detail", "review_share"):
        assert EARLIER in read(supervisor, assigned, route)
    assert "The time limit was named late." in read(supervisor, assigned)


def test_only_the_reviewer_reads_them(
    read, refused, earlier, submitted, caseworker, manager, supervisor, scope_of
):
    earlier("The time limit was named late.")
    assert refused(manager, submitted)
    factories.share(submitted, by=supervisor, scope=scope_of(supervisor))
    assert refused(caseworker, submitted)
    assert "The time limit was named late." in read(supervisor, submitted)


def test_a_reviewer_of_another_team_reads_none_but_their_own(
    read, earlier, case_file, caseworker, other_supervisor, manager, version, set_version,
    scope_of, tree, today,
):  # fmt: skip
    review = factories.assign(
        case_file=case_file,
        person=caseworker,
        reviewer=other_supervisor,
        by=manager,
        scope=scope_of(manager),
        versions=[version],
        set_version=set_version,
    )
    earlier("Written by Ben.")
    factories.submit(review, by=other_supervisor, scope=scope_of(other_supervisor), trees=[tree])
    page = read(other_supervisor, review)
    assert NONE in page
    assert "Written by Ben." not in page

    earlier("Written by Dilys.", author=other_supervisor, on=today - dt.timedelta(days=20))
    page = read(other_supervisor, review)
    assert "Written by Dilys." in page
    assert "Written by Ben." not in page


def test_a_supervisor_reads_none_from_before_they_took_over(
    read, earlier, submitted, caseworker, manager, supervisor, today
):
    earlier("Of before.", author=manager)
    earlier("Of since.", author=manager, on=today - dt.timedelta(days=5))
    Line.objects.filter(person=caseworker).update(from_on=today - dt.timedelta(days=10))
    page = read(supervisor, submitted)
    assert "Of since." in page
    assert "Of before." not in page


def test_what_does_not_count_is_good_is_old_or_is_somebody_elses_is_left_out(
    read, earlier, submitted, supervisor, caseworker, other_caseworker, today
):
    first = old_points_before(today)
    Line.objects.create(person=other_caseworker, supervisor=supervisor, from_on=today, to_on=today)
    disputed = review_of(caseworker, supervisor, shared=today - dt.timedelta(days=40))
    earlier("Disputed.", review=disputed)
    FileReview.objects.filter(pk=disputed.pk).update(state=ReviewState.DISPUTED)
    earlier("Withdrawn.", withdrawn="Another file.")
    earlier("Good.", direction=Direction.SHOWS)
    earlier("Too old.", on=first - dt.timedelta(days=1))
    earlier("Another person.", person=other_caseworker, recorded=today)
    earlier("Another framework.", on_area=small_framework("another").areas.first())
    earlier("Just young enough.", on=first)
    page = read(supervisor, submitted)
    assert "Just young enough." in page
    for words in ("Disputed.", "Withdrawn.", "Good.", "Too old.", "Another "):
        assert words not in page


def test_points_of_the_review_itself_and_of_later_ones_are_not_earlier(
    read, earlier, submitted, supervisor, scope_of
):
    factories.share(submitted, by=supervisor, scope=scope_of(supervisor))
    assert Evidence.objects.filter(direction=Direction.OPPOSITE).count() == 1
    earlier("Recorded after the answers.", recorded=submitted.submitted_at)
    page = read(supervisor, submitted)
    assert NONE in page
    assert "Recorded after the answers." not in page


@pytest.mark.parametrize("permitted", [True, False])
def test_another_version_of_the_framework_must_permit_what_this_review_is_for(
    permitted, read, earlier, submitted, supervisor
):
    other = small_framework("ombudsman-association", permitted=permitted)
    earlier("Under the other version.", on_area=other.areas.first())
    page = read(supervisor, submitted)
    assert ("Under the other version." in page) is permitted


def test_they_are_read_while_the_review_is_talked_about_and_not_once_it_is_closed(
    read, refused, earlier, shared, supervisor, caseworker, scope_of
):
    earlier("The time limit was named late.", recorded=shared.submitted_at - dt.timedelta(days=9))
    scope = scope_of(caseworker)
    assert "named late" in read(supervisor, shared)
    reply_to_review(review=shared, sort=ReplySort.ACKNOWLEDGED, text="", by=caseworker, scope=scope)
    assert "named late" in read(supervisor, shared)
    close_review(review=shared, by=supervisor, scope=scope_of(supervisor))
    assert refused(supervisor, shared)


def test_a_disputed_review_may_still_be_prepared_for_and_a_withdrawn_one_not(
    read, refused, earlier, shared, supervisor, caseworker, scope_of
):
    earlier("The time limit was named late.", recorded=shared.submitted_at - dt.timedelta(days=9))
    reply_to_review(
        review=shared,
        sort=ReplySort.DISPUTED,
        text="No.",
        by=caseworker,
        scope=scope_of(caseworker),
    )
    assert "named late" in read(supervisor, shared)
    withdraw_review(
        review=shared, reason="The wrong file.", by=supervisor, scope=scope_of(supervisor)
    )
    assert refused(supervisor, shared)


def test_the_look_is_noted_where_there_was_something_to_see(
    read, earlier, submitted, supervisor, caseworker
):
    looks = RecordView.objects.filter(sort="evidence")
    read(supervisor, submitted)
    assert not looks.exists()
    earlier("The time limit was named late.")
    read(supervisor, submitted)
    look = looks.get()
    assert look.viewer_key == f"people.user:{supervisor.pk}"
    assert look.subject_key == f"people.user:{caseworker.pk}"
    assert look.shown_from is not None


def test_the_newest_twenty_are_listed_and_it_is_said_that_there_are_more(
    read, earlier, submitted, supervisor, today
):
    for number in range(20):
        earlier(f"Point {number:02}.", on=today - dt.timedelta(days=40 + number))
    assert "Only the newest are listed here." not in read(supervisor, submitted)
    earlier("The newest.")
    page = read(supervisor, submitted)
    assert "Only the newest are listed here." in page
    assert page.index("The newest.") < page.index("Point 00.") < page.index("Point 18.")
    assert "Point 19." not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_earlier_points_ask_as_often_for_many_as_for_one(
    rows, earlier, submitted, supervisor, sign_in, organisation, django_assert_num_queries
):
    for number in range(rows):
        earlier(f"Point {number}.")
    browser = sign_in(supervisor)
    url = reverse("review_earlier", args=[submitted.pk])
    browser.get(url)
    with django_assert_num_queries(7):
        page = browser.get(url).content.decode()
    assert page.count("Point ") == rows


def test_the_choice_of_evidence_leaves_old_points_out_until_they_are_asked_for(
    earlier, supervisor, caseworker, area, today, sign_in, organisation
):
    old = earlier("Long ago.", on=old_points_before(today) - dt.timedelta(days=1))
    earlier("Lately.")
    browser = sign_in(supervisor)
    url = reverse("judgement_add", args=[caseworker.pk, area.pk])
    page = browser.get(url).content.decode()
    assert "Lately." in page
    assert "Long ago." not in page
    assert "Long ago." in browser.get(url + "?ages=all").content.decode()
    refused = browser.post(url, {"evidence": [str(old.pk)], "reason": ""})
    assert refused.status_code == 422
    assert "Long ago." in refused.content.decode()
