"""Who supervises whom, and who covers for whom."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.services import trail
from people.models import Cover, Line, User
from people.services.periods import check_free, check_order, end_on, lock
from people.services.seen import as_seen

DAY = dt.timedelta(days=1)
MOST_STEPS = 30


@transaction.atomic
def set_supervisor(
    *, by: Any, person: User, supervisor: User, from_on: dt.date, seen: str = ""
) -> Line:
    """Give a person a supervisor from a day; whoever had the line before has it until the day before.

    A line from the very day of the one before replaces it (a slip put right).

    :param seen: the digest of the person's lines as the writer had them before them.
    :raises Stale: where somebody else changed them since.
    :raises DomainError: for oneself, for a supervisor who is not there that day, for a circle,
        for the same supervisor again, and where a later line is already recorded.
    """
    lock(person)
    lines = Line.objects.filter(person=person)
    as_seen(seen, lines)
    _check_supervisor(person, supervisor, from_on)
    last = lines.order_by("-from_on").first()
    if last and last.from_on > from_on:
        raise DomainError(
            _("A supervisor is already recorded from %(day)s. Choose that day or a later one.")
            % {"day": f"{last.from_on:%d/%m/%Y}"},
            "from_on",
        )
    if last and last.supervisor_id == supervisor.pk and (last.to_on is None):
        raise DomainError(_("They already supervise this person."), "supervisor")
    end_on(lines, from_on - DAY)
    line = Line.objects.create(person=person, supervisor=supervisor, from_on=from_on)
    trail.record(
        "line.set",
        by=by,
        subject=person,
        record=line,
        detail={"supervisor": supervisor, "from_on": from_on},
    )
    return line


def _check_supervisor(person: User, supervisor: User, on: dt.date) -> None:
    if person.pk == supervisor.pk:
        raise DomainError(_("Nobody supervises themself."), "supervisor")
    if not User.objects.may_sign_in(on).filter(pk=supervisor.pk).exists():
        raise DomainError(
            _("%(name)s holds no post on that day.") % {"name": supervisor.name}, "supervisor"
        )
    above = supervisor.pk
    for _step in range(MOST_STEPS):
        line = Line.objects.in_force(on).filter(person=above).first()
        if line is None:
            return
        above = line.supervisor_id
        if above == person.pk:
            raise DomainError(
                _("%(person)s is above %(name)s, so this would go round in a circle.")
                % {"person": person.name, "name": supervisor.name},
                "supervisor",
            )


@transaction.atomic
def end_line(*, by: Any, line: Line, last_day: dt.date, seen: str = "") -> None:
    """End a line on a day without a new supervisor. A day before its first takes it back.

    :param seen: the digest of the line as the writer had it before them.
    :raises Stale: where somebody else changed it since.
    """
    person = lock(line.person)
    rows = Line.objects.filter(pk=line.pk)
    as_seen(seen, rows)
    end_on(rows, last_day)
    trail.record(
        "line.ended",
        by=by,
        subject=person,
        record=f"people.line:{line.pk}",
        detail={"last_day": last_day},
    )


@transaction.atomic
def arrange_cover(
    *, by: Any, covered: User, deputy: User, from_on: dt.date, to_on: dt.date, seen: str = ""
) -> Cover:
    """Let a deputy see and do what a supervisor may, for these dates only.

    :param seen: the digest of who covers for this supervisor, as the writer had it before them.
    :raises Stale: where somebody else changed that since.
    :raises DomainError: for oneself, dates out of order, a deputy who is not there on the first
        day, or the same deputy on some of these days already.
    """
    lock(covered)
    as_seen(seen, Cover.objects.filter(covered=covered))
    if covered.pk == deputy.pk:
        raise DomainError(_("Nobody covers for themself."), "deputy")
    check_order(from_on, to_on)
    if not User.objects.may_sign_in(from_on).filter(pk=deputy.pk).exists():
        raise DomainError(
            _("%(name)s holds no post on that day.") % {"name": deputy.name}, "deputy"
        )
    check_free(
        Cover.objects.filter(covered=covered, deputy=deputy),
        from_on,
        to_on,
        _("They already cover on some of these days."),
        "deputy",
    )
    cover = Cover.objects.create(covered=covered, deputy=deputy, from_on=from_on, to_on=to_on)
    trail.record(
        "cover.arranged",
        by=by,
        subject=covered,
        record=cover,
        detail={"deputy": deputy, "from_on": from_on, "to_on": to_on},
    )
    return cover


@transaction.atomic
def end_cover(*, by: Any, cover: Cover, last_day: dt.date, seen: str = "") -> None:
    """End a cover early. A day before its first takes it back.

    :param seen: the digest of the cover as the writer had it before them.
    :raises Stale: where somebody else changed it since.
    :raises DomainError: for a day after its last.
    """
    covered = lock(cover.covered)
    rows = Cover.objects.filter(pk=cover.pk)
    as_seen(seen, rows)
    if rows.filter(to_on__lt=last_day).exists():
        raise DomainError(_("The cover ends before that day already."), "last_day")
    end_on(rows, last_day)
    trail.record(
        "cover.ended",
        by=by,
        subject=covered,
        record=f"people.cover:{cover.pk}",
        detail={"deputy": f"people.user:{cover.deputy_id}", "last_day": last_day},
    )
