"""Frameworks whose behaviours are narrative: read as a whole, never ticked. Pure, no database.

Evidence names the area and may mark the words it rests on: extracts of the text that is written
for the level of the person's post, or for all. Source: Housing Ombudsman, Competency Definitions
(DOMAIN, section 2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from frameworks.tree import AreaNode, BehaviourLeaf, Tree

Levels = Mapping[int, str]
"""The key of the level that somebody's post has in the framework of a version, by version."""

FEWEST_WORDS = 2
"""One word alone is not the words of a text that evidence rests on."""
APOSTROPHES, QUOTES, DASHES = "'’‘", '"“”', "-–—"


def texts_for(tree: Tree, area: AreaNode, level_key: str) -> list[BehaviourLeaf]:
    """Return the narrative of an area that is written for a level, or for all, as printed.

    Where the level is not known, the texts of every band.
    """
    return [leaf for leaf in area.behaviours if not level_key or tree.is_for(leaf, level_key)]


def extracts(text: str) -> list[str]:
    """Return the extracts that somebody typed: each a line."""
    return [line for line in map(str.strip, text.splitlines()) if line]


def marked(
    typed: Iterable[str], leaves: Sequence[BehaviourLeaf]
) -> tuple[dict[int, list[str]], list[str]]:
    """Find extracts in the texts they are taken from.

    Line breaks, runs of spaces, capitals and the sort of quotation mark do not matter; the words
    that are kept are those of the text, not as they were typed.

    :returns: the words found, by id of the behaviour; and the extracts found in none.
    """
    found: dict[int, list[str]] = {}
    missing: list[str] = []
    for extract in typed:
        pattern = _pattern(extract)
        matches = ((leaf, pattern.search(leaf.text)) for leaf in leaves if pattern)
        leaf, match = next(((one, hit) for one, hit in matches if hit), (None, None))
        if leaf is None or match is None:
            missing.append(extract)
        else:
            found.setdefault(leaf.id, []).append(match[0])
    return found, missing


def _pattern(extract: str) -> re.Pattern[str] | None:
    words = extract.split()
    if len(words) < FEWEST_WORDS:
        return None
    return re.compile(r"\s+".join(map(_word, words)), re.IGNORECASE)


def _word(word: str) -> str:
    def letter(char: str) -> str:
        alike = next((group for group in (APOSTROPHES, QUOTES, DASHES) if char in group), "")
        return f"[{re.escape(alike)}]" if alike else re.escape(char)

    return "".join(map(letter, word))
