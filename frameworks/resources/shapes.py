"""Shapes: what may stand at a place of a file, and what is made of it.

Each shape reads a value at a path and returns it with every optional part filled in, or raises
:class:`Misfit`. Nothing is guessed: an unknown field is a slip of the writer, not a wish.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import models
from django.utils.translation import gettext as _

from frameworks.models.keys import KEY_PATTERN

from .reading import Misfit, Names, shown

LONGEST_TEXT = 10_000
MOST_ITEMS = 500
UNREADABLE = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}


class Shape(Protocol):
    def read(self, value: Any, path: str) -> Any: ...

    def absent(self, path: str) -> Any: ...


@dataclass(frozen=True)
class Needed:
    """The part that shapes share: what happens where a field is missing."""

    def absent(self, path: str) -> Any:
        raise Misfit(path, _("nothing"), _("this field"))


@dataclass(frozen=True)
class Text(Needed):
    """One line of text, without space at its ends and without control characters."""

    longest: int = LONGEST_TEXT
    optional: bool = False

    def read(self, value: Any, path: str) -> str:
        if not isinstance(value, str):
            raise Misfit(path, shown(value), _("text"))
        if value != value.strip() or any(unicodedata.category(c) in UNREADABLE for c in set(value)):
            raise Misfit(
                path,
                shown(value),
                _("one line of text, without space at its ends or unreadable characters"),
            )
        if not value and not self.optional:
            raise Misfit(path, shown(value), _("text that is not empty"))
        if len(value) > self.longest:
            found = _("%(length)d characters: %(text)s") % {
                "length": len(value),
                "text": shown(value),
            }
            raise Misfit(path, found, _("at most %d characters") % self.longest)
        return value

    def absent(self, path: str) -> str:
        return "" if self.optional else super().absent(path)


def text_of(model: type[models.Model], name: str) -> Text:
    """Return the shape of a text that goes into this field of a model."""
    column = model._meta.get_field(name)
    longest = getattr(column, "max_length", None) or LONGEST_TEXT
    return Text(longest, optional=bool(getattr(column, "blank", False)))


@dataclass(frozen=True)
class Key(Needed):
    """The identity of a statement: ``analytical.methodical.jumps-to-conclusions``."""

    longest: int = 120

    def read(self, value: Any, path: str) -> str:
        expected = _(
            "a key of small letters and numbers with single full stops or hyphens between them"
        )
        if not isinstance(value, str) or not re.fullmatch(KEY_PATTERN, value):
            raise Misfit(path, shown(value), expected)
        if len(value) > self.longest:
            raise Misfit(path, shown(value), _("at most %d characters") % self.longest)
        return value


@dataclass(frozen=True)
class KeyOrNone(Key):
    """A key that may be left out."""

    def absent(self, path: str) -> str:
        return ""


@dataclass(frozen=True)
class Reference(Needed):
    """A version of another framework: ``ombudsman-association/1``; may be left out."""

    def read(self, value: Any, path: str) -> str:
        if not isinstance(value, str) or not re.fullmatch(rf"{KEY_PATTERN}/[1-9]\d{{0,3}}", value):
            raise Misfit(path, shown(value), _("a framework’s code and a number: example/1"))
        return value

    def absent(self, path: str) -> str:
        return ""


@dataclass(frozen=True)
class Choice(Needed):
    """One of a few words."""

    words: Sequence[str]

    def read(self, value: Any, path: str) -> str:
        if not isinstance(value, str) or value not in self.words:
            raise Misfit(path, shown(value), _("one of %s") % ", ".join(map(shown, self.words)))
        return value


@dataclass(frozen=True)
class Whole(Needed):
    """A whole number within limits."""

    least: int
    most: int

    def read(self, value: Any, path: str) -> int:
        if type(value) is not int or not self.least <= value <= self.most:
            expected = _("a whole number from %(least)d to %(most)d") % {
                "least": self.least,
                "most": self.most,
            }
            raise Misfit(path, shown(value), expected)
        return value


@dataclass(frozen=True)
class YesNo(Needed):
    def read(self, value: Any, path: str) -> bool:
        if not isinstance(value, bool):
            raise Misfit(path, shown(value), _("true or false"))
        return value


@dataclass(frozen=True)
class Flag(Needed):
    """``true``, or left out and read as None: what is not so is not said."""

    def read(self, value: Any, path: str) -> bool:
        if value is not True:
            raise Misfit(path, shown(value), _("true, or no such field"))
        return True

    def absent(self, path: str) -> None:
        return None


@dataclass(frozen=True)
class WholeOrNone(Whole):
    """A whole number that may be left out."""

    def absent(self, path: str) -> None:
        return None


@dataclass(frozen=True)
class Many(Needed):
    """A list of one shape."""

    of: Shape
    least: int = 0
    most: int = MOST_ITEMS

    def read(self, value: Any, path: str) -> list[Any]:
        if not isinstance(value, list):
            raise Misfit(path, shown(value), _("a list"))
        if not self.least <= len(value) <= self.most:
            expected = _("%(least)d to %(most)d items") % {"least": self.least, "most": self.most}
            raise Misfit(path, _("%d items") % len(value), expected)
        return [self.of.read(item, f"{path}[{index}]") for index, item in enumerate(value)]

    def absent(self, path: str) -> list[Any]:
        return super().absent(path) if self.least else []


@dataclass(frozen=True)
class Record(Needed):
    """An object with named fields, and no others."""

    fields: Mapping[str, Shape] = field(default_factory=dict)

    def read(self, value: Any, path: str) -> dict[str, Any]:
        if not isinstance(value, Names):
            raise Misfit(path, shown(value), _("an object"))
        if value.repeated:
            raise Misfit(path, _("the field %s twice") % shown(value.repeated), _("it once"))
        for name in value:
            if name not in self.fields:
                expected = _("only the fields %s") % ", ".join(self.fields)
                raise Misfit(path, _("the field %s") % shown(name), expected)
        read = {}
        for name, shape in self.fields.items():
            place = f"{path}.{name}" if path else name
            read[name] = shape.read(value[name], place) if name in value else shape.absent(place)
        return read

    def absent(self, path: str) -> dict[str, Any]:
        """Read as an empty object: whole where every field may be left out."""
        return self.read(Names(), path)
