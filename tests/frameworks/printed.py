"""Hold what a fixture says against the printed text, in both directions at once."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from frameworks.resources.framework_file import Document, read_framework_file

FIXTURES = Path(settings.ROOT) / "fixtures"
SOURCES = settings.ROOT.parent / "shared" / "sources"
MARKS = re.compile(r"</?(?:p|ul|ol|li|i)\b[^>]*>|\[bookmark: _GoBack\]|[•·▪*\xa0]|^[-\s]+$", re.M)


def fixture(name: str) -> Document:
    """Return the content of a fixture, read and checked as the loader does."""
    return read_framework_file(FIXTURES / f"{name}.json")


def source(words: str) -> str:
    """Return the printed text that holds these words, in one line without marks.

    Nothing where the sources do not lie beside the checkout.
    """
    for path in sorted(SOURCES.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        if words in text:
            return plain(MARKS.sub(" ", text))
    return ""


def plain(text: str) -> str:
    """Put a text in one line, with no space before a full stop or a comma."""
    return re.sub(r" ([.,])(?= |$)", r"\1", re.sub(r"\s+", " ", text)).strip()


def left_over(printed: str, statements: Iterable[str]) -> list[str]:
    """Find the statements in a printed text, in their order, and return what stands between them.

    What is returned is what the fixture does not say.

    :raises AssertionError: a statement does not stand in the rest of the text.
    """
    between, at = [], 0
    lower = printed.lower()
    for statement in statements:
        wanted = plain(statement).lower()
        found = lower.find(wanted, at)
        assert found >= 0, f"not printed after {printed[max(0, at - 60) : at]!r}: {statement!r}"
        between.append(printed[at:found].strip())
        at = found + len(wanted)
    return [text for text in [*between, printed[at:].strip()] if text]


def lines(texts: Iterable[str]) -> Iterator[str]:
    """Return the lines of a text without the marks of a list."""
    return (text.removeprefix("- ") for text in texts)


def areas_of(document: Document) -> list[dict[str, Any]]:
    return [area for core in document["core_competencies"] for area in core["areas"]]
