"""The record of learning as plain values. No query is run by any of these."""

import dataclasses
import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.enums import Direction
from records.digest import digest_of
from records.enums import Reader


class Standing(models.TextChoices):
    """Whether a piece of evidence still counts."""

    COUNTS = "counts", gettext_lazy("Counts")
    DISPUTED = "disputed", gettext_lazy("In dispute")
    WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")


@dataclass(frozen=True)
class PersonHead:
    name: str
    post: str
    level: str
    team: str


@dataclass(frozen=True)
class UseLine:
    """A use that the publisher permits or does not, in the publisher's own words."""

    purpose: str
    permitted: bool
    sentence: str


@dataclass(frozen=True)
class FrameworkHead:
    code: str
    title: str
    publisher: str
    number: int
    year: str
    source: str
    copyright: str
    digest: str
    uses: tuple[UseLine, ...]
    limits: tuple[str, ...]
    degrees: tuple[str, ...]
    degrees_note: str
    area_label: str


@dataclass(frozen=True)
class Remark:
    """What was said of a piece of evidence after it was shared: a reply, or an addendum.

    :ivar own: the person the record is about said it.
    """

    sort: str
    own: bool
    on: dt.date
    by: str
    text: str


@dataclass(frozen=True)
class BehaviourLine:
    kind: str
    text: str


@dataclass(frozen=True)
class EvidenceItem:
    """One numbered piece of evidence. The number is a reference within this document only."""

    number: int
    on: dt.date
    direction: Direction
    statement: str
    source: str
    reference: str
    author: str
    purpose: str
    criterion: str
    behaviours: tuple[BehaviourLine, ...]
    standing: Standing
    standing_on: dt.date | None
    standing_because: str
    remarks: tuple[Remark, ...]
    signed_on: dt.date | None

    @property
    def shows(self) -> bool:
        return self.direction == Direction.SHOWS

    @property
    def counts(self) -> bool:
        return self.standing == Standing.COUNTS


@dataclass(frozen=True)
class JudgementItem:
    """A degree, by a named person, with the reason and the numbers of the evidence it rests on.

    :ivar elsewhere: it also rests on evidence that is not in this document.
    :ivar shaken: numbers of evidence it rests on that has since been disputed or withdrawn.
    """

    on: dt.date
    degree: str
    by: str
    reason: str
    rests_on: tuple[int, ...]
    elsewhere: bool
    shaken: tuple[int, ...]
    signed_on: dt.date | None


@dataclass(frozen=True)
class AreaPart:
    key: str
    title: str
    printed_number: str
    text: str
    evidence: tuple[EvidenceItem, ...]
    judgements: tuple[JudgementItem, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.evidence or self.judgements)

    def marks(self, direction: Direction) -> tuple[EvidenceItem, ...]:
        """Return the evidence of one direction that counts: the two are never netted off."""
        return tuple(e for e in self.evidence if e.direction == direction and e.counts)

    @property
    def for_it(self) -> tuple[EvidenceItem, ...]:
        return self.marks(Direction.SHOWS)

    @property
    def against_it(self) -> tuple[EvidenceItem, ...]:
        return self.marks(Direction.OPPOSITE)

    @property
    def latest_judgements(self) -> tuple[JudgementItem, ...]:
        """The latest judgement of each assessor: several stand side by side."""
        latest = {item.by: item for item in sorted(self.judgements, key=lambda item: item.on)}
        return tuple(latest.values())


@dataclass(frozen=True)
class CorePart:
    key: str
    title: str
    printed_number: str
    sentence: str
    stem: str
    areas: tuple[AreaPart, ...]

    @property
    def is_empty(self) -> bool:
        return all(area.is_empty for area in self.areas)


@dataclass(frozen=True)
class EntryItem:
    """The person's own words.

    :ivar private: not part of the record; the person put it into this document themself.
    """

    on: dt.date
    kind: str
    text: str
    hours: str
    area: str
    private: bool
    signed_on: dt.date | None


@dataclass(frozen=True)
class SignatureLine:
    """How somebody signed, or that and why they did not."""

    role: str
    name: str
    signed: bool
    on: dt.date | None
    note: str


@dataclass(frozen=True)
class SignOffPart:
    """One sign-off of a period, with what was signed as a hash, and the signatures under it.

    :ivar intact: the hash reckoned now from what is kept is the hash that was signed.
    """

    first: dt.date
    last: dt.date
    by: str
    on: dt.date
    note: str
    digest: str
    intact: bool
    signatures: tuple[SignatureLine, ...]


@dataclass(frozen=True)
class RecordOfLearning:
    """One person's record of learning under one framework version for one period.

    :ivar older_left_out: improvement points of more than 24 months ago were left out.
    :ivar purpose: what the document is for, in words; it holds only what may be used for that.
    """

    organisation: str
    person: PersonHead
    framework: FrameworkHead
    first: dt.date
    last: dt.date
    reader: Reader
    cores: tuple[CorePart, ...]
    entries: tuple[EntryItem, ...]
    sign_offs: tuple[SignOffPart, ...]
    older_left_out: bool
    purpose: str

    @property
    def nothing_seen(self) -> str:
        """How an area without evidence is told: HR's document knows only what was signed off."""
        return _("none signed off") if self.reader == Reader.HR else _("no evidence yet")

    @property
    def areas(self) -> Iterator[AreaPart]:
        return (area for core in self.cores for area in core.areas)

    @property
    def evidence(self) -> tuple[EvidenceItem, ...]:
        """All evidence in the order of its numbers."""
        return tuple(item for area in self.areas for item in area.evidence)

    @property
    def is_without_evidence(self) -> bool:
        """Neither evidence nor judgements stand in it."""
        return all(area.is_empty for area in self.areas)

    def as_data(self) -> dict[str, Any]:
        """Return the content as plain values: the JSON that goes with the document."""
        return {"format": "record-of-learning/1", **_plain(dataclasses.asdict(self))}

    @property
    def digest(self) -> str:
        """The SHA-256 of the content: printed in the document, and kept with its row."""
        return digest_of(self.as_data())


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, enum.Enum):
        return value.value
    return value
