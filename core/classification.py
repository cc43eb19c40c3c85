"""What personal data a field holds, and whose: declared per app in ``<app>/personal_data.py``.

Each app says ``PERSONAL_DATA = {"Model": {"field": work("person"), ...}, ...}``; a model without
any personal data is declared ``NOT_PERSONAL``. Subject access, retention and erasure read it, and a
test fails on a field that nobody classified (TRUST: Duties under data-protection law).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What sort of personal data a field holds."""

    NONE = "none"
    IDENTITY = "identity"  # who somebody is: name, address, key
    WORK = "work"  # facts of somebody's work: post, dates, what was done when
    OPINION = "opinion"  # what one person says of another, in words or as a judgement
    SENSITIVE = "sensitive"  # may tell of health, belief, private life
    SECRET = "secret"  # noqa: S105  passwords, tokens, keys: never leaves, not even to its owner


@dataclass(frozen=True)
class Held:
    """What a field holds.

    :ivar sort: the sort of personal data.
    :ivar whose: the look-up path from the row to the person it is about (``"person"``,
        ``"review__person"``); ``"self"`` where the row is the person; "" for none.
    :ivar by: the path to the person whose words or opinion it is, where that is another.
    :ivar free_text: typed by somebody, so it may name third people.
    """

    sort: Sort
    whose: str = ""
    by: str = ""
    free_text: bool = False


Declaration = Mapping[str, Mapping[str, Held]]

#: For a whole model that holds nothing about anybody.
NOT_PERSONAL: Mapping[str, Held] = {}


def none() -> Held:
    """Return: tells nothing of anybody."""
    return Held(Sort.NONE)


def identity(whose: str) -> Held:
    """Return: says who somebody is."""
    return Held(Sort.IDENTITY, whose)


def work(whose: str, *, by: str = "", free_text: bool = False) -> Held:
    """Return: a fact of somebody's work."""
    return Held(Sort.WORK, whose, by, free_text)


def opinion(whose: str, *, by: str, free_text: bool = True) -> Held:
    """Return: what somebody (``by``) says of somebody (``whose``)."""
    return Held(Sort.OPINION, whose, by, free_text)


def sensitive(whose: str, *, by: str = "", free_text: bool = False) -> Held:
    """Return: may tell of health, belief or private life."""
    return Held(Sort.SENSITIVE, whose, by, free_text)


def secret(whose: str = "") -> Held:
    """Return: proves who somebody is or opens something; shown to nobody."""
    return Held(Sort.SECRET, whose)
