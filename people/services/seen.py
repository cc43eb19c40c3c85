"""Refusing a change that was made on what stands there no longer."""

import hashlib
from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from core.errors import Stale
from core.trail import canonical


def seen_of(*rows: QuerySet[Any]) -> str:
    """Return the digest of rows as they stand in the database, every column of them.

    A page carries it, and gives it back with what was typed (:func:`as_seen`).
    """
    return digest_of(_standing(rows))


def as_seen(seen: str, *rows: QuerySet[Any]) -> list[Any]:
    """Return rows as they stand now, if they are what somebody had before them.

    Call it under the lock of the act, with the querysets that the page gave to :func:`seen_of`.

    :param seen: the digest that came with what was typed; "" skips the comparison.
    :raises Stale: where they changed since; ``theirs`` is the rows as they stand now.
    Source: TRUST, "Two people or two tabs on one record".
    """
    now = _standing(rows)
    if seen and seen != digest_of(now):
        raise Stale(
            _("Somebody else changed this while you were typing. Nothing is lost: both are below."),
            theirs=tuple(now),
        )
    return now


def _standing(rows: Iterable[QuerySet[Any]]) -> list[Any]:
    return list(chain.from_iterable(some.order_by("pk") for some in rows))


def digest_of(rows: Iterable[Model]) -> str:
    """Return the digest of loaded rows."""
    said = [
        [row._meta.label, *(str(getattr(row, f.attname)) for f in row._meta.concrete_fields)]
        for row in rows
    ]
    return hashlib.sha256(canonical(said).encode()).hexdigest()
