"""The profile by competency: nothing is added up, for and against stay apart, change is shown."""

import datetime as dt
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from assessments.enums import Direction, ReviewState
from assessments.models import FileReview
from assessments.querysets import old_points_before
from core.models import RecordView
from frameworks.tree import forget_trees
from people.models import Line
from tests.records.factories import (
    evidence_of,
    judgement_of,
    review_of,
    small_framework,
)

DAY = dt.date(2026, 5, 1)


@pytest.fixture
def version(db):
    forget_trees()
    yield small_framework()
    forget_trees()


@pytest.fixture
def areas(version):
    return list(version.areas.order_by("core_competency__position", "position"))


@pytest.fixture
def opened(sign_in):
    def read(user, route, *args, query=""):
        answer = sign_in(user).get(reverse(route, args=args) + query)
        return answer.status_code, answer.content.decode()

    return read


@pytest.fixture
def profile(sign_in):
    """Return the cells of a profile by the title of their area."""

    def cells_of(user, route="my_profile", *args, query=""):
        context = sign_in(user).get(reverse(route, args=args) + query).context
        return {cell.area.title: cell for row in context["profile"].rows for cell in row.cells}

    return cells_of


def test_somebody_without_evidence_reads_that_there_is_none_yet(opened, caseworker, version):
    status, html = opened(caseworker, "my_profile")

    assert status == 200
    assert "There is no evidence and no judgement about you yet." in html


def test_every_area_of_the_framework_has_a_cell_and_an_unseen_one_says_so(
    opened, profile, caseworker, supervisor, areas
):
    evidence_of(caseworker, areas[0], supervisor, on=DAY)

    cells = profile(caseworker)

    assert list(cells) == ["Area 1.1", "Area 1.2", "Area 2.1", "Area 2.2"]
    assert [cell.unseen for cell in cells.values()] == [False, True, True, True]
    html = opened(caseworker, "my_profile")[1]
    assert html.count("Area 1.2: no evidence yet</title>") == 1
    assert "Area 1.1: evidence, not judged yet</title>" in html


def test_evidence_for_and_against_is_counted_apart_with_its_latest_day(
    opened, profile, caseworker, supervisor, areas
):
    later = DAY + dt.timedelta(days=9)
    evidence_of(caseworker, areas[0], supervisor, on=DAY)
    evidence_of(caseworker, areas[0], supervisor, on=later)
    evidence_of(caseworker, areas[0], supervisor, on=DAY, direction=Direction.OPPOSITE)

    cell = profile(caseworker)["Area 1.1"]

    assert (cell.shows.number, cell.shows.latest) == (2, later)
    assert (cell.opposite.number, cell.opposite.latest) == (1, DAY)
    assert cell.latest == later
    assert cell.marks == ()
    html = opened(caseworker, "my_profile")[1]
    assert "2, latest on 10 May 2026" in html
    assert "1, on 1 May 2026" in html


def test_the_latest_judgement_of_each_assessor_stands_beside_the_others(
    profile, caseworker, supervisor, manager, areas
):
    judgement_of(caseworker, areas[0], supervisor, "Beginning", on=DAY)
    judgement_of(caseworker, areas[0], supervisor, "Established", on=DAY + dt.timedelta(days=2))
    judgement_of(caseworker, areas[0], manager, "Developing", on=DAY + dt.timedelta(days=1))

    marks = profile(caseworker)["Area 1.1"].marks

    assert [(mark.by, mark.word) for mark in marks] == [
        (supervisor.name, "Established"),
        (manager.name, "Developing"),
    ]
    assert marks[0].x > marks[1].x


def test_disputed_and_withdrawn_evidence_counts_nowhere(
    profile, caseworker, supervisor, other_supervisor, areas
):
    review = review_of(caseworker, other_supervisor, shared=DAY)
    evidence_of(caseworker, areas[0], other_supervisor, review=review, on=DAY)
    evidence_of(caseworker, areas[1], supervisor, on=DAY, withdrawn="It was another file.")
    evidence_of(caseworker, areas[2], supervisor, on=DAY)
    FileReview.objects.filter(pk=review.pk).update(state=ReviewState.DISPUTED)

    cells = profile(caseworker)

    assert [cell.shows.number for cell in cells.values()] == [0, 0, 1, 0]


def test_points_to_improve_leave_the_profile_after_24_months_and_good_ones_stay(
    profile, opened, caseworker, supervisor, areas, today
):
    old = old_points_before(today) - dt.timedelta(days=1)
    evidence_of(caseworker, areas[0], supervisor, on=old, statement="Good then")
    evidence_of(
        caseworker, areas[0], supervisor, on=old, direction="opposite", statement="Bad then"
    )
    evidence_of(
        caseworker,
        areas[0],
        supervisor,
        on=old_points_before(today),
        direction="opposite",
        statement="Bad still",
    )

    cell = profile(caseworker)["Area 1.1"]
    assert (cell.shows.number, cell.opposite.number) == (1, 1)

    html = opened(caseworker, "evidence_list", caseworker.pk, areas[0].pk)[1]
    assert "Good then" in html
    assert "Bad still" in html
    assert "Bad then" not in html
    all_ages = opened(caseworker, "evidence_list", caseworker.pk, areas[0].pk, query="?ages=all")
    assert "Bad then" in all_ages[1]


@pytest.mark.parametrize(
    ("on", "first"),
    [
        (dt.date(2028, 2, 29), dt.date(2026, 2, 28)),
        (dt.date(2026, 12, 31), dt.date(2024, 12, 31)),
        (dt.date(2026, 1, 5), dt.date(2024, 1, 5)),
    ],
)
def test_twenty_four_months_are_counted_by_the_calendar(on, first):
    assert old_points_before(on) == first


def test_change_since_a_day_shows_where_each_judgement_stood(
    profile, opened, caseworker, supervisor, areas
):
    judgement_of(caseworker, areas[0], supervisor, "Beginning", on=dt.date(2026, 1, 10))
    judgement_of(caseworker, areas[0], supervisor, "Established", on=dt.date(2026, 4, 10))
    judgement_of(caseworker, areas[1], supervisor, "Developing", on=dt.date(2026, 4, 10))
    judgement_of(caseworker, areas[2], supervisor, "Developing", on=dt.date(2026, 1, 10))
    evidence_of(caseworker, areas[0], supervisor, on=dt.date(2026, 1, 5))
    evidence_of(caseworker, areas[0], supervisor, on=dt.date(2026, 4, 5))
    query = "?since-day=1&since-month=2&since-year=2026"

    cells = profile(caseworker, query=query)

    first = cells["Area 1.1"].marks[0]
    assert (first.changed, first.was, first.word) == (True, "Beginning", "Established")
    assert cells["Area 1.1"].shows.new == 1
    new = cells["Area 1.2"].marks[0]
    assert (new.changed, new.is_new, new.was) == (False, True, "")
    same = cells["Area 2.1"].marks[0]
    assert (same.changed, same.is_new) == (False, False)
    html = opened(caseworker, "my_profile", query=query)[1]
    assert "(was Beginning on 1 February 2026)" in html
    assert "(first judged after 1 February 2026)" in html
    assert "(1 since 1 February 2026)" in html


def test_a_day_that_is_none_is_said_beside_the_field(opened, caseworker, supervisor, areas):
    evidence_of(caseworker, areas[0], supervisor, on=DAY)

    html = opened(caseworker, "my_profile", query="?since-day=31&since-month=2&since-year=2026")[1]

    assert "must be a real date" in html


def test_each_framework_version_has_a_profile_of_its_own(
    opened, profile, caseworker, supervisor, areas
):
    other = small_framework("zeta", competencies=1, areas=1)
    evidence_of(caseworker, areas[0], supervisor, on=DAY)
    evidence_of(caseworker, other.areas.first(), supervisor, on=DAY)

    assert len(profile(caseworker)) == 4
    assert len(profile(caseworker, query=f"?version={other.pk}")) == 1
    assert len(profile(caseworker, query="?version=nonsense")) == 4
    assert "The zeta framework" in opened(caseworker, "my_profile")[1]


def test_a_new_supervisor_sees_evidence_and_judgements_since_they_took_over(
    profile, opened, caseworker, supervisor, other_supervisor, areas, today
):
    since = today - dt.timedelta(days=5)
    Line.objects.filter(person=caseworker).update(to_on=since - dt.timedelta(days=1))
    Line.objects.create(person=caseworker, supervisor=other_supervisor, from_on=since)
    before = since - dt.timedelta(days=3)
    evidence_of(caseworker, areas[0], supervisor, on=before, statement="Of before")
    judgement_of(caseworker, areas[0], supervisor, on=before)
    evidence_of(caseworker, areas[1], supervisor, on=today, statement="Of since")

    cells = profile(other_supervisor, "person_profile", caseworker.pk)

    assert cells["Area 1.1"].unseen
    assert cells["Area 1.2"].shows.number == 1
    html = opened(other_supervisor, "evidence_list", caseworker.pk, areas[0].pk)[1]
    assert "Of before" not in html
    assert opened(supervisor, "person_profile", caseworker.pk)[0] == 404


@pytest.mark.parametrize("role", ["manager", "hr", "other_supervisor", "other_caseworker"])
def test_nobody_else_opens_a_profile_or_the_evidence_behind_it(
    role, request, opened, caseworker, supervisor, areas
):
    evidence = evidence_of(caseworker, areas[0], supervisor, on=DAY)
    user = request.getfixturevalue(role)

    assert opened(user, "person_profile", caseworker.pk)[0] == 404
    assert opened(user, "evidence_list", caseworker.pk, areas[0].pk)[0] == 404
    assert opened(user, "evidence_detail", evidence.pk)[0] == 404


def test_evidence_for_and_against_stands_apart_and_names_what_it_rests_on(
    opened, caseworker, supervisor, other_supervisor, areas
):
    review = review_of(caseworker, other_supervisor, shared=DAY, reference="NA-77")
    evidence_of(caseworker, areas[0], other_supervisor, review=review, statement="For", on=DAY)
    evidence_of(caseworker, areas[0], supervisor, direction="opposite", statement="Contra", on=DAY)
    evidence_of(caseworker, areas[1], supervisor, statement="Elsewhere", on=DAY)

    html = opened(caseworker, "evidence_list", caseworker.pk, areas[0].pk)[1]

    shows, opposite = html.split('id="pile-opposite"')
    assert "<p>For</p>" in shows
    assert "<p>Contra</p>" in opposite
    assert "<p>Contra</p>" not in shows
    assert "Elsewhere" not in html
    assert reverse("review_detail", args=[review.pk]) in shows


def test_long_evidence_is_read_page_by_page_without_gap_or_repeat(
    sign_in, caseworker, supervisor, areas
):
    for n in range(45):
        evidence_of(
            caseworker,
            areas[0],
            supervisor,
            statement=f"Piece {n:02d}",
            on=DAY + dt.timedelta(n // 3),
        )
    client = sign_in(caseworker)
    address = reverse("evidence_list", args=[caseworker.pk, areas[0].pk])

    seen, query = [], ""
    while True:
        pile = client.get(address + query).context["piles"][0]
        seen += [line.statement for line in pile["lines"]]
        if not pile["older"]:
            break
        query = f"?shows_older={pile['older']}"

    assert seen == [f"Piece {n:02d}" for n in reversed(range(45))]
    assert client.get(address + "?shows_older=nonsense").status_code == 200


def test_a_piece_of_evidence_names_its_behaviours_author_and_judgements(
    opened, caseworker, supervisor, areas
):
    evidence = evidence_of(caseworker, areas[0], supervisor, statement="Asked first", on=DAY)
    judgement_of(caseworker, areas[0], supervisor, "Established", on=DAY, rests_on=(evidence,))

    status, html = opened(caseworker, "evidence_detail", evidence.pk)

    assert status == 200
    for words in ("Asked first", supervisor.name, "Established", "Shows it", "Observation"):
        assert words in html


def test_disputed_evidence_says_that_it_counts_nowhere(opened, caseworker, other_supervisor, areas):
    review = review_of(caseworker, other_supervisor, shared=DAY)
    evidence = evidence_of(caseworker, areas[0], other_supervisor, review=review, on=DAY)
    FileReview.objects.filter(pk=review.pk).update(state=ReviewState.DISPUTED)

    for route, args in (
        ("evidence_detail", (evidence.pk,)),
        ("evidence_list", (caseworker.pk, areas[0].pk)),
    ):
        assert "counts nowhere while the dispute is open" in opened(caseworker, route, *args)[1]


def test_whoever_opens_anothers_profile_or_evidence_is_noted(opened, caseworker, supervisor, areas):
    evidence = evidence_of(caseworker, areas[0], supervisor, on=DAY)
    opened(caseworker, "my_profile")
    opened(caseworker, "evidence_detail", evidence.pk)
    assert not RecordView.objects.exists()

    opened(supervisor, "person_profile", caseworker.pk)
    opened(supervisor, "evidence_list", caseworker.pk, areas[0].pk)
    opened(supervisor, "evidence_detail", evidence.pk)

    assert set(RecordView.objects.values_list("sort", "record_key")) == {
        ("profile", ""),
        ("evidence", ""),
        ("evidence", f"assessments.evidence:{evidence.pk}"),
    }


class Pictures(HTMLParser):
    """Gather the drawings of a page, and whether each begins with its title."""

    def __init__(self):
        super().__init__()
        self.titled = []
        self.inline_styles = []
        self._waits = False

    def handle_starttag(self, tag, attributes):
        if self._waits:
            self.titled[-1] = tag == "title"
            self._waits = False
        if tag == "svg" and dict(attributes).get("role") == "img":
            self.titled.append(False)
            self._waits = True
        self.inline_styles += [tag for name, _value in attributes if name == "style"]


def test_every_drawing_has_a_title_and_no_inline_style(
    opened, caseworker, supervisor, manager, areas
):
    judgement_of(caseworker, areas[0], supervisor, on=DAY)
    judgement_of(caseworker, areas[0], manager, on=DAY)
    evidence_of(caseworker, areas[1], supervisor, on=DAY)

    pictures = Pictures()
    pictures.feed(opened(caseworker, "my_profile")[1])

    assert pictures.titled == [True] * 5
    assert pictures.inline_styles == []


@pytest.mark.parametrize("rows", [1, 3, 40])
def test_a_profile_takes_ten_queries_at_most_however_much_there_is(
    rows, sign_in, organisation, caseworker, supervisor, areas, django_assert_num_queries
):
    for n in range(rows):
        on = DAY + dt.timedelta(days=n)
        evidence_of(caseworker, areas[n % 4], supervisor, on=on)
        judgement_of(caseworker, areas[n % 4], supervisor, on=on)
    client = sign_in(supervisor)
    address = reverse("person_profile", args=[caseworker.pk])
    query = "?since-day=3&since-month=5&since-year=2026"
    client.get(address)

    with django_assert_num_queries(10):
        client.get(address + query)


@pytest.mark.parametrize("rows", [1, 3, 40])
def test_the_evidence_behind_a_cell_takes_ten_queries_at_most(
    rows, sign_in, organisation, caseworker, supervisor, areas, django_assert_num_queries
):
    for n in range(rows):
        on = DAY + dt.timedelta(days=n)
        evidence_of(caseworker, areas[0], supervisor, on=on, direction=list(Direction)[n % 2])
        judgement_of(caseworker, areas[0], supervisor, on=on)
    client = sign_in(supervisor)
    address = reverse("evidence_list", args=[caseworker.pk, areas[0].pk])
    client.get(address)

    with django_assert_num_queries(10):
        client.get(address)


def test_the_profile_says_what_it_leaves_out_and_shows_it_when_asked(
    profile, opened, caseworker, supervisor, areas, today
):
    first = old_points_before(today)
    old = first - dt.timedelta(days=1)
    evidence_of(caseworker, areas[0], supervisor, on=old, direction="opposite")
    evidence_of(caseworker, areas[1], supervisor, on=today)
    version = areas[0].version_id

    html = opened(caseworker, "my_profile", query=f"?version={version}")[1]
    assert f"Points to improve from before {first.day} {first:%B %Y} are left out." in html
    assert f'href="?version={version}&amp;ages=all"' in html
    assert profile(caseworker)["Area 1.1"].unseen

    whole = opened(caseworker, "my_profile", query=f"?version={version}&ages=all")[1]
    assert profile(caseworker, query="?ages=all")["Area 1.1"].opposite.number == 1
    behind = reverse("evidence_list", args=[caseworker.pk, areas[0].pk])
    assert f'href="{behind}?purpose=development&amp;ages=all"' in whole
    assert f'href="?version={version}"' in whole
