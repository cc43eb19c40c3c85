"""Factories of case files and of what is recorded about them. References are invented."""

import datetime as dt

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
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
from cases.resources.columns import COLUMNS, OPTIONAL, REQUIRED
from cases.services.upload import compare_upload
from core.cells import write_csv
from core.clock import today
from core.models import ImportRun
from core.services.imports import read_file
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


def compared_upload(by: User, *, holder: User) -> ImportRun:
    """Make a comparison with the register: one new case file that somebody holds."""
    area = ServiceAreaFactory()
    lines = [["HB/9001", area.name, "Complex", OPENED_ON, None, holder.email, OPENED_ON]]
    upload = SimpleUploadedFile("cases.csv", write_csv(COLUMNS, lines))
    file = read_file(upload, required=REQUIRED, optional=OPTIONAL)
    return compare_upload(file=file, whole=False, by=by, today=today())


def held_file(holder: User, **kwargs: object) -> CaseFile:
    """Make a case file that somebody holds from the day it was opened."""
    case_file = CaseFileFactory(**kwargs)
    HoldingFactory(case_file=case_file, user=holder, from_on=case_file.opened_on)
    return case_file
