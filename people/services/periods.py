"""Ending what is dated, and refusing two of a kind at one time."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.errors import DomainError
from people.models import User
from people.periods import overlapping


def lock(person: User) -> User:
    """Hold a person's row until the transaction ends, so that two changes of theirs queue up.

    SQLite needs no row lock: its transactions take the write lock when they begin.
    """
    return User.objects.select_for_update().get(pk=person.pk)


def check_order(from_on: dt.date, to_on: dt.date | None, field: str = "to_on") -> None:
    """Refuse a period that ends before it begins.

    :raises DomainError: beside ``field``.
    """
    if to_on is not None and to_on < from_on:
        raise DomainError(_("The last day must be the same as or after the first day."), field)


def check_free(
    rows: QuerySet[Any], from_on: dt.date, to_on: dt.date | None, message: str, field: str
) -> None:
    """Refuse a period that shares a day with one of these rows.

    :raises DomainError: with ``message`` beside ``field``.
    """
    if rows.filter(overlapping(from_on, to_on)).exists():
        raise DomainError(message, field)


def end_on(rows: QuerySet[Any], last_day: dt.date) -> int:
    """End periods on a day; one that had not begun by then is taken back. How many changed."""
    taken_back = rows.filter(from_on__gt=last_day).delete()[0]
    return taken_back + rows.filter(overlapping(last_day, None)).exclude(to_on=last_day).update(
        to_on=last_day
    )
