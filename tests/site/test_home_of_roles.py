"""Home for supervisors, HR and framework admins: what each steers by, and no more."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.enums import ReplySort
from assessments.services.reply import reply_to_review
from cases.models import HoldingAction
from competency_site import home
from frameworks.models import Version
from frameworks.services.adopting import adopt_framework
from people.enums import Role
from people.models import AccessRole, Line, Post
from people.scope import scope_for
from records.enums import RecordState
from records.models import Document
from records.querysets.people import listed_people
from records.services.sign_off import sign_off_record
from supervision.models import PlanItem
from supervision.querysets.strip import MOST, quarter_of, team_strip
from tests.assessments.factories import review_at
from tests.cases.factories import CaseFileFactory
from tests.factories import AccessRoleFactory, person
from tests.records.factories import evidence_of, review_of, small_framework


@pytest.fixture
def cast(caseworker, supervisor, manager, organisation):
    return SimpleNamespace(caseworker=caseworker, supervisor=supervisor, manager=manager)


@pytest.fixture
def page_of(sign_in, organisation):
    return lambda user: sign_in(user).get("/").content.decode()


def strip_of(user, on):
    strip = team_strip(scope_for(user, on))
    return strip and {line.name: line for line in strip.lines}


# The team strip


@pytest.mark.parametrize(
    ("on", "first"),
    [
        (dt.date(2026, 1, 1), dt.date(2026, 1, 1)),
        (dt.date(2026, 3, 31), dt.date(2026, 1, 1)),
        (dt.date(2026, 4, 1), dt.date(2026, 4, 1)),
        (dt.date(2026, 11, 22), dt.date(2026, 10, 1)),
        (dt.date(2026, 12, 31), dt.date(2026, 10, 1)),
    ],
)
def test_a_quarter_begins_with_its_first_month(on, first):
    assert quarter_of(on) == first


def test_the_strip_says_of_each_person_what_was_done_and_what_runs(
    cast, caseworker, supervisor, today, page_of
):
    review_at(cast, "shared", "HB-1")
    review_at(cast, "submitted", "HB-2")
    review_at(cast, "assigned", "HB-3")
    due = today + dt.timedelta(days=9)
    for day in (due, due + dt.timedelta(days=30)):
        PlanItem.objects.create(
            person=caseworker, text="Read up.", by_when=day, created_at=timezone.now()
        )
    line = strip_of(supervisor, today)["Amira Haddad"]
    assert (line.done, line.running, line.last_shared) == (2, 1, today)
    assert (line.answers, line.disputes, line.plan_due) == (0, 0, due)
    page = page_of(supervisor)
    assert "Your team" in page
    assert reverse("person_journal", args=[caseworker.pk]) in page
    assert reverse("person_plan", args=[caseworker.pk]) in page


def test_a_review_of_the_quarter_before_is_not_of_this_one(caseworker, supervisor, today):
    before = quarter_of(today) - dt.timedelta(days=1)
    review_of(caseworker, supervisor, shared=before)
    line = strip_of(supervisor, today)["Amira Haddad"]
    assert (line.done, line.last_shared) == (0, before)


def test_open_answers_and_disagreements_are_told_apart(
    cast, caseworker, supervisor, today, scope_of, page_of
):
    review_at(cast, "acknowledged", "HB-1")
    disputed = review_at(cast, "shared", "HB-2")
    reply_to_review(
        review=disputed,
        sort=ReplySort.DISPUTED,
        text="It was not my letter.",
        by=caseworker,
        scope=scope_of(caseworker),
    )
    line = strip_of(supervisor, today)["Amira Haddad"]
    assert (line.answers, line.disputes) == (1, 1)
    page = page_of(supervisor)
    assert "1 disagreement" in page
    assert "1 to close" in page


def test_the_strip_stands_in_order_of_name_and_names_nobody_elses_people(
    caseworker, other_caseworker, other_supervisor, supervisor, housing, today, page_of
):
    person("Zadie Moss", Role.CASEWORKER, team=housing, supervisor=supervisor)
    person("Aaron Bell", Role.CASEWORKER, team=housing, supervisor=supervisor)
    review_of(other_caseworker, other_supervisor, shared=today)
    assert list(strip_of(supervisor, today)) == ["Aaron Bell", "Amira Haddad", "Zadie Moss"]
    assert "Chidi Eze" not in page_of(supervisor)
    assert strip_of(caseworker, today) is None
    assert "Your team" not in page_of(caseworker)


def test_who_took_over_today_reads_nothing_finished_before(
    cast, caseworker, supervisor, other_supervisor, today
):
    review_at(cast, "shared", "HB-1")
    review_at(cast, "assigned", "HB-2")
    yesterday = timezone.now() - dt.timedelta(days=1)
    review_of(caseworker, supervisor, shared=yesterday)
    Line.objects.filter(person=caseworker).update(to_on=today - dt.timedelta(days=1))
    Line.objects.create(
        person=caseworker, supervisor=other_supervisor, from_on=today + dt.timedelta(days=0)
    )
    line = strip_of(other_supervisor, today)["Amira Haddad"]
    assert (line.done, line.running) == (1, 1)
    assert line.last_shared == today
    assert strip_of(supervisor, today) is None


def test_a_long_team_is_cut_and_the_board_offered(supervisor, housing, today, page_of):
    for number in range(MOST + 1):
        person(f"Casey {number:02}", Role.CASEWORKER, team=housing, supervisor=supervisor)
    strip = team_strip(scope_for(supervisor, today))
    assert (len(strip.lines), strip.more) == (MOST, True)
    page = page_of(supervisor)
    assert f"Casey {MOST - 1:02}" in page
    assert f"Casey {MOST:02}" not in page
    assert "Everybody in my team" in page


# HR


@pytest.fixture
def sign_off(caseworker, supervisor, today):
    """Return a function that signs off Amira's record up to a day."""
    version = small_framework()

    def signed(last=today, person=caseworker, by=supervisor):
        evidence_of(person, version.areas.first(), by, on=last)
        return sign_off_record(
            person=person,
            version=version,
            period_from=last - dt.timedelta(days=30),
            period_to=last,
            note="",
            by=by,
        )

    return signed


def listed(user, state, on):
    return list(listed_people(scope_for(user, on), state).values_list("name", flat=True))


def exported(sign_off, by, at=None):
    return Document.objects.create(
        person=sign_off.person,
        kind="record_of_learning",
        version=sign_off.version,
        period_from=sign_off.period_from,
        period_to=sign_off.period_to,
        made_by=by,
        made_at=at or timezone.now(),
        content_sha256="0" * 64,
        sha256="1" * 64,
        pages=4,
    )


def test_a_signed_record_is_to_be_exported_until_hr_has_made_a_document_since(
    sign_off, caseworker, hr, today
):
    assert listed(hr, RecordState.TO_EXPORT, today) == []
    signed = sign_off()
    assert listed(hr, RecordState.TO_EXPORT, today) == ["Amira Haddad"]
    exported(signed, caseworker)
    exported(signed, hr, at=signed.at - dt.timedelta(hours=1))
    assert listed(hr, RecordState.TO_EXPORT, today) == ["Amira Haddad"]
    exported(signed, hr)
    assert listed(hr, RecordState.TO_EXPORT, today) == []
    sign_off()
    assert listed(hr, RecordState.TO_EXPORT, today) == ["Amira Haddad"]


def test_without_a_record_this_year_are_caseworkers_here_today_whose_last_period_ended_before(
    sign_off, caseworker, other_caseworker, other_supervisor, leaver, hr, today
):
    names = listed(hr, RecordState.NONE_THIS_YEAR, today)
    assert sorted(names) == ["Amira Haddad", "Chidi Eze"]
    sign_off(last=dt.date(today.year - 1, 12, 31))
    assert "Amira Haddad" in listed(hr, RecordState.NONE_THIS_YEAR, today)
    sign_off()
    assert listed(hr, RecordState.NONE_THIS_YEAR, today) == ["Chidi Eze"]
    AccessRole.objects.filter(user=other_caseworker).update(to_on=today - dt.timedelta(days=1))
    assert listed(hr, RecordState.NONE_THIS_YEAR, today) == []


def test_each_figure_of_hr_is_as_long_as_the_list_behind_it(
    sign_off, other_caseworker, hr, today, sign_in, organisation
):
    sign_off()
    browser = sign_in(hr)
    ready, without = home.figures(scope_for(hr, today), today)
    assert (ready.value, without.value) == (1, 1)
    first, second = (browser.get(f.href).content.decode() for f in (ready, without))
    assert "Amira Haddad" in first
    assert "Chidi Eze" not in first
    assert "Chidi Eze" in second
    assert "Amira Haddad" not in second
    assert "Show everybody" in second
    assert browser.post(without.href, {"name": "", "team": ""}).url == without.href


def test_a_list_of_an_unknown_state_is_the_whole_list(hr, caseworker, sign_in, organisation):
    page = sign_in(hr).get(reverse("record_people") + "?show=everything").content.decode()
    assert "Amira Haddad" in page
    assert "Show everybody" not in page


def late_action(told, opened_by, on, *, days=1, closed_by=None):
    return HoldingAction.objects.create(
        case_file=CaseFileFactory(),
        kind="missed_deadline",
        fact="A secret fact.",
        step="Rang the tribunal.",
        time_limit_on=on - dt.timedelta(days=days),
        opened_by=opened_by,
        opened_at=timezone.now(),
        told=told,
        closed_by=closed_by,
        closed_at=timezone.now() if closed_by else None,
    )


def test_hr_counts_overdue_actions_by_team_and_reads_none_of_them(
    caseworker, other_caseworker, supervisor, manager, hr, today, page_of
):
    late_action(caseworker, supervisor, today)
    late_action(caseworker, supervisor, today, days=40)
    late_action(other_caseworker, supervisor, today)
    late_action(None, supervisor, today)
    late_action(caseworker, supervisor, today, days=0)
    late_action(caseworker, supervisor, today, closed_by=manager)
    rows = home.overdue_by_team(scope_for(hr, today), today)
    assert rows == [("Debt", 1), ("Housing", 2), ("", 1)]
    page = page_of(hr)
    for words in ("Overdue actions by team", "Housing", "Debt", "No team"):
        assert words in page
    for words in ("secret", "tribunal", "Amira Haddad", "Chidi Eze"):
        assert words not in page


def test_the_team_of_an_action_is_that_of_the_post_today(caseworker, supervisor, debt, hr, today):
    Post.objects.filter(user=caseworker).update(to_on=today - dt.timedelta(days=1))
    late_action(caseworker, supervisor, today)
    scope = scope_for(hr, today)
    assert home.overdue_by_team(scope, today) == [("", 1)]
    Post.objects.create(
        user=caseworker, team=debt, title="Caseworker", kind="employee", hours=20, from_on=today
    )
    assert home.overdue_by_team(scope, today) == [("Debt", 1)]


@pytest.mark.parametrize(
    "role", ["caseworker", "supervisor", "manager", "framework_admin", "organisation_admin"]
)
def test_nobody_but_hr_is_told_of_overdue_actions_by_team_or_of_records(
    role, request, caseworker, supervisor, today, page_of
):
    user = request.getfixturevalue(role)
    late_action(caseworker, supervisor, today)
    assert home.overdue_by_team(scope_for(user, today), today) is None
    page = page_of(user)
    assert "Overdue actions by team" not in page
    assert "without a signed record" not in page


# Framework admin


def test_a_framework_admin_reads_what_is_in_use_in_draft_and_lately_loaded(
    framework_admin, today, page_of, sign_in
):
    used = small_framework("used")
    small_framework("unused")
    adopt_framework(framework=used.framework, on=today, by="test")
    draft = Version.objects.create(
        framework=used.framework, number=2, title="A draft in the making", publisher="Nobody",
        year="2026", source="A test", copyright="None", digest="0" * 64,
    )  # fmt: skip
    given = home.figures(scope_for(framework_admin, today), today)
    lately = Version.objects.loaded_lately(today).count()
    assert [figure.value for figure in given] == [1, 1, lately]
    assert "frameworks in use" in page_of(framework_admin)
    register = sign_in(framework_admin).get(reverse("framework_register")).content.decode()
    assert draft.title in register
    for figure in given[1:]:
        assert f'id="{figure.href.partition("#")[2]}" tabindex="-1"' in register


@pytest.mark.parametrize("role", ["caseworker", "hr", "organisation_admin"])
def test_drafts_are_told_to_framework_admins_alone(role, request, today, sign_in, organisation):
    used = small_framework("used")
    Version.objects.create(
        framework=used.framework, number=2, title="A draft in the making", publisher="Nobody",
        year="2026", source="A test", copyright="None", digest="0" * 64,
    )  # fmt: skip
    user = request.getfixturevalue(role)
    browser = sign_in(user)
    assert "drafts, not published" not in browser.get("/").content.decode()
    register = browser.get(reverse("framework_register"))
    assert "A draft in the making" not in register.content.decode()


def test_a_version_loaded_more_than_a_year_ago_was_not_loaded_lately(db):
    version = small_framework("used")
    day = timezone.localdate(version.published_at)
    found = Version.objects.loaded_lately
    assert found(day + dt.timedelta(days=364)).exists()
    assert not found(day + dt.timedelta(days=365)).exists()


# Queries


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("roles", "queries"),
    [
        ((Role.SUPERVISOR,), 12),
        ((Role.HR,), 8),
        ((Role.FRAMEWORK_ADMIN,), 7),
        ((Role.SUPERVISOR, Role.LEAD_OF_CASEWORK, Role.HR, Role.FRAMEWORK_ADMIN), 15),
    ],
)
def test_home_takes_fifteen_queries_at_most_however_much_there_is(
    rows, roles, queries, organisation, housing, debt, today, sign_in
):
    user = person("Robin Keys", team=housing)
    for role in roles:
        AccessRoleFactory(user=user, role=role)
    for number in range(rows):
        worker = person(
            f"Casey {number}",
            Role.CASEWORKER,
            team=debt,
            supervisor=user if Role.SUPERVISOR in roles else None,
        )
        other = person(f"Sasha {number}", Role.SUPERVISOR)
        review_of(worker, other, shared=today)
        late_action(worker, other, today)
        small_framework(f"framework-{number}")
    browser = sign_in(user)
    browser.get("/")
    with CaptureQueriesContext(connection) as asked:
        page = browser.get("/").content.decode()
    assert len(asked) == queries, "\n".join(query["sql"] for query in asked)
    if Role.SUPERVISOR in roles:
        assert page.count("Casey ") >= rows
