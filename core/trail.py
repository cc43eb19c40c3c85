"""What the trail keeps of an act's detail, and how it is hashed."""

import datetime as dt
import enum
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Model

from core.keys import key_of

LONGEST_CHOICE = 120


@dataclass(frozen=True)
class Text:
    """Free text in a detail: the trail keeps its HMAC under the person's secret, not the words."""

    value: str


def clean_detail(detail: Mapping[str, Any], secret: str) -> dict[str, Any]:
    """Return a detail as it may be stored: choices, numbers and dates as values, text hashed.

    :raises ValueError: for a plain string that is longer than any choice, or has several
        lines: free text must be wrapped in :class:`Text`.
    :raises TypeError: for a value that the trail cannot keep.
    """
    return {str(name): _clean(value, secret, name) for name, value in detail.items()}


def _clean(value: Any, secret: str, name: str) -> Any:
    if isinstance(value, Text):
        return {"hmac": _mac(secret, f"text:{value.value}")}
    if isinstance(value, enum.Enum):
        value = value.value
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        if len(value) > LONGEST_CHOICE or "\n" in value:
            raise ValueError(f"{name}: wrap free text in core.trail.Text.")
        return value
    if isinstance(value, Decimal | float):
        return str(value)
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Model):
        return key_of(value)
    if isinstance(value, Mapping):
        return clean_detail(value, secret)
    if isinstance(value, list | tuple | set | frozenset):
        cleaned = [_clean(item, secret, name) for item in value]
        return sorted(cleaned, key=repr) if isinstance(value, set | frozenset) else cleaned
    raise TypeError(f"{name}: the trail cannot keep a {type(value).__name__}.")


def detail_hmac(data: dict[str, Any], salt: str, secret: str) -> str:
    """Return the HMAC of a stored detail, which the fixed part of its event carries.

    The salt is erased with the detail: what stays proves nothing about it any more.
    """
    return _mac(secret, f"detail:{salt}:{canonical(data)}")


def canonical(data: Any) -> str:
    """Return the one JSON text of a value."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sealed_line(event: Mapping[str, Any]) -> bytes:
    """Return the bytes of one event's fixed part that go into a seal."""
    at = event["at"].astimezone(dt.UTC).isoformat(timespec="microseconds")
    return canonical([event["id"], at, *(event[name] for name in FIXED[2:])]).encode() + b"\n"


FIXED = (
    "id",
    "at",
    "actor_key",
    "acting_for_key",
    "act",
    "subject_key",
    "record_key",
    "detail_hmac",
)


def seal_digest(previous: str, lines: "list[bytes]") -> str:
    """Return the digest of a seal: the seal before it, then its events in the order of ids."""
    digest = hashlib.sha256(previous.encode())
    for line in lines:
        digest.update(line)
    return digest.hexdigest()


def _mac(secret: str, text: str) -> str:
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
