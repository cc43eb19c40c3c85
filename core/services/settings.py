"""Settings that bite from a date, so that a past draw or decision can be explained."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.clock import today
from core.errors import DomainError
from core.keys import key_of
from core.models import DatedSetting
from core.services import trail
from core.settings_registry import registered


def setting(key: str, on: dt.date) -> Any:
    """Return the value of a setting on a day; its default before the first change.

    :raises KeyError: for a setting that nobody registered.
    """
    return settings_on([key], on)[key]


def settings_on(keys: Iterable[str], on: dt.date) -> dict[str, Any]:
    """Return the values of several settings on a day, in one query."""
    values = {key: registered(key).default for key in keys}
    rows = DatedSetting.objects.filter(key__in=values, from_on__lte=on).order_by("from_on")
    return values | dict(rows.values_list("key", "value"))


def change_setting(*, key: str, value: Any, from_on: dt.date, by: Any) -> DatedSetting:
    """Give a setting a value from a day on. Earlier days keep theirs.

    :raises KeyError: for a setting that nobody registered.
    :raises DomainError: for a value that cannot be, a day that is past or nearer than the
        notice that the setting needs, or a day for which a change is already recorded.
    """
    known = registered(key)
    if type(value) is not type(known.default) and known.default is not None:
        raise DomainError(_("The value is not of the kind that this setting takes."), "value")
    if known.check is not None:
        known.check(value)
    earliest = today() + dt.timedelta(days=known.notice_days)
    if from_on < earliest:
        raise DomainError(
            _("The change must start on %(day)s or later.") % {"day": f"{earliest:%d/%m/%Y}"},
            "from_on",
        )
    return _store(key=key, value=value, from_on=from_on, by=by)


@transaction.atomic
def _store(*, key: str, value: Any, from_on: dt.date, by: Any) -> DatedSetting:
    if DatedSetting.objects.filter(key=key, from_on=from_on).exists():
        raise _taken()
    try:
        with transaction.atomic():
            row = DatedSetting.objects.create(
                key=key, value=value, from_on=from_on, by_key=key_of(by), at=timezone.now()
            )
    except IntegrityError as error:
        raise _taken() from error
    trail.record(
        "setting.changed",
        by=by,
        record=row,
        detail={"key": key, "value": value, "from_on": from_on},
    )
    return row


def _taken() -> DomainError:
    return DomainError(
        _("A change from that day is already recorded. Choose another day."), "from_on"
    )
