"""What somebody asks of a person's record, and the rows of it that they may have.

What is in a document is the lesser of what its maker and the person it is about may see. The
person may see all of these rows, so each reader's own right decides. Source: TRUST, "Who sees
what"; docs/decisions, "HR reads what is signed".
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from assessments.models import Evidence, Judgement
from frameworks.enums import Purpose
from frameworks.models import Version
from people.enums import Role
from people.models import User
from people.scope import Scope
from records.enums import Reach, Reader
from records.models import JournalEntry, SignOff
from records.querysets.sign_off import signed_in
from records.querysets.telling import told_entries, told_evidence, told_judgements


@dataclass(frozen=True)
class Asked:
    """One person's record under one framework version, from a first to a last day.

    :ivar scope: of whoever makes the document.
    :ivar with_private: the person's entries that are not in their record too; heeded for the
        person alone.
    :ivar with_older: improvement points of more than 24 months ago too.
    :ivar purpose: what the document is for: it holds only what may be used for that.
    """

    person: User
    version: Version
    first: dt.date
    last: dt.date
    scope: Scope
    reader: Reader
    with_private: bool = False
    with_older: bool = False
    purpose: Purpose = Purpose.DEVELOPMENT


def reader_of(scope: Scope, person_id: int) -> Reader | None:
    """Return as whom this scope reads a person's record; None: not at all."""
    if person_id == scope.user_id:
        return Reader.PERSON
    if person_id in scope.supervises:
        return Reader.SUPERVISOR
    if scope.has(Role.HR):
        return Reader.HR
    return None


def evidence_rows(asked: Asked) -> QuerySet[Evidence]:
    """Return the evidence the reader may have for the purpose; for HR, what is in a signed record."""
    rows = Evidence.objects.usable_for(asked.purpose).filter(
        person=asked.person, version=asked.version, on__range=(asked.first, asked.last)
    )
    if asked.reader == Reader.HR:
        rows = rows.filter(signed_in(rows, version_id=asked.version.pk))
    else:
        rows = rows.visible_to(asked.scope)
    return told_evidence(rows)


def judgement_rows(asked: Asked) -> QuerySet[Judgement]:
    """Return the judgements the reader may have for the purpose; for HR, what is in a signed record.

    One in dispute, or replaced or withdrawn after one, is not printed.
    """
    rows = (
        Judgement.objects.usable_for(asked.purpose)
        .counting()
        .filter(person=asked.person, version=asked.version, on__range=(asked.first, asked.last))
    )
    if asked.reader == Reader.HR:
        rows = rows.filter(signed_in(rows, version_id=asked.version.pk))
    else:
        rows = rows.visible_to(asked.scope)
    return told_judgements(rows)


def entry_rows(asked: Asked) -> QuerySet[JournalEntry]:
    """Return the journal entries the reader may have.

    The person: those in their record and, where they ask for it, all others. Their supervisor:
    those in the record; what was shared with the supervisor alone is read on the screen and never
    printed. HR: what is in a signed record. Source: TRUST, "Who sees what", row "reflection".
    """
    rows = JournalEntry.objects.filter(
        Q(area__isnull=True) | Q(area__version=asked.version),
        person=asked.person,
        on__range=(asked.first, asked.last),
    )
    if asked.reader == Reader.HR:
        rows = rows.filter(signed_in(rows, version_id=asked.version.pk))
    else:
        rows = rows.visible_to(asked.scope)
    if not (asked.reader == Reader.PERSON and asked.with_private):
        rows = rows.filter(reach=Reach.RECORD)
    return told_entries(rows)


def sign_off_rows(asked: Asked) -> QuerySet[SignOff]:
    """Return the sign-offs of the period that the reader may have."""
    return (
        SignOff.objects.visible_to(asked.scope)
        .of_period(asked.first, asked.last)
        .filter(person=asked.person, version=asked.version)
        .select_related("signed_by", "person")
        .prefetch_related("signatures__signer")
        .order_by("period_from", "pk")
    )
