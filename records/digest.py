"""The hash by which a content is known: the same facts, the same hash, wherever it is reckoned."""

import hashlib
import json
from typing import Any


def canonical_json(content: Any) -> bytes:
    """Return plain values as JSON with sorted keys, no spaces and UTF-8: one form, byte for byte.

    :param content: dicts, lists, texts, whole numbers, truth values and None only.
    :raises TypeError: anything else, so that nothing is turned to text by accident.
    """
    return json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def digest_of(content: Any) -> str:
    """Return the SHA-256 of the canonical JSON of plain values, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(content)).hexdigest()
