"""What a sign-off closes, for the screen: before it is signed, and ever after."""

from dataclasses import dataclass

from assessments.models import Evidence, Judgement
from frameworks.presenters import Uses, uses
from frameworks.tree import Tree, tree_of
from people.scope import Scope
from records.closing import closing_of, digest_now, said_of
from records.enums import Reader
from records.models import JournalEntry, SignOff
from records.querysets.closing import Span, evidence_left_out
from records.querysets.telling import told_entries, told_evidence, told_judgements

from .content import CorePart, EntryItem, SignOffPart
from .evidence import cores_of
from .record_of_learning import entries_of, sign_off_part


@dataclass(frozen=True)
class Shown:
    """What is closed, under its core competencies, and what is not.

    :ivar digest: the hash of what is about to be signed; "" once it was.
    :ivar left_out: evidence of the period that does not count, so that it is not closed.
    :ivar part: the sign-off with its signatures, once there is one.
    """

    tree: Tree
    cores: tuple[CorePart, ...]
    entries: tuple[EntryItem, ...]
    digest: str = ""
    is_empty: bool = False
    left_out: tuple[Evidence, ...] = ()
    part: SignOffPart | None = None

    @property
    def uses(self) -> Uses:
        """What the publisher permits: told wherever something made under it is shown."""
        return uses(self.tree)


def about_to_sign(span: Span, scope: Scope) -> Shown:
    """Return exactly what a sign-off by this scope would close now."""
    closing = closing_of(span, scope)
    tree = tree_of(span.version_id)
    return Shown(
        tree=tree,
        cores=cores_of(Reader.SUPERVISOR, tree, closing.evidence, closing.judgements),
        entries=entries_of(closing.entries),
        digest=closing.digest,
        is_empty=closing.is_empty,
        left_out=tuple(evidence_left_out(span, scope)),
    )


def signed_content(sign_off: SignOff, reader: Reader) -> Shown:
    """Return what a sign-off closed, with what was disputed or withdrawn since."""
    tree = tree_of(sign_off.version_id)
    evidence = list(told_evidence(Evidence.objects.filter(sign_offs__sign_off=sign_off)))
    judgements = list(told_judgements(Judgement.objects.filter(sign_offs__sign_off=sign_off)))
    entries = list(told_entries(JournalEntry.objects.filter(sign_offs__sign_off=sign_off)))
    said = said_of(evidence)
    now = digest_now(sign_off, evidence, judgements, entries, said)
    return Shown(
        tree=tree,
        cores=cores_of(reader, tree, evidence, judgements, said),
        entries=entries_of(entries),
        part=sign_off_part(sign_off, intact=now == sign_off.digest),
    )
