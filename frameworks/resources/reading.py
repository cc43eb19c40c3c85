"""From a file of somebody else's making to plain values, under limits."""

import json
from pathlib import Path
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from core.errors import DomainError

MOST_BYTES = 2 * 1024 * 1024


class Misfit(Exception):  # noqa: N818
    """A value is not what its place asks for.

    :param path: the place, e.g. ``core_competencies[0].areas[2].title``; "" is the whole file.
    :param found: the value there, in words.
    :param expected: what was expected, in words.
    """

    def __init__(self, path: str, found: str, expected: str) -> None:
        super().__init__(path, found, expected)
        self.path = path
        self.found = found
        self.expected = expected


class FileProblem(DomainError):
    """One message with file, place, value and what was expected. Nothing is loaded."""

    def __init__(self, file: Path | str, misfit: Misfit) -> None:
        super().__init__(
            _("%(file)s: %(path)s: found %(found)s, expected %(expected)s. Nothing was loaded.")
            % {
                "file": file,
                "path": misfit.path or _("the file"),
                "found": misfit.found,
                "expected": misfit.expected,
            }
        )


class Names(dict[str, Any]):
    """An object of the file, which remembers a name that it says twice."""

    repeated: str = ""

    @classmethod
    def from_pairs(cls, pairs: list[tuple[str, Any]]) -> "Names":
        names = cls()
        for name, value in pairs:
            if name in names:
                names.repeated = name
            names[name] = value
        return names


def shown(value: Any) -> str:
    """Put a value in few words: long texts are cut, lists and objects only described."""
    if isinstance(value, dict):
        return _("an object")
    if isinstance(value, list):
        return _("a list")
    if isinstance(value, str) and len(value) > 120:
        value = value[:120] + "…"
    return json.dumps(value)[:200] if _odd(value) else json.dumps(value, ensure_ascii=False)[:200]


def _odd(value: Any) -> bool:
    return isinstance(value, str) and not value.isprintable()


def _refuse_constant(name: str) -> NoReturn:
    raise Misfit("", name, _("a number that JSON knows"))


def read_json(path: Path) -> Any:
    """Read one JSON file as plain values; objects come as :class:`Names`.

    :raises Misfit: it is no readable file, larger than ``MOST_BYTES`` (asked before it is read),
        not UTF-8, not JSON, or nested deeper than anything that means something.
    """
    try:
        if not path.is_file():
            raise Misfit("", _("no such file"), _("a JSON file"))
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise Misfit("", _("%d bytes") % size, _("at most %d bytes") % MOST_BYTES)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Misfit("", error.strerror or type(error).__name__, _("a readable file")) from None
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        found = _("byte 0x%(byte)02x at position %(position)d") % {
            "byte": content[error.start],
            "position": error.start,
        }
        raise Misfit("", found, _("text in UTF-8")) from None
    try:
        return json.loads(text, object_pairs_hook=Names.from_pairs, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        place = _("line %(line)d, column %(column)d") % {
            "line": error.lineno,
            "column": error.colno,
        }
        found = shown(text[error.pos : error.pos + 20]) if error.pos < len(text) else _("the end")
        raise Misfit(place, found, _("JSON (%s)") % error.msg) from None
    except RecursionError:
        raise Misfit("", _("lists or objects nested too deep"), _("a framework file")) from None
    except ValueError:
        raise Misfit("", _("a number with too many digits"), _("a framework file")) from None
