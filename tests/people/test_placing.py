import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from core.errors import DomainError
from frameworks.services.draft_levels import add_level
from frameworks.services.drafting import start_new_version
from people.enums import PostKind
from people.forms.placing import LevelForm
from people.models import (
    Cover,
    Line,
    Post,
    PostLevel,
)
from people.services.lines import arrange_cover, end_cover, end_line, set_supervisor
from people.services.posts import change_post, end_post, give_post, set_role_level
from tests.factories import LONG_AGO
from tests.frameworks.factories import ROLES, publish
from tests.people.trail import acts

DAY = dt.timedelta(days=1)


def test_new_hours_begin_a_new_post_so_that_the_old_days_keep_the_old_hours(
    caseworker, organisation_admin, today
):
    post = caseworker.posts.get()
    changed = change_post(
        by=organisation_admin,
        post=post,
        from_on=today,
        team=post.team,
        title=post.title,
        kind=post.kind,
        hours=Decimal("18.5"),
    )
    assert changed.from_on == today
    assert Post.objects.get(pk=post.pk).to_on == today - DAY
    assert Post.objects.get(pk=post.pk).hours == 37


def test_role_level_goes_on_with_the_changed_post(caseworker, organisation_admin, today):
    from frameworks.models import Framework, RoleLevel

    framework = Framework.objects.create(code="levels")
    level = RoleLevel.objects.create(framework=framework, key="l1", title="L1", rank=1)
    post = caseworker.posts.get()
    PostLevel.objects.create(post=post, framework=framework, role_level=level, from_on=LONG_AGO)
    changed = change_post(
        by=organisation_admin,
        post=post,
        from_on=today,
        team=post.team,
        title="Senior caseworker",
        kind=post.kind,
        hours=post.hours,
    )
    assert PostLevel.objects.get(post=changed).role_level == level
    assert PostLevel.objects.get(post=post).to_on == today - DAY


def test_slip_in_a_post_is_put_right_in_place(caseworker, organisation_admin):
    post = caseworker.posts.get()
    change_post(
        by=organisation_admin,
        post=post,
        from_on=post.from_on,
        team=post.team,
        title=post.title,
        kind=PostKind.VOLUNTEER,
        hours=post.hours,
    )
    assert Post.objects.get(user=caseworker).kind == PostKind.VOLUNTEER


def test_two_posts_in_one_team_at_once_are_refused(caseworker, housing, organisation_admin, today):
    with pytest.raises(DomainError) as refused:
        give_post(
            by=organisation_admin,
            person=caseworker,
            team=housing,
            title="Caseworker",
            kind=PostKind.EMPLOYEE,
            hours=Decimal(10),
            from_on=today,
        )
    assert refused.value.field == "team"


def test_only_post_is_not_ended_by_itself(caseworker, organisation_admin, today):
    with pytest.raises(DomainError, match="leave instead"):
        end_post(by=organisation_admin, post=caseworker.posts.get(), last_day=today)


def test_new_supervisor_takes_over_and_the_old_one_has_the_day_before(
    caseworker, supervisor, other_supervisor, organisation_admin, today
):
    set_supervisor(
        by=organisation_admin, person=caseworker, supervisor=other_supervisor, from_on=today
    )
    old, new = Line.objects.filter(person=caseworker).order_by("from_on")
    assert (old.supervisor, old.to_on) == (supervisor, today - DAY)
    assert (new.supervisor, new.to_on) == (other_supervisor, None)
    assert acts(caseworker) == ["line.set"]


def test_line_from_the_same_day_replaces_a_slip(
    caseworker, supervisor, other_supervisor, organisation_admin
):
    set_supervisor(
        by=organisation_admin, person=caseworker, supervisor=other_supervisor, from_on=LONG_AGO
    )
    assert Line.objects.get(person=caseworker).supervisor == other_supervisor


def test_lines_never_go_round_in_a_circle(caseworker, manager, organisation_admin, today):
    with pytest.raises(DomainError, match="circle") as refused:
        set_supervisor(by=organisation_admin, person=manager, supervisor=caseworker, from_on=today)
    assert refused.value.field == "supervisor"


def test_somebody_who_left_supervises_nobody(caseworker, leaver, organisation_admin, today):
    with pytest.raises(DomainError, match="no post"):
        set_supervisor(by=organisation_admin, person=caseworker, supervisor=leaver, from_on=today)


def test_database_refuses_a_second_open_line(caseworker, other_supervisor, today):
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.create(person=caseworker, supervisor=other_supervisor, from_on=today)


def test_line_ended_yesterday_bites_today(
    caseworker, supervisor, organisation_admin, scope_of, today
):
    end_line(by=organisation_admin, line=Line.objects.get(person=caseworker), last_day=today - DAY)
    assert caseworker.pk not in scope_of(supervisor).people


def test_cover_taken_back_before_it_began(supervisor, manager, organisation_admin, today):
    cover = arrange_cover(
        by=organisation_admin, covered=supervisor, deputy=manager, from_on=today, to_on=today
    )
    end_cover(by=organisation_admin, cover=cover, last_day=today - DAY)
    assert not Cover.objects.exists()
    assert acts(supervisor) == ["cover.arranged", "cover.ended"]


def test_same_deputy_twice_on_one_day_is_refused(supervisor, manager, organisation_admin, today):
    def cover() -> Cover:
        return arrange_cover(
            by=organisation_admin, covered=supervisor, deputy=manager, from_on=today, to_on=today
        )

    cover()
    with pytest.raises(DomainError, match="already cover"):
        cover()


def test_role_level_of_a_draft_is_not_offered(db, today):
    draft = start_new_version(framework=publish(**ROLES).framework, by="command:test")
    add_level(draft=draft, title="Secret plans", grade="", by="command:test")
    labels = [label for _value, label in LevelForm(today=today).fields["role_level"].choices]
    assert "Example framework: L1, Grade 2" in labels
    assert not [label for label in labels if "Secret plans" in label]


def test_role_level_of_a_draft_cannot_be_given_past_the_form(caseworker, organisation_admin, today):
    draft = start_new_version(framework=publish(**ROLES).framework, by="command:test")
    add_level(draft=draft, title="Secret plans", grade="", by="command:test")
    levels = draft.framework.role_levels
    given = {"by": organisation_admin, "post": caseworker.posts.get(), "from_on": today}
    with pytest.raises(DomainError, match="not published yet") as refused:
        set_role_level(**given, role_level=levels.get(title="Secret plans"))
    assert refused.value.field == "role_level"
    assert not PostLevel.objects.exists()
    set_role_level(**given, role_level=levels.get(key="l1"))
    assert PostLevel.objects.get().role_level.key == "l1"


def test_role_level_to_choose_is_named_with_its_framework(db, today):
    publish(**ROLES)
    publish(**ROLES, framework__code="aside", version__title="Aside", adopted=False)
    field = LevelForm(today=today).fields["role_level"]
    assert [label for _value, label in field.choices] == [
        "Choose a role level",
        "Example framework: L1, Grade 2",
        "Example framework: L2, Grade 3",
        "Example framework: Team Leader",
        "Aside: L1, Grade 2",
        "Aside: L2, Grade 3",
        "Aside: Team Leader",
    ]
