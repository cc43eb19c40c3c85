"""Files brought in: read within limits, compared first, applied whole or not at all."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError, Stale
from core.keys import key_of
from core.models import ImportRow, ImportRun
from core.services import trail
from core.tables import FileFault, Limits, Table, csv_lines, to_table
from core.trail import canonical
from core.workbooks import xlsx_lines

Outcome = ImportRow.Outcome
State = ImportRun.State

NOT_APPLIED_KEPT_FOR = dt.timedelta(days=7)
APPLIED_KEPT_FOR = dt.timedelta(days=90)


class Upload(Protocol):
    """What Django gives for an uploaded file."""

    name: str | None

    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True)
class ReadFile:
    """An uploaded file, read: its name, the SHA-256 of its bytes, and its table."""

    name: str
    sha256: str
    table: Table


@dataclass(frozen=True)
class Compared:
    """What becomes of one row of the file, or of a record that is not in it.

    :param number: the row in the file; for a record that is gone, a number after the last row.
    :param before: the record as it is, where there is one; ``messages``: what is wrong.
    """

    number: int
    outcome: Outcome
    values: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)


def read_file(
    upload: Upload,
    *,
    required: Sequence[str] = (),
    optional: Sequence[str] = (),
    limits: Limits | None = None,
) -> ReadFile:
    """Read an uploaded CSV or Excel file as a table of texts.

    :param required, optional: the columns it may have; none of both = whatever it has.
    :raises core.tables.FileFault: one sentence saying what is wrong, where, and what to do.
    """
    limits = limits or Limits()
    content = upload.read(limits.file_bytes + 1)
    if len(content) > limits.file_bytes:
        raise FileFault(
            _("The file is larger than %(size)s MB.") % {"size": limits.file_bytes // 1024 // 1024}
        )
    packed = content.startswith((b"PK", b"\xd0\xcf\x11\xe0"))
    table = to_table(
        xlsx_lines(content, limits) if packed else csv_lines(content, limits),
        required=required,
        optional=optional,
        limits=limits,
    )
    name = (upload.name or "").replace("\\", "/").rpartition("/")[2][-200:]
    return ReadFile(name, hashlib.sha256(content).hexdigest(), table)


def digest_of(target: Iterable[Any]) -> str:
    """Return a digest of what an import is compared with, to find out whether it changed since."""
    sha256 = hashlib.sha256()
    for row in target:
        sha256.update(canonical(row).encode() + b"\n")
    return sha256.hexdigest()


@transaction.atomic
def keep_comparison(
    *, kind: str, file: ReadFile, compared: Iterable[Compared], target_digest: str, by: Any
) -> ImportRun:
    """Keep what a file would do, to be looked at before it is applied.

    :raises DomainError: when a row of the file is not accounted for exactly once.
    """
    rows = list(compared)
    numbers = sorted(row.number for row in rows if row.outcome != Outcome.GONE)
    if numbers != sorted(row.number for row in file.table.rows):
        raise DomainError(_("Not every row of the file was accounted for."))
    run = ImportRun.objects.create(
        kind=kind,
        file_name=file.name,
        sha256=file.sha256,
        by_key=key_of(by),
        target_digest=target_digest,
        created_at=timezone.now(),
    )
    ImportRow.objects.bulk_create(
        [
            ImportRow(
                run=run,
                number=row.number,
                outcome=row.outcome,
                values=row.values,
                before=row.before,
                messages=row.messages,
            )
            for row in rows
        ],
        batch_size=500,
    )
    trail.record("import.compared", by=by, record=run, detail={"kind": kind, "rows": len(rows)})
    return run


def counts_of(run: ImportRun) -> dict[str, int]:
    """Return how many rows have each outcome; 0 where none has."""
    found = dict(run.rows.values_list("outcome").annotate(Count("id")).order_by())
    return {outcome.value: found.get(outcome.value, 0) for outcome in Outcome}


@transaction.atomic
def begin_applying(*, run: ImportRun, target_digest: str, by: Any) -> list[ImportRow]:
    """Claim a comparison for applying; call it first in the transaction that applies it.

    :param target_digest: the digest of the target now.
    :returns: the rows that change something (new, changed, gone).
    :raises DomainError: when a row is wrong, or somebody has applied or abandoned it already.
    :raises Stale: when the target changed since the comparison.
    """
    if run.rows.filter(outcome=Outcome.WRONG).exists():
        raise DomainError(_("Some rows are wrong. Mend the file and upload it again."))
    if target_digest != run.target_digest:
        raise Stale(_("The records have changed since the file was compared. Upload it again."))
    _leave(run, State.APPLIED)
    trail.record("import.applied", by=by, record=run, detail={"kind": run.kind, **counts_of(run)})
    return list(run.rows.exclude(outcome=Outcome.UNCHANGED).order_by("number"))


@transaction.atomic
def abandon(*, run: ImportRun, by: Any) -> None:
    """Throw a comparison away; nothing is applied.

    :raises DomainError: when it was applied or abandoned already.
    """
    _leave(run, State.ABANDONED)
    run.rows.all().delete()
    trail.record("import.abandoned", by=by, record=run, detail={"kind": run.kind})


def discard_old_comparisons(*, now: dt.datetime) -> int:
    """Throw away the rows of comparisons that nobody applied for a week, and of those applied 90
    days ago; how many. What remains is that the file was brought in, by whom and when."""
    ImportRun.objects.filter(
        state=State.COMPARED, created_at__lt=now - NOT_APPLIED_KEPT_FOR
    ).update(state=State.ABANDONED)
    old = ImportRun.objects.filter(state=State.ABANDONED) | ImportRun.objects.filter(
        state=State.APPLIED, applied_at__lt=now - APPLIED_KEPT_FOR
    )
    return ImportRow.objects.filter(run__in=old).delete()[0]


def _leave(run: ImportRun, state: str) -> None:
    left = ImportRun.objects.filter(pk=run.pk, state=State.COMPARED).update(
        state=state, applied_at=timezone.now() if state == State.APPLIED else None
    )
    if not left:
        raise DomainError(_("This import has already been applied or abandoned."))
    run.refresh_from_db()
