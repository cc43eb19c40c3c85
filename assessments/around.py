"""What stands around the sheets of one review: all of it in one query."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    DateTimeField,
    F,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast

from assessments.enums import ProposalAnswer, ReviewState
from assessments.models import (
    Addendum,
    AgreedAnswer,
    AgreedProposal,
    Attachment,
    Dispute,
    Feedback,
    FileReview,
    FileReviewVersion,
    Reply,
    Sheet,
    StatusChange,
)
from assessments.second_querysets import readable_parts
from people.scope import Scope

SAID = ("reply", "addendum", "status", "feedback")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Answered:
    """What was said to a proposal."""

    sort: str
    text: str
    by_name: str
    at: dt.datetime

    @property
    def label(self) -> str:
        return str(ProposalAnswer(self.sort).label)


@dataclass(frozen=True)
class Proposed:
    """How one of two reviewers, or the lead of casework, came to an outcome."""

    by_id: int
    by_name: str
    at: dt.datetime
    reason: str
    answer: Answered | None


@dataclass(frozen=True)
class DisputeLink:
    """A dispute about a review, as a link to it says."""

    pk: int
    due_on: dt.date
    closed_at: dt.datetime | None


@dataclass(frozen=True)
class Around:
    """What stands around the sheets of a review, each as its reader may see it.

    :ivar said: what was done and said, oldest first, by sort: ``reply``, ``addendum``, ``status``
        and ``feedback``; rows with ``row_id``, ``row_at``, ``by_name``, ``choice`` (the sort of
        reply, the new state, how), ``words`` and ``day`` (of feedback).
    :ivar versions: the framework versions the review is made under, in order.
    :ivar writers: who wrote which finished sheet, by the part, of those that may be read.
    :ivar proposals: for an agreed outcome, oldest first.
    :ivar files: ``row_id``, ``words`` (what it shows), ``choice`` (its name), ``figure`` (its
        size), ``writer`` (the id of who added it), ``by_name`` and ``row_at``.
    """

    said: dict[str, list[Any]]
    versions: Sequence[int]
    writers: Mapping[str, str]
    proposals: Sequence[Proposed]
    files: Sequence[Row]
    disputes: Sequence[DisputeLink]


def _rows(
    kind: str,
    found: QuerySet[Any, Any],
    *,
    pk: str = "pk",
    by: str | None = "by",
    at: str | None = "at",
    choice: str | None = None,
    words: str | None = None,
    day: str | None = None,
    figure: str | None = None,
) -> QuerySet[Any, Any]:
    """Return rows in the columns that all of them share; a column that a kind lacks is null."""

    def column(name: str | None, sort: Any) -> Cast:
        return Cast(F(name) if name else Value(None), sort)

    return found.order_by().values(
        row_kind=Value(kind, CharField()),
        row_id=F(pk),
        row_at=column(at, DateTimeField()),
        writer=column(by, BigIntegerField()),
        by_name=column(f"{by}__name" if by else None, CharField()),
        choice=column(choice, CharField()),
        words=column(words, TextField()),
        day=column(day, DateField()),
        figure=column(figure, BigIntegerField()),
    )


def around(review: FileReview, scope: Scope) -> Around:
    """Return what stands around the sheets of a review that this reader may open; one query.

    Only what the review can have in its state is asked for.
    """

    def of(model: Any) -> QuerySet[Any, Any]:
        found: QuerySet[Any, Any] = model.objects.filter(review=review)
        return found

    sheets = of(Sheet).filter(part__in=readable_parts(review, scope), submitted_at__isnull=False)
    kinds = [
        _rows("addendum", of(Addendum), words="text"),
        _rows("status", of(StatusChange), choice="to_state", words="reason"),
        _rows("feedback", of(Feedback), choice="how", words="note", day="given_on"),
        _rows("version", of(FileReviewVersion), by=None, at=None, figure="version"),
        _rows("sheet", sheets, by="reviewer", at=None, choice="part"),
    ]
    if review.unblinded_at is not None:
        answers = AgreedAnswer.objects.filter(proposal__review=review)
        kinds += [
            _rows("proposal", of(AgreedProposal), pk="number", words="reason"),
            _rows("answer", answers, pk="proposal__number", choice="sort", words="text"),
        ]
    if review.is_shared:
        files = Attachment.objects.standing().filter(review=review)
        kinds.append(_rows("file", files, choice="name", words="shows", figure="size"))
    if review.is_shared and review.state != ReviewState.SHARED:
        disputes = Dispute.objects.visible_to(scope).filter(review=review)
        kinds.append(_rows("dispute", disputes, by=None, at="closed_at", day="due_on"))
    replies = _rows("reply", of(Reply), choice="sort", words="text")
    return _read(replies.union(*kinds, all=True))


def _read(rows: QuerySet[Any, Any]) -> Around:
    found: dict[str, list[Any]] = {}
    for row in rows.order_by("row_id"):
        found.setdefault(row["row_kind"], []).append(row)
    answers = {row["row_id"]: row for row in found.get("answer", ())}
    return Around(
        said={kind: sorted(found.get(kind, ()), key=lambda row: row["row_at"]) for kind in SAID},
        versions=[row["figure"] for row in found.get("version", ())],
        writers={row["choice"]: row["by_name"] for row in found.get("sheet", ())},
        proposals=[
            Proposed(
                by_id=row["writer"],
                by_name=row["by_name"],
                at=row["row_at"],
                reason=row["words"],
                answer=_answered(answers.get(row["row_id"])),
            )
            for row in found.get("proposal", ())
        ],
        files=found.get("file", ()),
        disputes=[
            DisputeLink(row["row_id"], row["day"], row["row_at"])
            for row in found.get("dispute", ())
        ],
    )


def _answered(row: Row | None) -> Answered | None:
    if row is None:
        return None
    return Answered(row["choice"], row["words"], row["by_name"], row["row_at"])
