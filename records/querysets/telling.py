"""What has to be read beside evidence, judgements and entries so that they can be told in full."""

from django.db.models import QuerySet

from assessments.models import Evidence, Judgement
from records.models import JournalEntry


def told_evidence(rows: QuerySet[Evidence]) -> QuerySet[Evidence]:
    """Return evidence by day with its author, source, ticks, withdrawal and sign-offs."""
    return (
        rows.select_related("author", "withdrawal", "review__case_file", "finding__criterion")
        .prefetch_related("ticks", "sign_offs__sign_off")
        .order_by("on", "pk")
    )


def told_judgements(rows: QuerySet[Judgement]) -> QuerySet[Judgement]:
    """Return judgements by day with their author, what they rest on, and their sign-offs."""
    return (
        rows.select_related("by")
        .prefetch_related("rests_on", "sign_offs__sign_off")
        .order_by("on", "pk")
    )


def told_entries(rows: QuerySet[JournalEntry]) -> QuerySet[JournalEntry]:
    """Return journal entries by day with their area and sign-offs."""
    return rows.select_related("area").prefetch_related("sign_offs__sign_off").order_by("on", "pk")
