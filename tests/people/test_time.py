import datetime as dt

import pytest

from core.errors import DomainError
from core.models import AuditEvent
from people.models import (
    Adjustment,
    User,
)
from people.services.absences import change_absence, record_absence, take_back_absence
from people.services.adjustments import (
    agree_adjustment,
    end_adjustment,
    record_adjustment,
    take_back_adjustment,
)
from people.services.lines import arrange_cover
from tests.people.trail import acts

DAY = dt.timedelta(days=1)


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
