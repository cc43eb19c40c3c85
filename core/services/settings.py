"""Settings that bite from a date, so that a past draw or decision can be explained."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.clock import today
from core.errors import DomainError
from core.keys import key_of
from core.models import DatedSetting
from core.services import trail
from core.settings_registry import Registered, registered
from core.trail import Text


def setting(key: str, on: dt.date) -> Any:
    """Return the value of a setting on a day; its default before the first change.

    :raises KeyError: for a setting that nobody registered.
    """
    return settings_on([key], on)[key]


def settings_on(keys: Iterable[str], on: dt.date) -> dict[str, Any]:
    """Return the values of several settings on a day, in one query."""
    values = {key: registered(key).default for key in keys}
    rows = DatedSetting.objects.filter(
        key__in=values, from_on__lte=on, withdrawn_at__isnull=True
    ).order_by("from_on")
    return values | dict(rows.values_list("key", "value"))


def settings_through_time(keys: Iterable[str]) -> dict[str, list[tuple[dt.date, Any]]]:
    """Return what each setting was, is and will be: from which day which value; in one query.

    The first is its default, from the first day there is.
    """
    found = {key: {dt.date.min: registered(key).default} for key in keys}
    rows = DatedSetting.objects.filter(key__in=found, withdrawn_at__isnull=True)
    for key, from_on, value in rows.order_by("from_on", "pk").values_list(
        "key", "from_on", "value"
    ):
        found[key][from_on] = value
    return {key: list(values.items()) for key, values in found.items()}


def change_setting(
    *, key: str, value: Any, from_on: dt.date, by: Any, reason: str = ""
) -> DatedSetting:
    """Give a setting a value from a day on. Earlier days keep theirs.

    Of two changes from one day the later one holds: it withdraws the earlier, which stays with
    who made it, and until when it held. A rule of the work, which was announced to everybody, is
    withdrawn by hand first.

    :raises KeyError: for a setting that nobody registered.
    :raises DomainError: for a value that cannot be, a day that is past or nearer than the
        notice that the setting needs, or a rule of the work that is changed without a reason or
        for a day on which a change of it is announced already.
    """
    known = registered(key)
    if type(value) is not type(known.default) and known.default is not None:
        raise DomainError(_("The value is not of the kind that this setting takes."), "value")
    if known.check is not None:
        known.check(value)
    refuse_without_notice(from_on, known.notice_days)
    if known.rule is not None and not reason.strip():
        raise DomainError(_("Say why this rule is changed. Everybody reads it."), "reason")
    return _store(known, value=value, from_on=from_on, by=by, reason=reason.strip())


def refuse_without_notice(from_on: dt.date, notice_days: int) -> None:
    """Refuse a day that is nearer than the notice that a change needs.

    :param notice_days: calendar days between the day it is announced and the day it bites.
    :raises DomainError: beside ``from_on``, naming the first day that can be.
    """
    earliest = today() + dt.timedelta(days=notice_days)
    if from_on >= earliest:
        return
    day = date_format(earliest, "j F Y")
    raise DomainError(
        _("The change must start on %(day)s or later: it is announced %(days)s days before.")
        % {"day": day, "days": notice_days}
        if notice_days
        else _("The change must start on %(day)s or later.") % {"day": day},
        "from_on",
    )


@transaction.atomic
def withdraw_change(*, change: DatedSetting, reason: str, by: Any) -> DatedSetting:
    """Take back a change that was announced, before its day. What holds then stays as it was.

    :raises DomainError: when it bites already or was withdrawn, or without a reason.
    """
    stored = DatedSetting.objects.select_for_update().get(pk=change.pk)
    if stored.withdrawn_at is not None:
        raise DomainError(_("This change was withdrawn already."))
    if stored.from_on <= today():
        raise DomainError(
            _("This change is in force already. Announce another one to change it again.")
        )
    if not reason.strip():
        raise DomainError(_("Say why the change is withdrawn. Everybody reads it."), "reason")
    _withdraw(stored, reason=reason.strip(), by=by)
    return stored


def _withdraw(stored: DatedSetting, *, reason: str, by: Any) -> None:
    stored.withdrawn_at = timezone.now()
    stored.withdrawn_by_key = key_of(by)
    stored.withdrawn_reason = reason
    stored.save(update_fields=["withdrawn_at", "withdrawn_by_key", "withdrawn_reason"])
    trail.record(
        "setting.withdrawn",
        by=by,
        record=stored,
        detail={"key": stored.key, "from_on": stored.from_on, "reason": Text(reason)},
    )


@transaction.atomic
def _store(
    known: Registered, *, value: Any, from_on: dt.date, by: Any, reason: str
) -> DatedSetting:
    standing = (
        DatedSetting.objects.select_for_update()
        .filter(key=known.key, from_on=from_on, withdrawn_at__isnull=True)
        .first()
    )
    if standing is not None and known.rule is not None:
        raise DomainError(
            _("A change from that day is already recorded. Choose another day."), "from_on"
        )
    if standing is not None and standing.value == value:
        return standing
    if standing is not None:
        _withdraw(standing, reason=_("Another change was made for the same day."), by=by)
    try:
        with transaction.atomic():
            row = DatedSetting.objects.create(
                key=known.key,
                value=value,
                from_on=from_on,
                reason=reason,
                by_key=key_of(by),
                at=timezone.now(),
            )
    except IntegrityError as error:
        raise DomainError(
            _("Somebody else made a change from that day at this moment. Look at it first."),
            "from_on",
        ) from error
    trail.record(
        "setting.changed",
        by=by,
        record=row,
        detail={"key": known.key, "value": value, "from_on": from_on, "reason": Text(reason)},
    )
    return row
