"""The dated settings that there are, each with its default: registered in code by its app."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Rule:
    """What a page of rules in force says of a setting that is a rule of the work.

    :param group: the key of the group it stands in.
    :param unit: what the number counts, e.g. "working days"; "" where the label says it.
    :param holds_for: a sentence: which work a change is for, by the day on which it was begun.
    """

    group: str
    unit: Any = ""
    holds_for: Any = ""


@dataclass(frozen=True)
class Registered:
    """One setting.

    :param notice_days: how long before it bites a change must be announced, in calendar days.
    :param check: raises ``DomainError`` for a value that cannot be.
    :param rule: where it is a rule of the work; such a change needs a reason.
    """

    key: str
    default: Any
    label: Any
    notice_days: int = 0
    check: Callable[[Any], None] | None = None
    rule: Rule | None = None


_registered: dict[str, Registered] = {}


def register(
    key: str,
    default: Any,
    label: Any,
    *,
    notice_days: int = 0,
    check: Callable[[Any], None] | None = None,
    rule: Rule | None = None,
) -> None:
    """Register a setting; call it when the app is made ready.

    :raises ValueError: when the key is taken by a different setting.
    """
    setting = Registered(key, default, label, notice_days, check, rule)
    held = _registered.get(key)
    if held is not None and (held.default, held.notice_days) != (default, notice_days):
        raise ValueError(f"The setting {key} is registered twice.")
    _registered[key] = setting


def registered(key: str) -> Registered:
    """Return a setting. :raises KeyError: for one that nobody registered."""
    return _registered[key]


def all_registered() -> list[Registered]:
    """Return every setting, in the order of keys."""
    return [_registered[key] for key in sorted(_registered)]


def rules_registered() -> list[Registered]:
    """Return the settings that are rules of the work, in the order they were registered in."""
    return [each for each in _registered.values() if each.rule is not None]
