"""A figure on the home page."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """A number that a role steers by, what it counts, and the page of what it rests on."""

    value: int
    text: Any
    href: str
