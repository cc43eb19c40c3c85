"""The register by hand: add a case file and change what it says."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases import references
from cases.enums import WorkKind
from cases.models import CaseFile, Holding, ServiceArea
from core.errors import DomainError, Stale
from core.keys import key_of
from core.models import AuditEvent
from core.services import trail
from people.models import User


@dataclass(frozen=True)
class Particulars:
    """What the register says of a case file itself."""

    reference: str
    service_area: ServiceArea
    kind: WorkKind
    opened_on: dt.date
    closed_on: dt.date | None = None


@transaction.atomic
def add_case_file(
    *,
    particulars: Particulars,
    holder: User | None,
    held_from: dt.date | None = None,
    by: User,
    today: dt.date,
    source: str = "register",
) -> CaseFile:
    """Put a case file on the register, with whoever holds it (or held it until it closed).

    :param held_from: the day the holder took it; None: the day it was opened.
    :param today: no date may lie after it.
    :raises DomainError: for a reference that cannot be one or is on the register, or dates out
        of order.
    """
    particulars = _checked(particulars, today)
    case_file = CaseFile(source=source, **vars(particulars))
    _save_with_its_reference(case_file)
    if holder is not None:
        first = held_from or particulars.opened_on
        refuse_outside(first, particulars, today, "held_from")
        Holding.objects.create(
            case_file=case_file, user=holder, from_on=first, to_on=particulars.closed_on
        )
    trail.record(
        "case_file.added", by=by, subject=holder, record=case_file, detail=vars(particulars)
    )
    return case_file


@transaction.atomic
def change_case_file(
    *, case_file: CaseFile, particulars: Particulars, seen_version: int, by: User, today: dt.date
) -> CaseFile:
    """Correct what the register says of a file; close it, or open it again.

    Closing ends the holding that is open; opening again, or another closing day, moves the end
    of the holding that ended with the file.

    :param seen_version: the version that the page was made from.
    :raises Stale: when somebody changed the file since; ``theirs`` is the file as it is now.
    :raises DomainError: for a reference or dates that cannot be.
    """
    case_file = CaseFile.objects.select_for_update().get(pk=case_file.pk)
    if case_file.version != seen_version:
        raise Stale(_changed_since(case_file), theirs=case_file)
    particulars = _checked(particulars, today)
    before = vars(particulars_of(case_file))
    _refuse_before_its_holders(case_file, particulars)
    last = _last_holding_with_end(case_file, particulars.closed_on)
    for name, value in vars(particulars).items():
        setattr(case_file, name, value)
    case_file.version += 1
    _save_with_its_reference(case_file)
    if last is not None:
        last.save(update_fields=["to_on"])
    changed = {name: value for name, value in vars(particulars).items() if before[name] != value}
    trail.record(
        "case_file.changed",
        by=by,
        subject=last.user if last else None,
        record=case_file,
        detail=changed,
    )
    return case_file


def particulars_of(case_file: CaseFile) -> Particulars:
    """Return what the register says of a file now."""
    return Particulars(
        reference=case_file.reference,
        service_area=case_file.service_area,
        kind=WorkKind(case_file.kind),
        opened_on=case_file.opened_on,
        closed_on=case_file.closed_on,
    )


def _checked(particulars: Particulars, today: dt.date) -> Particulars:
    reference = references.tidy(particulars.reference)
    if fault := references.fault(reference):
        raise DomainError(fault, "reference")
    if particulars.opened_on > today:
        raise DomainError(_("The day it was opened must be today or in the past."), "opened_on")
    closed_on = particulars.closed_on
    if closed_on is not None and closed_on < particulars.opened_on:
        raise DomainError(_("The case cannot close before it was opened."), "closed_on")
    if closed_on is not None and closed_on > today:
        raise DomainError(_("The day it closed must be today or in the past."), "closed_on")
    return Particulars(**{**vars(particulars), "reference": reference})


def _save_with_its_reference(case_file: CaseFile) -> None:
    same = CaseFile.objects.filter(
        source=case_file.source,
        reference_key=references.key_of_reference(case_file.reference),
    ).exclude(pk=case_file.pk)
    taken = DomainError(_("This reference is on the register already."), "reference")
    if same.exists():
        raise taken
    try:
        with transaction.atomic():
            case_file.save()
    except IntegrityError:
        raise taken from None


def refuse_outside(day: dt.date, particulars: Particulars, today: dt.date, field: str) -> None:
    """Refuse a day after today, before a file was opened or after it closed.

    :raises DomainError: beside ``field``.
    """
    if day > today:
        raise DomainError(_("The day must be today or in the past."), field)
    if day < particulars.opened_on:
        raise DomainError(
            _("The case was opened on %(day)s, after this day.")
            % {"day": in_words(particulars.opened_on)},
            field,
        )
    if particulars.closed_on is not None and day > particulars.closed_on:
        raise DomainError(
            _("The case closed on %(day)s, before this day.")
            % {"day": in_words(particulars.closed_on)},
            field,
        )


def _refuse_before_its_holders(case_file: CaseFile, particulars: Particulars) -> None:
    first = case_file.holdings.order_by("from_on").select_related("user").first()
    if first is not None and particulars.opened_on > first.from_on:
        raise DomainError(
            _("%(name)s had a part in the case from %(day)s, before this day.")
            % {"name": first.user, "day": in_words(first.from_on)},
            "opened_on",
        )


def _last_holding_with_end(case_file: CaseFile, closed_on: dt.date | None) -> Holding | None:
    """Return the last holding with the end that the closing day gives it; None: it stays."""
    last = case_file.last_holding
    if last is None or last.to_on not in (None, case_file.closed_on):
        return None
    if last.to_on is None and closed_on is None:
        return None
    if closed_on is not None and closed_on < last.from_on:
        raise DomainError(
            _("%(name)s took the case on %(day)s, after this day.")
            % {"name": last.user, "day": in_words(last.from_on)},
            "closed_on",
        )
    last.to_on = closed_on
    return last


def _changed_since(case_file: CaseFile) -> str:
    events = AuditEvent.objects.filter(record_key=key_of(case_file)).order_by("-pk")
    who = events.values_list("actor_key", flat=True).first() or ""
    name = User.objects.filter(pk=who.rpartition(":")[2] or 0).values_list("name", flat=True)
    return _(
        "%(name)s changed this case file since you opened it. What you typed is below; what the "
        "register says now stands beside it."
    ) % {"name": name.first() or _("Somebody")}


def in_words(day: dt.date) -> str:
    """Return a day as it is written in a sentence."""
    return date_format(day, "j F Y")
