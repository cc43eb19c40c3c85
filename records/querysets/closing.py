"""What a sign-off would close, for whoever is about to sign."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from assessments.models import Evidence, Judgement, JudgementEvidence
from assessments.querysets import EvidenceQuerySet
from frameworks.enums import Purpose
from people.scope import Scope
from records.enums import Reach
from records.models import JournalEntry
from records.querysets.sign_off import signed_in
from records.querysets.telling import told_entries, told_evidence, told_judgements

KEPT_FOR = Purpose.DEVELOPMENT
"""A record of learning is signed off for its person's development."""


@dataclass(frozen=True)
class Span:
    """What of somebody's record is asked for: a person, a framework version, first and last day."""

    person_id: int
    version_id: int
    first: dt.date
    last: dt.date


def evidence_to_close(span: Span, scope: Scope) -> QuerySet[Evidence]:
    """Return the evidence a sign-off by this scope would close: of the span, that the signer may
    read, that counts, and that is in no signed record yet. Disputed or withdrawn: never."""
    rows = _evidence(span, scope).counting()
    return told_evidence(rows.exclude(signed_in(rows)))


def evidence_left_out(span: Span, scope: Scope) -> QuerySet[Evidence]:
    """Return the evidence of the span that the signer may read and that does not count: disputed
    or withdrawn. It is told on the page, so that nobody thinks it was closed."""
    return (
        _evidence(span, scope)
        .exclude(pk__in=_evidence(span, scope).counting().values("pk"))
        .select_related("withdrawal", "review")
        .order_by("on", "pk")
    )


def judgements_to_close(span: Span, scope: Scope) -> QuerySet[Judgement]:
    """Return the judgements a sign-off by this scope would close: of the span, that the signer may
    read, in no signed record yet, and resting on nothing that is disputed or withdrawn."""
    rows = (
        Judgement.objects.visible_to(scope)
        .usable_for(KEPT_FOR)
        .counting()
        .filter(person=span.person_id, version=span.version_id, on__range=(span.first, span.last))
    )
    counting = Evidence.objects.counting().filter(person=span.person_id)
    shaken = JudgementEvidence.objects.filter(judgement=OuterRef("pk")).exclude(
        evidence__in=counting.values("pk")
    )
    return told_judgements(rows.exclude(signed_in(rows)).exclude(Exists(shaken)))


def entries_to_close(span: Span, scope: Scope) -> QuerySet[JournalEntry]:
    """Return the journal entries a sign-off would close: those of the span that their writer
    shared into the record, under this framework or under none, and not yet closed under it."""
    rows = JournalEntry.objects.visible_to(scope).filter(
        Q(area__isnull=True) | Q(area__version=span.version_id),
        person=span.person_id,
        reach=Reach.RECORD,
        on__range=(span.first, span.last),
    )
    return told_entries(rows.exclude(signed_in(rows, version_id=span.version_id)))


def _evidence(span: Span, scope: Scope) -> EvidenceQuerySet:
    return (
        Evidence.objects.visible_to(scope)
        .usable_for(KEPT_FOR)
        .filter(person=span.person_id, version=span.version_id, on__range=(span.first, span.last))
    )
