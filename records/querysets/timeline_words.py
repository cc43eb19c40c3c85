"""What the rows of a timeline say: by, about, in which words. Which rows, `timeline` decides."""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, CharField, DateField, F, QuerySet, Value
from django.db.models.functions import Cast, TruncDate

from assessments.models import CaseCheck, Evidence, FileReview, Judgement, Reply, WellDone
from core.parts import Sql, rows_of, sql_of
from records.models import JournalEntry


class Rank(IntEnum):
    """What a row is. Within one day the later sort of thing stands first: a reply above the
    review it answers."""

    REVIEW = 1
    EVIDENCE = 2
    JUDGEMENT = 3
    REPLY = 4
    ENTRY = 5
    CASE_CHECK = 6
    WELL_DONE = 7


MODELS: dict[Rank, Any] = {
    Rank.REVIEW: FileReview,
    Rank.EVIDENCE: Evidence,
    Rank.JUDGEMENT: Judgement,
    Rank.REPLY: Reply,
    Rank.ENTRY: JournalEntry,
    Rank.CASE_CHECK: CaseCheck,
    Rank.WELL_DONE: WellDone,
}
NO_ID = Cast(Value(None), BigIntegerField())
NO_DAY = Cast(Value(None), DateField())
NO_TEXT = Value("", CharField())

COLUMNS: dict[Rank, dict[str, Any]] = {
    Rank.REVIEW: {
        "by_name": F("reviewer__name"),
        "area_title": NO_TEXT,
        "word": F("state"),
        "said": NO_TEXT,
        "extra": NO_TEXT,
        "ref": F("case_file__reference"),
        "about_area": NO_ID,
        "about_review": F("id"),
        "review_state": F("state"),
        "withdrawn_at": NO_DAY,
        "made_under": NO_ID,
    },
    Rank.EVIDENCE: {
        "by_name": F("author__name"),
        "area_title": F("area__title"),
        "word": F("direction"),
        "said": F("statement"),
        "extra": F("source"),
        "ref": F("review__case_file__reference"),
        "about_area": F("area_id"),
        "about_review": F("review_id"),
        "review_state": F("review__state"),
        "withdrawn_at": TruncDate("withdrawal__at"),
        "made_under": F("version_id"),
    },
    Rank.JUDGEMENT: {
        "by_name": F("by__name"),
        "area_title": F("area__title"),
        "word": F("degree__word"),
        "said": F("reason"),
        "extra": NO_TEXT,
        "ref": NO_TEXT,
        "about_area": F("area_id"),
        "about_review": NO_ID,
        "review_state": NO_TEXT,
        "withdrawn_at": NO_DAY,
        "made_under": F("version_id"),
    },
    Rank.REPLY: {
        "by_name": F("by__name"),
        "area_title": NO_TEXT,
        "word": F("sort"),
        "said": F("text"),
        "extra": NO_TEXT,
        "ref": F("review__case_file__reference"),
        "about_area": NO_ID,
        "about_review": F("review_id"),
        "review_state": F("review__state"),
        "withdrawn_at": NO_DAY,
        "made_under": NO_ID,
    },
    Rank.ENTRY: {
        "by_name": F("person__name"),
        "area_title": F("area__title"),
        "word": F("kind"),
        "said": F("text"),
        "extra": F("reach"),
        "ref": F("review__case_file__reference"),
        "about_area": F("area_id"),
        "about_review": F("review_id"),
        "review_state": NO_TEXT,
        "withdrawn_at": NO_DAY,
        "made_under": F("area__version_id"),
    },
    Rank.CASE_CHECK: {
        "by_name": F("by__name"),
        "area_title": NO_TEXT,
        "word": NO_TEXT,
        "said": F("guidance"),
        "extra": NO_TEXT,
        "ref": F("case_file__reference"),
        "about_area": NO_ID,
        "about_review": NO_ID,
        "review_state": NO_TEXT,
        "withdrawn_at": NO_DAY,
        "made_under": NO_ID,
    },
    Rank.WELL_DONE: {
        "by_name": F("by__name"),
        "area_title": F("area__title"),
        "word": F("behaviour__text"),
        "said": F("text"),
        "extra": NO_TEXT,
        "ref": NO_TEXT,
        "about_area": F("area_id"),
        "about_review": NO_ID,
        "review_state": NO_TEXT,
        "withdrawn_at": NO_DAY,
        "made_under": F("area__version_id"),
    },
}
NAMES = ("rank", "id", *COLUMNS[Rank.REVIEW])


@cache
def _select(rank: Rank) -> Sql:
    """Return the SELECT of what rows of a rank say. It is the same for every page and person, so
    the ORM makes it once a process."""
    kind = Value(int(rank), BigIntegerField())
    return sql_of(MODELS[rank].objects.values_list(kind, "id", *COLUMNS[rank].values()))


def _table(rank: Rank) -> str:
    return connection.ops.quote_name(MODELS[rank]._meta.db_table)


def _named(rank: Rank, ids: Sequence[int]) -> Sql:
    text, params = _select(rank)
    places = ", ".join(["%s"] * len(ids))
    return Sql(f"{text} WHERE {_table(rank)}.id IN ({places})", (*params, *ids))


def _among(rank: Rank, rows: QuerySet[Any]) -> Sql:
    (text, params), part = _select(rank), sql_of(rows.values("pk"))
    return Sql(f"{text} WHERE {_table(rank)}.id IN ({part.text})", (*params, *part.params))


def words_of(
    ids: Mapping[Rank, Sequence[int]], under: QuerySet[Evidence] | None = None
) -> dict[tuple[Rank, int], dict[str, Any]]:
    """Return what rows of a timeline say, by rank and id, in one query.

    :param ids: of rows that may be seen.
    :param under: evidence that stands under these rows, as far as it may be seen.
    """
    branches = [_named(rank, listed) for rank, listed in ids.items() if listed]
    if under is not None:
        branches.append(_among(Rank.EVIDENCE, under))
    if not branches:
        return {}
    text = " UNION ALL ".join(branch.text for branch in branches)
    params = [value for branch in branches for value in branch.params]
    told = (dict(zip(NAMES, row, strict=True)) for row in rows_of(text, params))
    return {(Rank(row["rank"]), row["id"]): row for row in told}
