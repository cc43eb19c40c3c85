"""Factories of case files and of what is recorded about them. References are invented."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from cases.enums import HoldingActionKind, HoldingPart, WorkKind
from cases.models import (
    CaseFile,
    Conflict,
    Holding,
    HoldingAction,
    HoldingActionAnswer,
    ServiceArea,
)
from people.models import User
from tests.factories import UserFactory

OPENED_ON = dt.date(2026, 3, 2)


class ServiceAreaFactory(DjangoModelFactory):
    class Meta:
        model = ServiceArea

    key = factory.Sequence(lambda n: f"service-{n}")
    name = factory.Sequence(lambda n: f"Service {n:02d}")


class CaseFileFactory(DjangoModelFactory):
    class Meta:
        model = CaseFile

    reference = factory.Sequence(lambda n: f"HB/2026/{n:04d}")
    service_area = factory.SubFactory(ServiceAreaFactory)
    kind = WorkKind.STRAIGHTFORWARD
    opened_on = OPENED_ON


class HoldingFactory(DjangoModelFactory):
    class Meta:
        model = Holding

    case_file = factory.SubFactory(CaseFileFactory)
    user = factory.SubFactory(UserFactory)
    part = HoldingPart.HELD
    from_on = OPENED_ON


class ConflictFactory(DjangoModelFactory):
    """A conflict: give ``reference`` or ``service_area``."""

    class Meta:
        model = Conflict

    user = factory.SubFactory(UserFactory)
    from_on = OPENED_ON


class HoldingActionFactory(DjangoModelFactory):
    class Meta:
        model = HoldingAction

    case_file = factory.SubFactory(CaseFileFactory)
    kind = HoldingActionKind.MISSED_DEADLINE
    fact = "The time limit for the appeal is not noted on the file."
    step = "Ask the tribunal for the date and note it."
    opened_by = factory.SubFactory(UserFactory)
    opened_at = dt.datetime(2026, 3, 9, 10, 0, tzinfo=dt.UTC)


class HoldingActionAnswerFactory(DjangoModelFactory):
    class Meta:
        model = HoldingActionAnswer

    holding_action = factory.SubFactory(HoldingActionFactory)
    text = "The tribunal was asked today."
    by = factory.SubFactory(UserFactory)
    at = dt.datetime(2026, 3, 9, 15, 0, tzinfo=dt.UTC)


def held_file(holder: User, **kwargs: object) -> CaseFile:
    """Make a case file that somebody holds from the day it was opened."""
    case_file = CaseFileFactory(**kwargs)
    HoldingFactory(case_file=case_file, user=holder, from_on=case_file.opened_on)
    return case_file
