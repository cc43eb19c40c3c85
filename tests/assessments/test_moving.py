"""Putting another version of a framework in use: what moves, and what stays."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.urls import reverse

from assessments.models import Evidence, FileReviewVersion
from assessments.moving import levels_that_move, reviews_that_stay, teams_that_move
from assessments.queries import adopted_versions
from core.errors import DomainError, Stale
from core.models import AuditEvent
from frameworks.choices import trees_in_use
from frameworks.models import BandLevel, Version, VersionInUse, VersionLevel
from frameworks.services.adopting import adopt_framework, put_in_use
from frameworks.services.drafting import start_new_version
from frameworks.services.publishing import publish_draft
from frameworks.statements import statements_of
from people.models import PostLevel
from tests.assessments.factories import review_at
from tests.factories import LONG_AGO
from tests.frameworks.factories import BY, ROLES, publish


@pytest.fixture
def versions(db) -> tuple[Version, Version]:
    """Two published versions of a framework in use; people record under the first."""
    first = publish(**ROLES)
    draft = start_new_version(framework=first.framework, by=BY)
    VersionLevel.objects.filter(version=draft, role_level__key="l2").delete()
    draft.bands.filter(key="l2").delete()
    BandLevel.objects.filter(band__version=draft, role_level__key="l2").delete()
    return first, publish_draft(draft=draft, seen=statements_of(draft).mark, by=BY)


def moved(version: Version, today: dt.date, from_on: dt.date | None = None) -> VersionInUse:
    now = Version.objects.current(today).get(framework=version.framework)
    return put_in_use(version=version, from_on=from_on or today, today=today, seen=now.pk, by=BY)


def test_publishing_changes_nothing_of_what_people_record_under(versions):
    first, _second = versions
    assert list(Version.objects.current()) == [first]
    assert [tree.version_id for tree in trees_in_use()] == [first.pk]
    assert list(adopted_versions()) == [first]


def test_new_work_goes_by_the_version_that_was_put_in_use(versions, today):
    _first, second = versions
    moved(second, today)
    assert list(Version.objects.current()) == [second]
    assert [tree.version_id for tree in trees_in_use()] == [second.pk]
    assert list(adopted_versions()) == [second]


def test_move_bites_on_its_day(versions, today):
    first, second = versions
    tomorrow = today + dt.timedelta(days=1)
    moved(second, today, tomorrow)
    assert list(Version.objects.current(today)) == [first]
    assert list(Version.objects.current(tomorrow)) == [second]


def test_earlier_version_may_be_put_in_use_again(versions, today):
    first, second = versions
    moved(second, today)
    moved(first, today)
    assert list(Version.objects.current()) == [first]


def test_day_that_is_over_is_refused(versions, today):
    with pytest.raises(DomainError) as refused:
        moved(versions[1], today, today - dt.timedelta(days=1))
    assert refused.value.field == "from_on"


def test_version_in_use_is_not_put_in_use_again(versions, today):
    with pytest.raises(DomainError, match="record under this version already"):
        moved(versions[0], today)


def test_two_admins_do_not_move_posts_past_each_other(versions, today):
    first, second = versions
    moved(second, today)
    with pytest.raises(Stale):
        put_in_use(version=first, from_on=today, today=today, seen=first.pk, by=BY)


def test_framework_that_is_not_in_use_moves_nobody(db, today):
    version = publish(adopted=False)
    with pytest.raises(DomainError, match="start using the framework, first"):
        moved(version, today)


def test_starting_to_use_a_framework_puts_its_latest_version_in_use(db, today):
    publish(adopted=False)
    second = publish(adopted=False, version__number=2)
    adopt_framework(framework=second.framework, on=today, by=BY)
    assert VersionInUse.objects.get().version == second


def test_move_is_in_the_trail(versions, today):
    moved(versions[1], today)
    assert AuditEvent.objects.latest("id").act == "framework.version_in_use"


def test_preview_counts_posts_by_team_and_names_missing_levels(
    versions, caseworker, other_caseworker, today
):
    first, second = versions
    level = first.framework.role_levels.get(key="l2")
    PostLevel.objects.create(
        post=caseworker.posts.get(), framework=first.framework, role_level=level, from_on=LONG_AGO
    )
    teams = {team.name: (team.posts, team.with_level) for team in teams_that_move(second, today)}
    assert teams["Housing"][1] == 1
    assert teams["Debt"][1] == 0
    (at,) = levels_that_move(second, today)
    assert (at.title, at.posts, at.named) == ("L2", 1, False)
    (at,) = levels_that_move(first, today)
    assert at.named


def test_running_review_and_old_evidence_stay_on_their_version(
    caseworker, supervisor, manager, organisation, today
):
    cast = SimpleNamespace(caseworker=caseworker, supervisor=supervisor, manager=manager)
    shared = review_at(cast, "shared")
    running = review_at(cast, "assigned", reference="HB-2042")
    first = Version.objects.get()
    draft = start_new_version(framework=first.framework, by=BY)
    second = publish_draft(draft=draft, seen=statements_of(draft).mark, by=BY)
    assert reviews_that_stay(second) == 2
    moved(second, today)
    assert FileReviewVersion.objects.get(review=running).version == first
    evidence = Evidence.objects.filter(review=shared)
    assert evidence
    assert {piece.version for piece in evidence} == {first}


def test_page_shows_the_preview_and_moves(versions, framework_admin, caseworker, sign_in, today):
    _first, second = versions
    client = sign_in(framework_admin)
    url = reverse("version_move", args=["example", 2])
    page = client.get(url)
    assert "People record under version 1 today." in page.content.decode()
    assert "Housing" in page.content.decode()
    team = caseworker.posts.get().team_id
    names = client.get(reverse("version_move_team", args=["example", 2, team]))
    assert caseworker.name in names.content.decode()
    form = page.context["form"].initial
    day = {"from_on-day": today.day, "from_on-month": today.month, "from_on-year": today.year}
    answer = client.post(url, day | {"seen": form["seen"]}, follow=True)
    assert "People record under version 2 from" in answer.content.decode()
    assert list(Version.objects.current()) == [second]


def test_page_asks_at_most_ten_queries(
    versions, framework_admin, caseworker, other_caseworker, sign_in, django_assert_max_num_queries
):
    client = sign_in(framework_admin)
    with django_assert_max_num_queries(10):
        client.get(reverse("version_move", args=["example", 2]))
