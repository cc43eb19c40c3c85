"""What has to be read beside evidence, judgements and entries so that they can be told in full."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from assessments.models import Evidence, Judgement
from records.models import JournalEntry


def told_evidence(rows: QuerySet[Evidence]) -> QuerySet[Evidence, Any]:
    """Return evidence by day with its author, source, ticks, withdrawal and ``signed_at``."""
    return (
        with_signed_at(rows)
        .select_related("author", "withdrawal", "review__case_file", "finding__criterion")
        .prefetch_related("ticks")
        .order_by("on", "pk")
    )


def told_judgements(rows: QuerySet[Judgement]) -> QuerySet[Judgement, Any]:
    """Return judgements by day with their author, what they rest on, and ``signed_at``."""
    return (
        with_signed_at(rows).select_related("by").prefetch_related("rests_on").order_by("on", "pk")
    )


def told_entries(rows: QuerySet[JournalEntry]) -> QuerySet[JournalEntry, Any]:
    """Return journal entries by day with their area and ``signed_at``."""
    return with_signed_at(rows).select_related("area").order_by("on", "pk")


def with_signed_at(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    """Add ``signed_at``: when a row was first part of a signed record; None if it is in none."""
    relation = rows.model._meta.get_field("sign_offs")
    links = relation.related_model._default_manager.filter(
        **{relation.remote_field.name: OuterRef("pk")}
    )
    first = links.order_by("sign_off__at").values("sign_off__at")[:1]
    return rows.annotate(signed_at=Subquery(first))
