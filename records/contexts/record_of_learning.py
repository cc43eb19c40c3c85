"""The record of learning as data: which rows become which part of the document."""

from collections.abc import Iterable

from django.utils import timezone

from assessments.querysets import in_default_view
from frameworks.tree import Tree, tree_of
from people.models import Post, PostLevel
from people.organisation import current_organisation
from records.closing import digests_now
from records.enums import Reach, SignedAs
from records.models import JournalEntry, Signature, SignOff

from .asked import Asked, entry_rows, evidence_rows, judgement_rows, sign_off_rows
from .content import (
    EntryItem,
    FrameworkHead,
    PersonHead,
    RecordOfLearning,
    SignatureLine,
    SignOffPart,
    UseLine,
)
from .evidence import cores_of, signed_on


def record_of_learning(asked: Asked) -> RecordOfLearning:
    """Return one person's record of learning as plain values, for whoever asks.

    Evidence that was withdrawn stands in it only where it had been signed off, and says so.
    Evidence in dispute stands in it only with the person's reply. Improvement points of more than
    24 months ago are left out unless asked for. Nothing is counted, summed or scored.
    """
    tree = tree_of(asked.version.pk)
    recent = in_default_view(asked.scope.on)
    rows = evidence_rows(asked)
    shown = rows if asked.with_older else rows.filter(recent)
    return RecordOfLearning(
        organisation=current_organisation().name,
        person=_person(asked),
        framework=_framework(tree),
        first=asked.first,
        last=asked.last,
        reader=asked.reader,
        cores=cores_of(asked.reader, tree, shown, judgement_rows(asked)),
        entries=entries_of(entry_rows(asked)),
        sign_offs=sign_offs_of(list(sign_off_rows(asked))),
        older_left_out=not asked.with_older and rows.exclude(recent).exists(),
        purpose=str(asked.purpose.label),
    )


def _person(asked: Asked) -> PersonHead:
    """Return the person with the post they held at the end of the period, or held last."""
    post = (
        Post.objects.filter(user=asked.person, from_on__lte=asked.last)
        .select_related("team")
        .order_by("-from_on", "-pk")
        .first()
    )
    if post is None:
        return PersonHead(asked.person.name, post="", level="", team="")
    level = (
        PostLevel.objects.filter(
            post=post, framework=asked.version.framework_id, from_on__lte=asked.last
        )
        .select_related("role_level")
        .order_by("-from_on", "-pk")
        .first()
    )
    return PersonHead(
        name=asked.person.name,
        post=post.title,
        level=level.role_level.title if level else "",
        team=post.team.name,
    )


def _framework(tree: Tree) -> FrameworkHead:
    return FrameworkHead(
        code=tree.code,
        title=tree.title,
        publisher=tree.publisher,
        number=tree.number,
        year=tree.year,
        source=tree.source,
        copyright=tree.copyright,
        digest=tree.digest,
        uses=tuple(UseLine(use.label, use.permitted, use.sentence) for use in tree.uses.values()),
        limits=tree.limits,
        degrees=tuple(degree.word for degree in tree.degrees),
        degrees_note=tree.degrees_note,
        area_label=tree.labels.get("area", ""),
    )


def entries_of(rows: Iterable[JournalEntry]) -> tuple[EntryItem, ...]:
    """Return a person's own words, as they stand in the document."""
    return tuple(_entry(row) for row in rows)


def _entry(row: JournalEntry) -> EntryItem:
    return EntryItem(
        on=row.on,
        kind=row.get_kind_display(),
        text=row.text,
        hours=f"{row.hours.normalize():f}" if row.hours else "",
        area=row.area.title if row.area else "",
        private=row.reach != Reach.RECORD,
        signed_on=signed_on(row),
    )


def sign_offs_of(rows: list[SignOff]) -> tuple[SignOffPart, ...]:
    """Return sign-offs with their signatures, and whether what was signed is unchanged."""
    digests = digests_now(rows) if rows else {}
    return tuple(sign_off_part(row, intact=digests[row.pk] == row.digest) for row in rows)


def sign_off_part(row: SignOff, *, intact: bool) -> SignOffPart:
    """Return one sign-off, loaded with its signatures and their signers, as part of a document."""
    return SignOffPart(
        first=row.period_from,
        last=row.period_to,
        by=row.signed_by.name,
        on=timezone.localdate(row.at),
        note=row.note,
        digest=row.digest,
        intact=intact,
        signatures=_signatures(row),
    )


def _signatures(sign_off: SignOff) -> tuple[SignatureLine, ...]:
    """Return one line a side; a side that has not answered yet has its line too."""
    given = {signature.signed_as: signature for signature in sign_off.signatures.all()}
    names = {SignedAs.SUPERVISOR: sign_off.signed_by.name, SignedAs.PERSON: sign_off.person.name}
    return tuple(
        _signature(side, names[side], given.get(side))
        for side in (SignedAs.SUPERVISOR, SignedAs.PERSON)
    )


def _signature(side: SignedAs, name: str, given: Signature | None) -> SignatureLine:
    if given is None:
        return SignatureLine(role=str(side.label), name=name, signed=False, on=None, note="")
    return SignatureLine(
        role=str(side.label),
        name=given.signer.name,
        signed=given.signed,
        on=timezone.localdate(given.at),
        note=given.note,
    )
