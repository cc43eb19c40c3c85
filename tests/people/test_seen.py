"""Two admins on one placing: the later one is told who changed what, and decides."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from core.errors import Stale
from people.enums import PostKind, Role
from people.models import AccessRole, Cover, Line, Post, PostLevel, Team, User
from people.services.absences import change_absence
from people.services.lines import arrange_cover, end_cover, end_line, set_supervisor
from people.services.posts import change_post, end_post, give_post, set_role_level
from people.services.roles import end_role
from people.services.seen import seen_of
from people.services.teams import change_team
from tests.factories import AbsenceFactory, CoverFactory, PostFactory, person
from tests.frameworks.factories import ROLES, publish

DAY = dt.timedelta(days=1)


@pytest.fixture
def cast(
    organisation,
    caseworker,
    supervisor,
    other_supervisor,
    manager,
    organisation_admin,
    housing,
    debt,
    today,
):
    """Olive has a page open; Mona, an organisation admin too, is quicker."""
    return SimpleNamespace(
        amira=caseworker,
        ben=supervisor,
        dilys=other_supervisor,
        grace=manager,
        olive=organisation_admin,
        mona=person("Mona Reyes", Role.ORGANISATION_ADMIN, team=debt),
        housing=housing,
        debt=debt,
        today=today,
    )


def day(name: str, on: dt.date) -> dict[str, int]:
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


@dataclass(frozen=True)
class Race:
    """One page, what Olive types on it, what Mona saves meanwhile, and a word of that.

    :ivar stands: whether what Olive typed is what stands once she has decided.
    """

    route: str
    pk: int
    typed: dict[str, Any]
    meanwhile: Callable[[], Any]
    says: str
    stands: Callable[[], bool]

    @property
    def address(self) -> str:
        return reverse(self.route, args=[self.pk])


def a_post_changed(cast: Any) -> Race:
    post = cast.amira.posts.get()
    values = {"team": post.team, "title": post.title, "kind": PostKind.EMPLOYEE}
    return Race(
        "post_change",
        post.pk,
        {"team": post.team_id, "title": "Caseworker", "kind": "employee", "hours": "18.5"}
        | day("from_on", post.from_on),
        lambda: change_post(
            by=cast.mona, post=post, from_on=post.from_on, hours=Decimal(30), **values
        ),
        "30.0",
        lambda: Post.objects.get(pk=post.pk).hours == Decimal("18.5"),
    )


def a_post_given(cast: Any) -> Race:
    def give() -> Post:
        return give_post(
            by=cast.mona,
            person=cast.amira,
            team=cast.debt,
            title="Debt adviser",
            kind=PostKind.EMPLOYEE,
            hours=Decimal(10),
            from_on=cast.today,
        )

    third = Team.objects.create(name="Benefits")
    return Race(
        "post_create",
        cast.amira.pk,
        {"team": third.pk, "title": "Adviser", "kind": "employee", "hours": "5"}
        | day("from_on", cast.today),
        give,
        "Debt adviser",
        lambda: Post.objects.filter(user=cast.amira, team=third).exists(),
    )


def a_post_ended(cast: Any) -> Race:
    post = PostFactory(user=cast.amira, team=cast.debt)
    return Race(
        "post_end",
        post.pk,
        day("last_day", cast.today),
        lambda: end_post(by=cast.mona, post=post, last_day=cast.today + 40 * DAY),
        f"{cast.today + 40 * DAY:%Y}",
        lambda: Post.objects.get(pk=post.pk).to_on == cast.today,
    )


def a_level_set(cast: Any) -> Race:
    levels = publish(**ROLES).framework.role_levels
    one, two = levels.filter(key__in=("l1", "l2")).order_by("rank")
    post = cast.amira.posts.get()
    return Race(
        "level_set",
        post.pk,
        {"role_level": one.pk} | day("from_on", cast.today),
        lambda: set_role_level(by=cast.mona, post=post, role_level=two, from_on=cast.today),
        "L2",
        lambda: PostLevel.objects.in_force(cast.today).get(post=post).role_level == one,
    )


def a_supervisor_set(cast: Any) -> Race:
    return Race(
        "line_set",
        cast.amira.pk,
        {"supervisor": cast.grace.pk} | day("from_on", cast.today),
        lambda: set_supervisor(
            by=cast.mona, person=cast.amira, supervisor=cast.dilys, from_on=cast.today
        ),
        "Dilys Price",
        lambda: Line.objects.get(person=cast.amira, to_on=None).supervisor == cast.grace,
    )


def a_line_ended(cast: Any) -> Race:
    line = Line.objects.get(person=cast.amira)
    return Race(
        "line_end",
        line.pk,
        day("last_day", cast.today),
        lambda: end_line(by=cast.mona, line=line, last_day=cast.today + 40 * DAY),
        "Ben Hughes",
        lambda: Line.objects.get(pk=line.pk).to_on == cast.today,
    )


def a_cover_arranged(cast: Any) -> Race:
    dates = {"from_on": cast.today, "to_on": cast.today + DAY}
    return Race(
        "cover_create",
        cast.ben.pk,
        {"deputy": cast.grace.pk} | day("from_on", cast.today) | day("to_on", cast.today),
        lambda: arrange_cover(by=cast.mona, covered=cast.ben, deputy=cast.dilys, **dates),
        "Dilys Price",
        lambda: Cover.objects.filter(deputy=cast.grace).exists(),
    )


def a_cover_ended(cast: Any) -> Race:
    cover = CoverFactory(
        covered=cast.ben, deputy=cast.grace, from_on=cast.today, to_on=cast.today + 30 * DAY
    )
    return Race(
        "cover_end",
        cover.pk,
        day("last_day", cast.today),
        lambda: end_cover(by=cast.mona, cover=cover, last_day=cast.today + 20 * DAY),
        "Grace Okafor",
        lambda: Cover.objects.get().to_on == cast.today,
    )


def a_team_changed(cast: Any) -> Race:
    return Race(
        "team_change",
        cast.housing.pk,
        {"name": "Homes", "parent": ""},
        lambda: change_team(
            by=cast.mona, team=cast.housing, name="Housing advice", parent=cast.debt
        ),
        "Housing advice",
        lambda: Team.objects.filter(name="Homes", parent=None).exists(),
    )


def an_absence_changed(cast: Any) -> Race:
    absence = AbsenceFactory(user=cast.amira, from_on=cast.today, to_on=cast.today + DAY)
    return Race(
        "absence_change",
        absence.pk,
        day("from_on", cast.today) | day("to_on", cast.today),
        lambda: change_absence(
            by=cast.mona, absence=absence, from_on=cast.today, to_on=cast.today + 40 * DAY
        ),
        f"{cast.today + 40 * DAY:%Y}",
        lambda: cast.amira.absences.get().to_on == cast.today,
    )


RACES = [
    a_post_changed,
    a_post_given,
    a_post_ended,
    a_level_set,
    a_supervisor_set,
    a_line_ended,
    a_cover_arranged,
    a_cover_ended,
    a_team_changed,
    an_absence_changed,
]


def seen_on(page: Any) -> str:
    return re.search(r'name="seen" value="([0-9a-f]{64})"', page.content.decode())[1]


@pytest.mark.parametrize("made", RACES)
def test_the_later_of_two_is_told_who_changed_what_and_decides(made, cast, sign_in):
    race = made(cast)
    olive = sign_in(cast.olive)
    typed = race.typed | {"seen": seen_on(olive.get(race.address))}
    race.meanwhile()

    late = olive.post(race.address, typed)

    page = late.content.decode()
    assert late.status_code == 200
    assert not race.stands()
    told = re.search(r'aria-labelledby="theirs".*?</section>', page, re.S)[0]
    assert race.says in told
    assert "Mona Reyes on" in told
    for name, value in race.typed.items():
        if f'name="{name}"' in page and not isinstance(value, int):
            assert f'value="{value}"' in page

    decided = olive.post(race.address, typed | {"seen": seen_on(late)})
    assert decided.status_code == 302
    assert race.stands()


@pytest.mark.parametrize("made", RACES)
def test_a_page_on_which_nothing_changed_is_saved_at_once(made, cast, sign_in):
    race = made(cast)
    olive = sign_in(cast.olive)
    typed = race.typed | {"seen": seen_on(olive.get(race.address))}

    assert olive.post(race.address, typed).status_code == 302
    assert race.stands()


def test_an_access_role_ended_meanwhile_is_not_ended_again(cast, today):
    role = AccessRole.objects.get(user=cast.mona)
    seen = seen_of(AccessRole.objects.filter(pk=role.pk))
    end_role(by=cast.olive, role=role, last_day=today + DAY)

    with pytest.raises(Stale) as stale:
        end_role(by=cast.olive, role=role, last_day=today, seen=seen)

    assert [row.to_on for row in stale.value.theirs] == [today + DAY]


def test_what_was_taken_back_meanwhile_is_said_to_be_gone(cast):
    line = Line.objects.get(person=cast.amira)
    seen = seen_of(Line.objects.filter(pk=line.pk))
    end_line(by=cast.mona, line=line, last_day=line.from_on - DAY)

    with pytest.raises(Stale) as stale:
        end_line(by=cast.olive, line=line, last_day=cast.today, seen=seen)

    assert stale.value.theirs == ()


def test_the_digest_changes_with_every_column_of_every_row(cast):
    rows = User.objects.filter(pk=cast.amira.pk), Post.objects.filter(user=cast.amira)
    before = seen_of(*rows)
    assert seen_of(*rows) == before
    Post.objects.filter(user=cast.amira).update(title="Senior caseworker")
    assert seen_of(*rows) != before
