"""Bring the register up to date from a file: compare first, then apply whole or not at all."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from cases import references
from cases.enums import HoldingPart, WorkKind
from cases.models import CaseFile, Conflict, Holding, HoldingAction, ServiceArea
from cases.resources.columns import HELD_BY, HELD_FROM, REFERENCE, Known, folded
from cases.resources.comparing import Held, Stored, compare, gone
from cases.services.tell import tell_new_holder
from core.errors import DomainError, Stale
from core.models import ImportRow, ImportRun
from core.services import imports, trail
from core.services.imports import ReadFile
from core.services.trail import Touched
from people.models import User

PART, WHOLE = "cases.part_of_register", "cases.whole_register"
KINDS = (PART, WHOLE)
SOURCE = "register"
BATCH = 500
MOST_KEYS = 4000

Key = TypeVar("Key", int, str)
HeldSoFar = tuple[Held | None, dt.date | None, dt.date | None]
NEVER_HELD: HeldSoFar = (None, None, None)


@transaction.atomic
def compare_upload(*, file: ReadFile, whole: bool, by: User, today: dt.date) -> ImportRun:
    """Compare a file with the register and keep what it would do.

    :param whole: the file is meant to name every case file: those it does not name are listed
        as gone. They are never deleted.
    """
    keys = {references.key_of_reference(row.values[REFERENCE]) for row in file.table.rows}
    stored = stored_files(None if whole else keys)
    addresses = {row.values.get(HELD_BY, "").lower() for row in file.table.rows}
    known = _known(addresses, stored.values(), today)
    rows = list(compare(file.table.rows, stored, known))
    if whole:
        rows += gone(stored, keys, file.table.rows[-1].number + 1, known)
    return imports.keep_comparison(
        kind=WHOLE if whole else PART,
        file=file,
        compared=rows,
        target_digest=_digest(stored, keys),
        by=by,
    )


@transaction.atomic
def apply_upload(*, run: ImportRun, by: User) -> dict[str, int]:
    """Apply a comparison: all of its rows, in one transaction.

    Holding actions that are open on a case go to its new holder, who is told. The trail has one
    event for each person touched.

    :returns: how many rows had each outcome.
    :raises DomainError: when a row is wrong, or it was applied or abandoned before.
    :raises Stale: when one of its case files changed since.
    """
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state != ImportRun.State.COMPARED:
        raise DomainError(_("This file has been applied or thrown away already."))
    keys = {
        references.key_of_reference(shown.get(REFERENCE, ""))
        for shown in run.rows.exclude(outcome=ImportRow.Outcome.GONE).values_list(
            "values__shown", flat=True
        )
    }
    stored = stored_files(keys, lock=True)
    rows = [
        row
        for row in imports.begin_applying(run=run, target_digest=_digest(stored, keys), by=by)
        if row.outcome in (ImportRow.Outcome.NEW, ImportRow.Outcome.CHANGED)
    ]
    try:
        with transaction.atomic():
            files = _write_files(rows)
            touched = _write_holdings(rows, files)
    except IntegrityError:
        raise Stale(
            _("The register has changed since the file was compared. Upload it again.")
        ) from None
    _move_holding_actions(rows, files, by)
    trail.record_many(
        "case_files.uploaded",
        by=by,
        touched=[
            Touched(subject=person, record=run, detail={"case_files": count})
            for person, count in sorted(touched.items())
        ],
    )
    return imports.counts_of(run)


def stored_files(keys: set[str] | None, *, lock: bool = False) -> dict[str, Stored]:
    """Return case files of the register by reference key; every one where no keys are given.

    :param lock: hold the files still until the transaction ends.
    """
    found: dict[str, Stored] = {}
    chunks: Iterable[list[str] | None] = [None] if keys is None else _chunks(sorted(keys))
    for chunk in chunks:
        files = CaseFile.objects.filter(source=SOURCE)
        parts = Holding.objects.filter(case_file__source=SOURCE)
        if chunk is not None:
            files = files.filter(reference_key__in=chunk)
            parts = parts.filter(case_file__reference_key__in=chunk)
        if lock:
            list(files.order_by("pk").select_for_update().values_list("pk"))
        held = _held_by_file(parts)
        for file in files:
            last, earlier_until, first_part_on = held.get(file.pk, NEVER_HELD)
            found[file.reference_key] = Stored(
                pk=file.pk,
                reference=file.reference,
                service_area=file.service_area_id,
                kind=file.kind,
                opened_on=file.opened_on,
                closed_on=file.closed_on,
                version=file.version,
                last=last,
                earlier_until=earlier_until,
                first_part_on=first_part_on,
            )
    return found


def _held_by_file(parts: QuerySet[Holding]) -> dict[int, HeldSoFar]:
    """Return for each file its last holder, the last day of the one before, and the first day."""
    found: dict[int, HeldSoFar] = {}
    ordered = parts.order_by("case_file", F("to_on").asc(nulls_last=True), "from_on", "pk")
    for file, pk, user, part, from_on, to_on in ordered.values_list(
        "case_file", "pk", "user", "part", "from_on", "to_on"
    ):
        last, until, first = found.get(file, (None, None, from_on))
        if part == HoldingPart.HELD:
            last, until = Held(user, from_on, to_on, pk), last.to_on if last else None
        found[file] = (last, until, min(first or from_on, from_on))
    return found


def _known(addresses: set[str], stored: Iterable[Stored], today: dt.date) -> Known:
    areas = list(ServiceArea.objects.values_list("pk", "key", "name"))
    holders = {file.last.user for file in stored if file.last}
    people: dict[str, int] = {}
    by_id: dict[int, str] = {}
    for pk, email in User.objects.values_list("pk", "email"):
        if email.lower() in addresses:
            people[email.lower()] = pk
        if pk in holders or email.lower() in addresses:
            by_id[pk] = email
    conflicts = Conflict.objects.in_force(today).filter(user__in=people.values())
    return Known(
        areas={folded(word): pk for pk, *words in areas for word in words},
        area_names={pk: name for pk, _key, name in areas},
        kinds={
            folded(str(word)): kind for kind, label in WorkKind.choices for word in (kind, label)
        },
        kind_names={kind: str(label) for kind, label in WorkKind.choices},
        people=people,
        addresses=by_id,
        barred=frozenset(
            (user, area or key)
            for user, key, area in conflicts.values_list("user", "reference_key", "service_area")
        ),
        today=today,
    )


def _digest(stored: dict[str, Stored], keys: set[str]) -> str:
    return imports.digest_of(
        [key, stored[key].state() if key in stored else None] for key in sorted(keys)
    )


def _chunks(keys: list[Key]) -> Iterator[list[Key]]:
    for start in range(0, len(keys), MOST_KEYS):
        yield keys[start : start + MOST_KEYS]


def _write_files(rows: list[ImportRow]) -> dict[str, CaseFile]:
    """Write the files of these rows; return them by reference."""
    files = [
        CaseFile(
            source=SOURCE,
            reference=row.values["reference"],
            service_area_id=row.values["service_area"],
            kind=row.values["kind"],
            opened_on=dt.date.fromisoformat(row.values["opened_on"]),
            closed_on=_day(row.values["closed_on"]),
            version=row.values["version"],
        )
        for row in rows
    ]
    new = [file for file in files if file.version == 0]
    CaseFile.objects.bulk_create(new, batch_size=BATCH)
    CaseFile.objects.bulk_create(
        [file for file in files if file.version],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["source", "reference_key"],
        update_fields=["service_area", "kind", "opened_on", "closed_on", "version"],
    )
    return {file.reference: file for file in files}


def _write_holdings(rows: list[ImportRow], files: dict[str, CaseFile]) -> Counter[str]:
    """End, change and begin holdings; return how many files of each person were touched."""
    touched: Counter[str] = Counter()
    ending: dict[str | None, list[int]] = defaultdict(list)
    moved: list[Holding] = []
    new: list[Holding] = []
    for row in rows:
        if row.values["ends"]:
            pk, user, to_on = row.values["ends"]
            ending[to_on].append(pk)
            touched[f"people.user:{user}"] += 1
        if row.values["holding"]:
            pk, user, from_on, to_on = row.values["holding"]
            touched[f"people.user:{user}"] += 1
            if pk is not None and HELD_FROM not in row.before:
                ending[to_on].append(pk)
                continue
            holding = Holding(
                pk=pk,
                case_file=files[row.values["reference"]],
                user_id=user,
                from_on=dt.date.fromisoformat(from_on),
                to_on=_day(to_on),
            )
            (moved if pk else new).append(holding)
    for to_on, pks in ending.items():
        for chunk in _chunks(pks):
            Holding.objects.filter(pk__in=chunk).update(to_on=_day(to_on))
    Holding.objects.bulk_update(moved, ["from_on", "to_on"], batch_size=BATCH)
    Holding.objects.bulk_create(new, batch_size=BATCH)
    return touched


def _move_holding_actions(rows: list[ImportRow], files: dict[str, CaseFile], by: User) -> None:
    """Give open holding actions to whoever has just taken the case, and tell them."""
    taken: dict[int, int] = {}
    for row in rows:
        pk, user, _from_on, to_on = row.values["holding"] or (0, 0, None, None)
        if pk is None and to_on is None:
            taken[files[row.values["reference"]].pk] = user
    waiting = HoldingAction.objects.open().values_list("case_file", flat=True)
    for case_file in sorted(set(waiting) & taken.keys()):
        to = User.objects.get(pk=taken[case_file])
        moved = HoldingAction.objects.open().filter(case_file=case_file).update(told=to)
        tell_new_holder(to=to, by=by, holding_actions=moved)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
