import datetime as dt
from decimal import Decimal

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.errors import DomainError, Stale
from core.models import AuditEvent, Outbox
from people.enums import PostKind, Role
from people.models import (
    AccessRole,
    Adjustment,
    Cover,
    Invitation,
    Line,
    Organisation,
    Post,
    PostLevel,
    User,
)
from people.services.absences import change_absence, record_absence, take_back_absence
from people.services.adjustments import (
    agree_adjustment,
    end_adjustment,
    record_adjustment,
    take_back_adjustment,
)
from people.services.invitations import accept_invitation, digest_of, invite
from people.services.lines import arrange_cover, end_cover, end_line, set_supervisor
from people.services.organisation import change_organisation
from people.services.persons import (
    add_person,
    allow_sign_in,
    change_person,
    record_leaving,
    stop_sign_in,
)
from people.services.posts import change_post, end_post, give_post
from people.services.roles import end_role, give_role
from people.services.teams import add_team, change_team
from tests.factories import LONG_AGO, PASSWORD, UserFactory

DAY = dt.timedelta(days=1)


def acts(subject: User) -> list[str]:
    return list(
        AuditEvent.objects.filter(subject_key=f"people.user:{subject.pk}")
        .order_by("pk")
        .values_list("act", flat=True)
    )


# People


def test_person_added_cannot_sign_in_before_an_invitation(organisation_admin):
    person = add_person(by=organisation_admin, name="Nia Bell", email="Nia.Bell@Example.org")
    assert person.email == "nia.bell@example.org"
    assert not person.has_usable_password()
    assert acts(person) == ["person.added"]


def test_address_is_taken_whatever_its_case(caseworker, organisation_admin):
    with pytest.raises(DomainError) as refused:
        add_person(by=organisation_admin, name="Another", email=caseworker.email.upper())
    assert refused.value.field == "email"


def test_database_refuses_one_address_in_two_cases(caseworker):
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(email=caseworker.email.upper())


def test_second_of_two_changes_to_a_person_is_told_and_changes_nothing(
    caseworker, organisation_admin
):
    change_person(
        by=organisation_admin,
        person=caseworker,
        version=1,
        name="Amira H. Haddad",
        email=caseworker.email,
    )
    with pytest.raises(Stale) as stale:
        change_person(
            by=organisation_admin,
            person=caseworker,
            version=1,
            name="A. Haddad",
            email=caseworker.email,
        )
    assert stale.value.theirs.name == "Amira H. Haddad"
    assert User.objects.get(pk=caseworker.pk).name == "Amira H. Haddad"


def test_stopping_sign_in_closes_open_invitations(organisation_admin, today):
    person = add_person(by=organisation_admin, name="Nia Bell", email="nia@example.org")
    invite(by=organisation_admin, person=person, link=lambda token: token)
    stop_sign_in(by=organisation_admin, person=person, on=today)
    assert not Invitation.objects.filter(expires_at__gt=timezone.now()).exists()
    allow_sign_in(by=organisation_admin, person=person)
    assert acts(person)[-2:] == ["person.sign_in_stopped", "person.sign_in_allowed"]


def test_last_organisation_admin_can_neither_be_stopped_nor_leave_nor_lose_the_role(
    organisation_admin, hr, today
):
    role = AccessRole.objects.get(user=organisation_admin)
    for act in (
        lambda: stop_sign_in(by=hr, person=organisation_admin, on=today),
        lambda: record_leaving(by=hr, person=organisation_admin, last_day=today),
        lambda: end_role(by=hr, role=role, last_day=today),
    ):
        with pytest.raises(DomainError, match="organisation admin"):
            act()
    give_role(by=organisation_admin, person=hr, role=Role.ORGANISATION_ADMIN, from_on=today)
    end_role(by=hr, role=role, last_day=today)
    assert AccessRole.objects.get(pk=role.pk).to_on == today


def test_somebody_invited_who_never_set_a_password_does_not_count_as_an_admin(
    organisation_admin, today
):
    person = add_person(by=organisation_admin, name="Nia Bell", email="nia@example.org")
    give_role(by=organisation_admin, person=person, role=Role.ORGANISATION_ADMIN, from_on=today)
    with pytest.raises(DomainError, match="organisation admin"):
        stop_sign_in(by=person, person=organisation_admin, on=today)


def test_leaving_ends_all_that_a_person_holds(
    supervisor, caseworker, manager, organisation_admin, today
):
    arrange_cover(
        by=organisation_admin, covered=supervisor, deputy=manager, from_on=today, to_on=today + DAY
    )
    orphans = record_leaving(by=organisation_admin, person=supervisor, last_day=today)
    assert orphans == 1
    assert not User.objects.may_sign_in(today + DAY).filter(pk=supervisor.pk).exists()
    for rows in (Post, AccessRole):
        assert list(rows.objects.filter(user=supervisor).values_list("to_on", flat=True)) == [today]
    assert Line.objects.get(person=caseworker).to_on == today
    assert Cover.objects.get().to_on == today
    assert acts(supervisor)[-1] == "person.left"
    assert acts(caseworker)[-1] == "line.ended"


# Posts


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


# Lines and cover


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


# Roles


def test_role_held_already_is_refused(caseworker, organisation_admin, today):
    with pytest.raises(DomainError, match="already hold"):
        give_role(by=organisation_admin, person=caseworker, role=Role.CASEWORKER, from_on=today)


def test_role_that_began_today_is_taken_back_at_once(caseworker, organisation_admin, today):
    role = give_role(by=organisation_admin, person=caseworker, role=Role.HR, from_on=today)
    end_role(by=organisation_admin, role=role, last_day=today - DAY)
    assert not AccessRole.objects.filter(pk=role.pk).exists()
    assert acts(caseworker) == ["role.given", "role.ended"]


# Absence


def test_absence_ends_on_return_and_overlaps_none(caseworker, supervisor, today):
    absence = record_absence(by=supervisor, person=caseworker, from_on=today)
    with pytest.raises(DomainError, match="already recorded as away"):
        record_absence(by=caseworker, person=caseworker, from_on=today + DAY)
    change_absence(by=supervisor, absence=absence, from_on=today, to_on=today + DAY)
    take_back_absence(by=supervisor, absence=absence)
    assert acts(caseworker) == ["absence.recorded", "absence.changed", "absence.taken_back"]


def test_deputys_act_names_whom_they_act_for(
    caseworker, supervisor, other_supervisor, organisation_admin, scope_of, today
):
    arrange_cover(
        by=organisation_admin,
        covered=supervisor,
        deputy=other_supervisor,
        from_on=today,
        to_on=today,
    )
    scope = scope_of(other_supervisor)
    record_absence(
        by=other_supervisor,
        person=caseworker,
        from_on=today,
        acting_for=scope.acting_for_key(caseworker.pk),
    )
    event = AuditEvent.objects.get(act="absence.recorded")
    assert event.acting_for_key == f"people.user:{supervisor.pk}"


# Adjustments


def propose(by: User, person: User, today: dt.date, **kwargs: object) -> Adjustment:
    return record_adjustment(
        by=by,
        person=person,
        agreed="Feedback in writing first, then we talk.",
        to_do="Write before you talk.",
        from_on=today,
        **kwargs,
    )


def test_adjustment_is_binding_once_the_other_agrees(caseworker, supervisor, today):
    adjustment = propose(supervisor, caseworker, today)
    assert not Adjustment.objects.binding(today).exists()
    with pytest.raises(DomainError, match="other person"):
        agree_adjustment(by=supervisor, adjustment=adjustment)
    agree_adjustment(by=caseworker, adjustment=adjustment)
    assert Adjustment.objects.binding(today).exists()
    with pytest.raises(DomainError, match="already agreed"):
        agree_adjustment(by=caseworker, adjustment=adjustment)


def test_only_the_person_lets_hr_see_what_must_be_done(caseworker, supervisor, today):
    with pytest.raises(DomainError, match="themself"):
        propose(supervisor, caseworker, today, hr_may_see=True)
    assert propose(caseworker, caseworker, today, hr_may_see=True).hr_may_see


def test_only_the_person_ends_what_was_agreed(caseworker, supervisor, today):
    adjustment = propose(caseworker, caseworker, today)
    with pytest.raises(DomainError, match="themself"):
        end_adjustment(by=supervisor, adjustment=adjustment, last_day=today)
    end_adjustment(by=caseworker, adjustment=adjustment, last_day=today)
    assert Adjustment.objects.get().to_on == today


def test_agreed_adjustment_is_not_taken_back(caseworker, supervisor, today):
    adjustment = propose(caseworker, caseworker, today)
    agree_adjustment(by=supervisor, adjustment=adjustment)
    with pytest.raises(DomainError, match="not agreed yet"):
        take_back_adjustment(by=caseworker, adjustment=adjustment)


def test_words_of_an_adjustment_are_not_in_the_trail(caseworker, today):
    propose(caseworker, caseworker, today)
    detail = AuditEvent.objects.get(act="adjustment.proposed").detail
    assert "Feedback" not in str(detail.data)


# Invitations


def test_invitation_is_mailed_and_only_its_digest_is_kept(organisation_admin):
    person = add_person(by=organisation_admin, name="Nia Bell", email="nia@example.org")
    tokens = []
    invite(by=organisation_admin, person=person, link=lambda t: tokens.append(t) or f"/i/{t}/")
    (token,) = tokens
    mail_waiting = Outbox.objects.get()
    assert mail_waiting.to == "nia@example.org"
    assert f"/i/{token}/" in mail_waiting.body
    assert Invitation.objects.get().token_digest == digest_of(token)
    assert mail.outbox == []


def invited(by: User) -> tuple[User, str]:
    person = add_person(by=by, name="Nia Bell", email="nia@example.org")
    tokens: list[str] = []
    invite(by=by, person=person, link=lambda token: tokens.append(token) or token)
    return person, digest_of(tokens[0])


def test_invitation_works_once(organisation_admin):
    person, digest = invited(organisation_admin)
    accept_invitation(digest=digest, password=PASSWORD)
    assert User.objects.get(pk=person.pk).check_password(PASSWORD)
    with pytest.raises(DomainError, match="no longer works"):
        accept_invitation(digest=digest, password="another long pass phrase")
    assert acts(person) == ["person.added", "invitation.sent", "invitation.accepted"]


def test_invitation_that_ran_out_is_refused(organisation_admin):
    _person, digest = invited(organisation_admin)
    past = timezone.now() - dt.timedelta(days=8)
    Invitation.objects.update(sent_at=past, expires_at=past + dt.timedelta(days=7))
    with pytest.raises(DomainError, match="no longer works"):
        accept_invitation(digest=digest, password=PASSWORD)


def test_second_invitation_stops_the_first(organisation_admin):
    person, digest = invited(organisation_admin)
    invite(by=organisation_admin, person=person, link=lambda token: token)
    with pytest.raises(DomainError, match="no longer works"):
        accept_invitation(digest=digest, password=PASSWORD)


def test_weak_password_leaves_the_invitation_open(organisation_admin):
    from django.core.exceptions import ValidationError

    person, digest = invited(organisation_admin)
    with pytest.raises(ValidationError):
        accept_invitation(digest=digest, password="nia bell")
    assert Invitation.objects.get().accepted_at is None
    assert not User.objects.get(pk=person.pk).has_usable_password()


def test_somebody_with_a_password_is_not_invited(caseworker, organisation_admin):
    with pytest.raises(DomainError, match="already"):
        invite(by=organisation_admin, person=caseworker, link=lambda token: token)


# Teams and settings


def test_team_does_not_stand_under_itself(housing, organisation_admin):
    below = add_team(by=organisation_admin, name="Homelessness", parent=housing)
    with pytest.raises(DomainError, match="under itself"):
        change_team(by=organisation_admin, team=housing, name="Housing", parent=below)


def test_second_team_of_a_name_is_refused(housing, organisation_admin):
    with pytest.raises(DomainError) as refused:
        add_team(by=organisation_admin, name="Housing")
    assert refused.value.field == "name"


def change(by: User, **kwargs: object) -> Organisation:
    values = {"version": 0, "name": "Northgate Advice", "colour": "#1d4f7c", "labels": {}}
    return change_organisation(by=by, **{**values, **kwargs})


def test_first_settings_make_the_organisation(organisation_admin):
    change(organisation_admin, labels={"client": "  service   user ", "hr": ""})
    assert Organisation.objects.get().labels == {"client": "service user"}


def test_colour_on_which_white_cannot_be_read_is_refused_with_its_contrast(organisation_admin):
    with pytest.raises(DomainError, match="1.1 to 1") as refused:
        change(organisation_admin, colour="#ffff00")
    assert refused.value.field == "colour"


@pytest.mark.parametrize("colour", ["red", "#12345", "#12345g", "#1d4f7c; }"])
def test_what_is_no_colour_is_refused(colour, organisation_admin):
    with pytest.raises(DomainError, match="six digits"):
        change(organisation_admin, colour=colour)


def test_settings_changed_meanwhile_are_not_overwritten(organisation_admin):
    change(organisation_admin)
    with pytest.raises(Stale) as stale:
        change(organisation_admin, name="Southgate Advice")
    assert stale.value.theirs.name == "Northgate Advice"


def test_database_holds_one_organisation(organisation):
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(id=2, name="Another")
