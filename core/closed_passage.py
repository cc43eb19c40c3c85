"""The passage: the one way through closed rows, for retention, erasure and data migrations."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from core.models import Passage

# No row of PassageEnd can exist, so this deferred foreign key can never be met.
_NO_END = 0


@contextmanager
def passage(*, person_id: int, kind: str, reason: str) -> Iterator[Passage]:
    """Let the closed rows of one person be changed within this block.

    Opens a transaction (or a savepoint within one). The row that opens the passage is deleted
    at the end of the block; a transaction in which it is still there cannot commit, because its
    foreign key is checked at the commit and can never be met.

    :param kind: the kind of record, e.g. ``"assessments.evidence"``; only documentation.
    :param reason: why, for whoever reads the transaction; the lasting record is the caller's
        event in the trail.
    """
    with transaction.atomic():
        opened = Passage.objects.create(
            person_id=person_id, kind=kind, reason=reason, end_id=_NO_END
        )
        yield opened
        Passage.objects.filter(pk=opened.pk).delete()
